"""What is pasted: how large it is, and how its lines end."""

__all__ = ["ASKED_FROM", "LARGEST", "has_long_line", "size_of", "size_said", "unified"]

ASKED_FROM = 100_000
"""Bytes from which a person is asked first: each key in a megabyte of text takes 40 to 240 ms."""

LARGEST = 5_000_000
"""Bytes that are not put in at all: it would take 10 s. Such texts are imported."""

_LONG_LINE = 50_000
"""Characters of a line in which each key takes 100 ms, and 3 s in a megabyte: all of it is wrapped anew."""


def unified(text: str) -> str:
    """A text whose lines all end in one way; terminals send a carriage return for each line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def size_of(text: str) -> int:
    """How many bytes a text has, also one with half a surrogate pair."""
    return len(text.encode("utf-8", "replace"))


def size_said(text: str) -> str:
    """How large a text is, as a person would say it."""
    size = size_of(text)
    return f"{size / 1_000_000:.1f} MB" if size >= 999_500 else f"{size / 1_000:.0f} kB"


def has_long_line(text: str) -> bool:
    """Whether keys will be slow in it."""
    return any(len(line) > _LONG_LINE for line in text.split("\n"))
