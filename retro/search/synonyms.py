"""Words that stand for one another: retro's own list, the starter themes', and what the user adds."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from retro.errors import InvalidValue
from retro.journal.folding import tokens
from retro.paths import config_folder
from retro.resources import data_folder

__all__ = ["Synonyms", "bases", "own_groups", "theme_groups"]

_GROUP = re.compile(r'^(?:name = "([^"]*)"\n)?(?:words|synonyms) = \[([^\]]*)\]', re.MULTILINE)
_QUOTED = re.compile(r'"([^"]*)"')


def bases(word: str) -> Iterable[str]:
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
        # One text to look a word up in, because 3,000 groups as sets take 10 ms to make.
        self._groups = "".join(f" \n {' '.join(group)}" for group in groups) + " \n "

    @staticmethod
    def known(word: str) -> list[str]:
        """The same as ``of`` from retro's lists and the user's own, read when they are first needed."""
        return _known().of(word)

    @staticmethod
    def near(word: str) -> list[str]:
        """Every form of every word that a word brings to mind; no synonyms: key words do not use them."""
        return _near().of(word)

    @staticmethod
    def family(word: str) -> list[str]:
        """Every form of the words of one family with ``word``, where endings do not tell: teach, taught."""
        return _families().of(word)

    def of(self, word: str) -> list[str]:
        """Every form of every synonym of ``word``, in order, without ``word`` itself."""
        found: set[str] = set()
        for base in bases(word):
            for other in self._alike(base):
                if other != base:
                    found.update(_inflected(other))
        found.discard(word)
        return sorted(found)

    def _alike(self, word: str) -> set[str]:
        """The words of every group with ``word``."""
        found: set[str] = set()
        needle, at = f" {word} ", 0
        while (at := self._groups.find(needle, at)) >= 0:
            end = self._groups.index("\n", at)
            found.update(self._groups[self._groups.rindex("\n", 0, at) : end].split())
            at = end
        return found


@cache
def _known() -> Synonyms:
    folder = data_folder()
    themes = theme_groups((folder / "themes.toml").read_text(encoding="utf-8"))
    starters = [[word for word in group if word.isalpha()] for group in themes]
    return Synonyms(
        [*_lines(folder / "synonyms.txt"), *starters, *own_groups(config_folder() / "synonyms.txt")]
    )


@cache
def _near() -> Synonyms:
    own = own_groups(config_folder() / "associations.txt")
    return Synonyms([*_lines(data_folder() / "associations.txt"), *own])


@cache
def _families() -> Synonyms:
    return Synonyms(_lines(data_folder() / "families.txt"))


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield [line]


def own_groups(path: Path) -> list[list[str]]:
    """What the user has added, a group a line; nothing where there is no such file.

    Raises:
        InvalidValue: When it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InvalidValue(f"Your synonyms in {path} cannot be read: {error.strerror}.") from error
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [group for group in map(tokens, lines) if len(group) > 1]


def theme_groups(text: str) -> list[list[str]]:
    """The groups of words in ``themes.toml``: each theme's last name with its synonyms, and the plain groups.

    Read by two patterns, because tomllib takes 25 ms for this one file; a test holds both to the same.
    """
    groups = []
    for name, words in _GROUP.findall(text):
        group = _QUOTED.findall(words)
        groups.append([name.rpartition("/")[2], *group] if name else group)
    return groups
