"""A moment of a journal's history, by which it is told later whether anything has happened since."""

import json
from _blake2 import blake2b  # hashlib would load OpenSSL, 3 ms
from typing import TYPE_CHECKING, NamedTuple

from retro.journal.purging.tombstones import COMMAND

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["Mark", "is_past", "is_whole", "mark_of"]


class Mark(NamedTuple):
    """A moment of a journal's history.

    Args:
        number: Of the last change.
        digest: Of that change: a copy that parted before has another one by this number.
        purges: How many times something was taken out of the history.
    """

    number: int
    digest: str
    purges: int


def mark_of(connection: "Connection") -> Mark:
    """The present moment."""
    number = connection.value("SELECT coalesce(max(number), 0) FROM changes")
    return Mark(number, _digest(connection, number), _purges(connection))


def is_past(connection: "Connection", mark: Mark) -> bool:
    """Whether the journal goes on from a moment, and is not an earlier one that has taken its place."""
    return _digest(connection, mark.number) == mark.digest


def is_whole(connection: "Connection", mark: Mark) -> bool:
    """Whether nothing was taken out of the history since a moment."""
    return _purges(connection) == mark.purges


def _purges(connection: "Connection") -> int:
    return int(connection.value("SELECT count(*) FROM steps WHERE command = ?", (COMMAND,)))


def _digest(connection: "Connection", number: int) -> str:
    row = connection.row(
        "SELECT table_name, row_key, before, steps.made_at, steps.command FROM changes"
        " LEFT JOIN steps ON steps.number = changes.step WHERE changes.number = ?",
        (number,),
    )
    text = json.dumps(None if row is None else list(row))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
