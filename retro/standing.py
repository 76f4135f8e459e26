"""What the log of a lesson says of its status: one rule, which can be explained."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retro.model import VIOLATIONS_TO_RAISE, Status
from retro.surroundings import Application, Outcome, ReviewAnswer, Reviewed

__all__ = ["DAYS_TO_LEARN", "Entry", "Standing", "day_of", "entries_of", "standing"]

DAYS_TO_LEARN = 3
"""Once may be chance and twice a good week; on three days it was applied where it did not come by itself."""


class Entry(NamedTuple):
    """Something that bears on the status: a log entry, or "used it" at a review, which is one, too."""

    day: dt.date
    logged: str
    outcome: Outcome
    said: str


class Standing(NamedTuple):
    """What a log says of a lesson.

    Args:
        status: How far it has come by the log alone.
        why: The rule that says so, as a clause.
        next: What would change it, as a sentence.
        fed: The entries that the rule looked at.
        violations: How often it was violated in all.
        raised: Whether it stands out in lists: violated so often, and not learned since.
    """

    status: Status
    why: str
    next: str
    fed: tuple[Entry, ...] = ()
    violations: int = 0
    raised: bool = False


def day_of(application: Application) -> dt.date:
    """The day on which a log entry counts: its last one, but not later than it was logged.

    An entry of a month or a year that is not over yet counts on the day of logging; a day is allowed for
    time zones, since that day is one in UTC.
    """
    last = application.happened.last_day
    if not application.logged:
        return last
    logged = dt.date.fromisoformat(application.logged[:10])
    is_a_day = application.happened.first_day == last
    return last if last <= logged or (is_a_day and last <= logged + dt.timedelta(days=1)) else logged


def entries_of(applications: Iterable[Application], answers: Iterable[Reviewed]) -> list[Entry]:
    """What bears on the status, by day and then as it was written down."""
    entries = [
        Entry(day_of(each), each.logged, each.outcome, _said(each.company, each.result))
        for each in applications
    ]
    entries += [
        Entry(each.day, each.logged, Outcome.APPLIED, "“used it” at a review")
        for each in answers
        if each.answer is ReviewAnswer.USED
    ]
    return sorted(entries)


def _said(company: str | None, result: str) -> str:
    return ": ".join(part for part in (f"at {company}" if company else "", result) if part)


def standing(entries: Sequence[Entry]) -> Standing:
    """What a log says of a lesson, by its entries in order.

    Nothing logged: observed. Anything logged: identified. Applied on three days since it was last violated:
    learned. One violation makes a learned lesson an identified one again.
    """
    violated = [place for place, entry in enumerate(entries) if entry.outcome is Outcome.VIOLATED]
    since = tuple(entries[violated[-1] + 1 :] if violated else entries)
    days = len({entry.day for entry in since})
    if not entries:
        return Standing(
            Status.OBSERVED,
            "nothing is logged of it yet",
            "The first entry makes it identified: applied, violated, or “used it” at a review.",
        )
    last = entries[violated[-1]].day if violated else None
    applied = f"it was applied on {_days(days)}" + (f" since it was violated on {last}" if last else "")
    if days >= DAYS_TO_LEARN:
        return Standing(
            Status.LEARNED,
            f"{applied}, and {DAYS_TO_LEARN} make it learned",
            "A violation makes it identified again.",
            since,
            len(violated),
        )
    raised = len(violated) >= VIOLATIONS_TO_RAISE
    return Standing(
        Status.IDENTIFIED,
        f"{applied if days else f'it was violated on {last}'}, and it takes {DAYS_TO_LEARN} to be learned",
        f"Applied on {_days(DAYS_TO_LEARN - days)} more, without a violation between them, it is learned.",
        (entries[violated[-1]], *since) if violated else since,
        len(violated),
        raised,
    )


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
