"""Which of the lessons found is meant: a sum that can be explained, word by word.

For each word of the query: how rare it is, times what its best form in the lesson is worth, times how often
it occurs there, weighed against the lesson's length (BM25, Robertson and Zaragoza 2009). Then a little for
words that stand close together and in order. The numbers were fitted on 5,900 queries over 10,000
lessons (``bench/search_quality.py``).
"""

from collections.abc import Mapping, Sequence
from itertools import compress
from math import log
from sys import maxsize
from typing import NamedTuple

from retro.search.documents import Document
from retro.search.slots import Form, Pair, Slot

__all__ = ["Plan", "Ranked", "score"]

_SATURATION = 0.17
"""BM25's k1: once is nearly as good as often."""

_LENGTH = 0.77
"""BM25's b: how much a long lesson has to say a word more often."""

_AVERAGE_LENGTH, _SHORTEST = 75, 15
_SHORT = 0.38
"""What a lesson gains by being e times shorter: of two that have every word, the shorter is about them."""

_TITLE, _NAMES = 3.0, 0.1
_NEAR, _NEAR_RANGE, _BACKWARDS = 0.09, 4, 0.5
_SIDE_BY_SIDE, _SIDE_BY_SIDE_AS_TYPED = 0.15, 0.35
_IN_ORDER, _FIRST_IN_ORDER = 0.2, 0.6
"""What two words gain that stand in order somewhere, and so where each is said for the first time.

The latter only beside a word that is cut off or misspelt, of which another may be there by chance: words that
all are there as they were typed may be remembered in any order.
"""
_TELLING = 1.05
"""The rarity from which on a word says something; a letter or two typed on must not stir up the order."""
_ALL_EXACT, _SOME_EXACT = 1.1, 0.25
"""What a lesson gains that has every word as it was typed; and by the share of them, beside other forms."""
_AS_TYPED = frozenset([Form.EXACT.value, Form.JOINED.value])
"""Two words written as one are no less exact for the space between them."""
_CUT_OFF = frozenset([Form.BEGINNING.value, Form.ENDING.value])
_MISSING = 1.9
_PLACES = range(maxsize)
_ALIKE = 0.7
"""Beside its best form, a word's other forms count only when they are worth nearly as much."""


class Plan(NamedTuple):
    """One reading of a query as slots, in the order of its words, ready for scoring.

    ``worth`` is how rare each slot is and whether lessons may lack it; ``words`` and ``pairs`` tell for which
    slots a word of a lesson stands, and how well.
    """

    slots: tuple[Slot, ...]
    worth: tuple[tuple[float, bool], ...]
    words: Mapping[str, tuple[tuple[int, float, int], ...]]
    pairs: Mapping[str, tuple[tuple[int, Pair], ...]]

    @classmethod
    def of(cls, slots: Sequence[Slot]) -> "Plan":
        """The plan for some slots."""
        words: dict[str, tuple[tuple[int, float, int], ...]] = {}
        pairs: dict[str, tuple[tuple[int, Pair], ...]] = {}
        for index, slot in enumerate(slots):
            for word, match in slot.words.items():
                entry = (index, match[1], match[0])
                words[word] = (*words[word], entry) if word in words else (entry,)
            for pair in slot.pairs:
                pairs[pair.first] = (*pairs.get(pair.first, ()), (index, pair))
        worth = tuple((slot.rarity, slot.optional) for slot in slots)
        return cls(tuple(slots), worth, words, pairs)


class Ranked(NamedTuple):
    """A lesson's place: higher is better.

    ``forms`` are the best form of each slot, None where it is missing; a lesson is ``whole`` when none is
    missing that must be there.
    """

    score: float
    forms: tuple[int | None, ...]
    whole: bool

    @property
    def guessed(self) -> bool:
        """Some word may be there only by another word."""
        return any(form is not None and form > Form.ABBREVIATION for form in self.forms)


Occurrence = tuple[int, float, int]
"""Where, worth what, in which form."""


