"""Words as the full-text index sees them: SQLite's own rules for one character at a time.

Python and SQLite know different versions of Unicode, so SQLite is asked: once for each character that is not
ASCII, in 20 µs, and the answer is kept. A folded text has as many characters as the text itself, so that what
is found in the one can be shown in the other.
"""

import re
from collections.abc import Set as AbstractSet
from functools import cache
from operator import itemgetter

from retro.journal.library import sqlite3

__all__ = ["TOKENIZER", "Folded", "fold", "tokens"]

TOKENIZER = "unicode61 remove_diacritics 2"
"""https://www.sqlite.org/fts5.html#unicode61_tokenizer"""

_SEPARATOR = " "
_MARK = "\u0300"
"""Stands for every combining mark that the tokenizer drops inside a word."""


@cache
def _word() -> re.Pattern[str]:
    """A word of folded text. Compiled when text first needs it, as is the next: 0.6 ms of a capture."""
    return re.compile(f"[^ {_MARK}][^ ]*")


@cache
def _folded() -> re.Pattern[str]:
    """What needs more than ``lower``: all but ASCII and the signs of typography, which separate words."""
    return re.compile("[^\x00-\x7f\u2010-\u2027\u2030-\u205e\u00a0-\u00a9\u00ab-\u00b1\u2190-\u21ff]")


class _Folds(dict[int, str]):
    """Code point -> what the tokenizer makes of it, as ``str.translate`` wants it."""

    def __init__(self) -> None:
        super().__init__(
            {code: chr(code).lower() if chr(code).isalnum() else _SEPARATOR for code in range(128)}
        )
        self._sqlite: sqlite3.Connection | None = None

    def __missing__(self, code: int) -> str:
        found = self[code] = self._ask(chr(code))
        return found

    def _ask(self, character: str) -> str:
        if "\ud800" <= character <= "\udfff":
            return _SEPARATOR
        if self._sqlite is None:
            self._sqlite = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._sqlite.execute(f"CREATE VIRTUAL TABLE probe USING fts5 (text, tokenize = '{TOKENIZER}')")
            self._sqlite.execute("CREATE VIRTUAL TABLE seen USING fts5vocab (probe, instance)")
        self._sqlite.execute("DELETE FROM probe")
        self._sqlite.execute("INSERT INTO probe VALUES (?)", (f"a{character}b",))
        terms = [row[0] for row in self._sqlite.execute("SELECT term FROM seen ORDER BY offset")]
        if len(terms) != 1:
            return _SEPARATOR
        return terms[0][1:-1] or _MARK


_FOLDS = _Folds()
_FOLDED_BYTES = "".join(_FOLDS[code] for code in range(128)).encode("ascii").ljust(256)


def fold(text: str) -> str:
    """Fold case and accents, and make every separator a space; one character for each of ``text``'s."""
    if text.isascii() or not _folded().search(text):
        # As bytes, in which all but ASCII is "?": 40 % of what a pattern takes to find the same words.
        return text.encode("ascii", "replace").translate(_FOLDED_BYTES).decode("ascii")
    return text.translate(_FOLDS)


def tokens(text: str) -> list[str]:
    """The words of a text, as the index has them, in order."""
    folded = fold(text)
    if folded.isascii():
        return folded.split()
    found = _word().findall(folded)
    return [word.replace(_MARK, "") for word in found] if _MARK in folded else found


class Folded:
    """A text in which words are looked for again and again, as while a query is typed; folded once.

    Args:
        text: As it is shown.
    """

    __slots__ = ("_padded", "_words")

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._padded = f" {folded} "
        self._words = frozenset(folded.split()) if folded.isascii() else None

    def spans(self) -> list[tuple[str, int, int]]:
        """The words in order, with where each begins and ends in the text."""
        found = _word().finditer(self._padded)
        return [(match[0].replace(_MARK, ""), match.start() - 1, match.end() - 1) for match in found]

    def spans_of(self, wanted: AbstractSet[str]) -> list[tuple[str, int, int]]:
        """The same of those words that are wanted."""
        if self._words is None:
            return [place for place in self.spans() if place[0] in wanted]
        # Each word by itself, because few are wanted: a quarter of the time that all places take.
        padded, spans = self._padded, []
        for word in wanted & self._words:
            at, needle, length = 0, f" {word} ", len(word)
            while (at := padded.find(needle, at)) >= 0:
                spans.append((word, at, at + length))
                at += length + 1
        return sorted(spans, key=itemgetter(1))
