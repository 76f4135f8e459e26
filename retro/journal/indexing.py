"""Many new lessons are indexed together: 10,000 take 0.3 s then, and 1.1 s one by one, as triggers do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retro.journal.triggers import INDEXED_COLUMNS

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["MANY_TO_INDEX", "indexing_at_once"]

MANY_TO_INDEX = 500
"""Lessons from which on it is worth to take triggers away and put them back, which is 2 ms."""

_TRIGGERS = ("lessons_insert_", "lesson_themes_insert_", "lesson_people_insert_")


@contextmanager
def indexing_at_once(connection: "Connection") -> Iterator[None]:
    """A time in which lessons and their tags are only added, to be indexed at its end.

    The triggers that would do it row by row are away meanwhile; they come back with the transaction, however
    that ends.

    Args:
        connection: To the journal, in a transaction.
    """
    first = connection.value("SELECT coalesce(max(number), 0) + 1 FROM lessons")
    triggers = [
        (row["name"], row["sql"])
        for row in connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        if row["name"].startswith(_TRIGGERS) and row["name"].endswith("index")
    ]
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.execute(sql)
    columns = ", ".join(f'"{column}"' for column in INDEXED_COLUMNS)
    connection.execute(
        f"INSERT INTO lesson_index (rowid, {columns})"
        f" SELECT number, {columns} FROM lesson_texts WHERE number >= ?",
        (first,),
    )
    connection.execute(
        "INSERT INTO text_changes (lesson) SELECT number FROM lessons WHERE number >= ?", (first,)
    )
