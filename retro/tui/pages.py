"""Hits are read, and kept, a page at a time."""

from collections.abc import Iterable

__all__ = ["PAGE", "pages_of"]

PAGE = 20
"""The rows of a usual terminal: while one types, what is below them would be marked and cut for nobody."""


def pages_of(rows: Iterable[int], count: int) -> tuple[int, ...]:
    """The first rows of the pages that have some rows, of a list of so many."""
    return tuple(sorted({row - row % PAGE for row in rows if 0 <= row < count}))
