"""The neighbouring words of lessons that a word of a query may abbreviate, looked up in the index."""

from collections.abc import Sequence

from retro.journal.filters import Condition
from retro.journal.folding import tokens
from retro.journal.fulltext import FullText
from retro.search.abbreviations import likeness, readings
from retro.search.expansion import WEIGHTS, quoted, side_by_side
from retro.search.slots import Form, Pair, Slot
from retro.search.vocabulary import Vocabulary

__all__ = ["Abbreviations"]

_PASSAGES = 900
"""Lessons that are looked through for the two words of an abbreviation: 6 to 48 µs each."""

_MOST_PAIRS = 200
"""Pairs that the index is asked for: 10 µs each."""

_MOST_KNOWN = 500
"""Abbreviations that are remembered: one more letter typed elsewhere costs nothing."""


class Abbreviations:
    """Finds what abbreviations stand for.

    Args:
        fulltext: The index.
        vocabulary: Its words.
    """

    def __init__(self, fulltext: FullText, vocabulary: Vocabulary) -> None:
        self._fulltext = fulltext
        self._vocabulary = vocabulary
        self._known: dict[tuple[str, str, Condition], tuple[Pair, ...]] = {}

    def of(self, slot: Slot, others: Sequence[Slot], condition: Condition) -> Slot:
        """The slot, with the neighbouring words that it may abbreviate, when it is no word itself.

        Args:
            slot: One word of a query.
            others: Its other words; those that are known are required beside the pair.
            condition: Where to look.
        """
        if any(match[0] <= Form.ENDING for match in slot.words.values()):
            return slot
        required = "".join(f" AND ({other.forgiving})" for other in others if other.sure)
        pairs = self._pairs(slot.text, required, condition)
        return _with_pairs(slot, pairs) if pairs else slot

    def _pairs(self, typed: str, required: str, condition: Condition) -> tuple[Pair, ...]:
        key = (typed, required, condition)
        known = self._known.get(key)
        if known is not None:
            return known
        pairs: dict[tuple[str, str], Pair] = {}
        left = _PASSAGES
        for reading in readings(typed, self._vocabulary):
            first, second = (" OR ".join(map(quoted, words)) for words in (reading.first, reading.second))
            passages = self._fulltext.passages(f"({first}) AND ({second}){required}", condition, left)
            left -= len(passages)
            for passage in passages:
                edge = passage.find("\n")
                for match in reading.pattern.finditer(passage.lower()):
                    words = match.groups()
                    over = match.end(1) <= edge < match.start(2)
                    if words not in pairs or (over and not pairs[words].over):
                        one, other = ("".join(tokens(word)) for word in words)
                        like = likeness(typed[: reading.place], one) * likeness(typed[reading.place :], other)
                        weight = WEIGHTS[Form.ABBREVIATION] * like
                        pairs[words] = Pair(one, other, Form.ABBREVIATION.value, weight, over)
            if pairs or left <= 0:
                break
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known[key] = tuple(pairs[words] for words in sorted(pairs))
        return self._known[key]


def _with_pairs(slot: Slot, pairs: tuple[Pair, ...]) -> Slot:
    """A slot that also matches neighbouring words."""
    best = sorted(pairs, key=lambda pair: -pair.weight)[:_MOST_PAIRS]
    asked = " OR ".join(side_by_side(pair.first, pair.second, over=pair.over) for pair in best)
    forgiving = f"{slot.forgiving} OR {asked}" if slot.forgiving else asked
    return slot._replace(pairs=slot.pairs + pairs, forgiving=forgiving, rarity=max(slot.rarity, 5.0))
