"""What is up today, read for the screen that a day begins with."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from retro.journal import Journal

if TYPE_CHECKING:
    from retro.practice.morning import Morning

__all__ = ["Today", "today_since"]


class Today(NamedTuple):
    """What is up, as the journal had it in a state of its data."""

    state: tuple[int, int]
    morning: "Morning"


def today_since(known: Today | None) -> Callable[[Journal], Today | None]:
    """Read what is up today; None where neither the journal nor the day has changed."""

    def job(journal: Journal) -> Today | None:
        from retro.practice.morning import read_morning  # noqa: PLC0415 - after the first paint

        state = journal.state()
        if known is not None and (known.state, known.morning.day) == (state, journal.today()):
            return None
        return Today(state, read_morning(journal))

    return job
