"""A situation, told as people talk, weighed against a lesson: what of it the lesson has, and where.

A search needs every word; who describes what they are about to do uses many that no lesson has. So here each
word that says something adds what it is worth, and none has to be there. The rules:

1. Words such as "I", "about" or "want" say nothing.
2. A word is worth how rare it is in the journal, as it was said or in another form (automate, automating);
   less by a synonym, or by a word that it brings to mind; least by a synonym where the journal has the word
   itself. A word that several of those that were said may mean is surer.
3. Where it stands: in the trigger, which says when a lesson applies, it counts most, then in the title, then
   where the body begins, then further down and among the names of themes.
4. Words of the body count together only where they stand within one passage: a long lesson has every word
   somewhere.
5. A lesson that has more of what was said comes before one that has a single rare word of it.

The numbers were fitted on situations over 855 lessons (``tests/practice/situations.py``); how often the right
lesson comes first hardly changes when one of them is changed by a fifth: what is missed is missed for want of
knowing which words go together.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import compress, count
from math import log
from typing import NamedTuple

from retro.search.documents import Document
from retro.search.senses import How, Sense

__all__ = ["Reason", "Weighed", "Weighing", "Where"]

_PASSAGE = 50
"""Words: a long paragraph; further down in a body counts less."""

_MORE, _MORE_AT_MOST = 0.3, 0.3
"""What each further word adds that stands for the same, and all of them together."""

_ALONE = 0.5
"""What is left of a score when next to nothing of the situation is there."""

_LONG, _AVERAGE_LENGTH = 0.3, 75
"""What a lesson loses by being e times longer than the average: it has more passages to be lucky in."""


class Where(StrEnum):
    """Where in a lesson a word stands."""

    TRIGGER = "trigger"
    TITLE = "title"
    BODY = "body"
    LATER = "body, further down"
    NAMES = "names"


_IN_BODY = frozenset([Where.BODY, Where.LATER])
_FACTORS = {Where.TRIGGER: 2.0, Where.TITLE: 1.5, Where.BODY: 0.9, Where.LATER: 0.6, Where.NAMES: 0.6}


class Reason(NamedTuple):
    """Why a lesson fits: what was said, the lesson's word for it, where that stands, and how it came."""

    said: str
    word: str
    where: Where
    how: How


class Weighed(NamedTuple):
    """How well a lesson fits a situation, and why, the weightiest reason first."""

    score: float
    reasons: tuple[Reason, ...]


class _Found(NamedTuple):
    """A word in its place: which sense it stands for, and what it is worth there."""

    sense: int
    worth: float
    reason: Reason


class Weighing:
    """A situation, ready to be weighed against many lessons.

    Args:
        senses: What its words may mean.
        passage: How many words of a body count together.
        later: What counts what stands further down than one passage.
    """

    def __init__(
        self, senses: Sequence[Sense], *, passage: int = _PASSAGE, later: float = _FACTORS[Where.LATER]
    ) -> None:
        self._senses = senses
        self._passage = passage
        self._factors = {**_FACTORS, Where.LATER: later}
        self._known = {
            word: (index, *it) for index, sense in enumerate(senses) for word, it in sense.words.items()
        }
        self._most = [max((worth for worth, _ in sense.words.values()), default=0.0) for sense in senses]
        self._whole = sum(self._most)

    def of(self, document: Document) -> Weighed:
        """How well a lesson fits it."""
        outside, inside = self._found(document)
        if not outside and not inside:
            return Weighed(0.0, ())
        found = _with_passage(outside, inside, self._passage)
        values = _values(found.values())
        there = sum(min(value, self._most[index]) for index, value in values.items())
        share = there / self._whole if values else 0.0
        score = sum(values.values()) * (_ALONE + (1 - _ALONE) * share)
        score /= 1 + _LONG * max(0.0, log(max(1, document.length) / _AVERAGE_LENGTH))
        best = sorted(found.values(), key=lambda each: -each.worth)
        return Weighed(score, tuple(each.reason for each in best))

    def _found(self, document: Document) -> tuple[dict[str, _Found], list[tuple[int, str, _Found]]]:
        """The words outside the body, each where it is worth most; of the body, all with their places."""
        known = self._known
        outside: dict[str, _Found] = {}
        inside: list[tuple[int, str, _Found]] = []
        words = document.words
        for place in compress(count(), map(known.__contains__, words)):
            word = words[place]
            index, worth, how = known[word]
            where = _where(document, place, self._passage)
            each = _Found(
                index, self._factors[where] * worth, Reason(self._senses[index].text, word, where, how)
            )
            if where in _IN_BODY:
                inside.append((place, word, each))
            elif word not in outside or each.worth > outside[word].worth:
                outside[word] = each
        return outside, inside


def _where(document: Document, place: int, passage: int) -> Where:
    if place < document.body:
        return Where.TITLE
    if place < document.trigger:
        return Where.BODY if place < document.body + passage else Where.LATER
    return Where.TRIGGER if place < document.names else Where.NAMES


def _with_passage(
    outside: Mapping[str, _Found], inside: Sequence[tuple[int, str, _Found]], passage: int
) -> Mapping[str, _Found]:
    """What stands outside the body, and of the body the passage that adds most to it."""
    most, chosen = sum(_values(outside.values()).values()), outside
    for start, (first, *_) in enumerate(inside):
        tried = dict(outside)
        for place, word, each in inside[start:]:
            if place >= first + passage:
                break
            if word not in tried or each.worth > tried[word].worth:
                tried[word] = each
        total = sum(_values(tried.values()).values())
        if total > most:
            most, chosen = total, tried
    return chosen


def _values(found: Iterable[_Found]) -> dict[int, float]:
    """What each sense is worth in a lesson: its best word, and a little for the others."""
    best: dict[int, float] = {}
    whole: dict[int, float] = {}
    for each in found:
        best[each.sense] = max(best.get(each.sense, 0.0), each.worth)
        whole[each.sense] = whole.get(each.sense, 0.0) + each.worth
    return {
        index: value + min(_MORE_AT_MOST * value, _MORE * (whole[index] - value))
        for index, value in best.items()
    }
