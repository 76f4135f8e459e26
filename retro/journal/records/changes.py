"""Which records have changed since a moment, as the journal's own history of changes tells."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from retro.journal.marks import Mark, is_past, is_whole
from retro.journal.merging.tables import NAMES, THINGS
from retro.journal.records.reading import identities
from retro.journal.records.shape import KNOWN_BY, OWNERS, PARTS, RECORD_TABLES, Key

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["Changed", "changed_since"]


class Changed(NamedTuple):
    """What may have changed.

    Args:
        keys: Of records; None where the history cannot tell, so that it may be any.
        goes_back: The journal does not go on from that moment: a backup has taken its place.
    """

    keys: frozenset[Key] | None
    goes_back: bool = False


def changed_since(connection: "Connection", mark: Mark | None) -> Changed:
    """What may have changed since a moment, or at all.

    Args:
        connection: To the journal, in a transaction.
        mark: The moment.
    """
    if mark is None:
        return Changed(None)
    if not is_whole(connection, mark):
        return Changed(None)
    if not is_past(connection, mark):
        return Changed(None, goes_back=True)
    return Changed(frozenset(_Looking(connection, mark.number).keys()))


_ALIASES = {place.aliases: place for place in NAMES}
_TAGS = {"lesson_themes", "lesson_people", "evidence"}
_REFERENCES = {
    "companies": (("lessons", "company"),),
    "themes": (("lesson_themes", "theme"),),
    "people": (("lesson_people", "person"),),
}
"""What refers to names beside things."""


@dataclass(slots=True)
class _Looking:
    """Goes from changed rows to the records that they are in, before and after the change."""

    connection: "Connection"
    since: int
    were: dict[str, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    are: dict[str, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))

    def keys(self) -> Iterator[Key]:
        """All of them, some more than once."""
        rows = [
            (row["table_name"], json.loads(row["row_key"]), json.loads(row["before"] or "null"))
            for row in self.connection.rows(
                "SELECT table_name, row_key, before FROM changes WHERE number > ?", (self.since,)
            )
        ]
        for table, key, before in rows:
            known_by = KNOWN_BY.get(table, "id")
            if before is not None and "number" in key and known_by in before:
                self.were[table].setdefault(key["number"], set()).add(before[known_by])
        for table, key, before in rows:
            yield from self._of_row(table, key)
            if before is not None:
                yield from self._of_row(table, before)
                yield from self._of_those_that_refer(table, key)
            if table in PARTS and "number" in key:  # a new row: its key does not say whose it is
                now = self.connection.row(f"SELECT * FROM {table} WHERE number = ?", (key["number"],))
                yield from self._of_row(table, {} if now is None else dict(now))
            elif table in {"evidence", *_ALIASES}:
                where = " AND ".join(f"{name} = ?" for name in key)
                now = self.connection.row(f"SELECT * FROM {table} WHERE {where}", tuple(key.values()))
                yield from self._of_row(table, {} if now is None else dict(now))

    def _of_row(self, table: str, values: Mapping[str, Any]) -> Iterator[Key]:
        """The records that a row is in, as far as some of its columns tell."""
        if table == "conflicts":
            yield values["table_name"], values["record"]
        elif table in RECORD_TABLES:
            if "number" in values:
                yield from self._named(table, values["number"])
            elif KNOWN_BY.get(table, "id") in values:
                yield table, values[KNOWN_BY.get(table, "id")]
        elif table in _ALIASES:
            place = _ALIASES[table]
            if place.owner in values:
                yield from self._named(place.table, values[place.owner])
        elif table in _TAGS:
            if "lesson" in values:
                yield from self._named("lessons", values["lesson"])
        elif table in PARTS and PARTS[table].owner in values:
            yield from self._named(OWNERS[table], values[PARTS[table].owner])

    def _named(self, table: str, number: int) -> Iterator[Key]:
        """What the row of a number is, and was since."""
        if number not in self.are[table]:
            self.are[table] |= {number: None, **identities(self.connection, table, numbers=[number])}
        if (name := self.are[table][number]) is not None:
            yield table, name
        for name in self.were[table].get(number, ()):
            yield table, name

    def _of_those_that_refer(self, table: str, key: Mapping[str, Any]) -> Iterator[Key]:
        """A name or a post that is known by something else now: what refers to it says so, too."""
        if table not in RECORD_TABLES or "number" not in key:
            return
        if len({name for _, name in self._named(table, key["number"])}) < 2:
            return
        columns = [
            *_REFERENCES.get(table, ()),
            *(
                (thing.table, column)
                for thing in THINGS
                for column, target in thing.references.items()
                if target == table
            ),
        ]
        for other, column in columns:
            for row in self.connection.rows(f"SELECT * FROM {other} WHERE {column} = ?", (key["number"],)):
                yield from self._of_row(other, dict(row))
