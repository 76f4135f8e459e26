"""What of a lesson to show: where it matched, and the passage that says most about it."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from retro.journal.folding import token_spans
from retro.search.ranking import Plan, Ranked
from retro.search.results import Span
from retro.search.slots import SURE, Form

__all__ = ["SNIPPET_LENGTH", "Words", "marked", "snippet"]

SNIPPET_LENGTH = 160
_BEFORE = 30
"""How much of a passage may stand before its first match, and how far its ends may move to a space."""


class Words(NamedTuple):
    """The words of a text, folded, and where each stands in it."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of ``text``."""
        found = token_spans(text)
        return cls(tuple(word for word, *_ in found), tuple((start, end) for _, start, end in found))


_ONE_LINE = str.maketrans("\n\r\t", "   ")


def marked(found: Words, plan: Plan, rank: Ranked) -> tuple[Span, ...]:
    """Which words of a text match; typos are not marked where the word itself occurs as well."""
    limits = [SURE if form is None or form <= SURE else form for form in rank.forms]
    words, pairs = plan.words, plan.pairs
    spans: list[Span] = []
    for place in compress(range(len(found.words)), map(words.__contains__, found.words)):
        word = found.words[place]
        for index, _, form in words[word]:
            if form <= limits[index]:
                start, end = found.spans[place]
                slot = plan.slots[index]
                length = slot.words[word][2]
                if length and form == Form.BEGINNING:
                    start += word.find(slot.text)  # 0, but in scripts without spaces
                spans.append((start, min(end, start + length) if length else end))
                break
    for place in compress(range(len(found.words) - 1), map(pairs.__contains__, found.words)):
        for index, pair in pairs[found.words[place]]:
            counts = pair.form <= max(limits[index], Form.JOINED)
            if counts and found.words[place + 1].startswith(pair.second):
                spans += found.spans[place : place + 2]
                break
    return _merged(spans) if pairs else tuple(spans)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order; where two begin at one place, the longer."""
    longest: dict[int, int] = {}
    for start, end in spans:
        longest[start] = max(end, longest.get(start, 0))
    return tuple(sorted(longest.items()))


def snippet(body: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The passage with the most matches, on one line, and where in it they are."""
    start = 0
    if spans and spans[-1][1] > SNIPPET_LENGTH:
        start = max(0, _densest(spans) - _BEFORE)
    start, stop = _at_words(body, start, min(len(body), start + SNIPPET_LENGTH))
    before, after = ("…" if start else ""), ("…" if stop < len(body) else "")
    shift = len(before) - start
    inside = tuple((first + shift, last + shift) for first, last in spans if first >= start and last <= stop)
    return before + body[start:stop].translate(_ONE_LINE) + after, inside


def _densest(spans: Sequence[Span]) -> int:
    """Where the passage begins that holds the most matches; the first of several."""
    best, most, last = spans[0][0], 0, 0
    for index, (first, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= first + SNIPPET_LENGTH - _BEFORE:
            last += 1
        if last - index > most:
            best, most = first, last - index
    return best


def _at_words(text: str, start: int, stop: int) -> Span:
    """Move the ends of a passage to spaces near by, so that no word is cut."""
    if start:
        space = text.find(" ", start, start + _BEFORE)
        start = space + 1 if space >= 0 else start
    if stop < len(text):
        space = text.rfind(" ", max(start, stop - _BEFORE), stop)
        stop = space if space > start else stop
    return start, stop
