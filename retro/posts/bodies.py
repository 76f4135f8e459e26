"""A lesson's body on its way into a post and back: read by markdown-it's tokens, changed line by line.

Only what another generator would read differently is changed (``retro.posts.portable``), so that a post
shows what its author typed; headings are pushed below the lesson's own. ``Written.exact`` tells whether
``restore`` gives the body back; where it does not, the post keeps the body in its front matter as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retro.posts.portable import original, portable_code, portable_inline, reference
from retro.posts.references import resolve_references

__all__ = ["LOWEST_OWN_HEADING", "Written", "markdown", "restore", "write_body"]

LOWEST_OWN_HEADING = 4
"""``#`` is the post's title, ``##`` a group, ``###`` a lesson; what a body brings comes below."""

_DEEPEST_HEADING = 6
_ATX = re.compile(r"(#{1,6})(?=[ \t]|$)")
_LAST_BACKSLASH = re.compile(r"(?<!\\)((?:\\\\)*)\\$")


@dataclass(frozen=True, slots=True)
class Written:
    """A body as it stands in a post.

    ``headings`` are the levels that its headings had, when they had to be changed.
    """

    text: str
    headings: tuple[int, ...]
    exact: bool


@cache
def markdown() -> MarkdownIt:
    """The one dialect that posts are read and written in: CommonMark with tables, in blocks.

    Inline text is left as it is: nothing here asks for it, and its rules can take the square of its length.
    """
    reader = MarkdownIt("commonmark").enable("table")
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


def write_body(body: str) -> Written:
    """A body made fit for a post."""
    reader = markdown()
    text = resolve_references(body.replace("\r\n", "\n").replace("\r", "\n"), reader).strip("\n")
    stand_in = next(mark for mark in _STAND_INS if mark not in text)
    text, tokens = _without_html(text, reader, stand_in)
    page = _Page(text.split("\n"))
    page.read(tokens)
    written = "\n".join(page.lines).replace(stand_in, reference("<")).strip("\n")
    headings = _headings_inside(written, reader) if _may_reach_out(written, tokens) else []
    if headings is None:
        fence = _fence_for(text)
        return Written(f"{fence}\n{portable_code(body)}\n{fence}", (), exact=False)
    levels = tuple(page.levels) if page.pushed else ()
    return Written(written, levels, _restored(written, levels, headings) == body)


_STAND_INS = [chr(code) for code in range(0xE000, 0xF8FF)]
"""Characters for private use, one of which stands for ``<`` while a text is worked on."""

_TAG = re.compile(r"<(?!!--)")

_FENCE_HTML_HEADING = re.compile(r"```|~~~|[<#]|^[^\w\n]*[=-]+[ \t]*$", re.MULTILINE)
_DEEP = 15
"""Levels; of what is nested in more than twenty, markdown-it takes all that follows for text."""


def _without_html(text: str, reader: MarkdownIt, stand_in: str) -> tuple[str, list[Token]]:
    """Blocks of HTML made text, which Hugo would drop; comments stay, if they end. And the text's tokens.

    What stood in such a block is Markdown then, which may show another; a few rounds end it, and the last
    one leaves no tag at all.
    """
    for attempt in range(5):
        tokens = reader.parse(text)
        blocks = [token for token in tokens if token.type == "html_block" and token.map]
        blocks = [token for token in blocks if not _is_comment(token.content)]
        if not blocks:
            return text, tokens
        lines = text.split("\n")
        for token in blocks if attempt < 4 else []:
            assert token.map is not None  # noqa: S101 - filtered above
            first, last = token.map
            is_open = token.content.lstrip().startswith("<!--") and "-->" not in token.content
            for number in range(first, min(last, len(lines))):
                lines[number] = (
                    lines[number].replace("<", stand_in) if is_open else _TAG.sub(stand_in, lines[number])
                )
        text = "\n".join(lines) if attempt < 4 else text.replace("<", stand_in)
    return text, reader.parse(text)


