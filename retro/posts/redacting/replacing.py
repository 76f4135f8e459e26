"""Something else put in the place of names, so that the Markdown around and between their letters stays whole."""

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
    r"(?P<comment><!--.*?-->|\[\^[^\[\]\s]+\])|(?P<close></[^<>]*>|\]\([^\n]*?\)|\]\[[^\[\]]*\])|(?P<open><[A-Za-z][^<>]*>|!?\[)"
    r"|(?P<emphasis>[*~`]+|(?<![^\W_])_+|_+(?![^\W_]))|(?P<line>\n[ \t>]*)",
    re.DOTALL,
)


def _edit(text: str, found: Found, label: str) -> Edit:
    gaps = [text[one[1] : other[0]] for one, other in zip(found.parts, found.parts[1:], strict=False)]
    between = "\0".join(gaps)
    if not _MARKUP.search(between) or re.fullmatch(r"[\0_]*", between):
        return Edit(found.start, found.end, label)
    return _around_markup(text, found, label, between)


def _around_markup(text: str, found: Found, label: str, between: str) -> Edit:
    """The label in the place of the first letters; of what stands between the letters what is half of a pair."""
    opened: list[str] = []
    closing: list[str] = []
    marks = ""
    line = ""
    for match in _MARKUP.finditer(between):
        piece = match[0].replace("\0", "")
        if match.lastgroup == "open":
            opened.append(piece)
        elif match.lastgroup == "close":
            if opened:
                opened.pop()
            else:
                closing.append(piece)
        elif match.lastgroup == "emphasis":
            marks += piece
        elif match.lastgroup == "line":
            line = piece
    end, kept = _paired(text, found, marks)
    rest = text[end : (text + "\n").index("\n", end)]
    behind = end + len(rest) - len(rest.lstrip())
    if opened and not closing and re.match(r"\]\(|\]\[|</", rest):
        return Edit(found.start, end, "".join(opened) + label + kept)
    if kept and text[found.start - 1 : found.start] != kept[0] and re.search(r"\s[*_~`]+\0*$", between):
        return Edit(found.start, behind, f"{label} {kept}")  # the marks begin with what follows
    whole = label + kept + "".join(closing)
    if line and rest.strip():
        return Edit(found.start, behind, whole + line + "".join(opened))
    if opened:
        return Edit(found.start, behind, f"{whole} {''.join(opened)}")
    return Edit(found.start, end, whole)


def _paired(text: str, found: Found, marks: str) -> tuple[int, str]:
    """Where the name ends with the marks of emphasis that go with it, and those that stay.

    ``**Ada** *Lovelace*`` needs two stars behind the name, ``A*d*a`` none.
    """
    end, kept = found.end, ""
    for mark in dict.fromkeys(marks):
        inside = marks.count(mark)
        before = len(text[: found.start]) - len(text[: found.start].rstrip(mark))
        after = len(text[end:]) - len(text[end:].lstrip(mark))
        total = inside + after
        wanted = before if before <= total and (total - before) % 2 == 0 else total % 2
        taken = max(0, min(after, total - wanted))
        end += taken
        kept += mark * max(0, wanted - (after - taken))
    return end, kept
