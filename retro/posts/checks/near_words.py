"""Words one slip away: a letter more, less, other, or two swapped."""

from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from retro.posts.dictionary import british_or_american, is_word

__all__ = ["SHORTEST_SLIP", "NearWords"]

SHORTEST_SLIP = 6
"""Letters: shorter words are too close to each other by nature."""


class NearWords:
    """Finds the English words that a misspelt word was meant to be.

    Args:
        counts: Word -> how often it stands; only these are found.
        at_least: Those that stand less often are not.
    """

    def __init__(self, counts: Mapping[str, int], at_least: int = 1) -> None:
        self._counts = counts
        self._at_least = at_least
        self._by_beginning: dict[tuple[str, int], list[str]] = {}

    def near(self, word: str, *, times: int = 1) -> str:
        """The most frequent English word one slip from a word that is none; "" where there is none.

        Args:
            word: In lower case.
            times: At least so often the word that was meant has to stand.
        """
        if len(word) < SHORTEST_SLIP or not word.isascii() or not word.isalpha() or is_word(word):
            return ""
        found = process.extract(word, self._candidates(word), scorer=OSA.distance, score_cutoff=1, limit=None)
        likely = [
            other
            for other, _, _ in found
            if self._counts[other] >= times and is_word(other) and not _is_form(word, other)
        ]
        return max(likely, key=lambda other: (self._counts[other], other), default="")

    def _candidates(self, word: str) -> Sequence[str]:
        """Words of about its length that begin alike: hardly anyone slips at the first letter."""
        if not self._by_beginning:
            for other, count in self._counts.items():
                if count >= self._at_least and len(other) >= SHORTEST_SLIP - 1 and other.isalpha():
                    self._by_beginning.setdefault((other[0], len(other)), []).append(other)
        return [
            other for more in (-1, 0, 1) for other in self._by_beginning.get((word[0], len(word) + more), ())
        ]


_ENDINGS = frozenset(["", *"e s es er ers ed ing ly y ies ise ises ize izes".split()])


def _is_form(word: str, other: str) -> bool:
    """Whether two words differ in their ending only, or as British and American English do."""
    if word[:-1] in (other, other[:-1]) or other[:-1] == word:
        return True
    stem = Prefix.similarity(word, other)
    if any(word[at:] in _ENDINGS and other[at:] in _ENDINGS for at in range(max(4, stem - 1), stem + 1)):
        return True
    return british_or_american(word) == british_or_american(other)
