"""``dead-link``: reference links that lead nowhere, and texts made free of them."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from retro.posts.bodies import markdown
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page, blank_code

__all__ = ["CHECK", "repaired_body", "repaired_title"]

_REFERENCE = re.compile(r"(?<![\\\w\]])\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,300})\]")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]{1,999})\]:[ \t]*\S")


class _Dead(NamedTuple):
    """A dead link in inline text: where it begins and ends, its words and its label."""

    start: int
    end: int
    words: str
    label: str
    is_image: bool


class _Edit(NamedTuple):
    """A dead link in a line of Markdown, and what stands there without brackets."""

    line: int
    start: int
    end: int
    words: str


def _prepared(_known: Known) -> Look:
    return _look


def _look(page: Page) -> Iterator[Finding]:
    defined = _defined(page.body)
    title_line = 0 if page.dialect else page.first_line
    for paragraph in page.paragraphs:
        if "][" not in paragraph.text:
            continue
        is_title = paragraph.line == title_line
        # What a lesson's body defines holds in its body only.
        for dead in _dead(paragraph.text, () if is_title else defined):
            yield Finding(
                CHECK.code,
                paragraph.line_at(dead.start),
                f"[{dead.words}][{dead.label}] leads nowhere: nothing defines “{dead.label or dead.words}”.",
                f"Write [{dead.words}](address), or leave the brackets out.",
                repairable=bool(title_line) and not dead.is_image and _is_repairable(page, is_title=is_title),
            )


def _is_repairable(page: Page, *, is_title: bool) -> bool:
    [lesson] = page.lessons.values()
    if is_title:
        return repaired_title(lesson.title) != lesson.title
    return repaired_body(lesson.body) != lesson.body


def repaired_title(title: str) -> str:
    """A title whose dead links are plain words; as it was where that would leave nothing."""
    words = _replaced(title, _plain(_dead(blank_code(title), ())))
    return words if words.strip() else title


@lru_cache(maxsize=8)
def repaired_body(body: str) -> str:
    """A body whose dead links are plain words, and which says the same otherwise.

    As it was when the words alone would be read as something else (``[1.][x]`` begins a list then), and
    without a change to images, of which the words are not what was meant.
    """
    if "][" not in body:
        return body
    lines = body.split("\n")
    tokens = _inline(body)
    defined = _defined(lines)
    edits: list[_Edit] = []
    ends: dict[int, int] = {}
    expected = []
    for token in tokens:
        dead = _plain(_dead(blank_code(token.content), defined))
        columns = _columns(token, lines, ends)
        located = [_located(each, token, columns) for each in dead]
        if None in located:
            return body
        edits += [each for each in located if each is not None]
        expected.append(_replaced(token.content, dead))
    if not edits:
        return body
    for edit in sorted(edits, reverse=True):
        line = lines[edit.line]
        lines[edit.line] = line[: edit.start] + edit.words + line[edit.end :]
    after = "\n".join(lines)
    return after if _says(after, expected, body) else body


def _says(after: str, expected: Sequence[str], before: str) -> bool:
    """Whether a text has the blocks that another had, with the expected words in them."""
    return _shape(before) == _shape(after) and [token.content for token in _inline(after)] == list(expected)


def _shape(text: str) -> list[tuple[str, str, int]]:
    return [(token.type, token.tag, token.level) for token in markdown().parse(text)]


def _inline(text: str) -> list[Token]:
    return [token for token in markdown().parse(text) if token.type == "inline" and token.map]


def _columns(token: Token, lines: Sequence[str], ends: dict[int, int]) -> list[int]:
    """Where each line of a block's text begins in the lines of the whole; -1 where they show other text.

    Before it stand the marks of lists and quotations, and in a row of a table the cells before it:
    ``ends`` tells where in each line those end.
    """
    assert token.map is not None  # noqa: S101 - filtered by _inline
    columns = []
    for number, shown in enumerate(token.content.split("\n"), token.map[0]):
        text = shown.rstrip(" \t")
        column = lines[number].find(text, ends.get(number, 0)) if number < len(lines) else -1
        ends[number] = max(column, 0) + len(text)
        columns.append(column)
    return columns


def _located(dead: _Dead, token: Token, columns: Sequence[int]) -> _Edit | None:
    """Where a dead link of a block stands in the lines of the whole."""
    assert token.map is not None  # noqa: S101 - filtered by _inline
    offset = token.content.count("\n", 0, dead.start)
    if columns[offset] < 0:
        return None
    shift = columns[offset] - (token.content.rfind("\n", 0, dead.start) + 1)
    return _Edit(token.map[0] + offset, dead.start + shift, dead.end + shift, dead.words)


def _plain(dead: Iterable[_Dead]) -> list[_Dead]:
    return [each for each in dead if not each.is_image]


def _replaced(text: str, dead: Iterable[_Dead]) -> str:
    for each in sorted(dead, reverse=True):
        text = text[: each.start] + text[each.start + 1 : each.start + 1 + len(each.words)] + text[each.end :]
    return text


def _dead(text: str, defined: Container[str]) -> Iterator[_Dead]:
    for match in _REFERENCE.finditer(text):
        if normalizeReference(match[2] or match[1]) not in defined:
            is_image = text[: match.start()].endswith("!")
            yield _Dead(match.start(), match.end(), match[1], match[2], is_image)


def _defined(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(normalizeReference(match[1]) for match in map(_DEFINITION.match, lines) if match)


CHECK = Check(
    "dead-link",
    "`[text][label]` where nothing defines the label",
    _prepared,
    repairs="leaves brackets and label out of the lesson, and the words in; images stay",
)
