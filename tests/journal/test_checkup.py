"""What is wrong is found, what is safe is mended, and what can be read is saved."""

import datetime as dt
import os
import random
from contextlib import closing
from pathlib import Path

import pytest

from retro.errors import JournalUnusable, UsageProblem
from retro.journal import Journal
from retro.journal.backups import Reason, make_backup
from retro.journal.checkup import Ailment, checkup
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.dumping import dump
from retro.journal.salvage import salvage
from retro.model import Evidence, LessonDraft
from tests.conftest import NOON, noon
from tests.disks import small_disk
from tests.journals.earlier import OLD_JOURNALS, unpack

LESSONS = 60


@pytest.fixture
def filled(journal_path: Path) -> Path:
    with Journal.open(journal_path, clock=noon) as journal, journal.step("fill"):
        for number in range(LESSONS):
            journal.lessons.add(
                LessonDraft(
                    f"Lesson {number}",
                    f"Text {number}. " * 40,
                    company=f"Company {number % 5}",
                    themes=(f"theme {number % 7}", "trust"),
                    evidence=(Evidence("weeks", 16, number + 1),),
                )
            )
    return journal_path


def codes(path: Path, now: dt.datetime = NOON) -> list[str]:
    return [each.code for each in checkup(path, now)]


def mend(path: Path) -> list[Ailment]:
    found = [each for each in checkup(path, NOON) if each.mend]
    for each in found:
        if each.mend:
            each.mend()
    return found


def change(path: Path, sql: str) -> None:
    with closing(connect(path, writable=True)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(sql)


def test_a_journal_that_is_well(filled: Path) -> None:
    assert codes(filled) == []
    make_backup(filled, Reason.DAILY, noon)
    assert codes(filled, NOON + dt.timedelta(days=3)) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE lessons SET company = 999 WHERE number = 3", "reference"),
        ("UPDATE sqlite_master SET sql = sql || ' ' WHERE name = 'lessons_readable'", "schema"),
        ("DROP VIEW lessons_readable", "schema"),
        (
            "UPDATE lessons SET content_hash = replace(content_hash, substr(content_hash, 1, 1), 'x')",
            "altered",
        ),
        ("INSERT INTO lesson_index (rowid, title, body) VALUES (999, 'a', 'b')", "index"),
    ],
)
def test_what_is_wrong_is_found(filled: Path, sql: str, code: str) -> None:
    change(filled, sql)
    assert set(codes(filled)) == {code}


def test_what_is_safe_is_mended(filled: Path) -> None:
    make_backup(filled, Reason.DAILY, noon).path.chmod(0o644)
    filled.chmod(0o640)
    change(filled, "INSERT INTO lesson_index (rowid, title, body) VALUES (999, 'a', 'b')")
    assert {each.code for each in mend(filled)} == {"index", "permissions"}
    assert codes(filled) == []
    assert filled.stat().st_mode & 0o777 == 0o600


def test_unused_room_is_given_back(filled: Path) -> None:
    change(filled, "CREATE TABLE big AS SELECT randomblob(9000000) AS x")
    change(filled, "DROP TABLE big")
    assert codes(filled) == ["space"]
    mend(filled)
    assert codes(filled) == []
    assert filled.stat().st_size < 2_000_000


@pytest.mark.plain("damages bytes of the file that are known")
def test_backups_that_are_old_unreadable_or_know_more_are_told(filled: Path) -> None:
    made = make_backup(filled, Reason.DAILY, noon)
    assert codes(filled, NOON + dt.timedelta(days=9)) == ["backup"]
    change(filled, "DELETE FROM lessons WHERE number = 1")
    assert codes(filled)[-1] == "lost"
    made.path.write_bytes(b"x")
    assert codes(filled)[-1] == "backup"


def test_an_older_journal_is_no_illness(journal_path: Path) -> None:
    unpack(OLD_JOURNALS[0], journal_path)
    journal_path.chmod(0o600)
    assert codes(journal_path) == ["schema"]


def test_all_of_a_whole_journal_is_saved(filled: Path, tmp_path: Path) -> None:
    saved = salvage(filled, tmp_path / "saved.db")
    assert saved.is_whole
    assert list(dump(tmp_path / "saved.db")) == list(dump(filled))
    with pytest.raises(UsageProblem, match="already"):
        salvage(filled, tmp_path / "saved.db")


