"""A file's text line by line, of any size, in any encoding, with line ends of any kind."""

import io
from collections.abc import Iterator

from retro.posts.importers.encodings import Decoding, guess
from retro.posts.importers.entry import Options, Trouble
from retro.posts.importers.given import Given

__all__ = ["LONGEST_LINE", "LONGEST_TEXT", "TextLines"]

LONGEST_LINE = 1024 * 1024
"""Characters. A line of a journal is a paragraph; what is longer is cut, and told."""

LONGEST_TEXT = 4 * 1024 * 1024
"""Characters of one entry; as much as is read of one post."""


class TextLines:
    """The lines of a file without their ends, each time it is iterated over from the beginning.

    Args:
        given: The file.
        options: May say the encoding.
        longest: Where a line is cut, in characters.
    """

    def __init__(self, given: Given, options: Options, longest: int = LONGEST_LINE) -> None:
        self._given = given
        self._longest = longest
        decoding = Decoding(options.encoding) if options.encoding else guess(given)
        self.encoding = decoding.encoding
        self._problem = decoding.problem
        self._cut = 0

    def __iter__(self) -> Iterator[str]:
        self._cut = 0
        with self._opened() as text:
            first = True
            while line := text.readline(self._longest):
                if len(line) == self._longest and not line.endswith("\n"):
                    self._skip_the_rest(text)
                line = line.removesuffix("\n").replace("\0", "\ufffd")
                yield line.removeprefix("\ufeff") if first else line
                first = False

    def chunks(self, size: int = 64 * 1024) -> Iterator[str]:
        """The text in pieces of so many characters, for what may be one line of any length."""
        with self._opened() as text:
            first = True
            while chunk := text.read(size):
                yield chunk.removeprefix("\ufeff") if first else chunk
                first = False

    def _opened(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._given.open(), self.encoding, errors="replace", newline=None)

    def _skip_the_rest(self, text: io.TextIOWrapper) -> None:
        while rest := text.readline(self._longest):
            self._cut += 1
            if rest.endswith("\n"):
                return

    @property
    def troubles(self) -> list[Trouble]:
        """What is to be said of the text, after it has been read."""
        found = [Trouble(self._problem)] if self._problem else []
        if self._cut:
            found.append(Trouble(f"Lines of more than {self._longest:,} characters were cut there."))
        return found
