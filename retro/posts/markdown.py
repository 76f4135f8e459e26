"""Markdown as blocks with their lines: what markdown-it-py's tokens say, as values.

Reference links are written out as inline links while they are read, so that every block stands alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, hr, list_block, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

__all__ = ["Block", "BlockKind", "Page", "markdown_of", "plain_text", "read_page"]

# Below these depths lists and footnotes, and quotations, are read as text: each level is a level of Python's
# stack. A list takes two. A line of a quotation that lacks its mark is looked at once for each level.
_DEEPEST = 60
_DEEPEST_QUOTATION = 12
_DEEPEST_INLINE = 20
# A paragraph longer than this is not looked into for links and emphasis. The longest in 107 real posts has
# 1,744 characters; some inline rules take the square of a paragraph's length, which this bounds.
_LONGEST_INLINE = 6 * 1024
_BARE_BAR = re.compile(r"(?<!\\)\|")
# Without one of these a text is no more than its words.
_INLINE_MARKS = frozenset("*_`[<&\\")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    FORMULA = "formula"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    HTML = "html"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page.

    Attributes:
        kind: What it is.
        line: Its first line in the file, from 1.
        text: Inline Markdown of a heading, paragraph or cell, links written out; the source of code, HTML and
            formulas.
        bold: The inline Markdown of the bold text that it begins with, if it does.
        level: Of a heading, 1 to 6.
        mark: The marker of an item, the fence and language of code, how a cell is aligned.
        tight: Of a list, whether no blank lines part its items.
        children: The blocks inside.
    """

    kind: BlockKind
    line: int
    text: str = ""
    bold: str = ""
    level: int = 0
    mark: str = ""
    tight: bool = False
    children: tuple["Block", ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether it is a list, numbered or not."""
        return self.kind in {BlockKind.BULLETS, BlockKind.NUMBERED}


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a text, and its footnotes' Markdown by label."""

    blocks: tuple[Block, ...]
    footnotes: Mapping[str, str]


_CONTAINERS = {
    "bullet_list_open": BlockKind.BULLETS,
    "ordered_list_open": BlockKind.NUMBERED,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "table_open": BlockKind.TABLE,
    "tr_open": BlockKind.ROW,
    "paragraph_open": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
    "th_open": BlockKind.CELL,
    "td_open": BlockKind.CELL,
}
_ALIGNED = {"text-align:left": ":---", "text-align:right": "---:", "text-align:center": ":---:"}
_LEAVES = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "math_block": BlockKind.FORMULA,
    "hr": BlockKind.RULE,
}


def read_page(text: str, first_line: int = 1) -> Page:
    """Read Markdown into blocks.

    Args:
        text: CommonMark with tables and footnotes.
        first_line: The line of the file on which it begins.
    """
    env: dict[str, Any] = {"edits": {}}
    tokens = _block_parser().parse(text, env)
    footnotes: dict[str, str] = {}
    blocks = _blocks(tokens, first_line, env, footnotes)
    return Page(blocks, footnotes)


# A paragraph is asked for as part of its section, of its list, of the post's beginning.
@lru_cache(maxsize=1024)
def plain_text(inline: str) -> str:
    """Inline Markdown as it reads: no marks, no addresses, on one line."""
    if _INLINE_MARKS.isdisjoint(inline) or len(inline) > _LONGEST_INLINE:
        return " ".join(inline.split())
    tokens: list[Token] = []
    _inline_parser().inline.parse(inline, _inline_parser(), {}, tokens)
    return " ".join("".join(_words_of(tokens)).split())


