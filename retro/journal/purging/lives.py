"""The history of a table told row by row: a row's number may have been another's before it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from retro.journal.connection import Connection

__all__ = ["Life", "lives", "tables"]


@dataclass(slots=True)
class Life:
    """A row from the moment it was made until it was deleted, or until now.

    Attributes:
        key: Its key columns.
        changes: The numbers of the changes that tell of it.
        rows: What it has been, the earliest first.
        now: What it is; None when it is gone.
    """

    key: dict[str, Any]
    changes: list[int] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    now: dict[str, Any] | None = None

    def values(self, *columns: str) -> set[Any]:
        """What some columns have ever been."""
        return {row[name] for row in (self.key, *self.rows) for name in columns if name in row}


def lives(connection: Connection, table: str) -> Iterator[Life]:
    """Every row that a table has ever had, as far as the history knows."""
    keys = [row["name"] for row in connection.rows(f"PRAGMA table_info({table})") if row["pk"]]
    now = {tuple(row[name] for name in keys): dict(row) for row in connection.rows(f"SELECT * FROM {table}")}
    latest: dict[tuple[Any, ...], Life] = {}
    ended = []
    for row in connection.rows(
        "SELECT number, row_key, before FROM changes WHERE table_name = ? ORDER BY number", (table,)
    ):
        key = json.loads(row["row_key"])
        place = tuple(key[name] for name in keys)
        if row["before"] is None and place in latest:
            ended.append(latest.pop(place))
        life = latest.setdefault(place, Life(key))
        life.changes.append(row["number"])
        if row["before"] is not None:
            life.rows.append(json.loads(row["before"]))
    for place, present in now.items():
        life = latest.setdefault(place, Life({name: present[name] for name in keys}))
        life.rows.append(present)
        life.now = present
    yield from ended
    yield from latest.values()


def tables(connection: Connection) -> frozenset[str]:
    """The tables that a journal has: a backup may be of an earlier schema."""
    return frozenset(
        row["name"] for row in connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    )
