"""A journal as lines of JSON and back, without loss: every row of every table, history and all.

The first line tells the format and the schema; each other one is a row. Tables come in a fixed order, rows
by their keys and fields as the schema has them, so that two dumps of one journal differ where it has changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from retro.errors import InvalidValue, JournalUnusable, UsageProblem
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.diagnosis import inspect_file, sentence
from retro.journal.library import sqlite3
from retro.journal.unfinished import put_in_place, unfinished

__all__ = ["FORMAT", "Filling", "dump", "lines_of", "load", "load_into_memory", "new_journal"]

FORMAT = 1
"""Raised when what stands in a dump means something else; the schema has a number of its own."""

LONGEST_LINE = 64 * 1024 * 1024
"""Characters of one row: a lesson of a megabyte is written with room to spare."""


def dump(journal: Path) -> Iterator[str]:
    """The lines of a dump, each with its end; all of one moment, whoever writes meanwhile.

    Raises:
        JournalUnusable: When the journal cannot be read.
        NothingFound: When there is none.
    """
    inspect_file(journal)
    try:
        with closing(connect(journal, writable=False)) as connection:
            yield from lines_of(connection)
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(sentence(journal, error)) from error


def lines_of(connection: "sqlite3.Connection") -> Iterator[str]:
    """The lines of a dump of an open journal.

    Raises:
        sqlite3.DatabaseError: When it cannot be read.
    """
    from retro.journal.migrations import HISTORIC_TABLES  # noqa: PLC0415 - loads sqlite_utils, 85 ms

    connection.execute("BEGIN")
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    yield _line({"retro": "dump", "format": FORMAT, "schema": schema})
    for table in (*HISTORIC_TABLES, *_HISTORY):
        keys = ", ".join(_columns(connection, table)[0])
        if not keys:
            continue  # an earlier retro's journal has no such table
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {keys}"):
            yield _line({"table": table, "row": dict(row)})
    connection.execute("COMMIT")


_HISTORY = ("steps", "changes")


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _columns(connection: "sqlite3.Connection", table: str) -> tuple[list[str], list[str]]:
    """The columns of a table's key, and all of them."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [row["name"] for row in sorted(rows, key=lambda row: row["pk"]) if row["pk"]], [
        row["name"] for row in rows
    ]


def load(lines: Iterable[str], journal: Path) -> int:
    """Make a new journal of a dump, and bring it up to date; returns how many rows it has.

    Args:
        lines: Of the dump.
        journal: Where the new journal is to be; there must be none yet.

    Raises:
        UsageProblem: When there is a journal already, or the lines are no dump; nothing is left behind.
        JournalUnusable: When the journal cannot be written.
    """
    rows = iter(lines)
    with new_journal(journal, _schema_of(next(rows, ""))) as filling:
        return _fill(filling, rows)


def _fill(filling: "Filling", rows: Iterable[str]) -> int:
    count = 0
    for number, line in enumerate(rows, 2):
        if line.strip():
            _insert(filling, line, number)
            count += 1
    filling.refuse_loose_ends()
    return count


