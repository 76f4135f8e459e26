"""Three texts of one thing, compared by lines: as it was, and as two have changed it."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from io import StringIO

__all__ = ["chunks", "lines_of"]

_MOST_LINES = 20_000
"""Beyond, comparing lines takes longer than anyone waits: then the whole text counts as one change."""


def chunks(
    base: Sequence[str], one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """The three texts cut where all agree: in turn what differs somewhere, and what does not.

    Args:
        base: The lines as they were.
        one: As one has changed them.
        other: As the other has.
    """
    at = [0, 0, 0]
    for start, in_one, in_other, length in [
        *_agreed(base, one, other),
        (len(base), len(one), len(other), 0),
    ]:
        yield base[at[0] : start], one[at[1] : in_one], other[at[2] : in_other]
        same = base[start : start + length]
        yield same, same, same
        at = [start + length, in_one + length, in_other + length]


def _agreed(
    base: Sequence[str], one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Where lines of the base stand in both others: ``(in base, in one, in other, how many)``."""
    if max(map(len, (base, one, other))) > _MOST_LINES:
        return
    first_blocks = SequenceMatcher(None, base, one, autojunk=False).get_matching_blocks()
    second_blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    first = second = 0
    while first < len(first_blocks) and second < len(second_blocks):
        left, right = first_blocks[first], second_blocks[second]
        start = max(left.a, right.a)
        end = min(left.a + left.size, right.a + right.size)
        if start < end:
            yield start, left.b + start - left.a, right.b + start - right.a, end - start
        if left.a + left.size < right.a + right.size:
            first += 1
        else:
            second += 1


def lines_of(text: str) -> list[str]:
    """Lines with their ends; unlike ``splitlines`` it knows one end only."""
    return StringIO(text).readlines()
