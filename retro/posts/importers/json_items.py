"""The items of a long list in a JSON file, one after the other, without holding the file.

``json`` reads one value at a time out of a window on the text; what is too large or nested too deeply ends
the reading with a sentence. A streaming parser of tokens would not bound how deep and how large one item is.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from retro.posts.importers.entry import Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.text import TextLines

__all__ = ["LARGEST_ITEM", "fields_in", "items_in", "json_lines"]

LARGEST_ITEM = 16 * 1024 * 1024
"""Characters of one value. Day One keeps a formatted copy of an entry's text beside it, twice its length."""

_WINDOW = 256 * 1024
_MOST_KEYS = 1_000


# Not a loop in Python: a gigabyte of spaces takes a megabyte in an archive.
_SPACE = re.compile(r"[ \t\n\r]*+")


class _Broken(Exception):
    """Why the JSON cannot be read any further."""


class _Window:
    """A window on the text that grows when a value does not fit and moves when one has been read."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self._chunks = chunks
        self._text = ""
        self._at = 0
        self._is_over = False
        self._decoder = json.JSONDecoder()

    def _more(self, least: int) -> None:
        """Drop what has been read, and read at least so much further."""
        parts = [self._text[self._at :]]
        size = 0
        while size < least and not self._is_over:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._is_over = True
            else:
                parts.append(chunk)
                size += len(chunk)
        self._text, self._at = "".join(parts), 0

    def peek(self) -> str:
        """The next character that is no white space; empty at the end."""
        while True:
            self._at = _past_space(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if self._is_over:
                return ""
            self._more(_WINDOW)

    def take(self, character: str) -> None:
        """Step over a character that must come next."""
        if self.peek() != character:
            raise _Broken(f"a {character} is missing")
        self._at += 1

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        size = _WINDOW
        while True:
            error = ""
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
                # A number near the window's edge may go on behind it: 1, 1.5, 1.5e3.
                if end + 2 < len(self._text) or self._is_over or not isinstance(found, int | float):
                    self._at = end
                    return found
            except RecursionError:
                raise _Broken("it is nested too deeply") from None
            except ValueError as reason:
                error = str(reason).partition(":")[0].lower().removesuffix(" starting at")
            if self._is_over:
                raise _Broken(error or "it ends too early")
            if len(self._text) - self._at > LARGEST_ITEM:
                raise _Broken(f"one entry is broken or larger than {LARGEST_ITEM // 1024**2} MiB")
            self._more(min(size, LARGEST_ITEM + 1 - (len(self._text) - self._at)))
            size *= 2


def _past_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return position if match is None else match.end()


def items_in(given: Given, options: Options, key: str) -> Iterator[Any | Trouble]:
    """The items of the list that stands under a key of the outermost object; of the outermost list without.

    Raises:
        OSError: When the file cannot be read.
    """
    text = TextLines(given, options)
    window = _Window(text.chunks())
    count = 0
    try:
        if key:
            for name in _keys(window):
                if name != key or window.peek() != "[":
                    window.value()
                    continue
                for item in _items(window):
                    count += 1
                    yield item
        else:
            for item in _items(window):
                count += 1
                yield item
    except _Broken as reason:
        yield Trouble(f"It is broken JSON after {count:,} entries: {reason}.")
    yield from text.troubles


def fields_in(given: Given) -> dict[str, Any]:
    """What the first bytes tell of the outermost object: its short values, and of a list the first items.

    A list of a hundred megabytes may stand before a key; what cannot be seen from the beginning is left out.
    """
    window = _Window(iter([given.beginning]))
    found: dict[str, Any] = {}
    try:
        for name in _keys(window):
            if window.peek() == "[":
                found[name] = []
                for item in _items(window):
                    found[name].append(item)
            else:
                found[name] = window.value()
    except _Broken:
        pass  # the first bytes end somewhere
    return found


def _keys(window: _Window) -> Iterator[str]:
    window.take("{")
    for _ in range(_MOST_KEYS):
        if window.peek() == "}":
            return
        name = window.value()
        if not isinstance(name, str):
            raise _Broken("a key is no text")
        window.take(":")
        yield name
        if window.peek() == "}":
            return
        window.take(",")
    raise _Broken(f"an object has more than {_MOST_KEYS:,} keys")


def _items(window: _Window) -> Iterator[Any]:
    window.take("[")
    while window.peek() != "]":
        yield window.value()
        if window.peek() != "]":
            window.take(",")
    window.take("]")


def json_lines(given: Given, options: Options) -> Iterator[tuple[int, Any | Trouble]]:
    """Each line's value with its number, or why there is none; blank lines are passed over.

    Raises:
        OSError: When the file cannot be read.
    """
    text = TextLines(given, options, longest=LARGEST_ITEM)
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except RecursionError:
            yield number, Trouble(f"Line {number:,} is nested too deeply; it was left out.")
        except ValueError as reason:
            yield number, Trouble(f"Line {number:,} is no JSON ({reason}); it was left out.")
    for trouble in text.troubles:
        yield 0, trouble
