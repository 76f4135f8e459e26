"""The schedule as the journal keeps it: no lesson is missing from it, whatever was never written."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from retro.dates import Span
from retro.errors import NothingFound
from retro.journal import Journal
from retro.model import LessonDraft, Status
from retro.surroundings import Outcome, ReviewAnswer, ReviewCard
from tests.conftest import NOON, noon

TODAY = NOON.date()
TOMORROW = TODAY + dt.timedelta(days=1)
YESTERDAY = TODAY - dt.timedelta(days=1)
CARD = ReviewCard(TOMORROW, 2.5, 5.25, "review", None, TODAY)


def add(journal: Journal, title: str, **fields: object) -> str:
    return journal.lessons.add(LessonDraft(title, **fields)).lesson.id  # type: ignore[arg-type]


def test_a_lesson_without_a_card_is_due_from_the_day_after_it_was_captured(journal: Journal) -> None:
    lesson = add(journal, "Boil the frog")
    assert journal.reviews.card(lesson) is None
    assert journal.reviews.count_due(TODAY) == 0
    assert journal.reviews.count_due(TOMORROW) == 1
    assert journal.reviews.unseen(TOMORROW, 3) == [lesson]
    assert journal.reviews.returning(TOMORROW, 3) == []


def test_a_card_comes_back_on_its_day(journal: Journal) -> None:
    lesson = add(journal, "Boil the frog")
    journal.reviews.keep_card(lesson, CARD)
    assert journal.reviews.card(lesson) == CARD
    assert journal.reviews.count_due(TODAY) == 0
    assert journal.reviews.returning(TOMORROW, 3) == [lesson]
    journal.reviews.keep_card(lesson, CARD._replace(due=TODAY, last_review=YESTERDAY))
    assert journal.reviews.count_due(TODAY) == 1
    journal.history.undo()
    assert journal.reviews.card(lesson) == CARD
    journal.history.undo()
    assert journal.reviews.card(lesson) is None
    journal.history.redo()
    assert journal.reviews.card(lesson) == CARD


def test_when_a_lesson_comes_back_and_what_was_said_of_it(journal: Journal) -> None:
    lesson_id = add(journal, "Boil the frog")
    fresh = journal.reviews.coming_back(journal.lessons.get(lesson_id))
    assert fresh is not None
    assert fresh.told(TODAY) == f"comes back {TOMORROW}; not reviewed yet"
    assert fresh.told(TOMORROW) == "due today; not reviewed yet"
    for day, answer in ((YESTERDAY, ReviewAnswer.AGAIN_SOON), (TODAY, ReviewAnswer.STILL_TRUE)):
        journal.reviews.record(lesson_id, answer, day)
    journal.reviews.keep_card(lesson_id, CARD)
    known = journal.reviews.coming_back(journal.lessons.get(lesson_id))
    assert known is not None
    assert known.told(CARD.due + dt.timedelta(days=1)) == (
        f"due since {CARD.due}; reviewed 2 times, last “still true” on {TODAY}"
    )
    journal.lessons.edit(lesson_id, LessonDraft("Boil the frog", status=Status.RETIRED))
    assert journal.reviews.coming_back(journal.lessons.get(lesson_id)) is None


@pytest.mark.parametrize("status", [Status.OBSERVED, Status.IDENTIFIED, Status.LEARNED])
def test_only_retired_and_deleted_lessons_do_not_come_back(journal: Journal, status: Status) -> None:
    lesson = add(journal, "Boil the frog", status=status)
    assert journal.reviews.count_due(TOMORROW) == 1
    journal.lessons.edit(lesson, LessonDraft("Boil the frog", status=Status.RETIRED))
    assert journal.reviews.count_due(TOMORROW) == 0
    assert journal.reviews.next_up(3) == journal.reviews.by_chance(3) == []
    journal.history.undo()
    journal.lessons.delete([lesson])
    assert journal.reviews.count_due(TOMORROW) == 0
    journal.lessons.restore([lesson])
    assert journal.reviews.count_due(TOMORROW) == 1


def test_a_clock_that_was_wrong_keeps_no_lesson_back(journal_path: Path) -> None:
    beyond = NOON.replace(year=2099)
    with Journal.open(journal_path, clock=lambda: beyond) as journal:
        captured = add(journal, "Captured in a future that was none")
        answered = add(journal, "Answered there")
        journal.reviews.keep_card(
            answered, ReviewCard(dt.date(2099, 9, 1), 90.0, 5.0, "review", None, beyond.date())
        )
    with Journal.open(journal_path, clock=noon) as journal:
        assert journal.reviews.count_due(TODAY) == 2
        assert journal.reviews.unseen(TODAY, 3) == [captured]
        assert journal.reviews.returning(TODAY, 3) == [answered]


def test_a_day_further_east_is_no_wrong_clock(journal: Journal) -> None:
    lesson = add(journal, "Answered this evening in Auckland, and flown to Honolulu")
    due = TODAY + dt.timedelta(days=9)
    journal.reviews.keep_card(lesson, CARD._replace(due=due, last_review=TOMORROW))
    assert journal.reviews.count_due(TODAY) == 0


@pytest.mark.parametrize(
    ("zone", "captured", "due"),
    [
        ("UTC-13", "2024-05-14T12:00:00Z", "2024-05-16"),  # 01:00 of the 15th there
        ("UTC-13", "2024-05-14T10:30:00Z", "2024-05-15"),  # 23:30 of the 14th
        ("UTC+11", "2024-05-15T10:30:00Z", "2024-05-15"),  # 23:30 of the 14th
    ],
)
def test_the_day_of_capture_is_that_of_where_one_is(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, zone: str, captured: str, due: str
) -> None:
    import time  # noqa: PLC0415

    journal.lessons.add(LessonDraft("Boil the frog"), created_at=captured)
    day = dt.date.fromisoformat(due)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        counts = [journal.reviews.count_due(day - dt.timedelta(days=1)), journal.reviews.count_due(day)]
    time.tzset()
    assert counts == [0, 1]


def test_answers_are_kept_and_undone(journal: Journal) -> None:
    lesson = add(journal, "Boil the frog")
    journal.reviews.record(lesson, ReviewAnswer.USED, YESTERDAY)
    journal.reviews.record(lesson, ReviewAnswer.AGAIN_SOON, TODAY)
    said = journal.reviews.answers(lesson)
    assert [(each.answer, each.day) for each in said] == [
        (ReviewAnswer.USED, YESTERDAY),
        (ReviewAnswer.AGAIN_SOON, TODAY),
    ]
    assert journal.reviews.answered_on(TODAY) == [said[1]]
    journal.history.undo()
    assert journal.reviews.answers(lesson) == [said[0]]
    with pytest.raises(NothingFound):
        journal.reviews.record("0" * 12, ReviewAnswer.USED, TODAY)
    with pytest.raises(NothingFound):
        journal.reviews.keep_card("0" * 12, CARD)


def test_what_was_violated_last_and_most_comes_first(journal: Journal) -> None:
    once, twice, mended = (add(journal, title) for title in ("once", "twice", "mended"))
    for lesson in (once, twice, twice, mended):
        journal.applications.log(lesson, Outcome.VIOLATED, Span.on(YESTERDAY))
    journal.applications.log(mended, Outcome.APPLIED, Span.on(TODAY))
    assert journal.reviews.violated(TOMORROW, 3) == [twice, once]
    assert journal.reviews.violated(TOMORROW, 3, without=[twice]) == [once]
    assert journal.reviews.violated(TODAY, 3) == []
    assert set(journal.reviews.touched_on(TODAY)) == {once, twice, mended}
    assert journal.reviews.touched_on(TOMORROW) == []


def test_the_oldest_unseen_and_the_longest_due_come_first(
    journal_path: Path, reopened: Callable[[], Journal]
) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        young = journal.lessons.add(LessonDraft("young"), created_at="2024-01-02T00:00:00Z").lesson.id
        old = journal.lessons.add(LessonDraft("old"), created_at="2023-01-02T00:00:00Z").lesson.id
        star = journal.lessons.add(LessonDraft("*", starred=True), created_at="2024-03-02T00:00:00Z")
        late, later = add(journal, "late"), add(journal, "later")
        journal.reviews.keep_card(late, CARD._replace(due=TODAY, last_review=YESTERDAY))
        journal.reviews.keep_card(later, CARD._replace(due=YESTERDAY, last_review=YESTERDAY))
    journal = reopened()
    assert journal.reviews.unseen(TODAY, 3) == [star.lesson.id, old, young]
    assert journal.reviews.returning(TODAY, 3) == [later, late]
    assert journal.reviews.next_up(3) == [old, young, star.lesson.id]
    assert set(journal.reviews.by_chance(9)) == {star.lesson.id, old, young, late, later}


def test_on_this_day_are_lessons_of_earlier_years_that_have_a_day(journal: Journal) -> None:
    exact = add(journal, "exact", happened=Span.parse("2021-05-15"))
    add(journal, "of today", happened=Span.parse("2024-05-15"))
    add(journal, "of a month", happened=Span.parse("2020-05"))
    add(journal, "of another day", happened=Span.parse("2020-05-16"))
    captured = journal.lessons.add(LessonDraft("captured"), created_at="2019-05-15T08:00:00Z").lesson.id
    assert journal.reviews.on_this_day(TODAY) == [exact, captured]
    assert journal.reviews.on_this_day(TODAY, 1) == [exact]
    leap = add(journal, "leap", happened=Span.parse("2020-02-29"))
    assert journal.reviews.on_this_day(dt.date(2023, 2, 28)) == [leap]
    assert journal.reviews.on_this_day(dt.date(2024, 2, 28)) == []
    month_end = add(journal, "month", happened=Span.parse("2020-04"))
    assert month_end not in journal.reviews.on_this_day(dt.date(2024, 4, 30))


def test_decisions_come_with_the_lessons_that_they_name(journal: Journal) -> None:
    lesson = add(journal, "Boil the frog")
    far = TODAY + dt.timedelta(days=60)
    days = ((TOMORROW, None), (YESTERDAY, None), (TODAY, "2024-05-14T00:00:00Z"), (far, None))
    with journal.step("decide"):
        for number, (due, judged) in enumerate(days):
            journal._connection.execute(
                "INSERT INTO decisions (id, text, expectation, probability, decided, due, came_true,"
                " created_at, reviewed_at) VALUES (?, ?, 'x', 0.5, '2024', ?, ?, '2024-01-01T00:00:00Z', ?)",
                (
                    f"d{number:011}",
                    f"Decision {number}",
                    due.isoformat(),
                    None if judged is None else 1,
                    judged,
                ),
            )
        journal._connection.execute("INSERT INTO decision_lessons VALUES (1, 1, 0)")
    coming = journal.reviews.coming_decisions(TODAY, 14)
    assert [(each.text, each.lesson_ids) for each in coming] == [
        ("Decision 1", ()),
        ("Decision 0", (lesson,)),
    ]
