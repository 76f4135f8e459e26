"""Blocks as their author meant them: headings and paragraphs that Markdown does not tell apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retro.posts.markdown import Block, BlockKind

__all__ = ["BOLD_LINE_LEVEL", "is_bold_line", "parted"]

BOLD_LINE_LEVEL = 7
_LONGEST_BOLD_LINE = 160
# What is parted at a line break is long enough to be a paragraph; the lines of a poem or an address are not.
_SHORTEST_PART = 12
_LINE_BREAK = re.compile(r"(?: {2,}|\\)\n")
# "✅ **What worked**" is all bold as well.
_AFTER_A_SYMBOL = re.compile(r"[^\w\s*\[<]{1,4}\s*\*\*(?P<bold>[^*\n]{1,160})\*\*:?\s*")
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
    elif block.kind is BlockKind.PARAGRAPH and (match := _AFTER_A_SYMBOL.fullmatch(block.text)):
        yield replace(block, text=f"**{match['bold']}**", bold=match["bold"])
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
    breaks = list(_LINE_BREAK.finditer(block.text))
    if not breaks:
        yield block
        return
    words = _words_between(block.text, breaks)
    left = sum(words)
    end = len(block.text.rstrip())
    start, line, before = 0, block.line, 0
    for match, here in zip(breaks, words, strict=False):
        before, left = before + here, left - here
        is_long = min(before, left) >= _SHORTEST_PART
        if match.end() < end and (is_long or _is_bold_line(block, start, match.start())):
            yield _part(block, start, match.start(), line)
            line += block.text.count("\n", start, match.end())
            start, before = match.end(), 0
    yield _part(block, start, len(block.text), line)


def _words_between(text: str, breaks: Sequence[re.Match[str]]) -> list[int]:
    """How many spaces stand before each line break since the one before, and after the last."""
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    return [text.count(" ", start, end) for start, end in zip(starts, ends, strict=True)]


def _is_bold_line(block: Block, start: int, end: int) -> bool:
    return end - start < _LONGEST_BOLD_LINE and is_bold_line(_part(block, start, end, block.line))


def _part(block: Block, start: int, end: int, line: int) -> Block:
    """Some of the lines of a paragraph, the first of which is ``line`` of the file, as one of its own."""
    if start == 0 and end == len(block.text):
        return block
    text = block.text[start:end]
    bold = _BOLD.match(text)
    return replace(block, text=text, line=line, bold=bold["bold"] if bold else "")


def _html(block: Block) -> Iterator[Block]:
    """The headings and paragraphs at the beginning of a piece of HTML, and what is left of it."""
    at, line = 0, block.line
    while True:
        begin = at
        if heading := _HTML_HEADING.match(block.text, at):
            yield Block(BlockKind.HEADING, line, heading["title"].strip(), level=int(heading["level"]))
            at = heading.end()
        elif paragraph := _HTML_PARAGRAPH.match(block.text, at):
            yield Block(BlockKind.PARAGRAPH, line, paragraph["text"].strip())
            at = paragraph.end()
        else:
            break
        line += block.text.count("\n", begin, at)
    rest = block.text[at:]
    if at and rest.strip() and not rest.lstrip().startswith("<"):
        yield Block(BlockKind.PARAGRAPH, line, rest.strip())
    elif rest.strip():
        yield replace(block, text=rest, line=line)
