"""Names looked for word by word, in plain lines: another way than the finder's, and none of its code.

What a word alone means is for ``Form`` to say, here as there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from retro.posts.redacting.bare import WORD, Word, letters, words
from retro.posts.redacting.forms import Context, Form, Sort, forms_of

__all__ = ["Guarded", "NameIndex", "index_of"]


class Guarded(NamedTuple):
    """Someone or something whose names must not be in a file.

    Args:
        names: Its name and aliases.
        person: Whether it is a person.
        never: Whether it never wants to appear.
    """

    names: tuple[str, ...]
    person: bool
    never: bool


_LONG = 8
"""Letters from which on a whole name is found without regard to what stands between its letters."""

_LINES_OF_A_NAME = 3


@dataclass(frozen=True)
class NameIndex:
    """The forms of some names, by how they are looked for: alone, word by word, in a row, before an ``@``."""

    single: dict[str, list[Form]] = field(default_factory=dict)
    several: dict[str, list[tuple[tuple[str, ...], Form]]] = field(default_factory=dict)
    long: dict[str, Form] = field(default_factory=dict)
    mail: dict[str, Form] = field(default_factory=dict)

    def add(self, key: str, form: Form, *, person: bool) -> None:
        """A form with its letters."""
        if form.sort is Sort.INITIALS or (form.sort is Sort.WORD and form.ordinary and not person):
            return
        if form.sort is Sort.INITIALED:
            self.mail.setdefault(key, form)
            return
        self.single.setdefault(key, []).append(form)
        if form.cuts:
            parts = tuple(key[start:end] for start, end in pairwise([0, *sorted(form.cuts), len(key)]))
            self.several.setdefault(parts[0], []).append((parts, form))
        is_long = len(key) >= _LONG and not form.ordinary and (form.cuts or form.never)
        if is_long or (not form.cased and len(key) > 1 and (form.sort is Sort.WHOLE or form.never)):
            self.long.setdefault(key, form)

    def names(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        """Every name in some lines: the number of its line, as it stands there, and its form."""
        beginnings = self.single.keys() | self.several.keys()
        present = beginnings & set(WORD.findall("\n".join(lines).casefold()))
        for number, line in enumerate(lines if present else (), 1):
            if not present.isdisjoint(WORD.findall(line.casefold())):
                yield from self._on_line(lines, number)
        yield from self._mails(lines)
        yield from self._anywhere(lines)

    def _on_line(self, lines: Sequence[str], number: int) -> Iterator[tuple[int, str, Form]]:
        """The names that begin on a line; they may end on the next ones."""
        found = list(words(lines[number - 1 : number + _LINES_OF_A_NAME - 1]))
        for at, word in enumerate(found):
            if word.line > 1:
                return
            for parts, form in self.several.get(word.letters, ()):
                said = _sequence(found, at, parts)
                if said and form.counts(said, Context.JOINED):
                    yield number, said, form
            for form in self.single.get(word.letters, ()):
                if form.counts_joined(word.said, _surroundings(lines[number - 1], word)):
                    yield number, word.said, form

    def _mails(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        if not self.mail:
            return
        for number, line in enumerate(lines, 1):
            for match in _MAIL.finditer(line) if "@" in line else ():
                local = letters(match[1])
                form = self.mail.get(local)
                if form is not None and len(local) > 3:
                    yield number, match[0], form

    def _anywhere(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        if not self.long:
            return
        text = "\n".join(lines)
        bare = letters(text)
        if not any(key in bare for key in self.long):
            return
        places = [at for at, letter in enumerate(text) if WORD.match(letter) for _ in letter.casefold()]
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for key, form in self.long.items():
            at = bare.find(key)
            while at >= 0:
                said = text[places[at] : places[at + len(key) - 1] + 1]
                if _is_one(text, places[at], said, form):
                    yield bisect_right(starts, places[at]), " ".join(said.split()), form
                at = bare.find(key, at + 1)


@lru_cache(maxsize=16)
def index_of(guarded: tuple[Guarded, ...]) -> NameIndex:
    """The names of some, ready to be looked for."""
    index = NameIndex()
    for owner, each in enumerate(guarded):
        for name in each.names:
            for key, form in forms_of(owner, name, person=each.person, never=each.never):
                index.add(key, form, person=each.person)
    return index


_MAIL = re.compile(r"([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63})+")


def _surroundings(line: str, word: Word) -> Context:
    """Whether a word stands in an address, where small letters may be a name."""
    if line[word.at - 1 : word.at] == "@":
        return Context.JOINED
    begin = max(line.rfind(" ", 0, word.at), line.rfind("(", 0, word.at), word.at - 300) + 1
    end = line.find(" ", word.at)
    chunk = line[begin : end if end >= 0 else len(line)]
    is_address = "://" in chunk[: word.at - begin] or _MAIL.search(chunk)
    return Context.JOINED if is_address else Context.PROSE


_BETWEEN = re.compile(r"[\s*_>~`.'\"“”‘’/+-]{1,10}")
_PARAGRAPH = re.compile(r"\n[^\n]*\n|[.]\s|\n[\s>]*[-+*#]\s")


def _sequence(every: Sequence[Word], at: int, parts: Sequence[str]) -> str:
    """The words from ``at`` on where they are those of a name, as they stand; "" where they are not."""
    if at + len(parts) > len(every):
        return ""
    found = every[at : at + len(parts)]
    for word, part in zip(found, parts, strict=True):
        if word.letters != part:
            return ""
    for word in found[1:]:
        if not _BETWEEN.fullmatch(word.gap) or _PARAGRAPH.search(word.gap):
            return ""
    return " ".join(word.said for word in found)


def _is_one(text: str, start: int, said: str, form: Form) -> bool:
    """Whether letters that are those of a long name are one, and not by chance."""
    if not form.cased:
        return re.search(r"\s", said) is None
    if re.search(r"[;!?|,]|[.:]\s|\n[^\n]*\n|\n[\s>]*[-+*#]\s", said):
        return False
    end = start + len(said)
    whole = not (text[start - 1 : start] if start else "").isalnum() and not text[end : end + 1].isalnum()
    if re.search(r"\s", said):
        return whole and (form.never or _parted_as(said, form))
    return len(said) <= len(form.spelled) + 8


def _parted_as(said: str, form: Form) -> bool:
    """Whether white space stands only between the words of the name."""
    places = set()
    for match in re.finditer(r"\s+", said):
        places.add(len(letters(said[: match.start()])))
    return places <= form.cuts
