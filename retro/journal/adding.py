"""Many new lessons are added together: what triggers do row by row is done for all of them at the end.

10,000 lessons are indexed in 0.2 s so, and in 1.1 one by one; noted in the history in 0.1, and in 0.35.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retro.journal.triggers import INDEXED_COLUMNS

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["MANY", "adding_at_once"]

MANY = 500
"""Lessons from which on it is worth to take triggers away and put them back, which is 2 ms."""

_CACHE_KIB = 64 * 1024
"""SQLite keeps 2 MB of what it writes unless it is told otherwise, and reads the rest again, three times."""

_KEYS = {
    "lesson_themes": ("lesson", "lesson", "theme"),
    "lesson_people": ("lesson", "lesson", "person"),
    "evidence": ("lesson", "number"),
    "lessons": ("number", "number"),
}
"""Table -> the column that names the lesson, and those that the history knows a row by."""


@contextmanager
def adding_at_once(connection: "Connection") -> Iterator[None]:
    """A time in which lessons and what hangs on them are only added, the lessons themselves last.

    The triggers on that are away meanwhile; they come back with the transaction, however that ends.

    Args:
        connection: To the journal, in a transaction.
    """
    cache = connection.value("PRAGMA cache_size")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    first = connection.value("SELECT coalesce(max(number), 0) + 1 FROM lessons")
    triggers = _triggers(connection)
    for name in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for sql in triggers.values():
        connection.execute(sql)
    _index(connection, first)
    for table, (owner, *key) in _KEYS.items():
        if f"{table}_insert_history" in triggers:
            named = ", ".join(f"'{column}', {column}" for column in key)
            connection.execute(
                "INSERT INTO changes (step, table_name, row_key)"
                f" SELECT (SELECT step FROM current_step), '{table}', json_object({named})"
                f" FROM {table} WHERE {owner} >= ?",
                (first,),
            )
    connection.execute(f"PRAGMA cache_size = {cache}")


def _triggers(connection: "Connection") -> dict[str, str]:
    """Name -> SQL of what is done for each new row of these tables."""
    names = {f"{table}_insert_{what}" for table in _KEYS for what in ("unindex", "index", "history")}
    rows = connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row["name"]: row["sql"] for row in rows if row["name"] in names}


def _index(connection: "Connection", first: int) -> None:
    columns = ", ".join(f'"{column}"' for column in INDEXED_COLUMNS)
    connection.execute(
        f"INSERT INTO lesson_index (rowid, {columns})"
        f" SELECT number, {columns} FROM lesson_texts WHERE number >= ?",
        (first,),
    )
    connection.execute(
        "INSERT INTO text_changes (lesson) SELECT number FROM lessons WHERE number >= ?", (first,)
    )