def _words_of(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "


@cache
def _block_parser() -> MarkdownIt:
    """The parser for blocks; ``_fill`` parses inline text, block by block, where it is not too long."""
    # What is nested deeper than that the parser would drop; ``_bounded`` lets it come no further than this.
    parser = _AsTyped("commonmark", {"maxNesting": _DEEPEST + 2}).enable("table").use(footnote_plugin)
    parser.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    parser.block.ruler.at("list", _bounded(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at(
        "blockquote",
        _bounded(blockquote, _DEEPEST_QUOTATION),
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    parser.block.ruler.at("footnote_def", _bounded(footnote_def), {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("hr", _short(hr), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("table", _short(table), {"alt": ["paragraph", "reference"]})
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _bounded(rule: Any, deepest: int = _DEEPEST) -> Any:
    """The same rule, which leaves alone what is nested too deeply: it is text then."""

    def shallow(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < deepest and bool(rule(state, start, end, silent))

    return shallow


def _short(rule: Any) -> Any:
    """The same rule, which leaves alone a line longer than a paragraph is: no rule is drawn so, no table."""

    def only_short(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        is_short = state.eMarks[start] - state.bMarks[start] <= _LONGEST_INLINE
        return is_short and bool(rule(state, start, end, silent))

    return only_short


class _AsTyped(MarkdownIt):
    """Leaves addresses as they were typed: encoding them takes a quarter of the time and changes the text."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """The address, as it is."""
        return url


@cache
def _inline_parser() -> MarkdownIt:
    parser = _AsTyped("commonmark", {"maxNesting": _DEEPEST_INLINE}).use(footnote_plugin)
    parser.inline.ruler.disable(["footnote_inline"])
    parser.inline.ruler.at("link", _written_out(link))
    parser.inline.ruler.at("image", _written_out(image))
    return parser


def _written_out(rule: Any) -> Any:
    """The same rule, which also notes how each reference would be written as an inline link."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        edits = state.env.get("edits")
        if silent or edits is None or state.src[state.pos - 1] != "]":
            return True
        token = next(token for token in state.tokens[known:] if token.type in {"link_open", "image"})
        label_end = state.md.helpers.parseLinkLabel(state, start + (token.type == "image"), False)
        # Beside the tokens, so that text parsed on its own (an image's description) is told apart.
        edits.setdefault(state.src, {})[label_end + 1, state.pos] = _destination(token)
        return True

    return noting


def _destination(token: Token) -> str:
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if any(mark in address for mark in "() <>"):
        address = f"<{address.replace('<', '%3C').replace('>', '%3E')}>"
    title = str(token.attrGet("title") or "").replace('"', r"\"")
    return f'({address} "{title}")' if title else f"({address})"


def _blocks(
    tokens: list[Token], first_line: int, env: dict[str, Any], footnotes: dict[str, str]
) -> tuple[Block, ...]:
    """Nest the tokens. Containers are kept on a stack of our own."""
    top = _Open(BlockKind.ITEM, first_line)
    stack = [top]
    for token in tokens:
        if token.type == "inline":
            _fill(stack[-1], token, env)
        elif token.type == "footnote_reference_open":
            stack.append(_Open(BlockKind.ITEM, first_line, label=str(token.meta["label"])))
        elif token.type in _CONTAINERS:
            stack.append(_opened(token, first_line, stack[-1].line))
        elif token.type in _LEAVES:
            mark = token.markup + token.info if token.type == "fence" else ""
            source = _dedented(token.content) if token.type == "math_block" else token.content
            block = Block(_LEAVES[token.type], _line(token, first_line), source, mark=mark)
            stack[-1].children.append(block)
        elif token.type == "footnote_reference_close":
            note = stack.pop()
            footnotes[note.label] = markdown_of(note.children)
        elif token.nesting < 0 and token.type.replace("_close", "_open") in _CONTAINERS:
            closed = stack.pop()
            stack[-1].children.append(closed.whole())
    return tuple(top.children)


def _dedented(formula: str) -> str:
    """A formula without the indent of the list that it stands in."""
    first, *rest = formula.split("\n")
    indent = min(
        (len(line) - len(line.lstrip(" ")) for line in rest if line.strip() or line is rest[-1]), default=0
    )
    return "\n".join([first, *(line[indent:] for line in rest)])


@dataclass(slots=True)
class _Open:
    """A container that is still being filled."""

    kind: BlockKind
    line: int
    level: int = 0
    mark: str = ""
    tight: bool = False
    label: str = ""
    text: str = ""
    bold: str = ""
    children: list[Block] = field(default_factory=list)

    def whole(self) -> Block:
        tight = self.tight
        if self.kind in {BlockKind.BULLETS, BlockKind.NUMBERED}:
            inner = (child for item in self.children for child in item.children)
            tight = all(child.tight for child in inner if child.kind is BlockKind.PARAGRAPH)
        return Block(
            self.kind, self.line, self.text, self.bold, self.level, self.mark, tight, tuple(self.children)
        )


def _opened(token: Token, first_line: int, parent_line: int) -> _Open:
    kind = _CONTAINERS[token.type]
    level = int(token.tag[1]) if kind is BlockKind.HEADING else 0
    line = _line(token, first_line) if token.map else parent_line  # a table's cells have no map
    mark = token.info + token.markup
    if kind is BlockKind.CELL:
        mark = _ALIGNED.get(str(token.attrGet("style") or ""), "---")
    return _Open(kind, line, level, mark, token.hidden)


def _line(token: Token, first_line: int) -> int:
    return first_line + token.map[0] if token.map else first_line


def _fill(opened: _Open, token: Token, env: dict[str, Any]) -> None:
    """Put a line of inline text into the block that is open."""
    text, bold = token.content, ""
    may_refer = bool(env.get("references")) and "[" in text
    if len(text) <= _LONGEST_INLINE and (may_refer or text.startswith(("**", "__"))):
        children: list[Token] = []
        _inline_parser().inline.parse(text, _inline_parser(), env, children)
        edits = env["edits"].pop(text, {})
        for (start, end), destination in sorted(edits.items(), reverse=True):
            text = text[:start] + destination + text[end:]
        bold = _bold_beginning(text, children)
    opened.text, opened.bold = text, bold


def _bold_beginning(text: str, tokens: list[Token]) -> str:
    """The inline Markdown inside the bold text at the beginning of ``text``."""
    for token in tokens:
        if token.type == "text" and not token.content:
            continue
        if token.type == "strong_open":
            end = text.find(token.markup, len(token.markup))
            return text[len(token.markup) : end] if end > 0 else ""
        break
    return ""


def markdown_of(blocks: tuple[Block, ...] | list[Block]) -> str:
    """Write blocks as Markdown again; what a person typed stays as it was typed."""
    return "\n\n".join(_source(block) for block in blocks)


def _source(block: Block) -> str:  # noqa: PLR0911 - one line a kind
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * block.level} {block.text}"
        case BlockKind.CODE:
            return _code(block)
        case BlockKind.QUOTE:
            return _indented(markdown_of(block.children), "> ", "> ", ">")
        case BlockKind.BULLETS | BlockKind.NUMBERED:
            return ("\n" if block.tight else "\n\n").join(
                _item(item, tight=block.tight) for item in block.children
            )
        case BlockKind.TABLE:
            return _table(block)
        case BlockKind.RULE:
            return "---"
        case BlockKind.HTML:
            return block.text.rstrip("\n")
        case BlockKind.FORMULA:
            return f"$${block.text}$$"
    return block.text


def _item(item: Block, *, tight: bool) -> str:
    marker = item.mark + " "
    content = ("\n" if tight else "\n\n").join(_source(child) for child in item.children)
    return _indented(content, marker, " " * len(marker), "")


def _code(block: Block) -> str:
    source = block.text.rstrip("\n")
    if not block.mark:
        return _indented(source, "    ", "    ", "")
    fence = block.mark[: len(block.mark) - len(block.mark.lstrip("`~"))]
    return f"{block.mark}\n{source}\n{fence}"


def _table(block: Block) -> str:
    # The parser has taken the backslashes off bars; without them each would part two cells.
    rows = [
        "| " + " | ".join(_BARE_BAR.sub(r"\|", cell.text) for cell in row.children) + " |"
        for row in block.children
    ]
    columns = block.children[0].children if block.children else ()
    below = "".join(f" {cell.mark} |" for cell in columns)
    return "\n".join([*rows[:1], f"|{below}", *rows[1:]])


def _indented(text: str, first: str, following: str, blank: str) -> str:
    lines = text.split("\n")
    rest = [following + line if line else blank for line in lines[1:]]
    return "\n".join([first + lines[0] if lines[0] else first.rstrip(), *rest])
