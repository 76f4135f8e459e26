"""Two neighbouring words written as one short one: ``orgthk`` for "organizational thinking"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retro.search.vocabulary import Vocabulary

__all__ = ["Reading", "readings"]

_SHORTEST, _LONGEST = 4, 12
_MOST_WORDS = 400
"""Asking the index for one costs 7 µs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an abbreviation: the words that each half may stand for.

    ``pattern`` finds two such words side by side in folded text; they are its two groups.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    pattern: re.Pattern[str]


def readings(typed: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Every way to read ``typed`` as two words, the most even first."""
    length = len(typed)
    if not _SHORTEST <= length <= _LONGEST or not typed.isalpha():
        return
    for place in sorted(range(2, length - 1), key=lambda place: (abs(2 * place - length), place)):
        one, other = typed[:place], typed[place:]
        first, second = _words(one, vocabulary), _words(other, vocabulary)
        if first and second:
            pattern = re.compile(rf"\b({_letters(one)}[^\W_]*)[\W_]+({_letters(other)}[^\W_]*)")
            yield Reading(first, second, pattern)


def _letters(part: str) -> str:
    """A pattern for words that begin with the first letter and have the others in this order.

    It is linear, because what lies between two letters can never match the second of them.
    """
    return part[0] + "".join(f"[^\\W_{letter}]*{letter}" for letter in part[1:])


def _words(part: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words that a part may stand for, the most frequent first; two letters must be their beginning."""
    if len(part) < 3:
        words = vocabulary.beginning_with(part)
    else:
        matches = re.compile(_letters(part)).match
        words = [word for word in vocabulary.beginning_with(part[0]) if matches(word)]
    return tuple(sorted(words, key=lambda word: (-vocabulary.count(word), word))[:_MOST_WORDS])
