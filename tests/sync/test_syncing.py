"""What a sync does, what it refuses, and what whoever keeps the remote can see of it."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from retro.dates import Span
from retro.errors import JournalUnusable, RemoteUnusable, SyncRefused, UsageProblem
from retro.journal import Journal
from retro.journal.records.shape import Record
from retro.model import Lesson, LessonDraft, Visibility
from retro.surroundings import Outcome, RelationKind
from retro.sync.deciding import decide, waiting
from retro.sync.encoding import FORMAT, canonical, encode
from retro.sync.git import BRANCH, Git, checked_remote
from retro.sync.members import Members, new_key
from retro.sync.mirror import Mirror
from retro.sync.sealing import Age, Plain, Sealed, Vault, device_key, public_key
from tests.sync.devices import Device, git, new_remote, two_that_hold_the_same


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return new_remote(tmp_path / "remote.git")


@pytest.fixture
def two(tmp_path: Path, remote: Path) -> tuple[Device, Device]:
    """Two devices that hold the same: a journal with something in every table."""
    one, other = two_that_hold_the_same(tmp_path, remote)
    assert one.spelled() == other.spelled()
    return one, other


def lesson(device: Device, title: str) -> Lesson:
    rows = device.journal._connection.rows("SELECT id FROM lessons WHERE title = ?", (title,))
    found = device.journal.lessons.find(rows[0]["id"])
    assert found is not None
    return found


def head(remote: Path) -> str:
    return git("--git-dir", remote, "rev-parse", BRANCH).strip()


def test_what_one_wrote_comes_to_the_other_and_one_undo_takes_it_back(two: tuple[Device, Device]) -> None:
    one, other = two
    before = other.spelled()
    one.journal.lessons.add(LessonDraft("Ask first", "Then act.", company="New Co", themes=("asking",)))
    went = one.sync().went
    assert [told.title for told in went.added] == ["Ask first"]
    assert went.others == 2  # the company and the theme
    came = other.sync().came
    assert [told.title for told in came.added] == ["Ask first"]
    assert other.spelled() == one.spelled()
    other.journal.history.undo()
    assert other.spelled() == before


def test_with_nothing_to_do_nothing_is_written(two: tuple[Device, Device], remote: Path) -> None:
    one, other = two
    was = head(remote)
    for device in (one, other):
        outcome = device.sync()
        assert not outcome.came
        assert not outcome.went
        assert outcome.head == was
    assert head(remote) == was
    assert other.journal.history.steps(1)[0].command == "sync"  # the first one


def test_both_versions_of_one_field_are_kept_until_somebody_decides(two: tuple[Device, Device]) -> None:
    one, other = two
    for device, title in ((one, "Boil it"), (other, "Boil her")):
        frog = lesson(device, "Boil the frog")
        device.journal.lessons.edit(frog.id, frog.replace(title=title))
        outcome = device.sync()
    assert outcome.clashes == [("lessons", frog.id)]
    one.sync()
    assert one.spelled() == other.spelled()
    [each] = waiting(one.journal)
    assert (each.stands, each.others, each.path, each.title) == (
        "Boil her",
        ("Boil it",),
        "title",
        "Boil her",
    )
    decide(one.journal, each.key, "title", "Boil it")
    assert not waiting(one.journal)
    one.sync()
    other.sync()
    assert not waiting(other.journal)
    assert other.spelled() == one.spelled()
    assert lesson(other, "Boil it").id == frog.id


def test_an_edit_beats_a_deletion_and_it_does_whoever_is_first(two: tuple[Device, Device]) -> None:
    one, other = two
    frog = lesson(one, "Boil the frog")
    one.journal.lessons.delete([frog.id])
    other.journal.lessons.edit(frog.id, frog.replace(trigger="before it jumps"))
    one.sync()
    other.sync()
    one.sync()
    for device in two:
        assert device.journal.lessons.get(frog.id).trigger == "before it jumps"


def test_one_name_made_on_two_devices_is_one_name(two: tuple[Device, Device]) -> None:
    one, other = two
    for device, title in ((one, "A"), (other, "B")):
        device.journal.lessons.add(LessonDraft(title, company="Twice Ltd", themes=("double",)))
        device.sync()
    one.sync()
    assert one.spelled() == other.spelled()
    names = [company.name for company in one.journal.companies.all()]
    assert names.count("Twice Ltd") == 1
    assert {lesson(one, title).company for title in "AB"} == {"Twice Ltd"}


def test_a_theme_that_was_merged_away_takes_others_new_lessons_along(
    two: tuple[Device, Device],
) -> None:
    one, other = two
    one.journal.lessons.add(LessonDraft("A", themes=("faith",)))
    one.journal.lessons.add(LessonDraft("B", themes=("trust",)))
    one.sync()
    other.sync()
    one.journal.themes.merge("faith", "trust")
    other.journal.lessons.add(LessonDraft("C", themes=("faith",)))
    for device in (one, other, one):
        device.sync()
    assert one.spelled() == other.spelled()
    assert lesson(one, "C").themes == ("trust",)


def test_a_name_that_goes_comes_back_where_something_still_carries_it(two: tuple[Device, Device]) -> None:
    one, other = two
    new = one.journal.lessons.add(LessonDraft("New", themes=("newest",))).lesson
    one.sync()
    other.sync()
    one.journal.history.undo()
    other.journal.lessons.edit(new.id, new.replace(title="Edited"))
    for device in (one, other, one):
        device.sync()
    assert one.spelled() == other.spelled()
    assert lesson(one, "Edited").themes == lesson(other, "Edited").themes == ("newest",)


def test_a_purged_lesson_goes_from_the_other_journals_too(two: tuple[Device, Device]) -> None:
    one, other = two
    frog = lesson(one, "Boil the frog")
    one.journal.purging.purge([frog.id])
    one.sync()
    came = other.sync().came
    assert [told.lesson_id for told in came.deleted] == [frog.id]
    assert other.journal.lessons.find(frog.id) is None
    assert one.spelled() == other.spelled()


# What it refuses


def test_a_remote_that_was_rewritten_stops_it(two: tuple[Device, Device], remote: Path) -> None:
    one, other = two
    one.journal.lessons.add(LessonDraft("New"))
    was = head(remote)
    one.sync()
    other.sync()
    git("--git-dir", remote, "update-ref", BRANCH, was)
    before = other.spelled()
    for device in two:
        with pytest.raises(SyncRefused, match="rewritten"):
            device.sync()
    git("--git-dir", remote, "update-ref", "-d", BRANCH)
    with pytest.raises(SyncRefused, match="nothing any more"):
        other.sync()
    assert other.spelled() == before
    assert not git("--git-dir", remote, "for-each-ref").strip()


def test_a_sync_that_would_delete_many_lessons_asks_first(two: tuple[Device, Device]) -> None:
    one, other = two
    for number in range(30):
        one.journal.lessons.add(LessonDraft(f"Lesson {number}"))
    one.sync()
    other.sync()
    ids = [lesson(one, f"Lesson {number}").id for number in range(12)]
    one.journal.lessons.delete(ids)
    before = other.spelled()
    with pytest.raises(SyncRefused, match="12 of 32 lessons on the remote"):
        one.sync()
    other.sync()
    assert other.spelled() == before
    one.sync(deleting=True)
    with pytest.raises(SyncRefused, match="12 of 32 lessons in this journal"):
        other.sync()
    assert other.spelled() == before
    assert len(other.sync(deleting=True).came.deleted) == 12
    assert other.spelled() == one.spelled()


def test_ten_lessons_may_be_deleted_unasked(two: tuple[Device, Device]) -> None:
    one, other = two
    ids = [one.journal.lessons.add(LessonDraft(f"Lesson {number}")).lesson.id for number in range(10)]
    one.sync()
    other.sync()
    one.journal.lessons.delete(ids)
    one.sync()
    assert len(other.sync().came.deleted) == 10


def test_an_earlier_journal_in_its_place_deletes_and_reverts_nothing(
    two: tuple[Device, Device], tmp_path: Path
) -> None:
    one, other = two
    backup = (tmp_path / "one" / "journal.db").read_bytes()
    frog = lesson(one, "Boil the frog")
    one.journal.lessons.edit(frog.id, frog.replace(title="Boil the frog slowly"))
    one.journal.lessons.add(LessonDraft("Later"))
    one.sync()
    other.sync()
    one.close()
    for path in (tmp_path / "one").glob("journal.db*"):
        if path.is_file():
            path.unlink()
    (tmp_path / "one" / "journal.db").write_bytes(backup)
    again = Device(tmp_path / "one", tmp_path)
    outcome = again.sync()
    assert outcome.goes_back
    assert lesson(again, "Later").id
    other.sync()
    assert again.spelled() == other.spelled()
    assert lesson(other, "Boil the frog slowly").id == frog.id


def put(device: Device, path: str, content: bytes) -> str:
    """Write a file into the remote behind everybody's back."""
    mirror = device.mirror
    parent = mirror.git.fetch(mirror.setup.remote)
    commit = mirror.git.commit(parent, {path: content})
    mirror.git.push(mirror.setup.remote, commit)
    return commit


