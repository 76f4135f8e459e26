"""The words of ``data/tensions.toml``, found in a text in whatever form they stand there."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from retro.resources import data_folder

__all__ = ["Lexicon", "Sense", "lexicon", "stem", "words"]

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+:\d+")
_ENDINGS = (
    "isations izations isation ization ically ingly ments ively ances ences ities ment ings ance ence "
    "ical ised ized ises izes ive ity ness ing ise ize ers ors ies ied ion ier er or ed es ly 's s"
).split()
_ENDINGS_BY_LENGTH = sorted(set(_ENDINGS), key=lambda ending: (-len(ending), ending))
_SHORTEST_STEM = 4


class Sense(NamedTuple):
    """What a word or a phrase says: ``("pace", "fast")`` of an axis, ``("", "urges")`` of the stance."""

    axis: str
    side: str


class Lexicon(NamedTuple):
    """What words mean, by their stems.

    Args:
        phrases: First stem -> the stems of each phrase that begins with it, longest first, and what it says.
        fields: First stem -> the same for the things that lessons are about.
        poles: Axis -> its two sides.
    """

    phrases: dict[str, list[tuple[tuple[str, ...], Sense]]]
    fields: dict[str, list[tuple[tuple[str, ...], Sense]]]
    poles: dict[str, tuple[str, str]]

    def senses(self, stems: Sequence[str]) -> Iterator[tuple[int, int, Sense]]:
        """What the words of a clause say: where each begins and ends, and what it says."""
        return _found(self.phrases, stems)

    def topics(self, stems: Sequence[str]) -> Iterator[tuple[int, int, Sense]]:
        """What they are about."""
        return _found(self.fields, stems)


def _found(
    phrases: dict[str, list[tuple[tuple[str, ...], Sense]]], stems: Sequence[str]
) -> Iterator[tuple[int, int, Sense]]:
    ends: dict[Sense, int] = {}
    for at, first in enumerate(stems):
        for phrase, sense in phrases.get(first, ()):
            # Longest first: the "not" of "do not" is not another one.
            end = at + len(phrase)
            if end > ends.get(sense, 0) and tuple(stems[at:end]) == phrase:
                ends[sense] = end
                yield at, end, sense


@cache
def lexicon() -> Lexicon:
    """Read when first asked for: 8 ms."""
    data = tomllib.loads((data_folder() / "tensions.toml").read_text(encoding="utf-8"))
    said: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    fields: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    poles: dict[str, tuple[str, str]] = {}
    for axis, sides in data["axes"].items():
        one, other = sides
        poles[axis] = (one, other)
        for side, listed in sides.items():
            _add(said, listed, Sense(axis, side))
    for side, listed in data["stance"].items():
        _add(said, listed, Sense("", side))
    for name, listed in data["fields"].items():
        _add(fields, listed, Sense("field", name))
    return Lexicon(said, fields, poles)


def _add(phrases: dict[str, list[tuple[tuple[str, ...], Sense]]], listed: str, sense: Sense) -> None:
    for text in listed.replace("\n", " ").split(","):
        stems = tuple(stem(word) for word in words(text))
        if stems:
            entries = phrases.setdefault(stems[0], [])
            if (stems, sense) not in entries:
                entries.append((stems, sense))
                entries.sort(key=lambda entry: -len(entry[0]))


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower().replace("’", "'"))


@cache
def stem(word: str) -> str:
    """What several forms of an English word share: manage, managing, management are ``manag``."""
    if "n't" in word or len(word) <= _SHORTEST_STEM - 1:
        return word
    for ending in _ENDINGS_BY_LENGTH:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if len(ending) <= 3 else _SHORTEST_STEM):
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM + 2 and word.endswith("ic"):
        word = word[:-2]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]  # planning, plan
    if len(word) > 3 and word[-1] in "ey":
        word = word[:-1]
    return word
