"""What the remote had last, by paths: which record, and a digest of it, without opening anything.

A line for each record, in no order. A sync of one edit asks for one of 10,000: to look for its line takes
0.1 ms, and to read all of them 40, so they are read only when many are asked for.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from retro.journal.records.shape import Key

__all__ = ["Known", "Ledger"]

_FEW = 100
"""Questions that are answered by looking for a line."""


class Known(NamedTuple):
    """A record as it was synced last.

    Args:
        key: Of the record.
        digest: Of its bytes.
        is_live: It is a lesson that is not deleted.
    """

    key: "Key"
    digest: str
    is_live: bool


class Ledger:
    """Path -> what is known of the record there.

    Args:
        text: As ``text`` makes it, with the newline before it.
    """

    def __init__(self, text: bytes = b"\n") -> None:
        self._text = text
        self._changed: dict[str, Known | None] = {}
        self._all: dict[str, Known] | None = None
        self._asked = 0

    def get(self, path: str) -> Known | None:
        """What is known of a path; None where nothing is."""
        if self._all is None and path in self._changed:
            return self._changed[path]
        self._asked += 1
        if self._all is None and self._asked <= _FEW:
            return self._found(path)
        return self._read().get(path)

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None

    def put(self, path: str, known: Known | None) -> None:
        """Know something else of a path; nothing, with None."""
        if self._all is None and len(self._changed) < _FEW:
            self._changed[path] = known
        elif known is not None:
            self._read()[path] = known
        else:
            self._read().pop(path, None)

    def items(self) -> Iterator[tuple[str, Known]]:
        """All of it."""
        return iter(self._read().items())

    def keys(self) -> "set[Key]":
        """The keys of all records."""
        return {known.key for known in self._read().values()}

    def live(self) -> int:
        """How many lessons there are that are not deleted."""
        if self._all is not None:
            return sum(known.is_live for known in self._all.values())
        was = sum((known := self._found(path)) is not None and known.is_live for path in self._changed)
        now = sum(known is not None and known.is_live for known in self._changed.values())
        return self._text.count(b"\t1\n") - was + now

    def copy(self) -> "Ledger":
        """Another one that says the same."""
        other = Ledger(self._text)
        other._changed = dict(self._changed)
        other._all = None if self._all is None else dict(self._all)
        return other

    def text(self) -> bytes:
        """All of it in lines, with a newline before them."""
        if self._all is not None:
            return b"\n" + b"".join(_line(path, known) for path, known in self._all.items())
        text = self._text
        for path, known in self._changed.items():
            place = text.find(_beginning(path)) + 1
            if place:
                text = text[:place] + text[text.index(b"\n", place) + 1 :]
            if known is not None:
                text += _line(path, known)
        return text

    def _found(self, path: str) -> Known | None:
        place = self._text.find(_beginning(path)) + 1
        if not place:
            return None
        return _said(self._text[place : self._text.index(b"\n", place)])[1]

    def _read(self) -> dict[str, Known]:
        if self._all is None:
            self._all = dict(_said(line) for line in self._text.split(b"\n") if line)
            for path, known in self._changed.items():
                if known is not None:
                    self._all[path] = known
                else:
                    self._all.pop(path, None)
        return self._all


def _beginning(path: str) -> bytes:
    return f"\n{path}\t".encode()


def _line(path: str, known: Known) -> bytes:
    table, name = known.key
    return f"{path}\t{json.dumps(name)}\t{table}\t{known.digest}\t{known.is_live:d}\n".encode()


def _said(line: bytes) -> tuple[str, Known]:
    path, name, table, digest, is_live = line.decode().split("\t")
    return path, Known((table, json.loads(name)), digest, is_live == "1")
