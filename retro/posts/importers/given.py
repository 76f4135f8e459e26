"""A file as it was given: its first bytes, to tell what it is, and a way to read it without holding it."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import BinaryIO

__all__ = ["HEAD", "LARGEST", "Given"]

HEAD = 64 * 1024
"""How many bytes are looked at to tell a format."""

LARGEST = 1024**3
"""Bytes of a file. Ten years of a journal take some ten million; a table of a gigabyte is none of lessons."""


@dataclass(frozen=True)
class Given:
    """A file, or what came from standard input.

    Attributes:
        path: The file, absolute; ``-`` for standard input.
        head: Its first bytes.
        size: How many bytes it has.
        content: All of them, where they are in memory already.
        opener: Opens them, where they lie in another file.
    """

    path: str
    head: bytes
    size: int
    content: bytes | None = None
    opener: Callable[[], BinaryIO] | None = None

    @classmethod
    def of(cls, content: bytes, path: str = "-") -> "Given":
        """What is in memory already."""
        return cls(path, content[:HEAD], len(content), content)

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return PurePath(self.path).name

    @property
    def suffix(self) -> str:
        """The end of its name, lower case, with the dot."""
        return PurePath(self.path).suffix.lower()

    @cached_property
    def beginning(self) -> str:
        """The first characters as text, whatever the encoding; without byte order mark and blank lines."""
        encoding = "utf-16" if self.head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
        text = self.head.decode(encoding, "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").lstrip()

    def open(self) -> BinaryIO:
        """The bytes from the beginning.

        Raises:
            OSError: When the file cannot be read (any more).
        """
        if self.opener is not None:
            return self.opener()
        return io.BytesIO(self.content) if self.content is not None else Path(self.path).open("rb")
