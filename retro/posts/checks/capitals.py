"""Runs of words with capitals, and how they stand in their text. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

__all__ = ["Capital", "Run", "is_title_case", "runs"]


class Capital(NamedTuple):
    """A word with a capital, without a possessive's ending, and its place in the text."""

    text: str
    start: int
    end: int
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals side by side, in a text.

    Args:
        words: In order.
        text: Where they stand.
        end: Where they end in it.
    """

    words: tuple[Capital, ...]
    text: str
    end: int

    @property
    def begins(self) -> bool:
        """Whether a sentence begins with the first of them, so that its capital says nothing."""
        return bool(_ENDS.search(self.text[max(0, self.words[0].start - _AROUND) : self.words[0].start]))

    @property
    def before(self) -> str:
        """What stands before them, in lower case."""
        return self.text[max(0, self.words[0].start - _AROUND) : self.words[0].start].lower()

    @property
    def after(self) -> str:
        """What stands behind them."""
        return self.text[self.end : self.end + _AROUND]


_AROUND = 40
"""Characters: the words that tell a person from something else stand beside the name."""

_PARTICLES = (
    r"van|von|vom|de|da|do|del|della|di|du|der|den|ter|ten|la|le|bin|ibn|al|el|dos|das|zu|zur|af|av|y|e"
)
_ENDS = re.compile(r"(?:[.!?…:;|•]|(?:^|\s)[-–—])[\"'“”‘’»)\]\s]*$|^[\W\d_]*$|[(\[\"“‘«][\s]*$")
"""What stands before the first word of a sentence, or of what reads like one: an item, a quotation."""

_POSSESSIVE = re.compile(r"['’](?:s|S)?$")


_CAPITAL = "".join(chr(code) for code in (*range(0x590), *range(0x1E00, 0x1F00)) if chr(code).isupper())
"""Of Latin, Greek, Cyrillic and Armenian."""


@cache
def _pattern() -> re.Pattern[str]:
    """Up to six words with capitals, initials and titles too, and the particles of names between them."""
    whole = rf"[{_CAPITAL}]\w{{0,40}}(?:['’‐-]\w{{1,40}}){{0,3}}"
    word = rf"(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof)\.|[{_CAPITAL}]\.(?:-?[{_CAPITAL}]\.)?|{whole})"
    gap = rf"(?:[ ]|[ ]?\n)(?:(?:{_PARTICLES})[ ]){{0,2}}"
    return re.compile(rf"{word}(?:{gap}{word}){{0,5}}")


@cache
def _beginning() -> re.Pattern[str]:
    """A capital with which a word begins: the capital comes first, so that nothing else is looked at."""
    return re.compile(rf"[{_CAPITAL}](?<![\w.@#/'’&-].)")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)[{_CAPITAL}]\S*")


def runs(text: str) -> Iterator[Run]:
    """The runs of a text of which only what is shown is left."""
    for match in _runs(text):
        found, start = match[0], match.start()
        if " " in found or "\n" in found:
            words = tuple(_bare(word[0], start + word.start()) for word in _word().finditer(found))
        else:
            words = (_bare(found, start),)
        yield Run(words, text, match.end())


def _runs(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while beginning := _beginning().search(text, at):
        run = _pattern().match(text, beginning.start())
        if run:
            yield run
        at = run.end() if run else beginning.end()


def _bare(word: str, start: int) -> Capital:
    bare = _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word
    return Capital(bare, start, start + len(bare), bare != word)


def is_title_case(text: str) -> bool:
    """Whether most words have a capital, as in the titles of works and posts; no sentence is one."""
    if text.rstrip().endswith((".", "!", "?")):
        return False
    words = re.findall(r"[^\W\d_]{4,}", text[:400])
    return len(words) >= 3 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
