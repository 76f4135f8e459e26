"""A reading cut into atoms: what a name is made of, however its words are joined or parted.

``Amazon EKS``, ``amazon-eks``, ``AmazonEKS`` and ``Amazon**EKS**`` are all two atoms; what stands between two
is a gap, and its sort tells whether a name may reach over it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from retro.posts.redacting.reading import Reading

__all__ = ["Atoms", "Gap", "atoms_of"]

_ATOM = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W_A-Za-z0-9]+")


class Gap(IntEnum):
    """What stands between two atoms, the closest first."""

    NONE = 0
    MARKS = 1
    """Emphasis and the like, which a site does not show."""
    JOINT = 2
    """A hyphen, an underscore, a stop … without white space."""
    SPACE = 3
    """White space, perhaps one line's end, with whatever else may stand within a name."""
    WALL = 4
    """The end of a sentence, a paragraph or a cell: no name goes on behind it."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """The atoms of a reading: where each begins and ends there, and its letters without case."""

    reading: Reading
    starts: Sequence[int]
    ends: Sequence[int]
    letters: Sequence[str]

    def gap(self, at: int) -> Gap:
        """What stands before the atom ``at``, which is not the first."""
        between = self.reading.text[self.ends[at - 1] : self.starts[at]]
        found = _sort(between) if between else Gap.NONE
        # "asked Ada. Lovelace …": a stop ends a sentence, unless it stands behind an initial.
        if found is Gap.SPACE and "." in between and len(self.letters[at - 1]) > 3:
            return Gap.WALL
        return found

    def attached(self, at: int) -> bool:
        """Whether the atom ``at`` follows the one before without anything between."""
        return 0 < at < len(self.starts) and self.starts[at] == self.ends[at - 1]


def atoms_of(reading: Reading) -> Atoms:
    """Cut a reading."""
    starts, ends, letters = [], [], []
    for match in _ATOM.finditer(reading.text):
        starts.append(match.start())
        ends.append(match.end())
        letters.append(match[0].casefold())
    return Atoms(reading, starts, ends, letters)


_LONGEST_GAP = 16
_MARKS = re.compile(r"(?:[*~`$\\^]|<!--[^\w]{0,9}-->|<[^\w]{0,3}>){1,8}")
_JOINT = re.compile(r"[*~`$^\\]{0,4}[-_.'·+/\\&@:,=\[\](){}\"“”]{1,3}[*~`$^\\]{0,4}")
_HYPHENATED = re.compile(r"-[ \t]*\n[ \t>]*")
_NO_BRIDGE = re.compile(r"[;!?|]|:\s|\s:|\n[^\n]*\n|\n[\s>]*(?:[-+*]|#{1,6})\s")


@lru_cache(maxsize=4096)
def _sort(between: str) -> Gap:
    if _MARKS.fullmatch(between):
        return Gap.MARKS
    if _JOINT.fullmatch(between) or _HYPHENATED.fullmatch(between):
        return Gap.JOINT
    if len(between) > _LONGEST_GAP or _NO_BRIDGE.search(between):
        return Gap.WALL
    return Gap.SPACE
