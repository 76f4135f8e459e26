"""What of a lesson to show: where it matched, and the passage that says most about it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from retro.journal.folding import Folded
from retro.search.ranking import Plan, Ranked
from retro.search.results import Span
from retro.search.slots import SURE, Form

__all__ = ["SNIPPET_LENGTH", "marked", "snippet"]

SNIPPET_LENGTH = 160
_BEFORE = 30
"""How much of a passage may stand before its first match, and how far its ends may move to a space."""


_ONE_LINE = str.maketrans("\n\r\t", "   ")


def marked(text: Folded, plan: Plan, rank: Ranked) -> tuple[Span, ...]:
    """Which words of a text match; typos are not marked where the word itself occurs as well."""
    limits = [SURE if form is None or form <= SURE else form for form in rank.forms]
    spans: list[Span] = []
    for word, start, end in text.spans_of(plan.words.keys()):
        for index, _, form in plan.words[word]:
            if form <= limits[index]:
                slot = plan.slots[index]
                length = slot.words[word][2]
                first = start
                if length and form == Form.BEGINNING:
                    first += word.find(slot.text)  # 0, but in scripts without spaces
                spans.append((first, min(end, first + length) if length else end))
                break
    return _merged([*spans, *_marked_pairs(text, plan, limits)]) if plan.pairs else tuple(spans)


def _marked_pairs(text: Folded, plan: Plan, limits: Sequence[int]) -> Iterator[Span]:
    """Both words of each pair that one word of the query stands for."""
    if not text.spans_of(plan.pairs.keys()):
        return  # to read all words of a page of lessons takes 1 ms
    for (first, *place), (second, *following) in pairwise(text.spans()):
        for index, pair in plan.pairs.get(first, ()):
            counts = pair.form <= max(limits[index], Form.JOINED)
            if counts and second.startswith(pair.second):
                yield place[0], place[1]
                yield following[0], following[1]
                break


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
