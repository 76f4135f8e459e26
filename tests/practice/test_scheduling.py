"""The schedule is py-fsrs's own, in whole days, whatever was answered and logged when."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import fsrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft
from retro.practice.review.answering import answer, log
from retro.practice.review.scheduling import LONGEST_INTERVAL, RATINGS, Recall, card_of
from retro.surroundings import Outcome, ReviewAnswer
from tests.practice.clocks import MovingClock

START = dt.date(2024, 5, 15)
ANSWERS = [each for each in ReviewAnswer if each in RATINGS and each is not ReviewAnswer.REWORDED]
HISTORIES = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(list(RATINGS))), min_size=1, max_size=12)


def by_fsrs(history: list[tuple[int, ReviewAnswer | Outcome]]) -> fsrs.Card:
    """What py-fsrs itself makes of it, one review after the other."""
    own = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False
    )
    card, moment = fsrs.Card(card_id=1), dt.datetime.combine(START, dt.time.min, dt.UTC)
    for gap, said in history:
        moment += dt.timedelta(days=gap)
        card, _ = own.review_card(card, fsrs.Rating(RATINGS[said]), moment)
    return card


@given(HISTORIES)
@example([(0, ReviewAnswer.AGAIN_SOON)] * 12)
@example([(400, ReviewAnswer.USED)] * 12)
def test_a_card_is_what_fsrs_makes_of_the_same_history(
    history: list[tuple[int, ReviewAnswer | Outcome]],
) -> None:
    day, recalls = START, []
    for place, (gap, said) in enumerate(history):
        day += dt.timedelta(days=gap)
        recalls.append(Recall(day, f"{place:03}", "", RATINGS[said]))
    card, theirs = card_of(recalls, day), by_fsrs(history)
    assert card is not None
    assert (card.stability, card.difficulty) == (theirs.stability, theirs.difficulty)
    assert (card.due, card.state, card.step) == (theirs.due.date(), theirs.state.name.lower(), theirs.step)
    assert card.last_review == day
    assert day < card.due <= day + dt.timedelta(days=LONGEST_INTERVAL)


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from([*ANSWERS, *Outcome])), min_size=1, max_size=6)
)
def test_the_journal_keeps_what_fsrs_makes_of_it(history: list[tuple[int, ReviewAnswer | Outcome]]) -> None:
    clock = MovingClock()
    with TemporaryDirectory() as folder, Journal.open(Path(folder) / "journal.db", clock=clock) as journal:
        lesson = journal.lessons.add(LessonDraft("Boil the frog")).lesson.id
        for gap, said in history:
            clock.move(gap)
            if isinstance(said, Outcome):
                [done] = log(journal, [lesson], said)
            else:
                done = answer(journal, lesson, said)
        card, theirs = journal.reviews.card(lesson), by_fsrs(history)
        assert card is not None
        assert (card.due, card.stability) == (theirs.due.date(), theirs.stability)
        assert done.due == card.due


@pytest.mark.parametrize("days", [0, 1, 30, 300])
def test_applied_lengthens_and_violated_shortens(days: int) -> None:
    good = RATINGS[ReviewAnswer.STILL_TRUE]
    before = [Recall(START, "1", "", good), Recall(START + dt.timedelta(days=2), "2", "", good)]
    day = START + dt.timedelta(days=2 + days)
    then = {
        said: card_of([*before, Recall(day, "3", "", RATINGS[said])], day)
        for said in (Outcome.APPLIED, ReviewAnswer.STILL_TRUE, Outcome.VIOLATED)
    }
    was = card_of(before, day)
    assert was is not None
    interval = was.due - before[-1].day
    lengths = {said: card.due - day for said, card in then.items() if card is not None}
    assert lengths[Outcome.APPLIED] >= lengths[ReviewAnswer.STILL_TRUE] >= interval
    assert lengths[Outcome.APPLIED] > interval > lengths[Outcome.VIOLATED]


def test_an_entry_that_is_logged_late_counts_where_it_belongs(tmp_path: Path) -> None:
    clock = MovingClock()
    with Journal.open(tmp_path / "a.db", clock=clock) as journal:
        late, early = (journal.lessons.add(LessonDraft(title)).lesson.id for title in ("late", "early"))
        log(journal, [early], Outcome.VIOLATED)
        clock.move(20)
        answer(journal, early, ReviewAnswer.USED)
        answer(journal, late, ReviewAnswer.USED)
        alone = journal.reviews.card(late)
        log(journal, [late], Outcome.VIOLATED, Span.parse("2024-05-15"))
        assert journal.reviews.card(late) == journal.reviews.card(early)
        assert alone is not None
        assert journal.reviews.card(late) != alone


def test_what_a_wrong_clock_said_does_not_count_until_its_day_comes() -> None:
    ahead = Recall(dt.date(2099, 1, 1), "1", "", 4)
    now = Recall(START, "2", "", 3)
    assert card_of([now, ahead], START) == card_of([now], START)
    assert card_of([ahead], START) is None
    later = card_of([now, ahead], dt.date(2099, 1, 1))
    assert later is not None
    assert later.last_review == ahead.day
