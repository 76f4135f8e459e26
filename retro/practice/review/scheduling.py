"""When a lesson comes back: FSRS, by py-fsrs (https://github.com/open-spaced-repetition/py-fsrs).

A card is always made anew of everything that was said and logged of a lesson, in the order of days. So it is
the same on every machine, after a merge, and when an entry is logged late. It is counted in whole days: there
are no steps of minutes, and no chance in the intervals, which would make two copies differ.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from retro.standing import day_of
from retro.surroundings import Application, Outcome, ReviewAnswer, ReviewCard, Reviewed

if TYPE_CHECKING:
    from fsrs import Scheduler

__all__ = ["LONGEST_INTERVAL", "RATINGS", "Recall", "card_of", "recalls_of", "scheduler"]

LONGEST_INTERVAL = 730
"""Days: also what is known best comes back after two years, because companies change in two years."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
"""The ratings of FSRS; ``fsrs.Rating`` has the same values, and costs 12 ms to import."""

RATINGS: dict[ReviewAnswer | Outcome, int] = {
    ReviewAnswer.USED: EASY,
    ReviewAnswer.STILL_TRUE: GOOD,
    ReviewAnswer.REWORDED: HARD,
    ReviewAnswer.AGAIN_SOON: AGAIN,
    Outcome.APPLIED: EASY,
    Outcome.VIOLATED: AGAIN,
}
"""What each answer and entry is to FSRS. "No longer true" is none: that lesson does not come back."""


class Recall(NamedTuple):
    """One time that a lesson came to mind, or did not: the day, when it was written down, and the rating."""

    day: dt.date
    logged: str
    id: str
    rating: int


def recalls_of(applications: Iterable[Application], answers: Iterable[Reviewed]) -> list[Recall]:
    """What the schedule of a lesson is made of, in order."""
    recalls = [Recall(day_of(each), each.logged, each.id, RATINGS[each.outcome]) for each in applications]
    recalls += [
        Recall(each.day, each.logged, each.id, RATINGS[each.answer])
        for each in answers
        if each.answer in RATINGS
    ]
    return sorted(recalls)


def scheduler() -> "Scheduler":
    """FSRS with its own parameters, in whole days and without chance."""
    from fsrs import Scheduler  # noqa: PLC0415 - 12 ms that only an answer or a log entry needs

    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False
    )


def card_of(recalls: Iterable[Recall], today: dt.date) -> ReviewCard | None:
    """Where a lesson stands after some recalls; None without any.

    Args:
        recalls: In order.
        today: Where the user is. What is later than tomorrow came from a wrong clock, and does not count yet.
    """
    counted = [each for each in recalls if each.day <= today + dt.timedelta(days=1)]
    if not counted:
        return None
    from fsrs import Card, Rating  # noqa: PLC0415 - as above

    fsrs, card = scheduler(), Card(card_id=0, due=_moment(counted[0].day))
    for each in counted:
        card, _ = fsrs.review_card(card, Rating(each.rating), _moment(each.day))
    return ReviewCard(
        card.due.date(),
        card.stability,
        card.difficulty,
        card.state.name.lower(),
        card.step,
        None if card.last_review is None else card.last_review.date(),
    )


def _moment(day: dt.date) -> dt.datetime:
    """A day as a moment; py-fsrs takes UTC only, and only the days between them count."""
    return dt.datetime.combine(day, dt.time.min, dt.UTC)
