"""The review list: what waits is decided once, can be undone, and does not come back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.candidates import CandidateState
from retro.journal.connection import connect
from retro.model import LessonDraft, Source
from tests.conftest import noon

FIRST = LessonDraft("Boil the frog", "Slowly.", themes=("trust",), source=Source("/a.md", "Lessons", 7))
SECOND = LessonDraft("Ask twice", company="Acme", source=Source("/a.md", "", 9))


@pytest.fixture
def listed(journal: Journal) -> Journal:
    with journal.step("import"):
        post = journal.imports.record(None, "/a.md", "Post", "", "0" * 32)
        journal.candidates.record(post, FIRST, 0.5, "prose")
        journal.candidates.record(post, SECOND, 0.4, "list")
    return journal


def titles(journal: Journal) -> list[str]:
    return [candidate.draft.title for candidate in journal.candidates.waiting()]


def number(journal: Journal, title: str) -> int:
    return next(each.number for each in journal.candidates.waiting() if each.draft.title == title)


def test_what_is_listed_waits_across_runs(listed: Journal, reopened: Callable[[], Journal]) -> None:
    first, second = reopened().candidates.waiting()
    assert (first.draft, first.told, first.confidence, first.rule) == (
        FIRST,
        FIRST.replace(source=None),
        0.5,
        "prose",
    )
    assert second.draft == SECOND
    assert listed.candidates.count() == 2


def test_accepting_makes_a_lesson_that_its_post_remembers(listed: Journal) -> None:
    added = listed.candidates.accept(number(listed, "Boil the frog"), FIRST.replace(title="Boil it"))
    assert (added.lesson.title, added.lesson.themes, added.lesson.source) == (
        "Boil it",
        ("trust",),
        FIRST.source,
    )
    assert titles(listed) == ["Ask twice"]
    [imported] = listed.imports.lessons(1)
    assert (imported.lesson_id, imported.draft.title) == (added.lesson.id, "Boil the frog")
    assert listed.history.undo().summary == "Accepted “Boil it”"
    assert titles(listed) == ["Boil the frog", "Ask twice"]
    assert listed.lessons.count() == 0


def test_what_cannot_be_kept_still_waits(listed: Journal) -> None:
    with pytest.raises(InvalidValue):
        listed.candidates.accept(number(listed, "Ask twice"), SECOND.replace(title=" "))
    assert titles(listed) == ["Boil the frog", "Ask twice"]


def test_dropping_is_remembered(listed: Journal) -> None:
    dropped = number(listed, "Ask twice")
    listed.candidates.drop(dropped)
    assert titles(listed) == ["Boil the frog"]
    assert [each.state for each in listed.candidates.of_post(1)] == [
        CandidateState.WAITING,
        CandidateState.DROPPED,
    ]
    for decide in (listed.candidates.drop, listed.candidates.accept):
        with pytest.raises(NothingFound, match="decided already"):
            decide(dropped)
    listed.history.undo()
    assert titles(listed) == ["Boil the frog", "Ask twice"]


def test_splitting_puts_the_second_behind_the_first(listed: Journal) -> None:
    listed.candidates.split(number(listed, "Boil the frog"), FIRST.replace(body=""), LessonDraft("Slowly"))
    assert titles(listed) == ["Boil the frog", "Slowly", "Ask twice"]
    listed.candidates.split(number(listed, "Ask twice"), SECOND, LessonDraft("Last"))
    assert titles(listed) == ["Boil the frog", "Slowly", "Ask twice", "Last"]
    assert len(listed.candidates.of_post(1)) == 2
    added = listed.candidates.accept(number(listed, "Slowly"))
    assert listed.imports.post_of(added.lesson.id) is None
    listed.candidates.drop(number(listed, "Last"))
    assert titles(listed) == ["Boil the frog", "Ask twice"]


def test_merging_keeps_what_the_other_told(listed: Journal) -> None:
    first, second = (each.number for each in listed.candidates.waiting())
    listed.candidates.merge(first, second, FIRST.replace(body="Slowly.\n\nAsk twice"))
    [left] = listed.candidates.waiting()
    assert (left.draft.body, left.told) == ("Slowly.\n\nAsk twice", FIRST.replace(source=None))
    assert [each.state for each in listed.candidates.of_post(1)] == [
        CandidateState.WAITING,
        CandidateState.MERGED,
    ]


def test_what_its_reader_has_not_touched_follows_the_post(listed: Journal) -> None:
    first, second = (each.number for each in listed.candidates.waiting())
    listed.candidates.tell(first, FIRST.replace(title="Boil every frog"))
    assert titles(listed) == ["Boil every frog", "Ask twice"]
    listed.candidates.split(second, SECOND.replace(title="Mine"), LessonDraft("And more"))
    listed.candidates.tell(second, SECOND.replace(title="Ask three times"))
    assert titles(listed) == ["Boil every frog", "Mine", "And more"]


@given(st.lists(st.sampled_from(["accept", "drop", "split", "merge", "undo"]), max_size=12), st.data())
def test_no_decision_loses_a_word(actions: list[str], data: st.DataObject) -> None:
    import tempfile  # noqa: PLC0415 - hypothesis runs the body many times, a fixture would run once

    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "j.db", clock=noon) as journal:
        with journal.step("import"):
            post = journal.imports.record(None, "/a.md", "Post", "", "0" * 32)
            for name in "ABCD":
                journal.candidates.record(post, LessonDraft(name, f"text {name}"), 0.5, "")
        decided = 0
        for action in actions:
            waiting = journal.candidates.waiting()
            if action == "undo" and decided:
                journal.history.undo()
                decided -= 1
                continue
            if not waiting or action == "undo":
                continue
            at = data.draw(st.integers(0, len(waiting) - 1))
            chosen = waiting[at]
            if action == "split":
                journal.candidates.split(chosen.number, chosen.draft.replace(body=""), LessonDraft("piece"))
            elif action == "merge":
                if at + 1 == len(waiting):
                    continue
                other = waiting[at + 1]
                body = f"{chosen.draft.body}\n\n{other.draft.title}"
                journal.candidates.merge(chosen.number, other.number, chosen.draft.replace(body=body))
            else:
                getattr(journal.candidates, action)(chosen.number)
            decided += 1
        # What the post told is on the list, a lesson, or remembered as decided: nothing else may happen.
        told = [each.told.title for each in journal.candidates.of_post(post) if each.told]
        told += [each.draft.title for each in journal.imports.lessons(post)]
        assert sorted(told) == list("ABCD")


def test_a_journal_without_the_list_gets_one(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Kept"))
    connection = connect(journal_path, writable=True)
    connection.execute("DROP TABLE import_candidates")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm003%'")
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    with Journal.open(journal_path, clock=noon) as journal:
        assert journal.candidates.count() == 0
        assert journal.lessons.count() == 1
