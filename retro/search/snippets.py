"""What of a lesson to show: where it matched, and the passage that says most about it."""

from collections.abc import Callable, Sequence

from retro.journal.folding import token_spans
from retro.search.results import Span

__all__ = ["SNIPPET_LENGTH", "marked", "snippet"]

SNIPPET_LENGTH = 160

Marking = Callable[[str], int | None]
"""How many characters of a word to mark, or None where it does not match."""


def marked(text: str, length_to_mark: Marking) -> tuple[Span, ...]:
    """Where words of ``text`` match."""
    spans = []
    for word, start, end in token_spans(text):
        length = length_to_mark(word)
        if length is not None:
            spans.append((start, min(end, start + length)))
    return tuple(spans)


def snippet(body: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The passage with the most matches, on one line, and where in it they are."""
    start = 0
    if spans and spans[-1][1] > SNIPPET_LENGTH:
        start = max(0, _densest(spans) - 30)
    stop = min(len(body), start + SNIPPET_LENGTH)
    start, stop = _at_words(body, start, stop)
    before, after = ("…" if start else ""), ("…" if stop < len(body) else "")
    shift = len(before) - start
    inside = tuple((first + shift, last + shift) for first, last in spans if first >= start and last <= stop)
    passage = body[start:stop].translate(_ONE_LINE)
    return before + passage + after, inside


_ONE_LINE = str.maketrans("\n\r\t", "   ")


def _densest(spans: Sequence[Span]) -> int:
    """Where the passage begins that holds the most matches; the first of several."""
    best, most, last = spans[0][0], 0, 0
    for index, (first, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= first + SNIPPET_LENGTH - 30:
            last += 1
        if last - index > most:
            best, most = first, last - index
    return best


def _at_words(text: str, start: int, stop: int) -> Span:
    """Move the ends of a passage to spaces near by, so that no word is cut."""
    if start:
        space = text.find(" ", start, start + 30)
        start = space + 1 if space >= 0 else start
    if stop < len(text):
        space = text.rfind(" ", max(start, stop - 30), stop)
        stop = space if space > start else stop
    return start, stop
