"""Paragraphs that make a list: "First, …", "Second, …", or each with its point in a short first sentence."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from collections.abc import Sequence

from retro.posts.extraction.prose import read_paragraph
from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import is_claim
from retro.posts.markdown import Block, BlockKind, plain_text

__all__ = ["counted_paragraphs", "is_point", "pointed_paragraphs"]

_NUMBER = re.compile(
    r"(?:and )?(?P<word>first|second|third|four|fif|six|seven|final|last)(?:th|ly| of all|, and foremost)?"
    r"(?: (?:one|lesson|point|thing|rule|and (?:not )?least))?[,:.-]"
)
_LONGEST = 40
_FEWEST = 3
_SHORTEST_POINT, _LONGEST_POINT = 3, 13
_SHORTEST_PARAGRAPH, _LONGEST_PARAGRAPH = 14, 160
_BEFORE_A_POINT = re.compile(
    r"(?:and |but |oh,? )?(?:finally|lastly|last but not least|also|one more(?: thing)?|then)[,:] "
)
# What tells rather than says: somebody, a day, the past, or more of what stands before it.
_TELLS = re.compile(
    r"\A(?:but|so|and|that|this|these|those|it|they|however|still|yet|another|such|here|does|supports|only|has|can|cannot|is|are|works|requires|uses)(?!\w)"
    r"|(?<!\w)(?:i|we|i'(?:m|d|ve|ll)|we'(?:re|d|ve|ll)|my|our|me|us|he|she|his|her|was|were|had|did|this (?:post|year|week|month)|today|thanks?|(?:19|20)\d\d)(?!\w)"
)


def counted_paragraphs(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of the paragraphs that count, where there are a first, a second and one more."""
    counted = {
        place: match["word"]
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.PARAGRAPH
        and (match := _NUMBER.match(folded(plain_text(block.text[:_LONGEST]))))
    }
    words = set(counted.values())
    is_counting = {"first", "second"} <= words and len(words) >= _FEWEST
    return frozenset(counted if is_counting else ())


def is_point(plain: str) -> bool:
    """Whether a sentence says something in general, rather than telling what somebody did one day."""
    return is_claim(plain) and _TELLS.search(plain) is None


def pointed_paragraphs(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of paragraphs in a row that each begin with a short sentence, most of which make a point.

    "Say no to the whale. A hotel chain offered us …": such a row is a list of lessons without a mark.
    """
    found: set[int] = set()
    row: list[tuple[int, bool]] = []
    for place, block in enumerate((*blocks, None)):
        opening = _opening(block) if block is not None else ""
        if opening:
            row.append((place, is_point(opening)))
            continue
        points = sum(is_point for _, is_point in row)
        if points >= _FEWEST and points * 3 >= len(row) * 2:
            found.update(place for place, _ in row)
        row = []
    return frozenset(found)


def _opening(block: Block) -> str:
    """The first sentence of a paragraph where that is short, and explained by what follows."""
    if block.kind is not BlockKind.PARAGRAPH or block.bold:
        return ""
    if not _SHORTEST_PARAGRAPH <= block.text.count(" ") <= _LONGEST_PARAGRAPH:
        return ""
    read = read_paragraph(block.text)
    if len(read) < 2:
        return ""
    text = read[0].plain
    text = text[before.end() :] if (before := _BEFORE_A_POINT.match(text)) else text
    is_short = _SHORTEST_POINT <= text.count(" ") + 1 <= _LONGEST_POINT
    return text if is_short and not text.endswith(("?", ":")) else ""
