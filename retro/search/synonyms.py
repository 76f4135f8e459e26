"""Words that stand for one another: retro's own list, the starter themes', and what the user adds."""

import re
from collections.abc import Iterable
from functools import cache

from retro.resources import data_folder

__all__ = ["Synonyms", "theme_groups"]

_GROUP = re.compile(r'^(?:name = "([^"]*)"\n)?(?:words|synonyms) = \[([^\]]*)\]', re.MULTILINE)
_QUOTED = re.compile(r'"([^"]*)"')


def _bases(word: str) -> Iterable[str]:
    """What a plural or a past tense may come from; the word itself first."""
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ied"):
        yield word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def _inflected(base: str) -> Iterable[str]:
    """The plurals and tenses that a word may have."""
    yield base
    for ending in ("s", "es", "d", "ed", "ing"):
        yield base + ending
        yield base + base[-1] + ending
    if base.endswith("e"):
        yield base[:-1] + "ing"
    if base.endswith("y"):
        yield base[:-1] + "ies"
        yield base[:-1] + "ied"


class Synonyms:
    """Groups of words that mean nearly the same.

    Args:
        groups: Each a few words in their base form, folded.
    """

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._alike: dict[str, set[str]] = {}
        for group in groups:
            words = set(group)
            for word in words:
                self._alike.setdefault(word, set()).update(words)

    @staticmethod
    def starter(word: str) -> list[str]:
        """The same as ``of`` from the lists that retro comes with, read when they are first needed."""
        return _starter().of(word)

    def of(self, word: str) -> list[str]:
        """Every form of every synonym of ``word``, in order, without ``word`` itself."""
        found: set[str] = set()
        for base in _bases(word):
            for other in self._alike.get(base, ()):
                if other != base:
                    found.update(_inflected(other))
        found.discard(word)
        return sorted(found)


@cache
def _starter() -> Synonyms:
    folder = data_folder()
    lines = (folder / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    groups += theme_groups((folder / "themes.toml").read_text(encoding="utf-8"))
    return Synonyms([word for word in group if word.isalpha()] for group in groups)


def theme_groups(text: str) -> list[list[str]]:
    """The groups of words in ``themes.toml``: each theme's last name with its synonyms, and the plain groups.

    Read by two patterns, because tomllib takes 25 ms for this one file; a test holds both to the same.
    """
    groups = []
    for name, words in _GROUP.findall(text):
        group = _QUOTED.findall(words)
        groups.append([name.rpartition("/")[2], *group] if name else group)
    return groups
