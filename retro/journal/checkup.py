"""What can be wrong with a journal, looked for; and what of it can be mended without losing anything."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from retro.errors import JournalUnusable
from retro.journal.ailments import MOST_TOLD, Ailment
from retro.journal.checkup_around import against_backup, around
from retro.journal.connection import SCHEMA_VERSION, Connection, connect
from retro.journal.diagnosis import inspect_file, obstacle, sentence
from retro.journal.lesson_rows import content_hash
from retro.journal.library import sqlite3

__all__ = ["Ailment", "checkup"]

_MUCH_UNUSED = 0.3
_WORTH_PACKING = 4 * 1024 * 1024


def checkup(journal: Path, now: dt.datetime) -> Iterator[Ailment]:
    """Everything that is wrong with a journal, the worst first.

    Args:
        journal: The file; it is only read.
        now: The present moment.

    Raises:
        NothingFound: When there is none.
    """
    try:
        inspect_file(journal)
        with closing(connect(journal, writable=False)) as connection:
            yield from _damage(journal, connection)
            yield from _schema(connection)
            yield from _altered(connection)
            yield from _index(journal)
            yield from _space(journal, connection)
            yield from against_backup(journal, connection)
    except sqlite3.DatabaseError as error:
        yield Ailment("damaged", sentence(journal, error), _SALVAGE)
    except JournalUnusable as error:
        yield Ailment("damaged", error.sentence, _SALVAGE)
    yield from around(journal, now)


_SALVAGE = "retro doctor --salvage NEW.db saves what can be read; retro restore-backup goes back to a backup."


def _damage(journal: Path, connection: "sqlite3.Connection") -> Iterator[Ailment]:
    said = [row[0] for row in connection.execute(f"PRAGMA integrity_check({MOST_TOLD})")]
    if said != ["ok"]:
        first = said[0].splitlines()[0]
        yield Ailment("damaged", f"{journal} is damaged in {len(said)} places or more: {first}.", _SALVAGE)
    for row in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_TOLD):
        said_of = f"A row of {row[0]} names one of {row[2]} that is not there."
        yield Ailment("reference", said_of, _SALVAGE)


def _schema(connection: "sqlite3.Connection") -> Iterator[Ailment]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < SCHEMA_VERSION:
        said = f"The journal has schema {version}; this retro writes {SCHEMA_VERSION}."
        yield Ailment("schema", said, "It is brought up to date when it is next written.", serious=False)
        return
    from retro.journal.migrations import schema_of_new  # noqa: PLC0415 - loads sqlite_utils, 85 ms

    wanted, found = schema_of_new(), _objects(connection)
    for name in sorted(wanted.keys() - found.keys()):
        yield Ailment("schema", f"“{name}” is missing in the journal's schema.", _SALVAGE)
    for name in sorted(name for name in wanted.keys() & found.keys() if wanted[name] != found[name]):
        yield Ailment("schema", f"Another program has changed “{name}” in the journal's schema.", _SALVAGE)


def _objects(connection: "sqlite3.Connection") -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {row["name"]: row["sql"] for row in rows}


def _altered(connection: "sqlite3.Connection") -> Iterator[Ailment]:
    """Lessons whose text is not the one that was written: SQLite's own check does not see a flipped bit."""
    told = 0
    for row in connection.execute("SELECT * FROM lessons"):
        if content_hash(dict(row)) != row["content_hash"] and told < MOST_TOLD:
            told += 1
            yield Ailment(
                "altered",
                f"Lesson {row['id']} (“{row['title'][:60]}”) is not what retro wrote.",
                "Another program changed it, or the disk did: compare it with a backup; retro edit keeps it.",
            )


def _index(journal: Path) -> Iterator[Ailment]:
    """The full-text index against the lessons: as many rows, and each as it should be."""
    try:
        with closing(connect(journal, writable=True)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            try:
                writer.execute("INSERT INTO lesson_index (lesson_index, rank) VALUES ('integrity-check', 1)")
            finally:
                writer.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_ERROR")):
            said = "The full-text index does not fit the lessons."
            yield Ailment("index", said, "It can be made anew.", lambda: _rebuild(journal), serious=False)
        elif not (name.startswith("SQLITE_BUSY") or obstacle(journal)):
            raise


def _rebuild(journal: Path) -> None:
    from retro.journal.fulltext import FullText  # noqa: PLC0415 - only where it is damaged

    with Connection(journal) as connection:
        FullText(connection).rebuild()


def _space(journal: Path, connection: "sqlite3.Connection") -> Iterator[Ailment]:
    # SQLCipher answers in letters.
    size, page = journal.stat().st_size, int(connection.execute("PRAGMA page_size").fetchone()[0])
    unused = connection.execute("PRAGMA freelist_count").fetchone()[0] * page
    if unused > max(_WORTH_PACKING, size * _MUCH_UNUSED):
        said = f"{unused // 1024**2} of {size // 1024**2} MiB of the journal are unused."
        yield Ailment("space", said, "It can be packed.", lambda: _pack(journal), serious=False)
    free = shutil.disk_usage(journal.parent).free
    if free < 2 * size + _WORTH_PACKING:
        said = (
            f"The disk has {free // 1024**2} MiB left; a backup of the journal needs {size // 1024**2 + 1}."
        )
        yield Ailment("space", said, "Make room on it.")


def _pack(journal: Path) -> None:
    with closing(connect(journal, writable=True)) as connection:
        connection.execute("VACUUM")
