"""The neighbouring words of lessons that a word of a query may abbreviate, looked up in the index."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count

from retro.journal.filters import Condition
from retro.journal.folding import tokens
from retro.journal.fulltext import FullText
from retro.search.abbreviations import Split, likeness, splits, stands_for, words_for
from retro.search.expansion import WEIGHTS, quoted, side_by_side
from retro.search.slots import Form, Pair, Slot
from retro.search.vocabulary import Vocabulary

__all__ = ["Abbreviations"]

_PASSAGES = 900
"""Lessons that are looked through for the abbreviations of a query: 10 µs each."""

_MOST_WORDS = 200
"""Words that the index is asked for: 7 µs each."""

_FEW_PASSAGES = 150
"""Where no more are likely, all are looked through at once, whatever the other words of the query."""

_MOST_PAIRS = 200
"""Pairs that the index is asked for: 10 µs each."""

_MOST_KNOWN = 500
"""Abbreviations that are remembered: one more letter typed elsewhere costs nothing."""

Neighbours = Mapping[tuple[str, str], bool]
"""Two neighbouring words -> whether some lesson has the first in the title and the second in the body."""


class Abbreviations:
    """Finds what abbreviations stand for.

    Args:
        fulltext: The index.
        vocabulary: Its words.
    """

    def __init__(self, fulltext: FullText, vocabulary: Vocabulary) -> None:
        self._fulltext = fulltext
        self._vocabulary = vocabulary
        self._words_for: dict[tuple[str, int], tuple[str, ...]] = {}
        self._everywhere: dict[tuple[Split, Condition], Neighbours | None] = {}
        self._known: dict[tuple[str, str, Condition, int], tuple[Pair, ...]] = {}

    def of(self, slot: Slot, others: Sequence[Slot], condition: Condition) -> Slot:
        """The slot, with the neighbouring words that it may abbreviate, when it is no word itself.

        Args:
            slot: One word of a query.
            others: Its other words; those that are known are required beside the pair, but everyday ones.
            condition: Where to look.
        """
        if any(match[0] <= Form.ENDING for match in slot.words.values()):
            return slot
        required = "".join(
            f" AND ({other.sure})" for other in others if other.is_literal and not other.optional
        )
        key = (slot.text, required, condition, _PASSAGES // (1 + len(others)))
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._pairs(*key)
        return _with_pairs(slot, self._known[key]) if self._known[key] else slot

    def _pairs(self, typed: str, required: str, condition: Condition, left: int) -> tuple[Pair, ...]:
        pairs: dict[tuple[str, str], Pair] = {}
        for split in splits(typed):
            neighbours = self._all(split, condition)
            ended = not required
            if neighbours is None:
                expression = self._either(split)
                passages = (
                    self._fulltext.passages(expression + required, condition, left) if expression else []
                )
                left -= len(passages)
                neighbours = self._neighbours(split, passages)
                ended = True
            for words, over in neighbours.items():
                if words not in pairs:
                    pairs[words] = _pair(split, words, over=over)
            if (pairs and ended) or left <= 0:
                break
        return tuple(pairs[words] for words in sorted(pairs))

    def _all(self, split: Split, condition: Condition) -> Neighbours | None:
        """The neighbours that a split may stand for in any lesson; None where too many would be read."""
        key = (split, condition)
        if key in self._everywhere:
            return self._everywhere[key]
        if len(self._everywhere) > _MOST_KNOWN:
            self._everywhere.clear()
        wider = self._everywhere.get((split._replace(second=split.second[:-1]), condition))
        if wider is not None:
            neighbours: Neighbours | None = {
                words: over for words, over in wider.items() if stands_for(split.second, split.kept, words[1])
            }
        elif self._likely_many(split):
            neighbours = None
        else:
            expression = self._either(split)
            passages = self._fulltext.passages(expression, condition, _PASSAGES) if expression else []
            neighbours = self._neighbours(split, passages) if len(passages) < _PASSAGES else None
        self._everywhere[key] = neighbours
        return neighbours

    def _likely_many(self, split: Split) -> bool:
        """Whether many lessons are to be expected that have both words, wherever they stand."""
        lessons, lessons_with = self._vocabulary.lessons, self._vocabulary.count
        one, other = (
            sum(map(lessons_with, self._words(part, split.kept))) for part in (split.first, split.second)
        )
        return min(one, lessons) * min(other, lessons) > _FEW_PASSAGES * lessons

    def _either(self, split: Split) -> str:
        """What to ask the index for; "" when a part stands for no word."""
        parts = [self._words(part, split.kept) for part in (split.first, split.second)]
        groups = [" OR ".join(map(quoted, words[:_MOST_WORDS])) for words in parts]
        return f"({groups[0]}) AND ({groups[1]})" if all(groups) else ""

    def _neighbours(self, split: Split, passages: Iterable[str]) -> dict[tuple[str, str], bool]:
        firsts, seconds = (set(self._words(part, split.kept)) for part in (split.first, split.second))
        found: dict[tuple[str, str], bool] = {}
        for passage in passages:
            title, _, body = passage.partition("\n")
            heading = tokens(title)
            words = heading + tokens(body)
            for place in compress(count(), map(firsts.__contains__, words[:-1])):
                if words[place + 1] in seconds:
                    both = (words[place], words[place + 1])
                    found[both] = found.get(both, False) or place + 1 == len(heading)
        return found

    def _words(self, part: str, kept: int) -> tuple[str, ...]:
        key = (part, kept)
        if key not in self._words_for:
            if len(self._words_for) > _MOST_KNOWN:
                self._words_for.clear()
            self._words_for[key] = words_for(part, kept, self._vocabulary)
        return self._words_for[key]


def _pair(split: Split, words: tuple[str, str], *, over: bool) -> Pair:
    like = likeness(split.first, words[0]) * likeness(split.second, words[1])
    return Pair(*words, Form.ABBREVIATION.value, WEIGHTS[Form.ABBREVIATION] * like, over)


def _with_pairs(slot: Slot, pairs: tuple[Pair, ...]) -> Slot:
    """A slot that also matches neighbouring words."""
    best = sorted(pairs, key=lambda pair: -pair.weight)[:_MOST_PAIRS]
    asked = " OR ".join(side_by_side(pair.first, pair.second, over=pair.over) for pair in best)
    return slot._replace(
        pairs=slot.pairs + pairs,
        sure=slot.sure or asked,
        forgiving=f"{slot.forgiving} OR {asked}" if slot.forgiving else asked,
        rarity=max(slot.rarity, 5.0),
    )