def sealed(device: Device, content: bytes) -> bytes:
    mirror = device.mirror
    return mirror.contents.sealing(mirror.members(mirror.git.seen())).seal(content)


def test_what_cannot_be_read_or_is_newer_stops_it_and_nothing_is_changed(
    two: tuple[Device, Device], remote: Path
) -> None:
    one, other = two
    frog = lesson(one, "Boil the frog").id
    path = f"records/{frog[:2]}/{frog[2:]}"
    record = one.journal.records.read([("lessons", frog)])["lessons", frog]
    said = json.loads(encode(record))
    elsewhere = lesson(one, "Ask twice").id
    before, was = other.spelled(), head(remote)
    for content, why in (
        (b"nothing that age wrote", "cannot be read"),
        (encode(record), "cannot be read"),
        (sealed(one, b"no record"), "cannot be read"),
        (sealed(one, canonical({**said, "name": elsewhere}).encode()), "lies where another should"),
        (sealed(one, canonical({**said, "format": FORMAT + 1}).encode()), "newer retro"),
        (sealed(one, canonical({**said, "dreams": {}}).encode()), "newer retro"),
    ):
        broken = put(one, path, content)
        with pytest.raises(SyncRefused, match=why):
            other.sync()
        assert other.spelled() == before
        assert head(remote) == broken
        git("--git-dir", remote, "update-ref", BRANCH, was)
    put(one, "format", canonical({"retro sync": FORMAT + 1, "encrypted": True}).encode())
    other.journal.lessons.add(LessonDraft("New"))
    with pytest.raises(SyncRefused, match="newer retro"):
        other.sync()


