"""Text in a picture: cut to what has room, and fit for XML."""

from html import escape
from unicodedata import combining, east_asian_width

__all__ = ["columns", "cut", "text"]


def cut(words: str, most: int) -> str:
    """As much as has room, in columns."""
    if columns(words) <= most:
        return words
    kept = words[: most - 1]
    while columns(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def columns(words: str) -> int:
    """How wide a text is: letters of Chinese and the like take two columns, accents none."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in words
    )


def text(words: str) -> str:
    """Text in XML, which knows no control characters, not even escaped ones."""
    return escape("".join(letter if letter.isprintable() else " " for letter in words), quote=False)
