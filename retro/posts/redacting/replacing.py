"""Something else in the place of names, so that the Markdown around and between their letters stays whole."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from retro.posts.redacting.finder import Found

__all__ = ["Edit", "edited", "edits_for"]


class Edit(NamedTuple):
    """What stands from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made, which are in order and do not overlap."""
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def edits_for(text: str, found: Sequence[Found], instead: Callable[[Found], str]) -> list[Edit]:
    """An edit for each name found; ``instead`` says what it becomes."""
    edits: list[Edit] = []
    for each in found:
        edit = _edit(text, each, instead(each))
        if edits and edit.start < edits[-1].end:  # the one before has taken a mark that belonged to this one
            edit = edit._replace(start=edits[-1].end)
        edits.append(edit)
    return edits


_MARKUP = re.compile(
    r"(?P<comment><!--.*?-->|<!(?!\[CDATA)[^<>]*>|<\?[^<>]*>|\[\^[^\[\]\s]+\]|\{[%#][^{}]*[%#]\}|\{\{[<%][^{}]*[%>]\}\})"
    r"|(?P<close></[^<>]*>|\]\]>|\]\([^\n]*?\)|\]\[[^\[\]]*\])"
    r"|(?P<open><[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[A-Za-z][^<>]*>|<!\[CDATA\[|!?\[)"
    r"|(?P<emphasis>[*~`]+|(?<![^\W_])_+|_+(?![^\W_]))|(?P<line>\n[ \t>]*)",
    re.DOTALL,
)


def _edit(text: str, found: Found, label: str) -> Edit:
    gaps = [text[one[1] : other[0]] for one, other in zip(found.parts, found.parts[1:], strict=False)]
    between = "\0".join(gaps)
    if not _MARKUP.search(between) or re.fullmatch(r"[\0_]*", between):
        return Edit(found.start, found.end, label)
    return _around_markup(text, found, label, between)


class _Between(NamedTuple):
    """What of the markup between the letters of a name is half of a pair."""

    closing: str = ""
    opened: str = ""
    marks: str = ""
    line: str = ""


def _around_markup(text: str, found: Found, label: str, between: str) -> Edit:
    """The label in the place of the first letters, and behind it the markup whose other half is elsewhere."""
    halves = _halves(between)
    end, kept = _paired(text, found, halves.marks)
    line_end = text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)]
    behind = end + len(rest) - len(rest.lstrip())
    if halves.opened and not halves.closing and re.match(r"\]\(|\]\[|\]\]>|</", rest):
        return Edit(found.start, end, halves.opened + label + kept)
    if kept and text[found.start - 1 : found.start] != kept[0] and re.search(r"\s[*_~`]+\0*$", between):
        return Edit(found.start, behind, f"{label} {kept}")  # the marks begin with what follows
    whole = label + kept + halves.closing
    if halves.line and rest.strip():
        return Edit(found.start, behind, whole + halves.line + halves.opened)
    if halves.opened:
        return Edit(found.start, behind, f"{whole} {halves.opened}")
    return Edit(found.start, end, whole)


def _halves(between: str) -> _Between:
    opened: list[str] = []
    closing = marks = line = ""
    for match in _MARKUP.finditer(between):
        piece = match[0].replace("\0", "")
        if match.lastgroup == "open":
            opened.append(piece)
        elif match.lastgroup == "close" and opened:
            opened.pop()
        elif match.lastgroup == "close":
            closing += piece
        elif match.lastgroup == "emphasis":
            marks += piece
        elif match.lastgroup == "line":
            line = piece
    return _Between(closing, "".join(opened), marks, line)


def _paired(text: str, found: Found, marks: str) -> tuple[int, str]:
    """Where the name ends with the marks of emphasis that go with it, and those that stay.

    ``**Ada** *Lovelace*`` needs two stars behind the name, ``A*d*a`` none.
    """
    end, kept = found.end, ""
    for mark in dict.fromkeys(marks):
        inside = marks.count(mark)
        before = _run(text[max(0, found.start - _LONGEST_RUN) : found.start][::-1], mark)
        after = _run(text[end : end + _LONGEST_RUN], mark)
        total = inside + after
        wanted = before if before <= total and (total - before) % 2 == 0 else total % 2
        taken = max(0, min(after, total - wanted))
        end += taken
        kept += mark * max(0, wanted - (after - taken))
    return end, kept


_LONGEST_RUN = 40
"""Marks of emphasis that anyone writes in a row, and some more."""


def _run(text: str, mark: str) -> int:
    return len(text) - len(text.lstrip(mark))