def test_what_the_journal_refuses_changes_nothing(two: tuple[Device, Device]) -> None:
    one, other = two
    frog = lesson(one, "Boil the frog").id
    record = one.journal.records.read([("lessons", frog)])["lessons", frog]
    said = json.loads(encode(record))
    said["fields"]["kind"] = "dream"
    put(one, f"records/{frog[:2]}/{frog[2:]}", sealed(one, canonical(said).encode()))
    before = other.spelled()
    with pytest.raises(UsageProblem, match="refuses"):
        other.sync()
    assert other.spelled() == before


@pytest.mark.parametrize(
    "remote",
    [
        "-u",
        "--upload-pack=touch x",
        "ext::sh -c touch% x",
        "fd::17",
        "",
        " ",
        "a\nb",
        "x\0y",
        "\x1b[2J",
        "\udc9b",
    ],
)
def test_remotes_that_are_none_are_refused(remote: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        checked_remote(remote)
    assert "\x1b" not in caught.value.sentence


@pytest.mark.parametrize(
    "remote", ["git@example.org:me/journal.git", "https://example.org/x", "ssh://[::1]:22/x", "host:path"]
)
def test_remotes_that_are_some_stay_as_they_are(remote: str) -> None:
    assert checked_remote(remote) == remote


def test_git_itself_runs_no_program_that_a_remote_names(two: tuple[Device, Device], tmp_path: Path) -> None:
    one, _ = two
    with pytest.raises(RemoteUnusable, match="not allowed"):
        one.mirror.git.fetch(f"ext::touch {tmp_path / 'ran'}")
    assert not (tmp_path / "ran").exists()


def test_what_git_is_told_by_the_environment_does_not_lead_it_elsewhere(
    two: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one, other = two
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    one.journal.lessons.add(LessonDraft("New"))
    one.sync()
    other.sync()
    assert other.spelled() == one.spelled()
    assert not (tmp_path / "elsewhere").exists()


def test_only_one_sync_at_a_time(two: tuple[Device, Device]) -> None:
    one, _ = two
    with one.mirror.alone(), pytest.raises(SyncRefused, match="Another sync"):
        one.sync()


def test_a_remote_that_cannot_be_reached_says_so_on_one_line(tmp_path: Path) -> None:
    one = Device(tmp_path / "one", tmp_path / "nowhere\x1b[31m")
    with pytest.raises(RemoteUnusable, match="cannot be reached") as caught:
        one.sync()
    assert "\x1b" not in caught.value.sentence
    assert "\n" not in caught.value.sentence


# What is kept beside


def test_what_is_kept_beside_the_mirror_is_made_anew(two: tuple[Device, Device]) -> None:
    one, other = two
    one.journal.lessons.add(LessonDraft("New"))
    for name in ("known", "state.json"):
        for device in two:
            (device.mirror.folder / name).unlink()
        one.sync()
        other.sync()
        assert one.spelled() == other.spelled()
    frog = lesson(one, "Boil the frog")
    (one.mirror.folder / "state.json").unlink()
    one.journal.lessons.delete([frog.id])
    one.sync()
    other.sync()
    assert other.journal.lessons.get(frog.id, deleted=True).deleted_at  # and a deletion is told from a lack


def test_locks_and_pieces_that_a_killed_git_has_left_are_no_obstacle(two: tuple[Device, Device]) -> None:
    one, other = two
    folder = one.mirror.git.folder
    for name in ("refs/retro/seen.lock", "refs/retro/next.lock", "packed-refs.lock", "fast_import_crash_1"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    one.journal.lessons.add(LessonDraft("New"))
    one.sync()
    assert not list(folder.rglob("*.lock"))
    other.sync()
    assert other.spelled() == one.spelled()


def test_the_key_and_the_mirror_are_for_their_owner_alone(two: tuple[Device, Device], tmp_path: Path) -> None:
    one, _ = two
    key = tmp_path / "one" / "keys" / "sync.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert one.mirror.folder.stat().st_mode & 0o777 == 0o700
    for name in ("setup.json", "state.json", "known"):
        assert (one.mirror.folder / name).stat().st_mode & 0o777 == 0o600
    key.write_text("no key")
    with pytest.raises(JournalUnusable, match="is none"):
        device_key(key.parent)


# Who reads it


def bytes_of(remote: Path) -> bytes:
    """Everything that is in a repository, out of its packs and uncompressed."""
    names = git("--git-dir", remote, "cat-file", "--batch-all-objects", "--batch-check").split("\n")
    blobs = [line.split()[0] for line in names if line]
    found = b"".join(each or b"" for each in Git(remote).read(blobs))
    for path in remote.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += content + str(path.relative_to(remote)).encode()
            if path.parent.parent.name == "objects" and path.parent.name not in {"pack", "info"}:
                found += zlib.decompress(content)
    return found


def texts_of(record: Record) -> Iterator[str]:
    rows = [record.fields, *(row for part in record.parts.values() for row in part.values())]
    for row in rows:
        yield from (value for value in row.values() if isinstance(value, str) and not value[:4].isdigit())


def test_whoever_keeps_the_remote_sees_no_word_of_it(two: tuple[Device, Device], remote: Path) -> None:
    one, other = two
    frog = lesson(one, "Boil the frog")
    other.journal.lessons.edit(frog.id, frog.replace(title="Unmistakable words", body="Verbatim nowhere"))
    other.sync()
    one.sync()
    seen = bytes_of(remote)
    texts = {text for record in one.journal.records.all().values() for text in texts_of(record)}
    assert {"Unmistakable words", "Harbour Nine", "Ada Lovelace", "leadership/hiring"} <= texts
    words = {word.encode() for text in texts for word in (text, *text.split()) if len(word) > 4}
    assert [word for word in words if word in seen] == []
    for device in two:
        assert device.public_key.encode() not in seen
    assert frog.id[2:].encode() in seen  # that it is searched at all


def test_without_encryption_it_is_there_to_be_read(tmp_path: Path, remote: Path) -> None:
    one, other = (Device(tmp_path / name, remote, plain=True) for name in ("one", "other"))
    one.journal.lessons.add(LessonDraft("Unmistakable"))
    one.sync()
    other.sync()
    assert one.spelled() == other.spelled()
    assert b"Unmistakable" in bytes_of(remote)
    third = Device(tmp_path / "third", remote)
    with pytest.raises(SyncRefused, match="is not encrypted"):
        third.sync()


def test_a_stranger_reads_nothing_and_is_told_how_to_be_let_in(
    two: tuple[Device, Device], tmp_path: Path, remote: Path
) -> None:
    one, _ = two
    third = Device(tmp_path / "third", remote)
    was = head(remote)
    with pytest.raises(SyncRefused, match="not among those") as caught:
        third.sync()
    assert third.public_key in caught.value.sentence
    assert head(remote) == was
    assert not third.journal.records.all()
    one.let_in(third)
    third.sync()
    assert third.spelled() == one.spelled()


def test_who_was_removed_reads_nothing_new(two: tuple[Device, Device], remote: Path) -> None:
    one, other = two
    key = other.public_key
    kept = Vault(bytes.fromhex(other.mirror.members(head(remote)).key))
    one.syncing.change_members(lambda members: members.devices.__delitem__(key))
    one.journal.lessons.add(LessonDraft("After that"))
    one.sync()
    before = other.spelled()
    with pytest.raises(SyncRefused, match="not among those"):
        other.sync()
    assert other.spelled() == before
    assert other.key is not None
    stranger = Age(other.key, ())
    for tip in one.mirror.git.files(head(remote)):
        [content] = one.mirror.git.read([tip.blob])
        if tip.path != "format":
            for each in (stranger, kept):
                with pytest.raises(Sealed):
                    each.unseal(content or b"")


def test_whoever_is_let_in_reads_what_was_there_and_nothing_is_sealed_anew(
    two: tuple[Device, Device], remote: Path, tmp_path: Path
) -> None:
    one, _ = two
    third = Device(tmp_path / "third", remote)
    was = head(remote)
    one.let_in(third)
    assert git("--git-dir", remote, "diff", "--name-only", was, head(remote)).split() == ["members"]
    third.sync()
    assert third.spelled() == one.spelled()


def test_a_stranger_who_makes_himself_a_member_is_refused(two: tuple[Device, Device], remote: Path) -> None:
    """Public keys are no secret: who may push could write a key of his own for them, and lessons with it."""
    one, other = two
    assert one.key is not None
    members = one.mirror.members(head(remote))
    forged = Members(members.kind, "00" * 16, new_key(), members.devices)
    put(one, "members", Age(one.key, members.devices).seal(forged.text()))
    before = other.spelled()
    with pytest.raises(SyncRefused, match="cannot read the remote has changed who can"):
        other.sync()
    assert other.spelled() == before


@pytest.mark.parametrize(
    "wrong",
    [
        *({"key": key} for key in ("", "00", "x", 3)),
        {"kind": "theirs"},
        {"kind": None},
        *({"devices": devices} for devices in (None, {"age1x": "laptop"}, {"age1x": {"name": 3}})),
    ],
    ids=str,
)
def test_members_without_a_key_or_a_sense_are_none(
    two: tuple[Device, Device], remote: Path, wrong: dict[str, object]
) -> None:
    """Else whoever keeps the remote could let the devices write to it in the clear."""
    one, other = two
    members = one.mirror.members(head(remote))
    said = json.loads(members.text()) | wrong
    assert one.key is not None
    put(one, "members", Age(one.key, members.devices).seal(canonical(said).encode()))
    other.journal.lessons.add(LessonDraft("New"))
    with pytest.raises(SyncRefused, match="does not say whose"):
        other.sync()


def test_devices_that_begin_at_once_end_with_one_remote(tmp_path: Path, remote: Path) -> None:
    one, other = (Device(tmp_path / name, remote, plain=True) for name in ("one", "other"))
    one.journal.lessons.add(LessonDraft("A", themes=("both",)))
    other.journal.lessons.add(LessonDraft("B", themes=("both",)))
    usual = one.mirror.git.push

    def push(where: str, commit: str) -> None:
        one.mirror.git.push = usual  # type: ignore[method-assign]
        other.sync()
        usual(where, commit)

    one.mirror.git.push = push  # type: ignore[method-assign, assignment]
    assert one.sync().tries == 2
    other.sync()
    assert one.spelled() == other.spelled()
    held = [record for record in one.journal.records.all().values() if record.table == "lessons"]
    assert {record.fields["title"] for record in held} == {"A", "B"}


# A team


@pytest.fixture
def team(tmp_path: Path, remote: Path) -> tuple[Device, Device]:
    ann, bob = (Device(tmp_path / name, remote, kind="team") for name in ("ann", "bob"))
    ann.sync()
    ann.let_in(bob)
    bob.sync()
    return ann, bob


def opened(device: Device) -> dict[str, Record]:
    """All that is in a mirror."""
    seen = device.mirror.git.seen()
    assert seen is not None
    return {each.path: each.record for each in device.mirror.contents.records(seen)}


def test_what_is_private_never_enters_a_teams_remote(team: tuple[Device, Device]) -> None:
    ann, bob = team
    add = ann.journal.lessons.add
    public = add(LessonDraft("Open", themes=("shared",), company="Known")).lesson
    private = add(
        LessonDraft("Secret", company="Hidden Co", people=("Eve",), visibility=Visibility.PRIVATE)
    ).lesson
    add(LessonDraft("Half", "Before {{private: whisper}} after", themes=("whispered",)))
    ann.journal.relations.add(public.id, private.id, RelationKind.CONTRADICTS, when_target="when secret")
    ann.journal.applications.log(public.id, Outcome.APPLIED, Span.parse("2024"), result="It held.")
    ann.journal.commitments.add("Promise", "kept", ann.now.date())
    ann.journal.saved_searches.save("mine", "secret")
    ann.sync()
    said = b"".join(encode(record) for record in opened(ann).values())
    for word in (b"Secret", b"Hidden Co", b"Eve", b"whisper", b"when secret", b"Promise", b"mine"):
        assert word not in said
    for word in (b"Open", b"shared", b"Known", b"It held."):
        assert word in said
    before = ann.spelled()
    bob.sync()
    bob.journal.lessons.edit(public.id, bob.journal.lessons.get(public.id).replace(title="Opened"))
    bob.sync()
    ann.sync()
    after = ann.spelled()
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == {
        ("lessons", public.id)
    }
    assert ann.journal.lessons.get(public.id).title == "Opened"
    assert ann.journal.relations.of(public.id)[0].when_target == "when secret"  # it is Ann's still


def test_a_lesson_that_becomes_private_is_taken_out_and_stays_out(
    team: tuple[Device, Device],
) -> None:
    ann, bob = team
    shown = ann.journal.lessons.add(LessonDraft("Open", visibility=Visibility.PUBLISHABLE)).lesson
    other = ann.journal.lessons.add(LessonDraft("Other", visibility=Visibility.PUBLISHABLE)).lesson
    ann.sync()
    bob.sync()
    for each in (shown, other):
        ann.journal.lessons.edit(each.id, each.replace(visibility=Visibility.PRIVATE, body="More"))
    bob.journal.lessons.edit(other.id, other.replace(title="Bob's"))
    bob.sync()
    ann.sync()
    bob.sync()
    assert bob.journal.lessons.find(shown.id) is None
    assert bob.journal.lessons.get(other.id).title == "Bob's"  # an edit beats that, too
    assert ann.journal.lessons.get(other.id).title == "Other"
    assert b"More" not in b"".join(encode(record) for record in opened(ann).values())
    assert not ann.sync().went


def test_a_team_is_no_persons_own(team: tuple[Device, Device], tmp_path: Path, remote: Path) -> None:
    ann, _ = team
    folder = tmp_path / "ann" / "journal.db.sync"
    mine = Mirror(folder / "mine", ann.key)
    mine.set_up(ann.mirror.setup._replace(kind="mine"))
    wrong = Device(tmp_path / "ann", remote)
    with pytest.raises(SyncRefused, match="a team's"):
        wrong.sync()


def test_what_is_plain_is_as_it_is() -> None:
    assert Plain().unseal(Plain().seal(b"x")) == b"x"


def test_the_public_key_is_no_secret(tmp_path: Path) -> None:
    key = device_key(tmp_path)
    assert public_key(key).startswith("age1")
    assert public_key(device_key(tmp_path)) == public_key(key)
    assert [path.name for path in tmp_path.iterdir()] == ["sync.key"]


def test_a_journal_of_a_name_is_not_anothers(tmp_path: Path, remote: Path) -> None:
    one = Device(tmp_path / "one", remote, plain=True)
    one.journal.lessons.add(LessonDraft("A"))
    one.sync()
    one.close()
    with Journal.open(tmp_path / "one" / "second.db") as journal:
        assert not journal.records.all()
