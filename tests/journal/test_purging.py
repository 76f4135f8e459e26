"""What was deleted for good is in no byte of the journal, its log, index and history, drafts or backups."""

import json
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from retro.dates import Span
from retro.errors import JournalUnusable, NothingFound, RetroError
from retro.journal import Journal
from retro.journal.backups import Reason, make_backup
from retro.journal.connection import connect
from retro.journal.publishing import WrittenPost
from retro.model import Evidence, Lesson, LessonDraft, Source
from retro.search import SearchEngine
from retro.surroundings import Outcome, RelationKind
from tests.conftest import names_in, noon
from tests.journal.test_copies import do, lives
from tests.journal.test_history import check_index
from tests.journals.earlier import OLD_JOURNALS, unpack

SECRETS = (
    "Zanzibarian",  # words that nothing else has, here and in every earlier version
    "quokkafied",
    "xylographer",
    "vexillology",
    "thaumaturge",
    "borborygmus",
    "sesquipedal",
)
DRAFT = LessonDraft(
    "Zanzibarian frogs boil slowly, as told in confidence",
    "They were quokkafied.\nAnd a line that goes on for longer than all the others, said the xylographer.",
    company="EKS",
    themes=("trust",),
    people=("Ann",),
    trigger="before vexillology is discussed in a meeting",
    evidence=(Evidence("borborygmus", 16, 4),),
    source=Source("posts/2020-frogs.md", "Frogs", 12),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Holds all that retro keeps."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def secret(folder: Path, journal: Journal) -> Lesson:
    """A lesson that left its traces everywhere, and is deleted now."""
    assert folder == journal.path.parent
    other = journal.lessons.add(LessonDraft("Stay", "Quite another lesson.", company="EKS")).lesson
    rough = journal.lessons.add(DRAFT.replace(title="A sesquipedal first title, given up since")).lesson
    lesson = journal.lessons.edit(rough.id, DRAFT)
    journal.relations.add(other.id, lesson.id, RelationKind.SUPPORTS, when_source="where a thaumaturge is")
    journal.applications.log(lesson.id, Outcome.APPLIED, Span.parse("2024"), result="A thaumaturge came by.")
    post = journal.imports.record(None, "posts/2020-frogs.md", "Frogs", "2020-01-01", "a" * 32)
    journal.imports.record_lesson(post, lesson.id, DRAFT)
    journal.candidates.record(post, DRAFT, 0.5, "a rule")
    journal.candidates.record(post, LessonDraft("Another", "Of its own."), 0.5, "a rule")
    for path, ids in (("blog/one.md", (lesson.id,)), ("blog/both.md", (lesson.id, other.id))):
        text = f"# {DRAFT.title}\n\n{DRAFT.body}\n"
        journal.posts.record(WrittenPost("", path, "Frogs", "jekyll", "b" * 32, ids, text=text), "")
    list(SearchEngine(journal).find("quokkafyed").page(0, 5))  # keeps its words in the vocabulary
    make_backup(journal.path, Reason.ASKED, noon)
    journal.lessons.delete([lesson.id])
    journal.history.undo()
    journal.history.redo()
    return lesson


def traces(folder: Path) -> dict[str, list[str]]:
    """File -> the secret words in its bytes, in any case, for the index has them in small letters."""
    found = {}
    for path in folder.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        if words := [word for word in SECRETS if word.lower().encode() in content]:
            found[path.name] = words
    return found


@pytest.mark.usefixtures("journal_mode")
@pytest.mark.plain("looks for words in the bytes of files")
def test_no_byte_of_it_is_left_where_retro_keeps_anything(
    folder: Path, journal: Journal, secret: Lesson
) -> None:
    drafts, unsaved = folder / "state" / "retro" / "drafts", folder / "state" / "retro" / "unsaved"
    drafts.mkdir(parents=True)
    unsaved.mkdir()
    (drafts / "a-1-b.json").write_text(
        json.dumps([{"text": DRAFT.body, "whole": True}, {"text": "mine", "lesson_id": ""}])
    )
    (drafts / "a-2-b.json").write_text(json.dumps([{"text": "edited quokkafied", "lesson_id": secret.id}]))
    (unsaved / "lesson-x.md").write_text(f"{DRAFT.title}\n")
    (unsaved / "lesson-y.md").write_text("Another's\n")
    (unsaved / "lesson-z.md").write_text(
        f'<!-- retro unsaved {{"lesson_id": "{secret.id}"}} -->\nA quokkafied edit.'
    )
    (unsaved.parent / "overwritten").mkdir()
    (unsaved.parent / "overwritten" / "post.md").write_text(f"* {DRAFT.title}\n")
    (unsaved.parent / "preview.html").write_text("<em>Zanzibarian</em>")
    (unsaved.parent / "copied.md").write_text("> Zanzibarian")
    found = traces(folder)
    assert {*found.get("journal.db", ()), *found.get("journal.db-wal", ())} == set(SECRETS)
    purged = journal.purging.purge([secret.id])
    assert [each.reason for each in purged.holding] == [Reason.ASKED]
    assert not purged.unfinished
    assert not purged.left
    assert len(purged.cleared) == 7
    assert [path.name for path in unsaved.iterdir()] == ["lesson-y.md"]
    assert set(traces(folder)) == {purged.holding[0].name}
    assert json.loads((drafts / "a-1-b.json").read_text()) == [{"text": "mine", "lesson_id": ""}]
    assert purged.removed.posts == {"blog/one.md", "blog/both.md"}
    assert purged.removed.sources == {"posts/2020-frogs.md"}

    again = journal.purging.purge([secret.id], with_backups=True)
    assert again.is_complete or again.holding == []
    assert traces(folder) == {}
    with Journal.open(purged.holding[0].path, writable=False) as backup:
        assert [lesson.title for lesson in backup.lessons.by_numbers([1, 2])] == ["Stay"]
        assert backup._connection.value("PRAGMA integrity_check") == "ok"
    assert {Path(name).suffix for name in names_in(folder / "backups")} == {".db"}


def test_all_else_stays(journal: Journal, secret: Lesson) -> None:
    journal.purging.purge([secret.id])
    assert journal.lessons.count() == 1
    assert journal.lessons.find(secret.id) is None
    assert [each.draft.title for each in journal.candidates.waiting()] == ["Another"]
    assert journal.posts.at("blog/one.md") is None
    both = journal.posts.at("blog/both.md")
    assert both is not None
    assert both.text == ""
    assert len(both.lesson_ids) == 1
    check_index(journal)
    assert journal._connection.rows("PRAGMA foreign_key_check") == []
    assert journal._connection.value("PRAGMA integrity_check") == "ok"
    assert [hit.lesson.title for hit in SearchEngine(journal).find("another lesson").page(0, 5)] == ["Stay"]


def test_no_undo_brings_it_back(journal: Journal, secret: Lesson) -> None:
    journal.purging.purge([secret.id])
    assert "purge" in [step.command for step in journal.history.steps()]
    with suppress(NothingFound):
        while True:
            assert journal.history.undo().command != "purge"
            assert journal.lessons.find(secret.id) is None
    with pytest.raises(NothingFound):
        journal.history.undo()
    check_index(journal)


def test_a_lesson_whose_adding_was_undone_is_known_still(folder: Path, journal: Journal) -> None:
    lesson = journal.lessons.add(DRAFT).lesson
    journal.history.undo()
    assert journal.purging.known(lesson.id[:6]) == [lesson.id]
    journal.purging.purge([lesson.id])
    assert traces(folder) == {}


def test_another_reader_is_told_and_finishing_later_does_it(
    journal_mode: str, folder: Path, journal: Journal, secret: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retro.journal.connection.BUSY_TIMEOUT_SECONDS", 0.5)
    with Journal.open(journal.path, writable=False) as reader:
        reader._connection._sqlite.execute("BEGIN")
        reader.lessons.count()
        if journal_mode == "wal":
            purged = journal.purging.purge([secret.id], with_backups=True)
            assert purged.unfinished
            assert not purged.is_complete
        else:  # whoever reads keeps others from writing
            with pytest.raises(JournalUnusable, match="nothing was changed"):
                journal.purging.purge([secret.id], with_backups=True)
    if journal_mode == "wal":
        assert journal.purging.finish() == ""
    else:
        assert journal.purging.purge([secret.id], with_backups=True).is_complete
    assert traces(folder) == {}


def test_a_copy_that_still_has_it_does_not_bring_it_back(
    folder: Path, journal: Journal, secret: Lesson
) -> None:
    copy = make_backup(journal.path, Reason.ASKED, noon, to=folder / "copy.db").path
    with Journal.open(copy, clock=noon) as other:
        other.lessons.add(LessonDraft("New there"))
    journal.purging.purge([secret.id])
    plan = journal.copies.merge(copy).plan
    assert plan.stay_away == [secret.id]
    assert [told.title for told in plan.added] == ["New there"]
    assert journal.lessons.find(secret.id) is None
    with Journal.open(copy, clock=noon) as other:
        assert [told.lesson_id for told in other.copies.merge(journal.path).plan.purged_there] == [secret.id]
        assert other.lessons.find(secret.id) is not None


def test_copies_beside_the_journal_that_hold_it_are_told(
    folder: Path, journal: Journal, secret: Lesson
) -> None:
    copy = make_backup(journal.path, Reason.ASKED, noon, to=folder / "journal (conflicted copy).db").path
    assert journal.purging.purge([secret.id], with_backups=True).copies == [copy]
    with Journal.open(copy, clock=noon) as other:
        other.purging.purge([secret.id])
    assert traces(folder) == {}
    assert journal.purging.purge([secret.id]).is_complete


def test_a_backup_of_an_earlier_retro_is_purged_as_it_is(folder: Path, journal: Journal) -> None:
    backup = make_backup(journal.path, Reason.MIGRATION, noon).path
    unpack(OLD_JOURNALS[0], backup)
    assert backup.parent.parent == folder
    with closing(connect(backup, writable=False)) as old_one:
        lesson_id, title = old_one.execute("SELECT id, title FROM lessons WHERE number = 1").fetchone()
    purged = journal.purging.purge([lesson_id], with_backups=True)
    assert [each.path for each in purged.purged_backups] == [backup]
    assert title.encode() not in backup.read_bytes()


@settings(max_examples=20)
@given(before=lives, after=lives)
def test_whatever_was_done_before_and_after(before: list[Any], after: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder, "journal.db")) as journal:
        attempt(journal, before)
        lesson = journal.lessons.add(DRAFT).lesson
        attempt(journal, after)
        journal.purging.purge([lesson.id])
        assert traces(Path(folder)) == {}
        check_index(journal)
        assert journal._connection.rows("PRAGMA foreign_key_check") == []
        with suppress(NothingFound):
            while True:
                journal.history.undo()
                check_index(journal)
                assert journal.lessons.find(lesson.id) is None


def attempt(journal: Journal, life: list[tuple[int, tuple[Any, ...]]]) -> None:
    for _, action in life:
        with suppress(RetroError):
            do(journal, *action)


def test_the_answers_that_a_lesson_was_made_of_go_with_all_their_wordings(
    folder: Path, journal: Journal
) -> None:
    held = journal.retrospectives.begin("four-ls")
    answer = journal.retrospectives.answer(held.id, "liked", "A sesquipedal first wording #trust")
    journal.retrospectives.reword(answer.id, "Zanzibarian frogs. They were quokkafied #trust")
    journal.retrospectives.group([answer.id], "Some vexillology")
    stays = journal.retrospectives.answer(held.id, "liked", "Another answer")
    lesson = journal.retrospectives.learn([answer.id], LessonDraft("Zanzibarian frogs")).lesson
    journal.lessons.delete([lesson.id])
    journal.purging.purge([lesson.id])
    assert journal.retrospectives.answers(held.id) == (stays,)
    summaries = " ".join(step.summary for step in journal.history.steps())
    assert not [word for word in SECRETS if word in summaries]
    assert traces(folder) == {}


def test_drafts_that_cannot_be_read_go_if_they_have_its_text(
    folder: Path, journal: Journal, secret: Lesson
) -> None:
    drafts = folder / "state" / "retro" / "drafts"
    drafts.mkdir(parents=True)
    for name, text in (("a", f'[{{"text": "{DRAFT.title}'), ("b", "[7, of something else"), ("c", "[[1]]")):
        (drafts / f"{name}-1-b.json").write_text(text)
    journal.purging.purge([secret.id])
    assert sorted(path.name for path in drafts.iterdir()) == ["b-1-b.json", "c-1-b.json"]


@pytest.mark.plain("looks for words in the bytes of files")
def test_a_backup_that_cannot_be_purged_is_told(folder: Path, journal: Journal, secret: Lesson) -> None:
    damaged = make_backup(journal.path, Reason.MERGE, noon).path
    content = damaged.read_bytes()
    place = content.rindex(b"quokkafied")
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 4080 + content[place - 1000 : place + 1000])
    purged = journal.purging.purge([secret.id], with_backups=True)
    assert [each.path for each in purged.holding] == [damaged]
    assert set(traces(folder)) == {damaged.name}
