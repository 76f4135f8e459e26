"""Decisions: kept with what was expected, due on their day, reviewed, and all of it undone."""

import datetime as dt

import pytest

from retro.errors import AmbiguousId, InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.decisions import Decision
from retro.model import LessonDraft

TODAY = dt.date(2024, 5, 15)
SUMMER = dt.date(2024, 8, 1)


def decided(journal: Journal, text: str = "Hire a second designer", due: dt.date = SUMMER) -> Decision:
    return journal.decisions.add(text, "Releases take a week less", 0.7, due)


def lesson(journal: Journal, title: str) -> str:
    return journal.lessons.add(LessonDraft(title)).lesson.id


def test_a_decision_is_kept_with_what_was_expected_of_it(journal: Journal) -> None:
    ids = [lesson(journal, title) for title in ("Hire slowly", "Ask the team")]
    made = journal.decisions.add(
        "  Hire a\nsecond designer ", " Releases take a week less ", 0.7, SUMMER, company="EKS", lessons=ids
    )
    assert made == Decision(
        id=made.id,
        text="Hire a second designer",
        expectation="Releases take a week less",
        probability=0.7,
        company="EKS",
        decided=TODAY,
        due=SUMMER,
        lessons=tuple(ids),
        created_at="2024-05-15T12:00:00Z",
    )
    assert journal.decisions.get(made.id[:4]) == made
    assert journal.decisions.all() == journal.decisions.open() == [made]
    assert journal.decisions.of_lesson(ids[1]) == [made]
    assert journal.decisions.short_ids() == {made.id: made.id[:4]}
    journal.history.undo()
    assert journal.decisions.all() == []
    assert journal.companies.all() == ()
    journal.history.redo()
    assert journal.decisions.all() == [made]


def test_decisions_come_back_on_their_day(journal: Journal) -> None:
    later, soon = decided(journal, "Later"), decided(journal, "Soon", TODAY)
    assert journal.decisions.open() == [soon, later]
    assert journal.decisions.due(TODAY) == [soon]
    assert soon.is_due(TODAY)
    assert not later.is_due(SUMMER - dt.timedelta(days=1))
    assert journal.decisions.due(SUMMER) == [soon, later]


def test_a_review_says_what_came_of_it(journal: Journal) -> None:
    taught = lesson(journal, "Hire slowly")
    open_one, made = decided(journal, "Another"), decided(journal)
    reviewed = journal.decisions.review(made.id, came_true=False, outcome=" They left.\n", changed_by=taught)
    assert reviewed == made._replace(
        came_true=False, outcome="They left.", changed_by=taught, reviewed_at="2024-05-15T12:00:00Z"
    )
    assert not reviewed.is_open
    assert not reviewed.is_due(dt.date(2100, 1, 1))
    assert journal.decisions.open() == [open_one]
    assert journal.decisions.reviewed() == [reviewed]
    assert journal.decisions.all() == [open_one, reviewed]
    again = journal.decisions.review(made.id, came_true=True)
    assert (again.came_true, again.outcome, again.changed_by) == (True, "", None)
    journal.history.undo()
    journal.history.undo()
    assert journal.decisions.get(made.id) == made


def test_a_deleted_lesson_is_not_named(journal: Journal) -> None:
    ids = [lesson(journal, title) for title in ("Hire slowly", "Ask the team")]
    made = journal.decisions.add("Hire", "It helps", 0.5, SUMMER, lessons=ids)
    journal.decisions.review(made.id, came_true=True, changed_by=ids[0])
    journal.lessons.delete([ids[0]])
    found = journal.decisions.get(made.id)
    assert (found.lessons, found.changed_by) == ((ids[1],), None)
    journal.lessons.restore([ids[0]])
    assert journal.decisions.get(made.id).lessons == tuple(ids)


def test_one_that_is_taken_away_comes_back_with_its_lessons(journal: Journal) -> None:
    made = journal.decisions.add("Hire", "It helps", 0.5, SUMMER, lessons=[lesson(journal, "Hire slowly")])
    journal.decisions.remove(made.id)
    assert journal.decisions.all() == []
    journal.history.undo()
    assert journal.decisions.all() == [made]


@pytest.mark.parametrize(
    ("text", "expectation", "probability", "due", "said"),
    [
        (" ", "It helps", 0.5, SUMMER, "what was decided"),
        ("Hire", "\n", 0.5, SUMMER, "what you expect"),
        ("Hire", "It helps", 1.01, SUMMER, "between 0 and 100"),
        ("Hire", "It helps", -0.01, SUMMER, "between 0 and 100"),
        ("Hire", "It helps", float("nan"), SUMMER, "between 0 and 100"),
        ("Hire", "It helps", 0.5, TODAY - dt.timedelta(days=1), "before it was made"),
    ],
)
def test_what_is_no_decision_is_said(
    journal: Journal, text: str, expectation: str, probability: float, due: dt.date, said: str
) -> None:
    with pytest.raises(InvalidValue, match=said):
        journal.decisions.add(text, expectation, probability, due)
    assert journal.history.steps() == []


def test_what_is_not_there_is_said_and_nothing_changes(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no lesson"):
        journal.decisions.add("Hire", "It helps", 0.5, SUMMER, company="EKS", lessons=["0" * 12])
    assert journal.companies.all() == ()
    with pytest.raises(NothingFound, match="no decision “zzzz”"):
        journal.decisions.get("zzzz")
    with pytest.raises(InvalidValue, match="too short"):
        journal.decisions.get("zz")
    with pytest.raises(InvalidValue, match="not a decision's id"):
        journal.decisions.get("not one")
    made = decided(journal)
    with pytest.raises(NothingFound, match="no lesson"):
        journal.decisions.review(made.id, came_true=True, changed_by="0" * 12)
    assert journal.decisions.get(made.id).is_open


def test_an_id_that_several_share_is_not_guessed(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(["7k3m00000000", "7k3m90000000"])
    monkeypatch.setattr("retro.journal.decisions.new_id", lambda: next(ids))
    decided(journal)
    decided(journal)
    assert list(journal.decisions.short_ids().values()) == ["7k3m0", "7k3m9"]
    with pytest.raises(AmbiguousId, match="could be 2 decisions"):
        journal.decisions.get("7k3m")


def test_a_new_journal_has_none(journal: Journal) -> None:
    assert journal.decisions.all() == []
    assert journal.decisions.short_ids() == {}
