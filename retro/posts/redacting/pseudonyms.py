"""Names replaced by what they may be called in front of others: everyone's, for sharing a screen."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from retro.posts.redacting.finder import Finder, Found
from retro.posts.redacting.labels import known_of, labels_for, slug_of
from retro.posts.redacting.replacing import Edit, edited, edits_for
from retro.surroundings import Company, Person

__all__ = ["Pseudonyms", "Span"]

Span: TypeAlias = tuple[int, int]
"""Where something begins and ends in a text, in characters."""


class Pseudonyms:
    """What each company and person is called instead.

    One without a pseudonym gets a code of its own: ``Company 7K3``; a person's role is as good ("a product
    manager").

    Args:
        companies: All that the journal knows.
        people: Likewise.
    """

    def __init__(self, companies: Iterable[Company], people: Iterable[Person]) -> None:
        registered: tuple[Company | Person, ...] = (*companies, *people)
        self._finder = Finder(map(known_of, registered))
        self._labels = labels_for(self._finder, registered)
        self._names: dict[str, str] = {}
        for label, each in zip(self._labels, registered, strict=True):
            self._names.setdefault(label.casefold(), each.name)
            self._names.setdefault(slug_of(label), slug_of(each.name))
        labels = sorted(self._names, key=len, reverse=True)
        either = "|".join(map(re.escape, labels))
        self._shown = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE) if labels else None

    def hide(self, text: str) -> str:
        """The text with a pseudonym in the place of every name."""
        return edited(text, self._edits(text))

    def hide_with(self, text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
        """The same, with spans of the text moved to where they are then."""
        edits = self._edits(text)
        if not edits:
            return text, tuple(spans)
        moves, shift = [], 0
        for edit in edits:
            begin = edit.start + shift
            moves.append((edit.start, edit.end, begin, begin + len(edit.text)))
            shift += len(edit.text) - (edit.end - edit.start)
        return edited(text, edits), tuple(
            (_moved(a, moves)[0], _moved(b, moves, last=True)[1]) for a, b in spans
        )

    def reveal(self, query: str) -> str:
        """A query with the names that its pseudonyms stand for."""
        if self._shown is None:
            return query
        return self._shown.sub(lambda found: self._names.get(found[0].casefold(), found[0]), query)

    def _edits(self, text: str) -> list[Edit]:
        return edits_for(text, self._finder.find(text), self._instead)

    def _instead(self, found: Found) -> str:
        label = self._labels[found.owner]
        return slug_of(label) if found.joined else label


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