def _may_reach_out(written: str, tokens: Sequence[Token]) -> bool:
    """Whether there is anything that could take in what follows; most texts need no second look."""
    return bool(_FENCE_HTML_HEADING.search(written)) or any(token.level > _DEEP for token in tokens)


def _is_comment(html: str) -> bool:
    """One comment and nothing else; a comment with text after it is no block that we could keep."""
    stripped = html.strip()
    return stripped.startswith("<!--") and stripped.find("-->") == len(stripped) - 3


def _headings_inside(written: str, reader: MarkdownIt) -> list[int] | None:
    """The lines that headings are on, from 0; None where a lesson that follows would be part of this one."""
    tokens = reader.parse(f"{written}\n\n### next")
    tops = [token for token in tokens if token.type == "heading_open" and token.level == 0]
    if len(tokens) < 3 or not tops:
        return None
    *own, last = tops
    stays = (
        last is tokens[-3]
        and last.tag == "h3"
        and all(int(token.tag[1]) >= LOWEST_OWN_HEADING for token in own)
    )
    return [token.map[0] for token in own if token.map] if stays else None


def restore(text: str, headings: Sequence[int] = ()) -> str:
    """A body out of a post: the inverse of ``write_body`` wherever that was exact.

    Headings get their levels back when there are as many as there were.
    """
    text = text.strip("\n")
    tokens = markdown().parse(text) if headings else ()
    tops = (token for token in tokens if token.type == "heading_open" and token.level == 0)
    return _restored(text, headings, [token.map[0] for token in tops if token.map])


def _restored(text: str, headings: Sequence[int], places: Sequence[int]) -> str:
    """The same for a text of which it is known on which lines its headings are."""
    lines = text.split("\n")
    if headings and len(places) == len(headings):
        for place, level in zip(places, headings, strict=True):
            lines[place] = _ATX.sub("#" * level, lines[place], count=1)
    return original("\n".join(lines))


