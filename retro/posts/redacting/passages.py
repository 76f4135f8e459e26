"""Private passages, ``{{private: …}}``: found however they are written, and taken out.

A passage ends where its braces do, and other braces may stand within: where closing braces follow that nobody
opened, they were its own. One that nobody closed reaches to the end of the field, and where a title breaks
off within one, into the text: rather too much stays here than too little.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from retro.posts.redacting.reading import Reading, read, text_read

__all__ = ["Passage", "left_open", "passages", "without_passages"]


class Passage(NamedTuple):
    """A private passage of a text, from its first brace to behind its last."""

    start: int
    end: int


_OPENING = re.compile(r"(?<!\{)\{\s?+\{++(?:[^\w{}/]|_){0,9}([^\W\d_]{5,10})(?![^\W_])")
_BLOCK = re.compile(r"[^\w{}:]{0,9}\}\}")
"""What follows the word in ``{{private}} … {{/private}}``."""
_END_OF_BLOCK = re.compile(
    r"\{\{[^\w{}]{0,9}(?:/[^\w{}]{0,9}private|end[\s_-]?(?:private)?)[^{}]{0,9}\}\}", re.IGNORECASE
)
_WAYS_TO_A_BRACE = ("{", "\uff5b", "\ufe5b", "\ufe37", "&", "%", "\\")
"""The brace, letters that Unicode takes for one, and what begins a reference, a coded byte or an escape."""
_WAY_TO_A_BRACE = re.compile(
    r"[{\uff5b\ufe5b\ufe37&%\\](?:(?<![&%\\])|(?<=&)(?:#|(?i:amp)|[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|(?<=%)[0-9A-Fa-f]{2}|(?<=\\)[uUx])"
)
"""One of them written to its end, for most ampersands are in addresses; what is coded may be coded once more
(``%257B``, ``&amp;#123;``).
"""
_BRACES = re.compile(r"\{\{|\}\}")
_EACH_BRACE = re.compile(r"\{|\}\}|\}")
_MARK = "private"
_SLIPS = 2
"""``{{privat: …}}`` and ``{{pirvate: …}}`` were meant as well, if a colon follows."""


def passages(text: str, opened: int = 0) -> tuple[Passage, ...]:
    """The private passages of a text, in order; what is nested belongs to the outermost.

    Args:
        text: A field of a lesson.
        opened: How many braces the field before it, of which it is the rest, left open.
    """
    if not (opened and "}}" in text) and not _may_hold_any(text, opened):
        return ()
    return tuple(passage for passage, _ in _found(text, opened))


def left_open(text: str) -> int:
    """How many braces of a private passage a text opens and does not close."""
    if not _may_hold_any(text):
        return 0
    return next((left for _, left in reversed(list(_found(text, 0)))), 0)


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


def _may_hold_any(text: str, opened: int = 0) -> bool:
    """Hardly any text has two braces, or ways to write them: reading it letter by letter is for those."""
    if not any(mark in text for mark in _WAYS_TO_A_BRACE):
        return False
    if opened:
        return True
    one = _WAY_TO_A_BRACE.search(text)
    other = one and _WAY_TO_A_BRACE.search(text, one.end())
    return other is not None and _opens_any(text_read(text))


def _opens_any(text: str) -> bool:
    """Whether any braces of a text, as it is read, mean a private passage: most are a template's."""
    return any(
        _means_private(match[1].casefold(), text[match.end() : match.end() + 12])
        for match in _OPENING.finditer(text)
    )


def _found(text: str, opened: int) -> Iterator[tuple[Passage, int]]:
    """Each passage, and how many of its braces nobody closed."""
    reading = read(text)
    at, _ = _closed(reading, 0, opened) if opened else (0, 0)
    if at:
        yield Passage(0, reading.ends[at - 1]), 0
    while match := _OPENING.search(reading.text, at):
        at = match.end()
        if not _means_private(match[1].casefold(), reading.text[at : at + 12]):
            at = match.start() + 1
            continue
        if match[1].casefold() == _MARK and _BLOCK.match(reading.text, at):
            closing = _END_OF_BLOCK.search(reading.text, at)
            at, left = closing.end() if closing else 0, 0
        else:
            at, left = _closed(reading, at, 1)
        at = at or len(reading.text)
        yield Passage(reading.starts[match.start()], reading.ends[at - 1]), left


def _means_private(word: str, following: str) -> bool:
    if word == _MARK:
        return True
    if not re.match(r"[\s*_`~]{0,9}:", following):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 17 ms, and hardly any text has such braces

    return OSA.distance(word, _MARK) <= _SLIPS


def _closed(reading: Reading, start: int, opened: int) -> tuple[int, int]:
    """Behind the braces that close those that are open at ``start``; 0, and how many are, where nothing does.

    Any two braces may open, but only two that stand side by side in the source close.
    """
    depth = opened
    for match in _BRACES.finditer(reading.text, start):
        if match[0] == "{{":
            depth += 1
        elif _is_pair(reading, match):
            depth -= 1
        if depth == 0:
            return _behind_strays(reading, match.end()), 0
    return 0, depth


def _behind_strays(reading: Reading, end: int) -> int:
    """Behind the last closing braces that nobody opened, up to the next that open."""
    text, depth, stop = reading.text, 0, reading.text.find("{{", end)
    for match in _EACH_BRACE.finditer(text, end, stop if stop >= 0 else len(text)):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}}" and depth == 0 and _is_pair(reading, match):
            end = match.end()
        else:
            depth = max(0, depth - len(match[0]))
    more = text[end:]
    return end + len(more) - len(more.lstrip("}"))


def _is_pair(reading: Reading, match: re.Match[str]) -> bool:
    return reading.ends[match.end() - 1] - reading.starts[match.start()] == len("}}")
