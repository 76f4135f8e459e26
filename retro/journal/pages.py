"""An SQLite file read page by page, for when SQLite itself cannot: https://www.sqlite.org/fileformat2.html.

Only what salvaging needs: the pages on which the schema is kept, and the rows on every leaf of a table,
whichever table that was. Whatever makes no sense is passed over.
"""

import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress

__all__ = ["page_size", "schema_pages", "table_rows"]

_INTERIOR, _LEAF = 0x05, 0x0D
_FILE_HEADER = 100
_LONGEST = 64 * 1024 * 1024

Values = Sequence[object]


def page_size(content: bytes) -> int:
    """Bytes of a page, as the file's header has it."""
    size = int.from_bytes(content[16:18], "big")
    return 65_536 if size == 1 else size


def schema_pages(content: bytes) -> list[int]:
    """The pages, from 1, on which a sound file keeps its schema, long texts included."""
    file = _File(content)
    found: list[int] = []
    waiting = [1]
    while waiting:
        page = waiting.pop()
        found.append(page)
        kind = file.kind(page)
        if kind == _INTERIOR:
            waiting += file.children(page)
        elif kind == _LEAF:
            for cell in file.cells(page):
                found += file.overflow_pages(*file.payload(page, cell)[1:])
    return found


def table_rows(content: bytes) -> Iterator[tuple[int, Values]]:
    """``(row number, values)`` of every row on a leaf of any table that can be read."""
    file = _File(content)
    for page in range(1, len(content) // file.size + 1):
        if file.kind(page) != _LEAF:
            continue
        for cell in file.cells(page):
            with suppress(ValueError, IndexError, struct.error, UnicodeDecodeError):
                yield file.row(page, cell)


class _File:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = page_size(content)
        if self.size < 512 or self.size & (self.size - 1):
            raise ValueError("no page size")
        self._usable = self.size - content[20]

    def _start(self, page: int) -> int:
        return (page - 1) * self.size

    def _header(self, page: int) -> int:
        return self._start(page) + (_FILE_HEADER if page == 1 else 0)

    def kind(self, page: int) -> int:
        """What the first byte of a page says that it is."""
        at = self._header(page)
        return self.content[at] if 0 <= at < len(self.content) else 0

    def cells(self, page: int) -> list[int]:
        """Where the cells of a page begin in the file."""
        at = self._header(page)
        count = self._number(at + 3, 2)
        first = at + (12 if self.kind(page) == _INTERIOR else 8)
        places = [self._number(first + 2 * index, 2) for index in range(min(count, self.size // 4))]
        return [self._start(page) + place for place in places if 0 < place < self.size]

    def children(self, page: int) -> list[int]:
        """The pages below an interior page."""
        return [self._number(cell, 4) for cell in self.cells(page)] + [
            self._number(self._header(page) + 8, 4)
        ]

    def _number(self, at: int, width: int) -> int:
        return int.from_bytes(self.content[at : at + width], "big")

    def payload(self, page: int, cell: int) -> tuple[bytes, int, int]:
        """What of a row stands in its cell, the page on which it goes on, and how many bytes are there."""
        length, at = _varint(self.content, cell)
        _, at = _varint(self.content, at)
        if not 0 < length < _LONGEST:
            raise ValueError("no length")
        local = length
        if length > self._usable - 35:
            least = (self._usable - 12) * 32 // 255 - 23
            local = least + (length - least) % (self._usable - 4)
            local = local if local <= self._usable - 35 else least
        end = self._start(page) + self.size
        if at + local > end:
            raise ValueError("beyond the page")
        following = self._number(at + local, 4) if local < length else 0
        return self.content[at : at + local], following, length - local

    def overflow_pages(self, following: int, rest: int) -> list[int]:
        """The pages on which a long row goes on."""
        found: list[int] = []
        most = rest // (self._usable - 4) + 1  # a circle of pages ends here
        while following and rest > 0 and len(found) < most:
            found.append(following)
            rest -= self._usable - 4
            following = self._number(self._start(following), 4)
        return found

    def row(self, page: int, cell: int) -> tuple[int, Values]:
        """A row with its number."""
        local, following, rest = self.payload(page, cell)
        room = self._usable - 4
        tail = b"".join(
            self.content[self._start(each) + 4 : self._start(each) + 4 + room]
            for each in self.overflow_pages(following, rest)
        )
        record = local + tail[:rest]
        _, at = _varint(self.content, cell)
        number, _ = _varint(self.content, at)
        return number, _record(record)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for index in range(8):
        byte = content[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | content[at + 8], at + 9


def _record(record: bytes) -> Values:
    length, at = _varint(record, 0)
    kinds = []
    while at < length:
        kind, at = _varint(record, at)
        kinds.append(kind)
    values: list[object] = []
    at = length
    for kind in kinds:
        value, at = _value(record, kind, at)
        values.append(value)
    if at != len(record):
        raise ValueError("another length")
    return values


_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _value(record: bytes, kind: int, at: int) -> tuple[object, int]:
    if kind == 0:
        return None, at
    if kind in _WIDTHS:
        end = at + _WIDTHS[kind]
        return int.from_bytes(record[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack(">d", record[at : at + 8])[0], at + 8
    if kind in {8, 9}:
        return kind - 8, at
    if kind < 12:
        raise ValueError("no type")
    end = at + (kind - 12) // 2
    if end > len(record):
        raise ValueError("beyond the record")
    return (record[at:end].decode() if kind % 2 else record[at:end]), end