@dataclass(slots=True)
class _Page:
    """The lines of a body while they are rewritten; a line keeps its number, so tokens' maps stay right."""

    lines: list[str]
    levels: list[int] = field(default_factory=list)
    pushed: bool = False

    def read(self, tokens: Sequence[Token]) -> None:
        shift = self._shift(tokens)
        for index, token in enumerate(tokens):
            if token.map is None:
                continue
            if token.type == "table_open":
                self._table(token)
            elif token.type == "inline":
                # Cells share their row's line, which is written as a whole.
                if tokens[index - 1].type not in {"td_open", "th_open"}:
                    self._inline(token)
            elif token.type == "heading_open" and token.level == 0:
                self._heading(token, tokens[index + 1], shift)
            elif token.type in {"fence", "code_block"}:
                self._code(token)
            elif token.type == "html_block":
                self._comment(token)
            elif token.type == "list_item_open" and token.markup == ")":
                self._item(token)

    def _shift(self, tokens: Sequence[Token]) -> int:
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open" and token.level == 0]
        return max(0, LOWEST_OWN_HEADING - min(levels)) if levels else 0

    def _inline(self, token: Token) -> None:
        assert token.map is not None  # noqa: S101 - the caller has looked
        first = token.map[0]
        before = token.content.split("\n")
        after = portable_inline(token.content).split("\n")
        for offset, (old, escaped) in enumerate(zip(before, after, strict=True)):
            line = self.lines[first + offset]
            # What stands before the content are the marks of lists and quotations, and spaces.
            place = line.rfind(old.rstrip(" \t"))
            if place < 0:
                continue
            # A line break as a backslash is none in kramdown; as two spaces it is one everywhere.
            broken = offset < len(before) - 1
            new = _LAST_BACKSLASH.sub(r"\1  ", escaped) if broken else escaped
            tail = "" if old != old.rstrip(" \t") else line[place + len(old) :]
            self.lines[first + offset] = line[:place] + new + tail

    def _table(self, token: Token) -> None:
        assert token.map is not None  # noqa: S101 - the caller has looked
        where = token.map
        for number in range(where[0], where[1]):
            line = self.lines[number]
            if number != where[0] + 1:
                self.lines[number] = portable_inline(line, table=True)
        if token.level == 0 and where[0] and self.lines[where[0] - 1].strip():
            # kramdown sees no table in the middle of a paragraph.
            self.lines[where[0]] = "\n" + self.lines[where[0]]

    def _heading(self, token: Token, inline: Token, shift: int) -> None:
        assert token.map is not None  # noqa: S101 - the caller has looked
        level = int(token.tag[1])
        self.levels.append(level)
        pushed = min(level + shift, _DEEPEST_HEADING)
        if token.markup in {"=", "-"}:
            # Underlined: written with number signs, on one line, as the generators agree on those only.
            start, end = token.map
            text = " ".join(inline.content.split("\n"))
            self.lines[start:end] = [f"{'#' * pushed} {text}", *[""] * (end - start - 1)]
            inline.content = text
        elif pushed != level:
            line = self.lines[token.map[0]]
            self.lines[token.map[0]] = _ATX.sub("#" * pushed, line, count=1)
        self.pushed = self.pushed or pushed != level

    def _code(self, token: Token) -> None:
        assert token.map is not None  # noqa: S101 - the caller has looked
        start, end = token.map
        for number in range(start, min(end, len(self.lines))):
            self.lines[number] = portable_code(self.lines[number])
        if token.type == "fence" and len(token.info.split()) > 1:
            # kramdown sees no fence where more than the language stands behind it.
            before, fence, _ = self.lines[start].partition(token.markup)
            self.lines[start] = before + fence + portable_code(token.info.split()[0])
        if token.level:
            if token.type == "code_block":
                self._fence_inside(token)
            return
        if token.type == "code_block":
            # Eleventy reads no indented code; a fence says the same everywhere.
            mark = _fence_for(token.content)
            block = portable_code(token.content).rstrip("\n")
            self.lines[start] = f"{mark}\n{block}\n{mark}"
            self.lines[start + 1 : end] = [""] * (end - start - 1)
        elif self._is_open(token, end):
            self.lines[min(end, len(self.lines)) - 1] += "\n" + token.markup

    def _fence_inside(self, token: Token) -> None:
        """Indented code in a list or a quotation: a fence behind the marks that stand before each line."""
        assert token.map is not None  # noqa: S101 - the caller has looked
        start, end = token.map
        content = [portable_code(line) for line in token.content.rstrip("\n").split("\n")]
        before = self.lines[start:end]
        if len(before) != len(content) or not all(map(str.endswith, before, content)):
            return  # a tab of which a part is indentation, and a part is code
        first = before[0].removesuffix(content[0]).removesuffix("    ")
        # The first line may begin an item; below it spaces stand in the place of the item's mark.
        marks = re.sub(r"[^>\s]", " ", first)
        fence = _fence_for(token.content)
        lines = [f"{marks}{code}".rstrip() for code in content]
        self.lines[start:end] = [f"{first}{fence}\n{lines[0]}", *lines[1:]]
        self.lines[end - 1] += f"\n{marks}{fence}"

    def _is_open(self, token: Token, end: int) -> bool:
        """A fence that nobody closed would take in the rest of the post."""
        assert token.map is not None  # noqa: S101 - the caller has looked
        last = self.lines[min(end, len(self.lines)) - 1].strip()
        closed = len(last) >= len(token.markup) and not last.strip(token.markup[0])
        return not closed or end - token.map[0] < 2

    def _comment(self, token: Token) -> None:
        assert token.map is not None  # noqa: S101 - the caller has looked
        start, end = token.map
        for number in range(start, min(end, len(self.lines))):
            self.lines[number] = portable_code(self.lines[number])

    def _item(self, token: Token) -> None:
        """``1)`` is no list in kramdown."""
        assert token.map is not None  # noqa: S101 - the caller has looked
        line = self.lines[token.map[0]]
        self.lines[token.map[0]] = line.replace(f"{token.info})", f"{token.info}.", 1)


def _fence_for(code: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    return "`" * max(3, longest + 1)
