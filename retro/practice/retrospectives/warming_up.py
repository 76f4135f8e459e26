"""The first step: what is there already. Commitments that are still open come first."""

import datetime as dt
from typing import NamedTuple

from retro.dates import Span
from retro.journal import Journal
from retro.journal.decisions import Decision
from retro.journal.looking_back import PastApplication
from retro.model import Evidence, Lesson
from retro.surroundings import Commitment, Retrospective

__all__ = ["WarmUp", "warm_up"]


class WarmUp(NamedTuple):
    """What a retrospective begins with.

    Args:
        commitments: That are still open, by their day.
        lessons: Of the period and the company, oldest first.
        applications: When lessons were applied or violated there.
        decisions: That were made there.
    """

    commitments: tuple[Commitment, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    applications: tuple[PastApplication, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was measured, in the order of the lessons."""
        return tuple(each for lesson in self.lessons for each in lesson.evidence)

    def due(self, today: dt.date) -> tuple[Commitment, ...]:
        """The commitments whose day has come."""
        return tuple(each for each in self.commitments if each.is_due(today))


def warm_up(journal: Journal, retrospective: Retrospective) -> WarmUp:
    """What the journal has of the company and the period of a retrospective.

    Of a retrospective that is of nothing in particular, only the last year is told: all would be too much.
    """
    company, period = retrospective.company, retrospective.period
    if company is None and period is None:
        today = journal.today()
        period = Span(Span.on(today - dt.timedelta(days=365)).start, Span.on(today).end)
    past = journal.looking_back
    return WarmUp(
        journal.commitments.open(company=retrospective.company),
        past.lessons(company, period),
        past.applications(company, period),
        tuple(journal.decisions.made_in(company, period)),
    )
