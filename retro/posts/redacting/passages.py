"""Private passages, ``{{private: …}}``: found however they are written, and taken out.

A passage ends where its braces do, and other braces may stand within. One that nobody closed reaches to the
end of the field, and where a title breaks off within one, into the text: rather too much stays here than too
little.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from retro.posts.redacting.reading import Reading, read

__all__ = ["Passage", "left_open", "passages", "without_passages"]


class Passage(NamedTuple):
    """A private passage of a text, from its first brace to behind its last."""

    start: int
    end: int


_OPENING = re.compile(r"(?<!\{)\{{2,}+[\s*_`~]{0,9}([^\W\d_]{5,10})(?![^\W_])")
_BRACES = re.compile(r"\{\{|\}\}")
_MARK = "private"
_SLIPS = 2
"""``{{privat: …}}`` and ``{{pirvate: …}}`` were meant as well, if a colon follows."""


def passages(text: str, opened: int = 0) -> tuple[Passage, ...]:
    """The private passages of a text, in order; what is nested belongs to the outermost.

    Args:
        text: A field of a lesson.
        opened: How many braces the field before it, of which it is the rest, left open.
    """
    if not (opened and "}}" in text) and not _may_hold_any(text):
        return ()
    return tuple(_found(text, opened))


def left_open(text: str) -> int:
    """How many braces of a private passage a text opens and does not close."""
    found = passages(text)
    if not found:
        return 0
    depths = [depth for _, depth in _depths(read(text[found[-1].start :]), 0)]
    return 0 if 0 in depths else depths[-1]


def without_passages(text: str, opened: int = 0) -> tuple[str, int]:
    """The text without its private passages, and how many they were.

    Where nothing but a passage, and perhaps the mark of a list or a quotation, stood on a line, the line
    goes.

    Args:
        text: A field of a lesson.
        opened: How many braces the field before it left open.
    """
    found = passages(text, opened)
    if not found:
        return text, 0
    parts, done = [], 0
    for passage in found:
        before, end = _without_what_it_leaves(text, done, passage)
        parts.append(before)
        done = max(done, end)
    return "".join([*parts, text[done:]]), len(found)


_MARK_OF_A_LINE = re.compile(r"[ \t>]*(?:(?:[-+*]|#{1,6}|[0-9]{1,9}[.)])[ \t]*)?")


def _without_what_it_leaves(text: str, start: int, passage: Passage) -> tuple[str, int]:
    """What stands from ``start`` to a passage, and where to go on: what makes no sense alone goes."""
    before, end = text[start : passage.start], passage.end
    line = text[: passage.start].rpartition("\n")[2]
    rest = text[end:].partition("\n")[0]
    if not rest.strip() and len(line) <= len(before) and _MARK_OF_A_LINE.fullmatch(line):
        whole_line = len(rest) + (1 if text[end + len(rest) :] else 0)
        return before[: len(before) - len(line)], end + whole_line
    if not line:
        return before, end + len(rest) - len(rest.lstrip(" \t"))
    if before[-1:].isspace() and (not rest or rest[0] in " \t.,;:!?)"):
        return before.rstrip(" \t"), end
    marks = len(before) - len(before.rstrip("*_~`"))
    if marks and rest.startswith(before[-marks:]):
        return before[:-marks], end + marks
    return before, end


def _may_hold_any(text: str) -> bool:
    """Hardly any text has two braces, or a way to write them: reading it letter by letter is for those."""
    if "{{" in text:
        return True
    return not text.isascii() or any(mark in text for mark in ("&", "%7", "\\", "{"))


def _found(text: str, opened: int) -> Iterator[Passage]:
    reading = read(text)
    at = _closed(reading, 0, opened) if opened else 0
    if at:
        yield Passage(0, reading.ends[at - 1])
    while match := _OPENING.search(reading.text, at):
        at = match.end()
        if not _means_private(match[1].casefold(), reading.text[at : at + 12]):
            at = match.start() + 1
            continue
        at = _closed(reading, match.start()) or len(reading.text)
        yield Passage(reading.starts[match.start()], reading.ends[at - 1])


def _means_private(word: str, following: str) -> bool:
    if word == _MARK:
        return True
    if not re.match(r"[\s*_`~]{0,9}:", following):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 17 ms, and hardly any text has such braces

    return OSA.distance(word, _MARK) <= _SLIPS


def _closed(reading: Reading, start: int, opened: int = 0) -> int:
    """Behind the braces that close those at ``start``, or those left open before; 0 where nothing does."""
    for end, depth in _depths(reading, start, opened):
        if depth == 0:
            more = reading.text[end:]
            return end + len(more) - len(more.lstrip("}"))
    return 0


def _depths(reading: Reading, start: int, opened: int = 0) -> Iterator[tuple[int, int]]:
    """Behind each two braces, how many are open there.

    Any two braces may open, but only two that stand side by side in the source close.
    """
    depth = opened
    for match in _BRACES.finditer(reading.text, start):
        if match[0] == "{{":
            depth += 1
        elif reading.ends[match.end() - 1] - reading.starts[match.start()] == len("}}"):
            depth -= 1
        yield match.end(), depth
