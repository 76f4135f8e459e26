"""A post that both its author and retro have changed since it was written: both changes, merged by lines.

Where both changed the same lines the author's stand, and the conflict is told: nothing of theirs is lost,
and what retro would have written is in the journal still.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from retro.line_merging import chunks, lines_of

__all__ = ["Conflict", "Merged", "followed", "merge_posts"]

_OWN_KEY = "retro"
"""The field of the front matter that is retro's alone."""


class Conflict(NamedTuple):
    """Lines that both have changed.

    Args:
        line: Where they begin in the merged text, from 1.
        theirs: As the author has them, and as they stay; may be empty.
        ours: As retro would have written them; may be empty.
    """

    line: int
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge_posts(base: str, theirs: str, ours: str) -> Merged:
    """Three texts of one post made one.

    Args:
        base: As retro wrote it last.
        theirs: As it stands in the file, edited by its author.
        ours: As retro would write it now.
    """
    if theirs in {base, ours}:
        return Merged(ours)
    if base == ours:
        return Merged(theirs)
    page = _Page([], [])
    heads = [_split(text) for text in (base, theirs, ours)]
    if all(head for head, _ in heads):
        page.fields(*(head for head, _ in heads))
        page.lines(*(body for _, body in heads))
    else:
        page.lines(*(lines_of(text) for text in (base, theirs, ours)))
    return Merged("".join(page.out), tuple(page.conflicts))


def followed(lines: Sequence[int], before: str, after: str) -> list[int]:
    """Where lines of one text stand in another: they themselves, or what has come in their place.

    Args:
        lines: Numbers from 1.
        before: The text that they are lines of.
        after: The other one.
    """
    if before == after:
        return list(lines)
    old, new = lines_of(before), lines_of(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    starts = [block.a for block in blocks]
    found = []
    for line in lines:
        block = blocks[max(0, bisect_right(starts, line - 1) - 1)]
        place = block.b + max(0, min(line - 1 - block.a, block.size))
        found.append(min(place, max(0, len(new) - 1)) + 1)
    return found


@dataclass(slots=True)
class _Page:
    """The merged text while it grows."""

    out: list[str]
    conflicts: list[Conflict]

    def lines(self, base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> None:
        """Merge by lines: what only one side changed is taken from that side."""
        for old, edited, new in chunks(base, theirs, ours):
            self._take(old, edited, new)

    def fields(self, base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> None:
        """Merge front matter by its fields: two that follow each other are no conflict."""
        old, edited, new = (_fields(head) for head in (base, theirs, ours))
        names = list(edited) + [name for name in new if name not in edited and name not in old]
        names.sort(key=_is_own)  # it stands last, so that the others are read first
        self.out.append(theirs[0])
        for name in names:
            if _is_own(name):
                self.out += new.get(name, [])
            else:
                self._take(old.get(name, []), edited.get(name, []), new.get(name, []))
        self.out.append(theirs[-1])

    def _take(self, old: Sequence[str], edited: Sequence[str], new: Sequence[str]) -> None:
        if edited in (old, new):
            self.out += new
            return
        if new != old:
            line = sum(piece.count("\n") for piece in self.out) + 1
            self.conflicts.append(Conflict(line, "".join(edited), "".join(new)))
        self.out += edited


def _split(text: str) -> tuple[list[str], list[str]]:
    """The lines of the front matter with its fences, and those of the body; no head where there is none."""
    lines = lines_of(text)
    fence = lines[0].rstrip() if lines else ""
    if fence not in {"---", "+++"}:
        return [], lines
    for number in range(1, len(lines)):
        if lines[number].rstrip() == fence:
            return lines[: number + 1], lines[number + 1 :]
    return [], lines


_FIELD = re.compile(r"([^\s\[\]{}#:=,-][^:=]*?)[ \t]*[:=]|(\[+[^\]]+\]+)")


def _fields(head: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each field by its name: that line, and those below it that belong to it.

    A field in a table of TOML has the table's name before its own.
    """
    found: dict[str, list[str]] = {}
    name = table = ""
    for line in head[1:-1]:
        match = _FIELD.match(line)
        if match and match[2]:
            name = table = match[2]
        elif match:
            name = table + match[1]
        found.setdefault(name, []).append(line)
    return found


def _is_own(name: str) -> bool:
    return name.rpartition("]")[2] == _OWN_KEY or name.strip("[]").endswith(f".{_OWN_KEY}")
