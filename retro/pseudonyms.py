"""Names replaced by what they may be called in front of others: companies and people by their pseudonyms.

Pure: made of what the journal knows, and applied to any text.
"""

import re
from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from retro.surroundings import Company, Person

__all__ = ["Pseudonyms", "Span"]

Span = tuple[int, int]
"""Where something begins and ends in a text, in characters."""

_SHORTEST_WORD = 3
_SHORTEST_FOLDED = 4
"""Shorter names are replaced only as they are written: ``It`` is a company, ``it`` is not."""

_COMMON = frozenset(
    "The And For Inc Ltd LLC GmbH Corp Company Group Labs Lab Systems Software Technologies Technology"
    " Services Solutions Partners Ventures Capital Bank University Institute Foundation Team Studio Media"
    " Data Cloud Health Digital Global International".split()
)
"""Words of companies' names that say nothing of which one it is."""


class Pseudonyms:
    """What each company and person is called instead.

    One without a pseudonym gets a letter: ``Company A``; a person's role is as good ("a product manager").
    Aliases, and the single words of a name, are replaced as well.

    Args:
        companies: All that the journal knows.
        people: Likewise.
    """

    def __init__(self, companies: Iterable[Company], people: Iterable[Person]) -> None:
        self._instead: dict[str, str] = {}
        self._names: dict[str, str] = {}
        exact: set[str] = set()
        folded: set[str] = set()
        named: tuple[tuple[str, Iterable[Company | Person]], ...] = (
            ("Company", companies),
            ("Person", people),
        )
        for noun, known in named:
            for position, each in enumerate(sorted(known, key=lambda each: each.id)):
                instead = _given(each) or f"{noun} {_letters(position)}"
                self._names.setdefault(instead, each.name)
                for name in (each.name, *each.aliases):
                    self._instead.setdefault(name.casefold(), instead)
                    (folded if len(name) >= _SHORTEST_FOLDED else exact).add(name)
                    for word in _telling_words(name):
                        self._instead.setdefault(word.casefold(), instead)
                        exact.add(word)
        self._hidden = _pattern(exact, folded)
        self._shown = _pattern(set(), set(self._names))

    def hide(self, text: str) -> str:
        """The text with a pseudonym in the place of every name."""
        return self.hide_with(text, ())[0]

    def hide_with(self, text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
        """The same, with spans of the text moved to where they are then."""
        if self._hidden is None:
            return text, tuple(spans)
        parts: list[str] = []
        moves: list[tuple[int, int, int, int]] = []
        end = length = 0
        for found in self._hidden.finditer(text):
            # Two letters may be one to a pattern and two to casefold: İ and i.
            instead = self._instead.get(found[0].casefold(), "…")
            parts += [text[end : found.start()], instead]
            length += found.start() - end
            moves.append((found.start(), found.end(), length, length + len(instead)))
            length += len(instead)
            end = found.end()
        if not moves:
            return text, tuple(spans)
        parts.append(text[end:])
        return "".join(parts), tuple((_moved(a, moves)[0], _moved(b, moves, last=True)[1]) for a, b in spans)

    def reveal(self, query: str) -> str:
        """A query with the names that its pseudonyms stand for."""
        if self._shown is None:
            return query
        names = {instead.casefold(): name for instead, name in self._names.items()}
        return self._shown.sub(lambda found: names.get(found[0].casefold(), found[0]), query)


def _given(each: Company | Person) -> str:
    pseudonym = getattr(each, "pseudonym", "")
    return str(pseudonym or getattr(each, "role_label", ""))


def _letters(position: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    while position >= 0:
        letters = ascii_uppercase[position % 26] + letters
        position = position // 26 - 1
    return letters


def _telling_words(name: str) -> list[str]:
    words = re.findall(r"\w+", name)
    if len(words) < 2:
        return []
    return [
        word for word in words if len(word) >= _SHORTEST_WORD and word[0].isupper() and word not in _COMMON
    ]


def _pattern(exact: set[str], folded: set[str]) -> re.Pattern[str] | None:
    """One pattern for all, the longest first; inside of longer words nothing is found."""
    if not exact and not folded:
        return None
    names = sorted(exact | folded, key=lambda name: (-len(name), name))
    either = "|".join(f"(?i:{re.escape(name)})" if name in folded else re.escape(name) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _moved(place: int, moves: Sequence[tuple[int, int, int, int]], *, last: bool = False) -> Span:
    """Where a place is after all replacements, as the least and the most that it may be."""
    shift = 0
    for start, end, begin, finish in moves:
        inside = start < place <= end if last else start <= place < end
        if inside:
            return begin, finish
        if place >= end:
            shift = finish - end
    return place + shift, place + shift
