"""Checklists: made of lessons, gone on with, answered line by line, and all of it undone."""

import pytest

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.check_ins import CheckIn, CheckItem
from retro.model import LessonDraft
from retro.surroundings import CheckState


@pytest.fixture
def lessons(journal: Journal) -> list[str]:
    return [journal.lessons.add(LessonDraft(title)).lesson.id for title in ("Ask first", "Go slowly")]


def test_a_checklist_is_open_until_each_line_is_answered(journal: Journal, lessons: list[str]) -> None:
    made = journal.check_ins.start(" Pitching  to the board ", [*lessons, lessons[0]])
    assert made == CheckIn(
        made.id, "Pitching to the board", "2024-05-15T12:00:00Z", tuple(map(CheckItem, lessons))
    )
    assert made.is_open
    done = journal.check_ins.answer(made.id, lessons[0], CheckState.DONE, " Asked\nAnn ")
    assert done.items[0] == CheckItem(lessons[0], CheckState.DONE, "Asked Ann", "2024-05-15T12:00:00Z")
    assert done.open_items == (CheckItem(lessons[1]),)
    done = journal.check_ins.answer(made.id, lessons[1], CheckState.NOT_HERE)
    assert not done.is_open
    assert journal.check_ins.get(made.id[:4]) == done
    again = journal.check_ins.answer(made.id, lessons[0], CheckState.OPEN, "not kept")
    assert again.items[0] == CheckItem(lessons[0])
    for _ in range(3):
        journal.history.undo()
    assert journal.check_ins.all() == [made]
    journal.history.undo()
    assert journal.check_ins.all() == []


def test_the_same_situation_goes_on_with_the_same_checklist(journal: Journal, lessons: list[str]) -> None:
    made = journal.check_ins.start("Pitching", lessons)
    steps = len(journal.history.steps())
    assert journal.check_ins.start("PITCHING ", lessons[:1], again=True) == made
    assert journal.check_ins.of_situation("pitching") == made
    assert len(journal.history.steps()) == steps
    for lesson in lessons:
        journal.check_ins.answer(made.id, lesson, CheckState.DONE)
    answered = journal.check_ins.start("Pitching", lessons)
    assert (answered.id, answered.is_open) == (made.id, False)
    anew = journal.check_ins.start("Pitching", lessons, again=True)
    assert anew.id != made.id
    assert anew.is_open
    assert journal.check_ins.of_situation("pitching") == anew
    assert journal.check_ins.of_situation("hiring") is None


def test_open_ones_come_first(journal: Journal, lessons: list[str]) -> None:
    first, second = (journal.check_ins.start(text, lessons[:1]) for text in ("First", "Second"))
    assert journal.check_ins.all() == [second, first]
    done = journal.check_ins.answer(second.id, lessons[0], CheckState.DONE)
    assert journal.check_ins.all() == [first, done]
    assert set(journal.check_ins.short_ids()) == {first.id, second.id}


def test_a_deleted_lesson_is_not_waited_for(journal: Journal, lessons: list[str]) -> None:
    made = journal.check_ins.start("Pitching", lessons)
    journal.check_ins.answer(made.id, lessons[0], CheckState.DONE)
    journal.lessons.delete([lessons[1]])
    assert not journal.check_ins.get(made.id).is_open
    with pytest.raises(NothingFound, match="not on that checklist"):
        journal.check_ins.answer(made.id, lessons[1], CheckState.DONE)
    journal.lessons.restore([lessons[1]])
    assert journal.check_ins.get(made.id).is_open


def test_one_that_is_taken_away_comes_back_with_its_answers(journal: Journal, lessons: list[str]) -> None:
    made = journal.check_ins.start("Pitching", lessons)
    answered = journal.check_ins.answer(made.id, lessons[0], CheckState.DONE, "Asked")
    journal.check_ins.remove(made.id)
    assert journal.check_ins.all() == []
    journal.history.undo()
    assert journal.check_ins.all() == [answered]


def test_what_cannot_be_is_said(journal: Journal, lessons: list[str]) -> None:
    steps = len(journal.history.steps())
    with pytest.raises(InvalidValue, match="needs a situation"):
        journal.check_ins.start(" ", lessons)
    with pytest.raises(InvalidValue, match="at least one lesson"):
        journal.check_ins.start("Pitching", [])
    with pytest.raises(NothingFound, match="no lesson"):
        journal.check_ins.start("Pitching", [*lessons, "0" * 12])
    with pytest.raises(NothingFound, match="no check-in “zzzz”"):
        journal.check_ins.remove("zzzz")
    assert len(journal.history.steps()) == steps


def test_a_new_journal_has_none(journal: Journal) -> None:
    assert journal.check_ins.all() == []
    assert journal.check_ins.short_ids() == {}
