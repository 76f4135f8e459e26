"""Letters of a text that are those of a name's form: where they stand, and what they are if meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from retro.posts.redacting.atoms import Atoms, Gap
from retro.posts.redacting.contexts import context_at
from retro.posts.redacting.forms import Context, Form, Sort
from retro.posts.redacting.words import HONORIFICS

__all__ = ["Candidate", "Found", "within_words"]


class Found(NamedTuple):
    """A name in a text: from ``start`` to ``end``, whose, and the parts of it that are letters of the name.

    ``joined`` tells that it stands within something written together, such as a slug.
    """

    start: int
    end: int
    owner: int
    parts: tuple[tuple[int, int], ...] = ()
    joined: bool = False


@dataclass(frozen=True)
class Candidate:
    """Atoms ``first`` to ``last`` of a text, whose letters are those of a form.

    Attributes:
        atoms: Of the text.
        first: The first atom of the form.
        last: The last one.
        form: Whose letters they are.
        beyond: How many letters at the end are no part of it: the s of a German genitive.
        gaps: After how many letters there is a gap, and of which sort.
        person: Whether it is a person's form.
        joined: The whole text is something written together.
    """

    atoms: Atoms
    first: int
    last: int
    form: Form
    beyond: int
    gaps: tuple[tuple[int, Gap], ...]
    person: bool
    joined: bool = False

    @property
    def text(self) -> str:
        """All of the text, as it is read."""
        return self.atoms.reading.text

    @cached_property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.atoms.starts[self.first]

    @cached_property
    def end(self) -> int:
        """Where it ends in the text, without what is beyond."""
        return self.atoms.ends[self.last] - self.beyond

    @cached_property
    def said(self) -> str:
        """As it stands in the text."""
        return self.text[self.start : self.end]

    @cached_property
    def size(self) -> int:
        """How many letters it has."""
        return sum(map(str.isalnum, self.said))

    @cached_property
    def context(self) -> Context:
        """What surrounds it."""
        found = context_at(self.text, self.start, self.atoms.ends[self.last])
        return max(found, Context.JOINED) if self.joined else found

    @cached_property
    def beside(self) -> tuple[int, ...]:
        """The atoms that touch it."""
        left = (self.first - 1,) if self.atoms.attached(self.first) else ()
        right = (self.last + 1,) if self.atoms.attached(self.last + 1) else ()
        return left + right

    def between(self) -> list[str]:
        """What stands between its atoms."""
        starts, ends = self.atoms.starts, self.atoms.ends
        return [self.text[ends[at] : starts[at + 1]] for at in range(self.first, self.last)]

    def found(self) -> Found:
        """What it is in the source, with the title before it and the stop of an initial behind it."""
        begin, finish = self._begin(), self._finish()
        parts: list[tuple[int, int]] = []
        if begin < self.start:
            parts += _parts(self.atoms, begin, self.start)
        for at in range(self.first, self.last + 1):
            parts += _parts(self.atoms, self.atoms.starts[at], min(self.atoms.ends[at], self.end))
        reading = self.atoms.reading
        parts[-1] = (parts[-1][0], reading.ends[finish - 1])
        joined = self.context is not Context.PROSE
        return Found(parts[0][0], parts[-1][1], self.form.owner, tuple(parts), joined)

    def _begin(self) -> int:
        """Where a person's name begins with what stands before it: ``Ms``, ``Dr.``, other initials."""
        if not self.person or self.form.sort is Sort.INITIALS:
            return self.start
        initials = _INITIALS_BEFORE.search(self.text[max(0, self.start - 12) : self.start])
        begin = self.start - (len(initials[0]) if initials else 0)
        title = _TITLE_BEFORE.search(self.text[max(0, begin - 14) : begin])
        if title and title[1].casefold() in HONORIFICS:
            begin -= len(title[0])
        return begin

    def _finish(self) -> int:
        """The stop of the last initial belongs to it, unless a sentence ends there."""
        ends_in_initial = (
            self.form.sort in {Sort.INITIALS, Sort.INITIALED} and self.text[self.end - 2] in " ."
        )
        if not ends_in_initial or self.text[self.end : self.end + 1] != ".":
            return self.end
        rest = self.text[self.end + 1 : self.end + 3].strip()
        return self.end + 1 if rest and not rest[0].isupper() else self.end


_INITIALS_BEFORE = re.compile(r"(?:(?<![\w.])|(?<=\. )|(?<=\.))(?:[A-Z]\. ?){1,4}\Z")
_TITLE_BEFORE = re.compile(r"(?<!\w)([A-Z]\w{1,8})\.? ?\Z")


def _parts(atoms: Atoms, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where letters of the reading stand in the source; what is not read parts them there."""
    reading = atoms.reading
    begin = start
    for at in range(start + 1, end):
        if reading.starts[at] > reading.ends[at - 1]:
            yield reading.starts[begin], reading.ends[at - 1]
            begin = at
    yield reading.starts[begin], reading.ends[end - 1]


def within_words(atoms: Atoms, letters: str, key: str, forms: Sequence[Form]) -> Iterator[Found]:
    """A long name within longer words, and with its letters apart; ``letters`` are those of all atoms."""
    at = letters.find(key)
    places = [place for place, each in enumerate(atoms.letters) for _ in each] if at >= 0 else []
    while at >= 0:
        end = at + len(key)
        for form in forms:
            if _is_whole(atoms, places[at], places[end - 1], form):
                yield _cut_out(atoms, places, at, end, form)
                break
        at = letters.find(key, at + 1)


def _is_whole(atoms: Atoms, first: int, last: int, form: Form) -> bool:
    """Whether nothing that parts names stands between, and not by chance: "I love lace" is said."""
    gaps = [atoms.gap(at) for at in range(first + 1, last + 1)]
    if Gap.WALL in gaps:
        return False
    return (
        form.never or Gap.SPACE not in gaps or all(len(each) == 1 for each in atoms.letters[first : last + 1])
    )


def _cut_out(atoms: Atoms, places: Sequence[int], at: int, end: int, form: Form) -> Found:
    """What is found from letter to letter, which may begin and end within atoms."""
    parts: list[tuple[int, int]] = []
    for atom in range(places[at], places[end - 1] + 1):
        begin, finish = atoms.starts[atom], atoms.ends[atom]
        if finish - begin == len(atoms.letters[atom]):  # else a letter is two without case: all of it goes
            first = places.index(atom)
            begin += max(0, at - first)
            finish -= max(0, first + len(atoms.letters[atom]) - end)
        parts += _parts(atoms, begin, finish)
    return Found(parts[0][0], parts[-1][1], form.owner, tuple(parts), joined=places[at] == places[end - 1])
