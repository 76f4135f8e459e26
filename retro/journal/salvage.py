"""A new journal out of what can be read of a damaged one, and a list of what is missing.

Rows that the disk does not give back are taken, where lessons are concerned, from what the history still
knows of them, else from the last backup that can be read: an earlier version is better than none, and said.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retro.encryption.keys import Key, key_of
from retro.encryption.pages import write_readable
from retro.errors import JournalUnusable
from retro.journal.backups import backups
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.diagnosis import sentence
from retro.journal.dumping import Filling, new_journal
from retro.journal.lesson_rows import content_hash
from retro.journal.library import sqlite3
from retro.journal.pages import page_size, schema_pages, table_rows
from retro.journal.sealed_backups import opened_backup

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Salvaged", "salvage"]

Values = Mapping[str, Any]

_MOST_PROBED = 200_000
"""Row numbers that are asked for one by one between two damaged places."""

_OWNED = ("lesson_themes", "lesson_people", "evidence")
"""Tables whose rows belong to one lesson, and come with it."""

_NAMES = ("companies", "themes", "people")


@dataclass(slots=True)
class Salvaged:
    """What came of it.

    Attributes:
        rows: How many rows of each table were read.
        earlier: Lessons that are there in an earlier version, with where that came from.
        unlinked: Rows that were left out since what they belong to could not be read.
        unread: Tables of which something could not be read.
    """

    rows: dict[str, int] = field(default_factory=dict)
    earlier: list[str] = field(default_factory=list)
    unlinked: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not (self.earlier or self.unlinked or self.unread)


def salvage(journal: Path, to: Path) -> Salvaged:
    """Make a new journal of what can be read; the damaged one is not touched.

    Raises:
        UsageProblem: When there is a file at ``to`` already.
        JournalUnusable: When nothing can be read at all, or the new one cannot be written.
    """
    report = Salvaged()
    key = key_of(journal)
    if key is not None:
        _salvage_encrypted(journal, to, key, report)
        return report
    try:
        with closing(connect(journal, writable=False)) as damaged:
            if _has_schema(damaged):
                _save(damaged, to, journal, report)
                return report
        with tempfile.TemporaryDirectory(prefix="retro-") as folder:
            mended = Path(folder) / "mended.db"
            _with_a_new_schema(journal, mended)
            with closing(connect(mended, writable=False)) as damaged:
                _save(damaged, to, journal, report)
    except sqlite3.DatabaseError as error:
        raise _nothing(journal, error) from error
    return report


def _salvage_encrypted(journal: Path, to: Path, key: Key, report: Salvaged) -> None:
    """The same for an encrypted journal: its pages are only read by SQLite, and cannot be looked for.

    Raises:
        JournalUnusable: When nothing can be read, or it cannot be copied.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="retro-") as folder:
            readable = Path(folder) / "readable.db"
            write_readable(journal, key, readable)
            log = Path(f"{journal}-wal")
            if log.exists():
                shutil.copyfile(log, f"{readable}-wal")
            with closing(connect(readable, writable=False)) as damaged:
                _save(damaged, to, journal, report)
    except sqlite3.DatabaseError as error:
        raise _nothing(journal, error) from error
    except OSError as error:
        raise JournalUnusable(f"{journal} could not be copied: {error.strerror}.") from error


def _nothing(journal: Path, error: Exception) -> JournalUnusable:
    return JournalUnusable(
        f"{sentence(journal, error)} Not even its table of contents can be read.",
        hint="retro restore-backup, of one that “retro backup --list” shows",
    )


def _save(damaged: "sqlite3.Connection", to: Path, journal: Path, report: Salvaged) -> None:
    damaged.text_factory = _as_far_as_text
    schema = damaged.execute("PRAGMA user_version").fetchone()[0]
    with new_journal(to, schema, like=journal) as filling:
        _fill(filling, damaged, journal, report)
        if not report.rows:
            raise sqlite3.DatabaseError("no row can be read")


def _has_schema(connection: "sqlite3.Connection") -> bool:
    """Whether SQLite can tell where the tables are."""
    try:
        return bool(connection.execute("SELECT count(*) FROM lessons LIMIT 1"))
    except sqlite3.DatabaseError:
        return not _is_blind(connection)


def _is_blind(connection: "sqlite3.Connection") -> bool:
    try:
        connection.execute("SELECT sql FROM sqlite_master").fetchall()
    except sqlite3.DatabaseError:
        return True
    return False


