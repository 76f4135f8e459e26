"""Paragraphs that count what they say: "First, …", "Second, …", "Finally, …"."""

import re
from collections.abc import Sequence

from retro.posts.extraction.reading import folded
from retro.posts.markdown import Block, BlockKind, plain_text

__all__ = ["counted_paragraphs"]

_NUMBER = re.compile(
    r"(?:and )?(?P<word>first|second|third|four|fif|six|seven|final|last)(?:th|ly| of all|, and foremost)?"
    r"(?: (?:one|lesson|point|thing|rule|and (?:not )?least))?[,:.-]"
)
_LONGEST = 40
_FEWEST = 3


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
