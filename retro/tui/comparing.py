"""Two versions of a text, with what each has otherwise marked by underlining."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

__all__ = ["compared"]

_WORD = re.compile(r"\s+|\w+\s*|[^\w\s]\s*")
"""With the white space behind it, so that it is marked in one go; what is compared is without."""

_MOST_WORDS = 6_000
"""Beyond, comparing takes longer than the next key waits: then nothing is marked."""

Piece = tuple[str, bool]


def compared(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, each with whether the other text lacks it."""
    mine: list[str] = _WORD.findall(one)
    theirs: list[str] = _WORD.findall(other)
    if max(len(mine), len(theirs)) > _MOST_WORDS:
        return _pieces([(one, False)]), _pieces([(other, False)])
    bare = [[word.strip() for word in words] for words in (mine, theirs)]
    blocks = SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes()
    return (
        _pieces(("".join(mine[start:end]), tag != "equal") for tag, start, end, _, _ in blocks),
        _pieces(("".join(theirs[start:end]), tag != "equal") for tag, _, _, start, end in blocks),
    )


def _pieces(found: Iterable[Piece]) -> list[Piece]:
    return [(text, is_marked) for text, is_marked in found if text]
