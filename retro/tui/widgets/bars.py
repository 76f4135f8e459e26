"""Where the bars of a plot lie, in whole cells: what is drawn in one place can be clicked there."""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Bars", "heights", "lay_out", "round_numbers"]

_WIDEST_STEP = 14
"""Columns from one bar to the next, at the most."""


class Bars(NamedTuple):
    """Those from ``first`` on that are shown, ``step`` columns from one to the next, each ``width`` wide."""

    first: int
    shown: int
    step: int
    width: int

    @property
    def places(self) -> range:
        """Which are shown."""
        return range(self.first, self.first + self.shown)

    def columns(self, place: int) -> range:
        """The columns of a bar."""
        left = (place - self.first) * self.step + (self.step - self.width) // 2
        return range(left, left + self.width)

    def middle(self, place: int) -> int:
        """The column in the middle of a bar."""
        return self.columns(place)[self.width // 2]

    def at(self, column: int) -> int | None:
        """The bar at a column, with the air around it."""
        step = column // self.step
        return self.first + step if 0 <= step < self.shown else None


def lay_out(count: int, cursor: int, columns: int) -> Bars:
    """Lay bars out in so many columns; where they do not all fit, those around the cursor."""
    step = min(_WIDEST_STEP, columns // max(1, count))
    if step < 2:
        step = 3
    shown = max(1, min(count, columns // step))
    first = max(0, min(cursor - shown // 2, count - shown))
    return Bars(first, shown, step, step - (1 if step < 6 else 2))


def heights(counts: Sequence[int], top: int, rows: int) -> list[range]:
    """The rows of each part of a bar, from below, where ``top`` is as high as all rows.

    What is there at all is one row high; a part that is too small for a row has none.
    """
    parts = []
    total = end = 0
    for count in counts:
        total += count
        start, end = end, max(round(total * rows / top), min(total, 1))
        parts.append(range(start, end))
    return parts


def round_numbers(most: int, wanted: int) -> list[int]:
    """Up to so many numbers for an axis, a round step apart and none above ``most``; else that alone."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * wanted >= most:
                return list(range(step, most + 1, step)) or [most]
        power *= 10
