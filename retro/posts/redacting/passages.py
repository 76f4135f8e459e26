"""Private passages, ``{{private: …}}``: found however they are written, and taken out.

A passage ends where its braces do, and other braces may stand within. One that nobody closed reaches to the
end of the field: rather too much stays here than too little.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from retro.posts.redacting.reading import Reading, read

__all__ = ["Passage", "passages", "without_passages"]


class Passage(NamedTuple):
    """A private passage of a text, from its first brace to behind its last."""

    start: int
    end: int


_OPENING = re.compile(r"(?<!\{)\{{2,}+[\s*_`~]{0,9}([^\W\d_]{5,10})(?![^\W_])")
_BRACES = re.compile(r"\{\{|\}\}")
_MARK = "private"
_SLIPS = 2
"""``{{privat: …}}`` and ``{{pirvate: …}}`` were meant as well, if a colon follows."""


def passages(text: str) -> tuple[Passage, ...]:
    """The private passages of a text, in order; what is nested belongs to the outermost."""
    if not _may_hold_any(text):
        return ()
    return tuple(_found(text))


def without_passages(text: str) -> tuple[str, int]:
    """The text without its private passages, and how many they were.

    Where nothing but a passage, and perhaps the mark of a list or a quotation, stood on a line, the line
    goes.
    """
    found = passages(text)
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


def _found(text: str) -> Iterator[Passage]:
    reading = read(text)
    at = 0
    while match := _OPENING.search(reading.text, at):
        at = match.end()
        if not _means_private(match[1].casefold(), reading.text[at : at + 12]):
            at = match.start() + 1
            continue
        at = _end(reading, match.start())
        yield Passage(reading.starts[match.start()], reading.ends[at - 1])


def _means_private(word: str, following: str) -> bool:
    if word == _MARK:
        return True
    if not re.match(r"[\s*_`~]{0,9}:", following):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 17 ms, and hardly any text has such braces

    return OSA.distance(word, _MARK) <= _SLIPS


def _end(reading: Reading, start: int) -> int:
    """Behind the braces that close those at ``start``; the end of the text where nothing does.

    Any two braces may open, but only two that stand side by side in the source close.
    """
    text, depth = reading.text, 0
    for match in _BRACES.finditer(text, start):
        if match[0] == "{{":
            depth += 1
        elif reading.ends[match.end() - 1] - reading.starts[match.start()] == len("}}"):
            depth -= 1
        if depth == 0:
            end = match.end()
            while text[end : end + 1] == "}":
                end += 1
            return end
    return len(text)
