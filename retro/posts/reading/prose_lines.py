"""Which lines of Markdown are prose, and which are code or formulas, where nothing is anything but itself."""

import re
from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["prose_lines"]

# In a list or a quotation a fence may stand behind the marks of both.
_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)")
_FORMULA = re.compile(r"[ \t>]*\$\$(?!.*\$\$)")


def prose_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is prose: outside fenced code and displayed formulas.

    A fence that nobody closes holds all that follows, as CommonMark has it; a formula that nobody closes is
    none.
    """
    prose = [True] * len(lines)
    # Where a formula may end, so that one without an end costs no search of its own.
    ends = [number for number, line in enumerate(lines) if line.rstrip(" \t").endswith("$$")]
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at
        if fence := _FENCE.match(line):
            mark = fence[1]
            if not (mark[0] == "`" and "`" in fence[2]):
                end = _end_of_fence(lines, at, mark)
                prose[at:end] = [False] * (end - at)
        elif "$$" in line and _FORMULA.match(line):
            place = bisect_right(ends, at)
            end = ends[place] + 1 if place < len(ends) else at
            prose[at:end] = [False] * (end - at)
        at = max(end, at + 1)
    return prose


def _end_of_fence(lines: Sequence[str], start: int, mark: str) -> int:
    for at in range(start + 1, len(lines)):
        closing = lines[at].strip(" \t>")
        if closing.startswith(mark) and not closing.strip(mark[0]):
            return at + 1
    return len(lines)
