"""Themes that rise and fall: more, or less, of the later half of the lessons than of the earlier one."""

import math
from typing import NamedTuple

from retro.journal.patterns import Halves

__all__ = ["Trend", "Trends", "trends"]

_CLEAR = 1.5
"""Standard deviations of a count (its root, for rare things) from which a difference is told: one in seven
would be as far off by chance, and a person looks at it anyway."""


_FEWEST = 5
"""Lessons of a half, below which it says nothing."""

_FEWEST_OF_THEME = 3


class Trend(NamedTuple):
    """A theme in the earlier and in the later half.

    Args:
        theme: Its name.
        earlier: Lessons of the earlier half that have it.
        later: The same of the later half.
        clearness: How far that is from no change, in standard deviations; below 0 it falls.
    """

    theme: str
    earlier: int
    later: int
    clearness: float


class Trends(NamedTuple):
    """What rises and what falls, clearest first.

    Args:
        split: The day on which the later half begins; "" where there are no two halves.
        earlier: Lessons before it.
        later: Lessons on it and after it.
        rising: Themes that more lessons of the later half have.
        falling: Themes that fewer have.
    """

    split: str
    earlier: int
    later: int
    rising: tuple[Trend, ...] = ()
    falling: tuple[Trend, ...] = ()


def trends(halves: Halves, *, most: int = 8) -> Trends:
    """Tell rising from falling themes; what the difference of a lesson or two could be is told as neither."""
    if min(halves.earlier, halves.later) < _FEWEST:
        return Trends(halves.split, halves.earlier, halves.later)
    found = [
        Trend(theme, earlier, later, _clearness(earlier / halves.earlier, later / halves.later, halves))
        for theme, (earlier, later) in halves.themes.items()
        if earlier + later >= _FEWEST_OF_THEME
    ]
    rising = sorted((-each.clearness, each.theme, each) for each in found if each.clearness >= _CLEAR)
    falling = sorted((each.clearness, each.theme, each) for each in found if each.clearness <= -_CLEAR)
    return Trends(
        halves.split,
        halves.earlier,
        halves.later,
        tuple(each for *_, each in rising[:most]),
        tuple(each for *_, each in falling[:most]),
    )


def _clearness(earlier: float, later: float, halves: Halves) -> float:
    """The z of two shares: https://en.wikipedia.org/wiki/Two-proportion_Z-test."""
    both = (earlier * halves.earlier + later * halves.later) / (halves.earlier + halves.later)
    spread = math.sqrt(both * (1 - both) * (1 / halves.earlier + 1 / halves.later))
    return (later - earlier) / spread if spread else 0.0
