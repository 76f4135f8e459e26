"""The journal's records as a room: read them, tell which have changed, write what came from elsewhere."""

import json
from collections.abc import Collection, Container, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from retro.journal.connection import Connection
from retro.journal.history import History
from retro.journal.marks import Mark, mark_of
from retro.journal.records.changes import Changed, changed_since
from retro.journal.records.reading import read_records
from retro.journal.records.shape import Key, Record

if TYPE_CHECKING:
    from retro.journal.merging.uniting import Registers

__all__ = ["Changed", "Key", "Mark", "Recent", "Record", "Records"]


_FROM_ELSEWHERE = ("sync", "merge")
"""Steps that bring what others have written."""


class Recent(NamedTuple):
    """What may have changed since a moment.

    Args:
        records: As they are; None for one that is not there any more.
        is_all: They are all that the journal has, for its history could not tell.
        goes_back: The journal does not go on from that moment: a backup has taken its place.
        mark: The present moment.
    """

    records: Mapping[Key, Record | None]
    is_all: bool
    goes_back: bool
    mark: Mark


class Records:
    """Reads and writes records.

    Args:
        connection: The open journal.
        history: Where steps are made.
        registers: The journal's names.
    """

    def __init__(self, connection: Connection, history: History, registers: "Registers") -> None:
        self._connection = connection
        self._history = history
        self._registers = registers

    def still(self) -> AbstractContextManager[None]:
        """A time in which nobody else writes, so that what is read is all of one moment, if one may write."""
        return self._connection.transaction() if self._connection.writable else nullcontext()

    def mark(self) -> Mark:
        """The present moment."""
        return mark_of(self._connection)

    def all(self) -> dict[Key, Record]:
        """Every record."""
        with self.still():
            return read_records(self._connection)

    def read(self, keys: Collection[Key]) -> dict[Key, Record]:
        """Some records, those of them that there are."""
        with self.still():
            return read_records(self._connection, keys)

    def since(self, mark: Mark | None) -> Recent:
        """What may have changed since a moment."""
        with self.still():
            changed = changed_since(self._connection, mark)
            records: dict[Key, Record | None] = dict.fromkeys(changed.keys or ())
            if changed.keys is None or changed.keys:
                records |= read_records(self._connection, changed.keys)
            now = mark_of(self._connection)
            return Recent(records, changed.keys is None, changed.goes_back, now)

    def lacking(self, records: Mapping[Key, Record | None]) -> set[Key]:
        """What records refer to and neither they nor the journal have."""
        from retro.journal.records.references import lacking  # noqa: PLC0415 - where something came

        return lacking(self._connection, records)

    def write(
        self, records: Mapping[Key, Record | None], summary: str = "", *, known: Container[Key] = ()
    ) -> None:
        """Make the journal hold what records say, in one step; those that are None go.

        Args:
            records: By their keys.
            summary: Of the step.
            known: Names that other devices know by their ids as well.
        """
        if records:
            from retro.journal.records.writing import write_records  # noqa: PLC0415 - 8 ms

            with self._history.step("sync", summary):
                write_records(self._connection, self._registers, records, known)

    def with_related(self, keys: Collection[Key]) -> set[Key]:
        """Some keys, and those of the lessons that relate to the lessons among them."""
        names = json.dumps([name for table, name in keys if table == "lessons"])
        rows = self._connection.rows(
            "SELECT source.id FROM relations JOIN lessons AS source ON source.number = relations.source"
            " JOIN lessons AS target ON target.number = relations.target"
            " WHERE target.id IN (SELECT value FROM json_each(?))",
            (names,),
        )
        return {*keys, *(("lessons", str(row["id"])) for row in rows)}

    def conflicts(self) -> dict[Key, Record]:
        """The records of which something waits for a decision."""
        rows = self._connection.rows("SELECT DISTINCT table_name, record FROM conflicts ORDER BY 1, 2")
        return self.read([(row["table_name"], row["record"]) for row in rows]) if rows else {}

    def waiting(self) -> int:
        """How many decisions wait."""
        return sum(len(record.conflicts) for record in self.conflicts().values())

    def written_here(self, lesson_id: str, field: str) -> list[object]:
        """What a field of a lesson said after a step of this device's own, and not before it."""
        row = self._connection.row("SELECT * FROM lessons WHERE id = ?", (lesson_id,))
        if row is None or field not in dict(row):
            return []
        rows = self._connection.rows(
            "SELECT before, command FROM changes JOIN steps ON steps.number = changes.step"
            " WHERE table_name = 'lessons' AND row_key = json_object('number', ?) ORDER BY changes.number",
            (row["number"],),
        )
        states = [None if each["before"] is None else json.loads(each["before"]).get(field) for each in rows]
        after = [*states[1:], row[field]]
        return [
            now
            for each, was, now in zip(rows, states, after, strict=True)
            if each["command"] not in _FROM_ELSEWHERE and now != was
        ]

    def live(self) -> int:
        """How many lessons there are that are not deleted."""
        return int(self._connection.value("SELECT count(*) FROM lessons WHERE deleted_at IS NULL"))
