"""Which of many patterns can be in a text at all: told by the words that each needs, before any is tried."""

from collections.abc import Collection, Iterable, Sequence

import ahocorasick

__all__ = ["NeededWords"]


class NeededWords:
    """The patterns by the words that they need; all words are found in one walk through a text.

    Args:
        needs: Of each pattern the groups of words, of each of which a text that it is found in holds at least
            one; no group where nothing is known of it.
    """

    def __init__(self, needs: Iterable[Sequence[Collection[str]]]) -> None:
        self._free: list[int] = []
        self._by_word: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = {}
        self._walk = ahocorasick.Automaton()
        for number, groups in enumerate(needs):
            if not groups:
                self._free.append(number)
                continue
            # By long words: fewer texts have them.
            telling = max(groups, key=lambda words: min(map(len, words)))
            others = tuple(frozenset(words) for words in groups if words is not telling)
            for word in telling:
                self._by_word.setdefault(word, []).append((number, others))
            for word in {word for words in groups for word in words}:
                self._walk.add_word(word, word)
        self._walk.make_automaton()

    def possible_in(self, text: str) -> list[int]:
        """The patterns, by their numbers, that a text may hold; of 300, a sentence leaves about four."""
        # Without any words there is no automaton that could walk.
        there = {word for _, word in self._walk.iter(text)} if self._by_word else set()
        found = set(self._free)
        for word in there & self._by_word.keys():
            for number, others in self._by_word[word]:
                if number not in found and not any(map(there.isdisjoint, others)):
                    found.add(number)
        return sorted(found)
