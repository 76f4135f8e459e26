"""The words of the journal, in memory: looked up by beginning, by one slip, and by length."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

__all__ = ["Vocabulary", "is_unspaced"]

_UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # kana
    ("\u3400", "\u9fff"),  # Han
    ("\uac00", "\ud7af"),  # Hangul
)
"""Scripts in which a word, as the index has it, may be a whole clause."""

_LAST = "\U0010ffff"
"""Sorts after every word that begins the same."""


def is_unspaced(text: str) -> bool:
    """True when it is written, at least in part, in a script that does not put spaces between words."""
    return not text.isascii() and any(
        first <= character <= last for character in text for first, last in _UNSPACED
    )


class Vocabulary:
    """Every word of the index and in how many lessons it occurs.

    Args:
        words: In code point order, each once.
        counts: The number of lessons that have each.
        lessons: How many lessons there are.
    """

    def __init__(self, words: list[str], counts: Iterable[int], lessons: int) -> None:
        self.words = words
        self.lessons = max(1, lessons)
        self._counts = list(counts)
        self._by_word: dict[str, int] | None = None
        self._sums: array[int] | None = None
        self._next: dict[str, str] = {}
        self._by_length: dict[int, list[str]] | None = None
        self._unspaced: str | None = None

    def add(self, words: Iterable[str]) -> None:
        """Take in words of lessons that were written since; a known word's count stays as it is."""
        new = {word for word in words if word not in self}
        if not new:
            return
        counts = dict(zip(self.words, self._counts, strict=True)) | dict.fromkeys(new, 1)
        self.words = sorted([*self.words, *new])
        self._counts = [counts[word] for word in self.words]
        self._by_word, self._sums, self._by_length, self._unspaced = counts, None, None, None
        self._next.clear()

    def warm(self) -> None:
        """Get ready for many questions; a single one is answered sooner without: 10 ms at 100,000 lessons."""
        self._by_word = dict(zip(self.words, self._counts, strict=True))

    def __contains__(self, word: str) -> bool:
        return self.count(word) > 0

    def count(self, word: str) -> int:
        """In how many lessons a word occurs."""
        if self._by_word is not None:
            return self._by_word.get(word, 0)
        at = bisect_left(self.words, word)
        return self._counts[at] if at < len(self.words) and self.words[at] == word else 0

    def _range(self, beginning: str) -> tuple[int, int]:
        start = bisect_left(self.words, beginning)
        return start, bisect_left(self.words, beginning + _LAST, start)

    def beginning_with(self, beginning: str) -> list[str]:
        """The words that begin so, in order."""
        start, stop = self._range(beginning)
        return self.words[start:stop]

    def mass(self, beginning: str) -> int:
        """The summed counts of the words that begin so: what a prefix costs, and how little it says."""
        start, stop = self._range(beginning)
        if self._by_word is None:
            return sum(self._counts[start:stop])
        if self._sums is None:
            self._sums = array("q", accumulate(self._counts, initial=0))
        return self._sums[stop] - self._sums[start]

    def has_beginning(self, beginning: str) -> bool:
        """True when some word begins so."""
        at = bisect_left(self.words, beginning)
        return at < len(self.words) and self.words[at].startswith(beginning)

    def next_characters(self, beginning: str) -> str:
        """Every character that can follow a beginning: the vocabulary walked as a trie."""
        known = self._next.get(beginning)
        if known is not None:
            return known
        length, words = len(beginning), self.words
        at, stop = self._range(beginning)
        found = []
        while at < stop:
            if len(words[at]) == length:
                at += 1
                continue
            character = words[at][length]
            found.append(character)
            at = bisect_left(words, beginning + character + _LAST, at, stop)
        self._next[beginning] = result = "".join(found)
        return result

    def one_slip_away(self, typed: str) -> set[str]:
        """Beginnings of words one edit from ``typed``: a character more, less, other, or two swapped.

        An edit at a place leaves what is before it, so the search ends where the vocabulary does not go on:
        a few hundred look-ups, 0.1 to 0.2 ms, whatever the size of the vocabulary.
        """
        found: set[str] = set()
        has = self.has_beginning
        for place in range(len(typed) + 1):
            head, tail = typed[:place], typed[place:]
            if head and not has(head):
                break
            candidates = {head + tail[1:]}
            if len(tail) > 1:
                candidates.add(head + tail[1] + tail[0] + tail[2:])
            for character in self.next_characters(head):
                candidates.add(head + character + tail)
                candidates.add(head + character + tail[1:])
            found.update(candidate for candidate in candidates if has(candidate))
        found -= {typed, ""}
        return found

    def containing(self, text: str) -> list[str]:
        """Words of scripts without spaces that contain ``text``; the index has them a clause at a time.

        One search through one text, at 1 GB/s, rather than one a word.
        """
        if self._unspaced is None:
            self._unspaced = "\n".join(["", *filter(is_unspaced, self.words), ""])
        everything, found = self._unspaced, []
        at = everything.find(text)
        while at >= 0:
            start, end = everything.rfind("\n", 0, at) + 1, everything.find("\n", at)
            found.append(everything[start:end])
            at = everything.find(text, end)
        return found

    def of_length(self, shortest: int, longest: int) -> list[str]:
        """The words of these lengths."""
        if self._by_length is None:
            by_length: dict[int, list[str]] = {}
            for word in self.words:
                by_length.setdefault(len(word), []).append(word)
            self._by_length = by_length
        found: list[str] = []
        for length in range(shortest, longest + 1):
            found += self._by_length.get(length, ())
        return found