def _with_a_new_schema(journal: Path, mended: Path) -> None:
    """A copy of a journal with the pages of a new one where the tables' places are kept.

    Journals of one schema are made by the same steps, so their tables begin on the same pages.
    """
    content = bytearray(journal.read_bytes())
    donor = mended.with_name("donor.db")
    with new_journal(donor, _schema_number(content)):
        pass
    with closing(connect(donor, writable=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    fresh = donor.read_bytes()
    size = page_size(fresh)
    for page in schema_pages(fresh):
        # The first page begins with what the file says of itself, which is this file's own.
        start, end = (page - 1) * size + (_HEADER if page == 1 else 0), page * size
        content[start:end] = fresh[start:end]
    mended.touch(mode=0o600)
    mended.write_bytes(content)


_HEADER = 100


def _schema_number(content: bytearray) -> int:
    """``PRAGMA user_version``, where the file's header has it (https://www.sqlite.org/fileformat2.html)."""
    return min(max(1, int.from_bytes(content[60:64], "big")), SCHEMA_VERSION)


def _as_far_as_text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _fill(filling: Filling, damaged: "sqlite3.Connection", journal: Path, report: Salvaged) -> None:
    found: dict[str, list[Values]] = {}
    for table in filling.tables:
        reading = _Reading(damaged, table)
        found[table] = list(reading.rows())
        if reading.failed:
            report.unread.append(table)
        for row in found[table]:
            told = report.unlinked if filling.insert(table, row) else report.rows
            told[table] = told.get(table, 0) + 1
    if "lessons" in report.unread and key_of(journal) is None:
        _from_pages(filling, journal, found, report)
    if report.unread:
        _from_history(filling, found, report)
        _from_backup(filling, journal, found, report)
    for table, count in filling.cut_loose().items():
        report.unlinked[table] = report.unlinked.get(table, 0) + count


class _Reading:
    """One table, read from both ends and between: a damaged page is stepped over."""

    def __init__(self, connection: "sqlite3.Connection", table: str) -> None:
        self._connection = connection
        self._table = table
        self.failed = False

    def rows(self) -> Iterator[Values]:
        """All rows that can be read, each once."""
        try:
            key = self._key()
        except sqlite3.DatabaseError:
            self.failed = True
            return
        seen: set[tuple[object, ...]] = set()
        for order in ("ASC", "DESC"):
            by = ", ".join(f'"{column}" {order}' for column in key)
            for row in self._reads(f"SELECT * FROM {self._table} ORDER BY {by}"):
                place = tuple(row[column] for column in key)
                if place in seen:
                    break
                seen.add(place)
                yield row
            if not self.failed:
                return
        yield from self._between(key, seen)

    def _between(self, key: "Sequence[str]", seen: set[tuple[object, ...]]) -> Iterator[Values]:
        """The rows between the damaged places, asked for one by one by their numbers."""
        if list(key) != ["number"]:
            return
        numbers = {place[0] for place in seen if isinstance(place[0], int)}
        last = max(numbers, default=0) + 1_000
        for number in range(1, min(last, _MOST_PROBED)):
            if number not in numbers:
                yield from self._reads(f"SELECT * FROM {self._table} WHERE number = {number}")

    def _key(self) -> list[str]:
        rows = self._connection.execute(f"PRAGMA table_info({self._table})").fetchall()
        return [row["name"] for row in sorted(rows, key=lambda row: row["pk"]) if row["pk"]]

    def _reads(self, sql: str) -> Iterator[Values]:
        try:
            for row in self._connection.execute(sql):
                yield dict(row)
        except sqlite3.DatabaseError:
            self.failed = True


def _from_pages(filling: Filling, journal: Path, found: Mapping[str, list[Values]], report: Salvaged) -> None:
    """Lessons on pages that nothing leads to any more, each known by its content hash."""
    columns = filling.tables["lessons"]
    there = {row["number"] for row in found["lessons"]}
    hashed = columns.index("content_hash")
    for number, values in table_rows(journal.read_bytes()):
        if len(values) != len(columns) or number in there:
            continue
        row = {**dict(zip(columns, values, strict=True)), "number": number}
        if values[hashed] == content_hash(row) and not filling.insert("lessons", row):
            there.add(number)
            found["lessons"].append(row)
            report.rows["lessons"] = report.rows.get("lessons", 0) + 1


def _from_history(filling: Filling, found: Mapping[str, list[Values]], report: Salvaged) -> None:
    """Lessons as they were before their last change, where that is all that is left."""
    there = {row["number"] for row in found["lessons"]}
    earlier: dict[int, Values] = {}
    for change in found["changes"]:
        if change["table_name"] != "lessons" or change["before"] is None:
            continue
        try:
            row = json.loads(change["before"])
        except ValueError:
            continue
        if isinstance(row, dict) and row.get("number") not in there:
            earlier[row["number"]] = row
    for row in earlier.values():
        if not filling.insert("lessons", row):
            report.earlier.append(f"{row['id']} “{row['title'][:60]}”, from the history")
            report.rows["lessons"] = report.rows.get("lessons", 0) + 1


def _from_backup(
    filling: Filling, journal: Path, found: Mapping[str, list[Values]], report: Salvaged
) -> None:
    """Lessons of the last readable backup that are nowhere else, with all that is theirs."""
    for backup in backups(journal):
        try:
            with opened_backup(backup.path) as copy:
                copies = {
                    table: [dict(row) for row in copy.execute(f"SELECT * FROM {table}")]
                    for table in (*_NAMES, "lessons", *_OWNED)
                }
        except (sqlite3.DatabaseError, JournalUnusable):
            continue
        there = {row["number"] for row in found["lessons"]}
        for table in _NAMES:
            for row in copies[table]:
                filling.insert(table, row)
        for row in copies["lessons"]:
            if row["number"] not in there and not filling.insert("lessons", row):
                report.earlier.append(f"{row['id']} “{row['title'][:60]}”, from {backup.name}")
                report.rows["lessons"] = report.rows.get("lessons", 0) + 1
        for table in _OWNED:
            for row in copies[table]:
                if row["lesson"] not in there:
                    filling.insert(table, row)
        return