def _occurrences(document: Document, plan: Plan) -> list[list[Occurrence]]:
    found: list[list[Occurrence]] = [[] for _ in plan.slots]
    known, words = plan.words, document.words
    # compress and map stay in C: 2 µs for a lesson where a loop takes 6.
    for place in compress(_PLACES, map(known.__contains__, words)):
        for index, weight, form in known[words[place]]:
            found[index].append((place, weight, form))
    pairs = plan.pairs
    for place in compress(_PLACES, map(pairs.__contains__, words)) if pairs else ():
        following = words[place + 1] if place + 1 < len(words) else ""
        if not following and place < document.body < len(words):
            following = words[document.body]
        for index, pair in pairs[words[place]]:
            if following.startswith(pair.second):
                weight = pair.weight * (0.7 + 0.3 * len(pair.second) / len(following))
                found[index].append((place, weight, pair.form))
    return found


def score(document: Document, plan: Plan) -> Ranked:
    """How well a lesson answers one reading of a query."""
    occurrences = _occurrences(document, plan)
    length, body, names = document.length, document.body, document.names
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * length / _AVERAGE_LENGTH)
    total, whole, telling = 0.0, True, 0.0
    forms: list[int | None] = []
    best_of: list[float] = []
    for (rarity, optional), places in zip(plan.worth, occurrences, strict=True):
        if not places:
            forms.append(None)
            best_of.append(0.0)
            if not optional:
                total -= _MISSING
                whole = False
            continue
        _, best, form = places[0]
        for _, weight, its_form in places:
            if weight > best:
                best, form = weight, its_form
        often, least = 0.0, best * _ALIKE
        for place, weight, _ in places:
            if weight >= least:
                often += _TITLE if place < body else _NAMES if place >= names else 1.0
        total += rarity * best * often * (_SATURATION + 1) / (often + norm)
        telling = max(telling, rarity)
        forms.append(form)
        best_of.append(best)
    total -= _SHORT * log(max(_SHORTEST, length) / _AVERAGE_LENGTH) * min(1.0, telling / _TELLING)
    exactness = _exactness(plan.worth, forms)
    total += exactness
    if len(forms) > 1:
        total += _closeness(plan.worth, occurrences, best_of, as_typed=exactness == _ALL_EXACT)
    return Ranked(total, tuple(forms), whole)


def _exactness(worth: Sequence[tuple[float, bool]], forms: Sequence[int | None]) -> float:
    """What a lesson gains by words that are there as they were typed."""
    required = as_typed = 0
    cut_off = False
    for (_, optional), form in zip(worth, forms, strict=True):
        if not optional:
            required += 1
            as_typed += form in _AS_TYPED
            cut_off = cut_off or form in _CUT_OFF
    if as_typed == required:
        return _ALL_EXACT
    # Beside one that is cut off, a word may be cut off as well, and a word by chance.
    return 0.0 if cut_off else _SOME_EXACT * as_typed / required


def _closeness(
    worth: Sequence[tuple[float, bool]],
    occurrences: list[list[Occurrence]],
    best_of: list[float],
    *,
    as_typed: bool,
) -> float:
    """What neighbouring words of the query gain by standing close together in the lesson, and in order."""
    side_by_side, first = (_SIDE_BY_SIDE_AS_TYPED, 0.0) if as_typed else (_SIDE_BY_SIDE, _FIRST_IN_ORDER)
    total = 0.0
    previous = -1
    for index, best in enumerate(best_of):
        if not best:
            continue
        if previous >= 0:
            nearest, ordered, beside = _between(occurrences[previous], occurrences[index])
            rarity = min(worth[previous][0], worth[index][0])
            both, telling = best_of[previous] * best, min(1.0, rarity / _TELLING)
            total += _NEAR * rarity * nearest * both
            if ordered:
                total += _IN_ORDER * telling
            if occurrences[previous][0][0] < occurrences[index][0][0]:
                total += first * telling
            if beside:
                total += side_by_side * telling * both
        previous = index
    return total


def _between(ones: Sequence[Occurrence], others: Sequence[Occurrence]) -> tuple[float, bool, bool]:
    """How near two words come, up to 1; and whether they are in order somewhere, and side by side."""
    ahead = behind = 0
    for one in ones[:8]:
        place = one[0]
        for other in others[:8]:
            distance = other[0] - place
            if distance == 1:
                return 1.0, True, True
            if distance > 0:
                if not ahead or distance < ahead:
                    ahead = distance
            elif distance and (not behind or -distance < behind):
                behind = -distance
    forwards = 1 / (1 + (ahead - 1) / _NEAR_RANGE) if ahead else 0.0
    backwards = _BACKWARDS / (1 + (behind - 1) / _NEAR_RANGE) if behind else 0.0
    return max(forwards, backwards), ahead > 0, False
