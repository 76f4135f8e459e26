"""Blocks as their author meant them: headings and paragraphs that Markdown does not tell apart."""

import re
from collections.abc import Iterator
from dataclasses import replace

from retro.posts.markdown import Block, BlockKind

__all__ = ["BOLD_LINE_LEVEL", "is_bold_line", "parted"]

BOLD_LINE_LEVEL = 7
_LONGEST_BOLD_LINE = 160
# What is parted at a line break is long enough to be a paragraph; the lines of a poem or an address are not.
_SHORTEST_PART = 12
_LINE_BREAK = re.compile(r"(?: {2,}|\\)\n")
_BOLD = re.compile(r"\*\*(?P<bold>[^*\n]{1,200})\*\*")
_HTML_HEADING = re.compile(
    r"\s*<h(?P<level>[1-6])\b[^<>]{0,300}>(?P<title>[^\n]{1,300}?)</h(?P=level)>[ \t]*\n?"
)
_HTML_PARAGRAPH = re.compile(r"\s*<p\b[^<>]{0,300}>(?P<text>.{1,6000}?)(?:</p>\s*|\Z)", re.DOTALL)


def parted(block: Block) -> Iterator[Block]:
    """The blocks that a block stands for: itself, or headings and paragraphs inside it."""
    if block.kind is BlockKind.HTML:
        yield from _html(block)
    elif block.kind is BlockKind.PARAGRAPH and "\n" in block.text:
        yield from _lines(block)
    else:
        yield block


def is_bold_line(block: Block) -> bool:
    """Whether a paragraph is all bold, and so stands for a heading."""
    return (
        block.kind is BlockKind.PARAGRAPH
        and bool(block.bold)
        and len(block.text) < _LONGEST_BOLD_LINE
        and block.text.strip("*_: ") == block.bold.strip("*_: ")
        and not block.bold.rstrip().endswith((",", ";"))
    )


def _lines(block: Block) -> Iterator[Block]:
    """A paragraph, parted at the line breaks before which a bold line or as much as a paragraph stands."""
    start, at = 0, 0
    for match in _LINE_BREAK.finditer(block.text):
        before = _part(block, start, match.start())
        rest = block.text[match.end() :]
        is_long = min(before.text.count(" "), rest.count(" ")) >= _SHORTEST_PART
        if rest.strip() and (is_bold_line(before) or is_long):
            yield before
            start = match.end()
        at = match.end()
    yield _part(block, start, len(block.text)) if at else block


def _part(block: Block, start: int, end: int) -> Block:
    """Some of the lines of a paragraph as one of its own."""
    if start == 0 and end == len(block.text):
        return block
    text = block.text[start:end]
    bold = _BOLD.match(text)
    line = block.line + block.text.count("\n", 0, start)
    return replace(block, text=text, line=line, bold=bold["bold"] if bold else "")


def _html(block: Block) -> Iterator[Block]:
    """The headings and paragraphs at the beginning of a piece of HTML, and what is left of it."""
    at = 0
    while True:
        line = block.line + block.text.count("\n", 0, at)
        if heading := _HTML_HEADING.match(block.text, at):
            yield Block(BlockKind.HEADING, line, heading["title"].strip(), level=int(heading["level"]))
            at = heading.end()
        elif paragraph := _HTML_PARAGRAPH.match(block.text, at):
            yield Block(BlockKind.PARAGRAPH, line, paragraph["text"].strip())
            at = paragraph.end()
        else:
            break
    rest = block.text[at:]
    line = block.line + block.text.count("\n", 0, at)
    if at and rest.strip() and not rest.lstrip().startswith("<"):
        yield Block(BlockKind.PARAGRAPH, line, rest.strip())
    elif rest.strip():
        yield replace(block, text=rest, line=line)
