"""Answers and log entries: what they write, in one step, and what a status set by hand is to them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from retro.dates import Span
from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.model import LessonDraft, Status
from retro.practice.review.answering import answer, log, standing_of
from retro.practice.review.explaining import why
from retro.surroundings import Outcome, ReviewAnswer
from tests.practice.clocks import MovingClock


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def journal(tmp_path: Path, clock: MovingClock) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.db", clock=clock) as opened:
        yield opened


@pytest.fixture
def frog(journal: Journal) -> str:
    return journal.lessons.add(LessonDraft("Boil the frog", "Slowly.")).lesson.id


def all_of(journal: Journal, lesson: str) -> tuple[object, ...]:
    return (
        journal.lessons.get(lesson),
        journal.applications.of(lesson),
        journal.reviews.answers(lesson),
        journal.reviews.card(lesson),
    )


@pytest.mark.parametrize("said", ReviewAnswer)
def test_an_answer_is_one_step(journal: Journal, frog: str, clock: MovingClock, said: ReviewAnswer) -> None:
    answer(journal, frog, ReviewAnswer.USED)
    clock.move(10)
    before, steps = all_of(journal, frog), len(journal.history.steps())
    draft = journal.lessons.get(frog).replace(title="Raise the heat")
    answer(journal, frog, said, draft=draft, reason="We are remote now.")
    after = all_of(journal, frog)
    assert after != before
    assert len(journal.history.steps()) == steps + 1
    assert journal.history.undo().summary == f"Reviewed “Boil the frog”: {said}"
    assert all_of(journal, frog) == before
    journal.history.redo()
    assert all_of(journal, frog) == after


def test_several_are_logged_in_one_step_with_company_result_and_day(journal: Journal, frog: str) -> None:
    other = journal.lessons.add(LessonDraft("Ask twice")).lesson.id
    before = all_of(journal, frog), all_of(journal, other)
    done = log(
        journal, [frog, other, frog], Outcome.APPLIED, Span.parse("2024-04"), company="Acme", result="Fine."
    )
    assert [each.lesson.id for each in done] == [frog, other]
    for lesson in (frog, other):
        [entry] = journal.applications.of(lesson)
        assert (entry.company, entry.result, str(entry.happened)) == ("Acme", "Fine.", "2024-04")
        assert journal.lessons.get(lesson).status is Status.IDENTIFIED
    assert journal.history.undo().summary == "Noted 2 lessons as applied"
    assert (all_of(journal, frog), all_of(journal, other)) == before
    assert [company.name for company in journal.companies.all()] == []


def test_what_has_not_come_yet_is_not_logged(journal: Journal, frog: str) -> None:
    with pytest.raises(InvalidValue, match="has not come yet"):
        log(journal, [frog], Outcome.APPLIED, Span.parse("2024-05-16"))
    with pytest.raises(NothingFound):
        log(journal, [frog, "0" * 12], Outcome.APPLIED)
    assert journal.applications.of(frog) == []
    assert log(journal, [frog], Outcome.APPLIED, Span.parse("2024"))


def test_the_status_climbs_and_falls_by_the_log(journal: Journal, frog: str, clock: MovingClock) -> None:
    seen = []
    for outcome in (Outcome.APPLIED, Outcome.APPLIED, None, Outcome.VIOLATED):
        clock.move(1)
        if outcome is None:
            answer(journal, frog, ReviewAnswer.USED)
        else:
            log(journal, [frog], outcome)
        seen.append(journal.lessons.get(frog).status)
    assert seen == [Status.IDENTIFIED, Status.IDENTIFIED, Status.LEARNED, Status.IDENTIFIED]
    for _ in seen:
        journal.history.undo()
    assert journal.lessons.get(frog).status is Status.OBSERVED


def test_a_status_set_by_hand_stays_until_the_log_says_the_same(
    journal: Journal, frog: str, clock: MovingClock
) -> None:
    journal.lessons.edit(frog, journal.lessons.get(frog).replace(status=Status.LEARNED))
    held = []
    for _ in range(3):
        clock.move(1)
        [done] = log(journal, [frog], Outcome.APPLIED)
        held.append((done.lesson.status, done.held))
    assert held == [
        (Status.LEARNED, Status.IDENTIFIED),
        (Status.LEARNED, Status.IDENTIFIED),
        (Status.LEARNED, None),
    ]
    [done] = log(journal, [frog], Outcome.VIOLATED)
    assert (done.before, done.lesson.status, done.held) == (Status.LEARNED, Status.IDENTIFIED, None)


def test_what_is_retired_stays_so(journal: Journal, frog: str) -> None:
    with pytest.raises(InvalidValue, match="Say why"):
        answer(journal, frog, ReviewAnswer.NO_LONGER_TRUE, reason="  ")
    done = answer(journal, frog, ReviewAnswer.NO_LONGER_TRUE, reason="Nobody\ncommutes.")
    assert (done.lesson.status, done.due) == (Status.RETIRED, None)
    assert done.lesson.body == "Slowly.\n\nNo longer true since 2024-05-15: Nobody commutes."
    assert journal.reviews.card(frog) is None
    [logged] = log(journal, [frog], Outcome.APPLIED)
    assert (logged.lesson.status, logged.due, logged.held) == (Status.RETIRED, None, None)
    assert standing_of(journal, frog).status is Status.IDENTIFIED


def test_other_words_are_needed_to_say_it_differently(journal: Journal, frog: str) -> None:
    lesson = journal.lessons.get(frog)
    for draft in (None, lesson):
        with pytest.raises(InvalidValue, match="what it said before"):
            answer(journal, frog, ReviewAnswer.REWORDED, draft=draft)
    done = answer(journal, frog, ReviewAnswer.REWORDED, draft=lesson.replace(title="Raise the heat"))
    assert done.lesson.title == "Raise the heat"
    assert done.due == dt.date(2024, 5, 16)


def test_a_merge_brings_answers_together_and_the_next_one_counts_them_all(tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415

    clock = MovingClock()
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    with Journal.open(ours, clock=clock) as journal:
        frog = journal.lessons.add(LessonDraft("Boil the frog")).lesson.id
    shutil.copy(ours, theirs)
    with Journal.open(theirs, clock=clock) as journal:
        clock.move(2)
        log(journal, [frog], Outcome.APPLIED)
    with Journal.open(ours, clock=clock) as journal:
        clock.move(5)
        answer(journal, frog, ReviewAnswer.STILL_TRUE)
        journal.copies.merge(theirs)
        clock.move(30)
        answer(journal, frog, ReviewAnswer.USED)
        merged = journal.reviews.card(frog)
        assert len(journal.reviews.answers(frog)) == 2
    alone = MovingClock()
    with Journal.open(tmp_path / "one.db", clock=alone) as journal:
        frog = journal.lessons.add(LessonDraft("Boil the frog")).lesson.id
        alone.move(2)
        log(journal, [frog], Outcome.APPLIED)
        alone.move(5)
        answer(journal, frog, ReviewAnswer.STILL_TRUE)
        alone.move(30)
        answer(journal, frog, ReviewAnswer.USED)
        assert journal.reviews.card(frog) == merged


def test_a_status_set_back_by_hand_is_the_log_s_again(
    journal: Journal, frog: str, clock: MovingClock
) -> None:
    log(journal, [frog], Outcome.APPLIED)
    for status, after in ((Status.OBSERVED, Status.OBSERVED), (Status.IDENTIFIED, Status.LEARNED)):
        journal.lessons.edit(frog, journal.lessons.get(frog).replace(status=status))
        for _ in range(2):
            clock.move(1)
            [done] = log(journal, [frog], Outcome.APPLIED)
        assert done.lesson.status is after
        assert (done.held is None) == (after is Status.LEARNED)


def test_entries_that_came_from_elsewhere_are_no_hand(
    journal: Journal, frog: str, clock: MovingClock
) -> None:
    for day in ("2024-05-01", "2024-05-02"):
        journal.applications.log(frog, Outcome.APPLIED, Span.parse(day))
    told = why(journal, journal.lessons.get(frog))
    assert not told.by_hand
    assert "have come in from elsewhere" in told.rule
    clock.move(1)
    [done] = log(journal, [frog], Outcome.APPLIED)
    assert (done.before, done.lesson.status, done.held) == (Status.OBSERVED, Status.LEARNED, None)
    told = why(journal, done.lesson)
    assert not told.by_hand
    assert told.rule.startswith("It is learned: it was applied on 3 days")
    assert told.due == done.due
