"""Open a journal, start a new one, or say in one sentence why neither can be done."""

import os
from contextlib import suppress
from pathlib import Path

from retro.errors import JournalUnusable, NothingFound
from retro.journal.connection import SCHEMA_VERSION, Connection, Waiting, connect
from retro.journal.diagnosis import inspect_file
from retro.journal.history import utc_now
from retro.paths import data_home, expanded

__all__ = ["default_path", "open_connection"]


def default_path() -> Path:
    """``$RETRO_JOURNAL``, else ``journal.db`` in the folder where the platform keeps users' data."""
    named = os.environ.get("RETRO_JOURNAL")
    if named:
        return expanded(named)
    return data_home() / "journal.db"


def open_connection(
    path: Path, *, create: bool = True, writable: bool = True, waiting: Waiting | None = None
) -> Connection:
    """Open the journal at ``path``; make it, and its folder, when it is new and ``create`` is true.

    ``waiting`` is called when it takes long because another program is writing.

    Raises:
        NothingFound: When there is none and ``create`` is false.
        JournalUnusable: When it is no journal, a newer one, damaged, or cannot be written.
    """
    try:
        inspect_file(path)
    except NothingFound:
        if not create:
            raise
        _start_new(path)
    connection = Connection(path, writable=writable, waiting=waiting)
    try:
        if connection.value("PRAGMA user_version") < SCHEMA_VERSION:
            connection.close()
            connection = _brought_up_to_date(path, writable=writable, waiting=waiting)
    except BaseException:
        connection.close()
        raise
    return connection


def _start_new(path: Path) -> None:
    """Make a whole journal under another name and link it into place, so that nobody meets half of one."""
    from retro.journal.unfinished import put_in_place, unfinished  # noqa: PLC0415 - only for a new journal

    path = path.resolve()  # where a link leads that has no journal behind it yet
    try:
        with unfinished(path) as part:
            _migrate(part)
            put_in_place(part, path)  # where another process was faster, its journal is as good as ours
    except OSError as error:
        raise JournalUnusable(f"No journal can be made at {path}: {error.strerror}.") from error


def _brought_up_to_date(path: Path, *, writable: bool, waiting: Waiting | None) -> Connection:
    """An older journal, opened; where that cannot be written, for reading only, from a copy that is new."""
    try:
        kept = _keep_as_it_is(path)
        try:
            _migrate(path)
        except JournalUnusable:
            if _is_older(path):  # still: each further attempt would leave another copy of the same
                with suppress(OSError):
                    kept.unlink()
            raise
    except JournalUnusable:
        if writable:
            raise
        from retro.journal.migrations import apply  # noqa: PLC0415 - loads sqlite_utils, 85 ms

        return Connection(path, writable=False, prepare=apply)
    return Connection(path, writable=writable, waiting=waiting)


def _is_older(path: Path) -> bool:
    with Connection(path, writable=False) as connection:
        return bool(connection.value("PRAGMA user_version") < SCHEMA_VERSION)


def _keep_as_it_is(path: Path) -> Path:
    """A backup before a migration: the way back to an older retro, and out of a mistake of ours."""
    from retro.journal.backups import Reason, make_backup  # noqa: PLC0415 - only older journals need it

    return make_backup(path, Reason.MIGRATION, utc_now).path


def _migrate(path: Path) -> None:
    from retro.journal.library import sqlite3  # noqa: PLC0415
    from retro.journal.migrations import apply  # noqa: PLC0415 - loads sqlite_utils, 85 ms

    try:
        connection = connect(path, writable=True)
        try:
            apply(connection)
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(
            f"{path} could not be brought up to date: {error}; nothing was changed."
        ) from error
