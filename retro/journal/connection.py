"""Opens journals by the SQLite of this process, and owns transactions."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from retro.encryption.keys import Key, is_encrypted, key_of
from retro.errors import InvalidValue, JournalUnusable
from retro.heads import File, hold, let_go
from retro.journal.diagnosis import doubt, sentence
from retro.journal.library import encrypts, sqlite3

__all__ = [
    "APPLICATION_ID",
    "BUSY_TIMEOUT_SECONDS",
    "SCHEMA_VERSION",
    "Connection",
    "Row",
    "Waiting",
    "bare",
    "connect",
    "connect_new",
    "copy_pages",
    "patiently",
]

APPLICATION_ID = 0x5265_7472
"""``Retr``: tells a journal from any other SQLite file (https://www.sqlite.org/pragma.html)."""

SCHEMA_VERSION = 5
"""Kept in ``PRAGMA user_version``, so that one read tells whether migrations have to be loaded at all."""

BUSY_TIMEOUT_SECONDS = 30.0
"""With 5 s, one of 1,000 captures from 50 processes was refused; with 30 s none."""

WONDERING_SECONDS = 1.0
"""After so long a person wonders what a command is waiting for."""

_WAL_SAFE = (3, 51, 3)
"""Older libraries can corrupt a WAL file when two connections checkpoint while a third commits."""

_NEEDS_TO_WRITE = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_FULL")
"""What SQLite says where it cannot make the files beside a journal that it wants even to read."""

_OLDEST = (3, 37, 0)
"""STRICT tables."""

Row = Mapping[str, Any]
Waiting = Callable[[], object]


class Connection:
    """An open journal file: reading, and writing inside ``transaction()`` only.

    Args:
        path: The file, which must exist and be a current journal (``retro.journal.opening`` sees to that).
        writable: False opens it without ever changing a byte, also on a read-only or full disk.
        waiting: Called when another writer has been waited for longer than a person wonders why.
        prepare: Changes a copy in memory, which is then read in the place of the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        writable: bool = True,
        waiting: Waiting | None = None,
        prepare: "Callable[[sqlite3.Connection], object] | None" = None,
    ) -> None:
        self.path = path
        self.writable = writable
        self._waiting = waiting
        self.note = ""
        self.has_written = False
        self._depth = 0
        self._inode = 0
        with self.explained():
            if prepare is None:
                self._sqlite, self.note = _opened(path, writable=writable, waiting=waiting)
            else:
                from retro.journal.unwritable import prepared  # noqa: PLC0415 - as below

                sqlite, self.note = prepared(path, bare, prepare)
                self._sqlite = _ready(sqlite, path, writable=False, waiting=None)
            self._inode = path.stat().st_ino

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last connection to it folds the write-ahead log into the journal."""
        self._sqlite.close()

    @property
    def in_transaction(self) -> bool:
        """True between the start of a write and its commit."""
        return self._depth > 0

    @property
    def changes(self) -> int:
        """How many rows this connection has changed so far."""
        return self._sqlite.total_changes

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """All rows of a SELECT, as mappings from column to value.

        Raises:
            JournalUnusable: When the file cannot be read.
        """
        with self.explained():
            return self._sqlite.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """The first row, or None.

        Raises:
            JournalUnusable: When the file cannot be read.
        """
        with self.explained():
            found: Row | None = self._sqlite.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """The first column of the first row, or None.

        Raises:
            JournalUnusable: When the file cannot be read.
        """
        found = self.row(sql, parameters)
        return None if found is None else found[0]  # type: ignore[index]

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> int:
        """Run one statement that changes rows; returns the row number of an INSERT.

        Raises:
            JournalUnusable: When the disk is full, the file is read-only, and the like.
            InvalidValue: When a constraint of the schema forbids it.
        """
        if not self.in_transaction:
            raise AssertionError("a write outside Connection.transaction()")
        with self.explained():
            return self._sqlite.execute(sql, parameters).lastrowid or 0

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement that changes rows with many values; of thousands it takes half the time.

        Raises:
            JournalUnusable: As ``execute`` does.
            InvalidValue: As ``execute`` does.
        """
        if not self.in_transaction:
            raise AssertionError("a write outside Connection.transaction()")
        with self.explained():
            self._sqlite.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """``BEGIN IMMEDIATE`` … ``COMMIT``; an inner transaction joins the outer one.

        sqlite-utils' own deferred transactions kept 68 of 1,000 concurrent captures, this keeps 1,000. On
        return the change is on disk; on any exception nothing of it is.

        Raises:
            JournalUnusable: When the journal cannot be written; nothing was changed, or else it says so.
        """
        if self.in_transaction:
            yield
            return
        if not self.writable:
            raise JournalUnusable(f"The journal {self.path} is open for reading only; nothing was changed.")
        with self.explained():
            patiently(self._sqlite, lambda: self._sqlite.execute("BEGIN IMMEDIATE"), self._waiting)
        self._depth = 1
        try:
            yield
            self._refuse_a_replaced_file()
            self._commit()
            self.has_written = True
        except BaseException:
            # A full disk has already rolled back; a second ROLLBACK would hide the first error.
            if self._sqlite.in_transaction:
                self._sqlite.rollback()
            raise
        finally:
            self._depth = 0

    def _commit(self) -> None:
        with self.explained():
            try:
                self._sqlite.execute("COMMIT")
            except sqlite3.OperationalError as error:
                if said := doubt(self.path, error):
                    raise JournalUnusable(said) from error
                raise

    def write_anew(self) -> bool:
        """Write the whole file anew, without what was deleted from it, and empty its log.

        Returns:
            False when another program is reading, so that the log still holds what was deleted.

        Raises:
            JournalUnusable: When it cannot be written.
        """
        with self.explained():
            self._sqlite.execute("PRAGMA secure_delete = ON")
            patiently(self._sqlite, lambda: self._sqlite.execute("VACUUM"))
            return not self._sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def _refuse_a_replaced_file(self) -> None:
        """SQLite goes on writing to a deleted file without a word; what it would acknowledge is lost."""
        try:
            inode = self.path.stat().st_ino
        except OSError:
            inode = -1
        if inode != self._inode:
            raise JournalUnusable(
                f"The journal {self.path} was deleted or replaced while it was open; nothing was changed."
            )

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences: a refused value, or a file that cannot be used."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise InvalidValue(f"The journal refuses that: {error}.") from error
        except sqlite3.DatabaseError as error:
            if self._inode:
                self._refuse_a_replaced_file()  # with a rollback journal SQLite takes it for a read-only one
            raise JournalUnusable(sentence(self.path, error)) from error


def connect(
    path: Path, *, writable: bool, waiting: Waiting | None = None, like: Path | None = None
) -> "sqlite3.Connection":
    """A bare connection with the settings that every retro connection has.

    Args:
        path: The file.
        writable: Whether to write.
        waiting: As for ``patiently``.
        like: For a file that is still empty: it becomes encrypted as this one is.

    Raises:
        sqlite3.DatabaseError: As SQLite says it.
        JournalUnusable: When SQLite is too old, or the file is another program's or a newer retro's.
    """
    return _opened(path, writable=writable, waiting=waiting, like=like)[0]


def connect_new(path: Path, *, like: Path) -> "sqlite3.Connection":
    """A connection to an empty file that is to be a copy of another: encrypted by its key where that is.

    Raises:
        sqlite3.DatabaseError: As SQLite says it.
        JournalLocked: When the key is not known.
    """
    return bare(path, "mode=rw", like)


def _key(path: Path) -> Key | None:
    """The key of a file, when this process can use it.

    Raises:
        JournalUnusable: When the file is encrypted, and this process has begun with a plain one.
    """
    try:
        encrypted = is_encrypted(path)
    except OSError:
        return None  # SQLite has better words for it
    if encrypted and not encrypts():  # before somebody types a passphrase in vain
        raise JournalUnusable(
            f"{path} is encrypted, and this retro was started when its journal was not. Start it again."
        )
    return key_of(path)


def _opened(
    path: Path, *, writable: bool, waiting: Waiting | None, like: Path | None = None
) -> "tuple[sqlite3.Connection, str]":
    """A bare connection, and a sentence where it reads in a way that a person should know of."""
    _key(path)  # before anything else asks which library it is
    if sqlite3.sqlite_version_info < _OLDEST:
        raise JournalUnusable(
            f"This Python's SQLite is {sqlite3.sqlite_version}; retro needs 3.37 or newer "
            "(pip install pysqlite3)."
        )
    try:
        sqlite = bare(path, "mode=rw" if writable else "mode=ro", like)
        return _ready(sqlite, path, writable=writable, waiting=waiting), ""
    except sqlite3.OperationalError as error:
        if writable or not (getattr(error, "sqlite_errorname", "") or "").startswith(_NEEDS_TO_WRITE):
            raise
    from retro.journal.unwritable import read_all_the_same  # noqa: PLC0415 - only where nothing can be written

    sqlite, note = read_all_the_same(path, bare)
    return _ready(sqlite, path, writable=False, waiting=waiting), note


@cache
def _connection_class() -> "type[sqlite3.Connection]":
    """Connections that say when they are closed, as ``retro.heads`` wants to know."""

    class Held(sqlite3.Connection):
        held: File | None = None

        def close(self) -> None:
            super().close()
            if self.held is not None:
                let_go(self.held)
                self.held = None

    return Held


def bare(path: Path, options: str, like: Path | None = None) -> "sqlite3.Connection":
    """A connection without any setting, to a file or to ``:memory:``, with the key that ``like`` has."""
    key = _key(path if like is None else like)
    # The path goes in as a URI so that options can be said; quote what a URI would eat.
    address = "file:" + str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    held = hold(path)
    try:
        sqlite = sqlite3.connect(
            f"{address}?{options}",
            uri=True,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=_connection_class(),
        )
    except BaseException:
        if held is not None:
            let_go(held)
        raise
    sqlite.held = held  # type: ignore[attr-defined]
    sqlite.row_factory = sqlite3.Row
    if key is not None:
        sqlite.execute(f'PRAGMA key = "{key.raw}"')
    return sqlite


def _ready(
    sqlite: "sqlite3.Connection", path: Path, *, writable: bool, waiting: Waiting | None
) -> "sqlite3.Connection":
    try:
        patiently(sqlite, lambda: _set_up(sqlite, path, writable=writable), waiting)
    except BaseException:
        sqlite.close()
        raise
    return sqlite


def _set_up(sqlite: "sqlite3.Connection", path: Path, *, writable: bool) -> None:
    _refuse_strangers(sqlite, path)
    sqlite.execute("PRAGMA foreign_keys = ON")
    if writable:
        sqlite.execute("PRAGMA synchronous = FULL")
        mode = "wal" if sqlite3.sqlite_version_info >= _WAL_SAFE else "truncate"
        if sqlite.execute("PRAGMA journal_mode").fetchone()[0] != mode:
            sqlite.execute(f"PRAGMA journal_mode = {mode}")


def patiently(
    sqlite: "sqlite3.Connection",
    action: Callable[[], object],
    waiting: Waiting | None = None,
    *,
    longest: float | None = None,
) -> None:
    """Do what may have to wait for another writer; whoever has waited longer asks more often.

    SQLite's own waiting backs off to 100 ms and so starves some: of 50 processes one waited 6.8 s. To ask a
    busy journal much more often helps nobody: at 10 ms that took half of two processors from those who write.

    Args:
        sqlite: The connection.
        action: What to do.
        waiting: Called once, when it has taken ``WONDERING_SECONDS``.
        longest: Seconds to wait; by default ``BUSY_TIMEOUT_SECONDS``.

    Raises:
        sqlite3.OperationalError: When the journal was busy for so long.
    """
    sqlite.execute("PRAGMA busy_timeout = 0")
    began = time.monotonic()
    told = False
    try:
        while True:
            try:
                action()
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - began
                busy = (getattr(error, "sqlite_errorname", "") or "").startswith("SQLITE_BUSY")
                if not busy or waited > (BUSY_TIMEOUT_SECONDS if longest is None else longest):
                    raise
                if waiting is not None and not told and waited > WONDERING_SECONDS:
                    told = True
                    waiting()
                pause = max(0.006, 0.12 - waited * 0.04)
                time.sleep(0.001 + pause * os.urandom(1)[0] / 255)
            else:
                return
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000:.0f}")


def copy_pages(
    source: "sqlite3.Connection",
    target: "sqlite3.Connection",
    busy: "sqlite3.Connection",
    waiting: Waiting | None = None,
) -> None:
    """Copy all pages in one step: in small ones a copy begins anew with every write, and never ends.

    Python's own waiting for another writer never ends either, and cannot be interrupted.

    Args:
        source: Where they come from.
        target: Where they go.
        busy: The one of both that somebody else may be writing to.
        waiting: As for ``patiently``.

    Raises:
        sqlite3.OperationalError: When it was busy for ``BUSY_TIMEOUT_SECONDS``; else as SQLite says it.
    """

    def refuse_to_wait(status: int, _left: int, _pages: int) -> None:
        if status & 0xFF in (_BUSY, _LOCKED):
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorname = "SQLITE_BUSY"
            raise error

    patiently(busy, lambda: source.backup(target, pages=-1, progress=refuse_to_wait), waiting)


_BUSY, _LOCKED = 5, 6
"""https://www.sqlite.org/rescode.html; not every build of the module has names for them."""


def _refuse_strangers(sqlite: "sqlite3.Connection", path: Path) -> None:
    """Other programs' databases and newer journals, before a setting of ours could change a byte of them."""
    if not path.stat().st_size:
        return  # a new journal in the making
    if sqlite.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise JournalUnusable(f"{path} is an SQLite database, but not a retro journal.")
    version = sqlite.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise JournalUnusable(
            f"{path} was written by a newer retro (schema {version}; this one knows {SCHEMA_VERSION}). "
            "Install the newer retro; nothing was changed."
        )