def load_into_memory(lines: Iterable[str]) -> "sqlite3.Connection":
    """A journal of a dump that is on no disk, brought up to date.

    Raises:
        UsageProblem: When the lines are no dump.
    """
    from retro.journal.migrations import apply  # noqa: PLC0415 - as above

    rows = iter(lines)
    schema = _schema_of(next(rows, ""))
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    try:
        apply(connection, up_to=schema)
        with _without_history(connection):
            _fill(Filling(connection), rows)
        apply(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def new_journal(journal: Path, schema: int, *, like: Path | None = None) -> Iterator["Filling"]:
    """A new journal of a schema, to be filled; afterwards it is brought up to date and put in its place.

    Args:
        journal: Where it is to be.
        schema: That it has while it is filled.
        like: A journal; where that is encrypted, so is the new one.

    Raises:
        UsageProblem: When there is a file at ``journal`` already.
        JournalUnusable: When it cannot be written; then, and on any exception, nothing is left behind.
    """
    from retro.journal.migrations import apply  # noqa: PLC0415 - loads sqlite_utils, 85 ms

    if journal.exists():
        raise _taken(journal)
    try:
        with unfinished(journal) as part:
            with closing(connect(part, writable=True, like=like)) as connection:
                apply(connection, up_to=schema)
                with _without_history(connection):
                    yield Filling(connection)
                apply(connection)
            if not put_in_place(part, journal):
                raise _taken(journal)
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(sentence(journal, error)) from error
    except OSError as error:
        raise JournalUnusable(f"{journal} could not be written: {error.strerror}.") from error


@contextmanager
def _without_history(connection: "sqlite3.Connection") -> Iterator[None]:
    """Rows that bring their own history: it must not be told that they were all just made."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    triggers = [
        (row["name"], row["sql"])
        for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        if row["name"].endswith("_history")
    ]
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")


class Filling:
    """A journal that is being filled with rows, in any order.

    Args:
        connection: To it, in a transaction in which references need not hold yet.
    """

    def __init__(self, connection: "sqlite3.Connection") -> None:
        from retro.journal.migrations import HISTORIC_TABLES  # noqa: PLC0415 - as above

        self._connection = connection
        self.tables = {
            name: columns
            for name in (*HISTORIC_TABLES, *_HISTORY)
            if (columns := _columns(connection, name)[1])
        }
        """The columns of each table."""

    def insert(self, table: str, row: Mapping[str, Any]) -> str:
        """Insert a row; returns why it does not fit, empty when it does."""
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join("?" * len(row))
        try:
            self._connection.execute(
                f"INSERT INTO {table} ({names}) VALUES ({values})", tuple(map(_storable, row.values()))
            )
        except (sqlite3.IntegrityError, sqlite3.OperationalError, InvalidValue) as error:
            return str(error) or type(error).__name__
        return ""

    def refuse_loose_ends(self) -> None:
        """See that every row that is named is there.

        Raises:
            UsageProblem: When one is not.
        """
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise UsageProblem(
                f"The dump is not whole: a row of {broken[0]} names one of {broken[2]} that is not there."
            )

    def cut_loose(self) -> dict[str, int]:
        """Take out references that lead nowhere, else their rows; how many rows of each table."""
        gone: dict[str, int] = {}
        while broken := self._connection.execute("PRAGMA foreign_key_check").fetchall():
            for table, number, _, reference in {tuple(row) for row in broken}:
                gone[table] = gone.get(table, 0) + self._cut(table, number, reference)
        return {table: count for table, count in gone.items() if count}

    def _cut(self, table: str, number: int | None, reference: int) -> int:
        links = self._connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        link = next(each for each in links if each["id"] == reference)
        column, parent = link["from"], f"SELECT {link['to']} FROM {link['table']}"
        required = any(
            row["name"] == column and (row["notnull"] or row["pk"])
            for row in self._connection.execute(f"PRAGMA table_info({table})")
        )
        where = f'"{column}" IS NOT NULL AND "{column}" NOT IN ({parent})'
        if number is not None:
            where += f" AND rowid = {number}"
        if required:
            return self._connection.execute(f"DELETE FROM {table} WHERE {where}").rowcount
        self._connection.execute(f'UPDATE {table} SET "{column}" = NULL WHERE {where}')
        return 0


def _taken(journal: Path) -> UsageProblem:
    return UsageProblem(
        f"There is a journal at {journal} already; a dump becomes a new one.",
        hint="retro load DUMP --journal new.db",
    )


def _schema_of(line: str) -> int:
    """The schema that the first line of a dump tells.

    Raises:
        UsageProblem: When it is no first line of a dump, or one of a newer retro.
    """
    said = _parsed(line)
    schema = said.get("schema")
    if said.get("retro") != "dump" or not isinstance(schema, int) or schema < 1:
        raise UsageProblem("This is no dump of a journal: its first line does not say so.")
    if said.get("format") != FORMAT or schema > SCHEMA_VERSION:
        raise UsageProblem(f"This dump was written by a newer retro (schema {schema}).")
    return schema


def _parsed(line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        return {}
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _insert(filling: Filling, line: str, number: int) -> None:
    said = _parsed(line)
    table, row = str(said.get("table")), said.get("row")
    if table not in filling.tables or not isinstance(row, dict) or not set(row) <= set(filling.tables[table]):
        raise UsageProblem(f"Line {number} of the dump is no row of a journal; nothing was loaded.")
    why = filling.insert(table, row)
    if why:
        raise UsageProblem(
            f"Line {number} of the dump does not fit into a journal ({why}); nothing was loaded."
        )


def _storable(value: object) -> object:
    """What SQLite has a type for.

    Raises:
        InvalidValue: For anything else.
    """
    if value is None or isinstance(value, str | float):
        return value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return int(value)
    raise InvalidValue(f"{type(value).__name__} is no value of a row")
