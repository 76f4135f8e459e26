"""A journal as lines of JSON and back, without loss: every row of every table, history and all.

The first line tells the format and the schema; each other one is a row. Tables come in a fixed order, rows
by their keys and fields as the schema has them, so that two dumps of one journal differ where it has changed.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from retro.errors import InvalidValue, JournalUnusable, UsageProblem
from retro.journal.connection import SCHEMA_VERSION, connect, sqlite3
from retro.journal.diagnosis import inspect_file, sentence

__all__ = ["FORMAT", "dump", "load"]

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
    from retro.journal.migrations import HISTORIC_TABLES  # noqa: PLC0415 - loads sqlite_utils, 85 ms

    inspect_file(journal)
    try:
        with closing(connect(journal, writable=False)) as connection:
            connection.execute("BEGIN")
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            yield _line({"retro": "dump", "format": FORMAT, "schema": schema})
            for table in (*HISTORIC_TABLES, *_HISTORY):
                keys = ", ".join(_columns(connection, table)[0])
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY {keys}"):
                    yield _line({"table": table, "row": dict(row)})
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(sentence(journal, error)) from error


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
    if journal.exists():
        raise _taken(journal)
    part = journal.with_name(f".{journal.name}.{os.urandom(4).hex()}.new")
    try:
        journal.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        count = _fill(part, iter(lines))
        _put_in_place(part, journal)
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(sentence(journal, error)) from error
    except OSError as error:
        raise JournalUnusable(f"{journal} could not be written: {error.strerror}.") from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{ending}").unlink(missing_ok=True)
    return count


def _put_in_place(part: Path, journal: Path) -> None:
    try:
        os.link(part, journal)
    except FileExistsError:
        raise _taken(journal) from None
    except OSError:  # a file system without hard links
        part.rename(journal)


def _taken(journal: Path) -> UsageProblem:
    return UsageProblem(
        f"There is a journal at {journal} already; a dump becomes a new one.",
        hint="retro load DUMP --journal new.db",
    )


def _fill(part: Path, lines: Iterator[str]) -> int:
    """A journal of the dump's own schema with the dump's rows in it, brought up to date."""
    from retro.journal.migrations import HISTORIC_TABLES, apply  # noqa: PLC0415 - as above

    schema = _schema_of(next(lines, ""))
    with closing(connect(part, writable=True)) as connection:
        apply(connection, up_to=schema)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        # The rows bring their own history; it must not be told that they were all just made.
        triggers = [
            (row["name"], row["sql"])
            for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            if row["name"].endswith("_history")
        ]
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        tables = {name: _columns(connection, name)[1] for name in (*HISTORIC_TABLES, *_HISTORY)}
        count = 0
        for number, line in enumerate(lines, 2):
            if line.strip():
                _insert(connection, line, number, tables)
                count += 1
        for _, sql in triggers:
            connection.execute(sql)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise UsageProblem(
                f"The dump is not whole: a row of {broken[0]} names one of {broken[2]} that is not there."
            )
        connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys = ON")
        apply(connection)
    return count


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


def _insert(
    connection: "sqlite3.Connection", line: str, number: int, tables: Mapping[str, list[str]]
) -> None:
    said = _parsed(line)
    row = said.get("row")
    columns = tables.get(str(said.get("table")))
    if columns is None or not isinstance(row, dict) or not set(row) <= set(columns):
        raise UsageProblem(f"Line {number} of the dump is no row of a journal; nothing was loaded.")
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join("?" * len(row))
    try:
        connection.execute(
            f"INSERT INTO {said['table']} ({names}) VALUES ({values})", tuple(map(_storable, row.values()))
        )
    except (sqlite3.IntegrityError, sqlite3.OperationalError, InvalidValue) as error:
        raise UsageProblem(
            f"Line {number} of the dump does not fit into a journal ({error}); nothing was loaded."
        ) from error


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