def settled(path: Path) -> bytes:
    """The journal as one file."""
    with closing(connect(path, writable=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.plain("damages bytes of the file that are known")
def test_a_damaged_page_is_found_and_the_rest_is_saved(filled: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    content = bytearray(settled(filled))
    with_backup = seed % 3 == 0
    if with_backup:
        make_backup(filled, Reason.DAILY, noon)
    page = chance.randrange(1, len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    filled.write_bytes(content)
    found = codes(filled)
    copy = tmp_path / "saved.db"
    saved = salvage(filled, copy)
    with Journal.open(copy, clock=noon) as journal:
        assert journal._connection.value("PRAGMA integrity_check") == "ok"
        assert journal._connection.rows("PRAGMA foreign_key_check") == []
        count = journal.lessons.count()
    assert saved.rows["lessons"] == count >= LESSONS - 8  # at most what stood on the page
    if not saved.is_whole:
        assert found
    if with_backup:
        assert count == LESSONS
    assert codes(copy) in ([], ["altered"])


@pytest.mark.plain("damages bytes of the file that are known")
def test_a_changed_letter_is_found(filled: Path) -> None:
    content = settled(filled)
    filled.write_bytes(content.replace(b"Text 7. Text 7.", b"Text 6. Text 7."))
    assert "altered" in codes(filled)


def test_a_journal_whose_beginning_is_gone_is_told(filled: Path, tmp_path: Path) -> None:
    filled.write_bytes(settled(filled)[:100] + b"\xff" * 8000)
    assert codes(filled)[0] == "damaged"
    with pytest.raises(JournalUnusable):
        salvage(filled, tmp_path / "saved.db")
    assert not (tmp_path / "saved.db").exists()


def found(path: Path, code: str, now: dt.datetime = NOON) -> list[Ailment]:
    return [each for each in checkup(path, now) if each.code == code]


def test_conflict_copies_are_told_with_the_command_that_merges_them(filled: Path) -> None:
    named, onedrive = filled.with_name("journal (1).db"), filled.with_name("journal-LAPTOP.db")
    for copy in (named, onedrive, filled.with_name("journal-older.db")):
        copy.write_bytes(settled(filled))
    with Journal.open(filled.with_name("journal-work.db"), clock=noon) as journal:
        journal.lessons.add(LessonDraft("Nothing in common"))
    for copy in (named, onedrive):
        with Journal.open(copy, clock=noon) as journal:
            journal.lessons.add(LessonDraft(f"New in {copy.stem}"))
    filled.with_name("journal (2).db").write_bytes(b"SQLite format 3\0 but damaged")
    told = found(filled, "copy")
    assert [each.advice for each in told if "merge '" in each.advice] == [
        f"Bring them in: retro merge '{named}'"
    ]
    assert f"Bring them in: retro merge {onedrive}" in [each.advice for each in told]
    assert [each.said for each in told if "is none" in each.said]
    assert len(told) == 3
    with Journal.open(filled, clock=noon) as journal:
        journal.copies.merge(named)
    assert [each.advice for each in found(filled, "copy") if "rm" in each.advice] == [
        f"It can be deleted: rm '{named}'"
    ]


def test_a_folder_that_is_synced_is_told(filled: Path) -> None:
    (filled.parent / ".stfolder").mkdir()
    [told] = found(filled, "folder")
    assert "Syncthing" in told.said
    assert not told.serious


def test_a_damaged_backup_is_told(filled: Path) -> None:
    backup = make_backup(filled, Reason.DAILY, noon).path
    content = bytearray(backup.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    backup.write_bytes(content)
    assert "damaged" in found(filled, "backup")[0].said


def test_what_was_purged_is_not_lost_but_told_of_backups(filled: Path) -> None:
    make_backup(filled, Reason.DAILY, noon)
    with Journal.open(filled, clock=noon) as journal:
        lesson = journal.lessons.by_numbers([1])[0]
        journal.purging.purge([lesson.id])
    assert codes(filled) == ["purged"]
    assert f"retro purge --backups {lesson.id}" in found(filled, "purged")[0].advice
    with Journal.open(filled, clock=noon) as journal:
        journal.purging.purge([lesson.id], with_backups=True)
    assert codes(filled) == []


def test_files_of_killed_runs_are_found_and_deleted(filled: Path) -> None:
    make_backup(filled, Reason.DAILY, noon)
    left = [filled.parent / "backups" / ".journal-x.part", filled.with_name(".journal.db.0a1b2c3d.new")]
    for path in left:
        path.touch()
        os.utime(path, (NOON.timestamp() - 7200,) * 2)
    left[0].with_name(".now.part").touch()
    os.utime(left[0].with_name(".now.part"), (NOON.timestamp(),) * 2)
    assert codes(filled) == ["leftover", "leftover"]
    mend(filled)
    assert codes(filled) == []
    assert left[0].with_name(".now.part").exists()


def test_text_that_waits_and_that_others_may_read_is_told(filled: Path, a_home_of_its_own: Path) -> None:
    state = a_home_of_its_own / "state" / "retro"
    (state / "drafts").mkdir(parents=True, mode=0o700)
    (state / "unsaved").mkdir(mode=0o700)
    state.chmod(0o700)
    written = state / "drafts" / f"a-{os.getpid()}-b.json"
    orphaned = state / "drafts" / "a-999999999-b.json"
    for path in (written, orphaned, state / "unsaved" / "lesson-x.md"):
        path.touch(mode=0o600)
    assert codes(filled) == ["draft", "draft"]
    assert "A draft was left" in found(filled, "draft")[0].said
    orphaned.chmod(0o644)
    assert codes(filled) == ["permissions", "draft", "draft"]
    mend(filled)
    assert orphaned.stat().st_mode & 0o777 == 0o600


def lose_lesson(path: Path, number: int, *, with_history: bool) -> None:
    """As if its page could not be read, and with it what the history says of it."""
    with closing(connect(path, writable=True)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TRIGGER lessons_delete_history")
        connection.execute("DROP TRIGGER lessons_delete_unindex")
        connection.execute("DELETE FROM lessons WHERE number = ?", [number])
        if with_history:
            connection.execute("DELETE FROM changes WHERE table_name = 'lessons'")
        connection.execute("VACUUM")
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'check_ins'").fetchone()
    content = bytearray(settled(path))
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096  # so that it is a damaged journal
    path.write_bytes(content)


@pytest.mark.plain("damages bytes of the file that are known")
def test_a_lesson_that_only_the_history_knows_is_saved_as_it_was(filled: Path, tmp_path: Path) -> None:
    with Journal.open(filled, clock=noon) as journal:
        lesson = journal.lessons.by_numbers([3])[0]
        journal.lessons.edit(lesson.id, lesson.replace(title="Said better"))
    lose_lesson(filled, 3, with_history=False)
    saved = salvage(filled, tmp_path / "saved.db")
    assert saved.earlier == [f"{lesson.id} “Lesson 2”, from the history"]
    with Journal.open(tmp_path / "saved.db", clock=noon) as journal:
        assert journal.lessons.get(lesson.id).title == "Lesson 2"
        assert journal.lessons.get(lesson.id).themes == lesson.themes


def test_a_lesson_that_only_a_backup_knows_is_saved_with_what_is_its_own(
    filled: Path, tmp_path: Path
) -> None:
    with Journal.open(filled, clock=noon) as journal:
        lesson = journal.lessons.by_numbers([3])[0]
    backup = make_backup(filled, Reason.DAILY, noon)
    later = make_backup(filled, Reason.DAILY, lambda: NOON + dt.timedelta(days=1)).path
    later.write_bytes(later.read_bytes()[:20_000])  # the last is damaged as well
    lose_lesson(filled, 3, with_history=True)
    saved = salvage(filled, tmp_path / "saved.db")
    assert saved.earlier == [f"{lesson.id} “Lesson 2”, from {backup.name}"]
    with Journal.open(tmp_path / "saved.db", clock=noon) as journal:
        assert journal.lessons.get(lesson.id) == lesson


def test_a_nearly_full_disk_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = disk.folder / "journal.db"
        with Journal.open(path, clock=noon) as journal:
            journal.lessons.add(LessonDraft("Kept"))
        [told] = found(path, "space")
        assert told.advice == "Make room on it."
        disk.fill()
        assert codes(path)[0] == "space"


def test_a_journal_of_a_newer_retro_is_told_and_nothing_more_of_it(filled: Path) -> None:
    change(filled, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    [told] = found(filled, "damaged")
    assert "newer retro" in told.said
