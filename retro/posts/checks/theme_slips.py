"""Themes that are another theme, misspelt or spelt in another way. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from retro.posts.checks.near_words import NearWords
from retro.posts.dictionary import british_or_american, is_word
from retro.resources import data_folder
from retro.search.synonyms import theme_groups
from retro.surroundings import Theme

__all__ = ["ThemeSlip", "theme_slips"]

_SHORTEST = 5
"""Letters of a word: shorter ones are too close to each other by nature."""

_SHORTEST_OF_SEVERAL = 3

_MUCH = 3
"""So many times as often as its misspelling a word stands that no dictionary knows."""


_USED = 3
"""Lessons that have a word: in fewer it may be a slip itself."""

_PARTS = r"([-_ ./])"


class ThemeSlip(NamedTuple):
    """A theme that is probably another.

    Args:
        slip: The one that is to go.
        right: The one that was meant.
        sure: Nobody has to look at it before the two are merged.
        verb: What ``retro themes`` does about it: merge, or rename where nothing is called so yet.
    """

    slip: str
    right: str
    sure: bool
    verb: str = "merge"


def theme_slips(themes: Iterable[Theme], words: Mapping[str, int]) -> Mapping[str, ThemeSlip]:
    """The themes that are slips, by name; of a chain of them, only the last.

    Args:
        themes: All.
        words: Word -> how many lessons have it.
    """
    used = [theme for theme in themes if theme.lessons]
    found: dict[str, ThemeSlip] = {}
    for one, other in _near(used):
        slip = _slip(one, other)
        if slip is not None and (slip.slip not in found or slip.sure > found[slip.slip].sure):
            found[slip.slip] = slip
    found |= {slip.slip: slip for slip in _misspelt(used, words) if slip.slip not in found}
    return {name: each for name, each in found.items() if each.right not in found}


def _misspelt(themes: Sequence[Theme], words: Mapping[str, int]) -> Iterator[ThemeSlip]:
    """Themes with a word that is none, one slip from one that lessons or the starter themes use."""
    known = {word: count for word, count in words.items() if count >= _USED}
    for group in _starter_words():
        known.update((word, known.get(word, 1)) for phrase in group for word in phrase.split())
    near, names = NearWords(known), {theme.name.casefold() for theme in themes}
    for theme in themes:
        parts = re.split(_PARTS, theme.name)
        meant = [near.near(part.casefold()) or part for part in parts]
        right = "".join(meant)
        if meant != parts and right.casefold() not in names:
            yield ThemeSlip(theme.name, right, sure=False, verb="rename")


def _near(themes: Sequence[Theme]) -> Iterator[tuple[Theme, Theme]]:
    """Pairs of themes whose letters are at most one slip apart: 0.2 s for a thousand themes."""
    letters = [_letters(theme.name) for theme in themes]
    for place, theme in enumerate(themes):
        near = process.extract(
            letters[place], letters[place + 1 :], scorer=OSA.distance, score_cutoff=1, limit=None
        )
        for _, _, further in sorted(near, key=itemgetter(2)):
            yield theme, themes[place + 1 + further]


def _slip(one: Theme, other: Theme) -> ThemeSlip | None:
    """Whether one of two themes is a slip of the other."""
    if _letters(one.name) == _letters(other.name):
        more, less = _by_lessons(one, other)
        return ThemeSlip(less.name, more.name, sure=True)
    differing = _differing_words(one.name, other.name)
    if differing is None or not all(map(str.isalpha, differing)):
        return None
    if _are_one_and_several(*differing):
        more, less = _by_lessons(one, other)
        return ThemeSlip(less.name, more.name, sure=False)
    if min(map(len, differing)) < _SHORTEST:
        return None
    return _judged(one, other, *differing)


def _judged(one: Theme, other: Theme, word: str, other_word: str) -> ThemeSlip | None:
    more, less = _by_lessons(one, other)
    if british_or_american(word) == british_or_american(other_word):
        return ThemeSlip(less.name, more.name, sure=True)
    known = is_word(word), is_word(other_word)
    if known == (False, True):
        return ThemeSlip(one.name, other.name, sure=True)
    if known == (True, False):
        return ThemeSlip(other.name, one.name, sure=True)
    if known == (False, False) and more.lessons >= _MUCH * less.lessons:
        return ThemeSlip(less.name, more.name, sure=False)
    return None


@cache
def _starter_words() -> list[list[str]]:
    return theme_groups((data_folder() / "themes.toml").read_text(encoding="utf-8"))


def _are_one_and_several(word: str, other: str) -> bool:
    """Team and teams: two themes for one thing, though both are words."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= _SHORTEST_OF_SEVERAL and longer == f"{shorter}s"


def _by_lessons(one: Theme, other: Theme) -> tuple[Theme, Theme]:
    """The one that more lessons have first; of two as many, the first by name."""
    more, less = sorted((one, other), key=lambda theme: (-theme.lessons, theme.name))
    return more, less


def _letters(name: str) -> str:
    """A theme without what parts its words: open-source and opensource. How it nests is part of it."""
    return re.sub(r"[-_ .]", "", name.casefold())


def _differing_words(one: str, other: str) -> tuple[str, str] | None:
    """The one word in which two themes differ; None where they differ in more, or in how they nest."""
    words, others = re.split(_PARTS, one.casefold()), re.split(_PARTS, other.casefold())
    if len(words) != len(others):
        return None
    pairs = [(word, another) for word, another in zip(words, others, strict=True) if word != another]
    return pairs[0] if len(pairs) == 1 else None
