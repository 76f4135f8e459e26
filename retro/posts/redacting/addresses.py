"""Names in addresses: of a handle, an e-mail address or a link's address all of it goes, not a piece."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from retro.posts.redacting.contexts import ADDRESS, MAIL, SITE
from retro.posts.redacting.finder import Found
from retro.posts.redacting.reading import Reading, read

__all__ = ["widened", "without_links"]

_HANDLE = re.compile(r"(?<![\w.+-])@\w(?:[\w.-]{0,60}\w)?")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,2000}|[\w.+%-]{1,64}@[\w.%-]{1,255})>")
_WHOLES = (_AUTOLINK, ADDRESS, MAIL, SITE, _HANDLE)

_TAIL = re.compile(
    r"\]\(\s{0,9}(?P<address><[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,300}\)[^\s()<>]{0,300}){0,9})"
    r"(?P<title>\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"
)
_LONGEST_TEXT = 3000


def widened(text: str, found: Sequence[Found]) -> tuple[Found, ...]:
    """What was found, with all of the address that a name is in; of two names the first says whose it is."""
    spans = _spans(read(text))
    wide: list[Found] = []
    for each in found:
        start, end = _around(spans, each)
        if wide and start < wide[-1].end:
            first = wide[-1]
            if end > first.end:
                wide[-1] = _over(first, first.start, end)
        elif (start, end) == (each.start, each.end):
            wide.append(each)
        else:
            wide.append(_over(each, start, end))
    return tuple(wide)


def _over(found: Found, start: int, end: int) -> Found:
    return Found(start, end, found.owner, ((start, end),))


def _spans(reading: Reading) -> list[tuple[int, int]]:
    """Where addresses are in the source."""
    if not any(mark in reading.text for mark in ("@", "://", "www.", "mailto:", ".")):
        return []
    found = sorted(
        (reading.starts[match.start()], reading.ends[match.end() - 1])
        for pattern in _WHOLES
        for match in pattern.finditer(reading.text)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def _around(spans: Sequence[tuple[int, int]], found: Found) -> tuple[int, int]:
    """What was found with the addresses that it overlaps; ``spans`` are in order, and apart."""
    start, end = found.start, found.end
    at = bisect_right(spans, (start, start))
    for begin, finish in spans[max(0, at - 1) :]:
        if begin >= found.end:
            break
        if start < finish:
            start, end = min(start, begin), max(end, finish)
    return start, end


def without_links(
    text: str, found: Sequence[Found], instead: Callable[[Found], str]
) -> tuple[str, tuple[Found, ...]]:
    """The text without the links and images whose address or title has a name; their words stay.

    Args:
        text: Markdown.
        found: The names in it.
        instead: What to call one, where a link had no words.

    Returns:
        The text, and of what was found that which has gone with a link.
    """
    if "](" not in text:
        return text, ()
    gone: list[Found] = []
    waiting = list(found)
    for tail in reversed(list(_TAIL.finditer(text))):
        inside: list[Found] = []
        while waiting and waiting[-1].end > tail.start():
            last = waiting.pop()
            if any(_meets(part, tail.span()) for part in last.parts):
                inside.append(last)
        opening = _opening(text, tail.start()) if inside else -1
        if opening < 0:
            continue
        begin = opening - (text[opening - 1 : opening] == "!")
        words = text[opening + 1 : tail.start()] or instead(inside[-1])
        text = text[:begin] + words + text[tail.end() :]
        gone += inside
        # What stands in the words has moved, and is found again the next time.
        while waiting and waiting[-1].end > begin:
            waiting.pop()
    return text, tuple(gone)


def _meets(part: tuple[int, int], tail: tuple[int, int]) -> bool:
    """Whether letters stand in an address; those of a name that is written round a link do not."""
    return tail[0] <= part[0] < tail[1] and part[1] <= tail[1]


def _opening(text: str, closing: int) -> int:
    """The bracket that the one at ``closing`` closes, -1 where there is none."""
    depth = 0
    for at in range(closing - 1, max(-1, closing - _LONGEST_TEXT), -1):
        if text[at] not in "[]" or text[at - 1 : at] == "\\":
            continue
        depth += 1 if text[at] == "]" else -1
        if depth < 0:
            return at
    return -1
