"""What is up today, in one look: before anything else is done, and in the greeting of a shell."""

import datetime as dt
from typing import NamedTuple

from retro.drafts import Draft, Drafts
from retro.journal import Journal
from retro.journal.decisions import Decision
from retro.practice.review.selecting import Pick, on_this_day, todays
from retro.surroundings import Commitment

__all__ = ["Morning", "read_morning"]


class Morning(NamedTuple):
    """A day as it begins.

    Args:
        day: Which.
        reviews: The lessons of today's review that have no answer yet.
        commitments: Open ones whose day has come, the longest due first.
        decisions: Those to be looked at again, the longest due first.
        drafts: What was typed into an app that is gone, and is in no journal yet.
        on_this_day: Lessons of this day in earlier years.
        conflicts: How many decisions wait on what two devices have changed in one place.
    """

    day: dt.date
    reviews: tuple[Pick, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    drafts: tuple[Draft, ...] = ()
    on_this_day: tuple[Pick, ...] = ()
    conflicts: int = 0

    @property
    def waits(self) -> bool:
        """Whether something is due that was promised, expected, or taken up before.

        A lesson that never came back yet waits for nobody, nor does an anniversary.
        """
        return bool(
            self.commitments
            or self.decisions
            or self.drafts
            or self.conflicts
            or not all(each.is_new for each in self.reviews)
        )


def read_morning(journal: Journal) -> Morning:
    """What is up in a journal today."""
    today = journal.today()
    return Morning(
        today,
        tuple(pick for pick in todays(journal, today) if pick.answer is None),
        journal.commitments.due(today),
        tuple(journal.decisions.due(today)),
        Drafts(str(journal.path.absolute())).left(),
        tuple(on_this_day(journal, today)),
        journal.conflicts(),
    )
