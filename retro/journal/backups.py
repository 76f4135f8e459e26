"""Copies of the journal, whole and verified: made by SQLite's own backup in one step, and kept by age.

They lie in the folder ``backups`` beside the journal, readable by its owner alone. A name tells when and why:
``journal-20240515T120000Z-daily.db``. Daily ones are thinned out: the last of each of 7 days, of 4 weeks and
of 12 months stays. Those that somebody asked for, and those made before something risky, stay until deleted.
"""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from retro.encryption.keys import key_of
from retro.errors import JournalUnusable, NothingFound
from retro.folders import make_folder, sync_folder
from retro.journal.connection import Waiting, connect, connect_new, copy_pages
from retro.journal.diagnosis import inspect_file, obstacle, sentence
from retro.journal.library import sqlite3
from retro.journal.sealed_backups import opened_backup, seal, wants_sealing
from retro.journal.unfinished import put_in_place, unfinished
from retro.sealing import is_sealed

if TYPE_CHECKING:
    from retro.journal.history import Clock

__all__ = ["Backup", "Reason", "backups", "find_backup", "make_backup", "restore", "thin_out"]

DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How many daily backups stay: one a day, then one a week, then one a month."""

_NAME = re.compile(r"(?P<moment>\d{8}T\d{6}Z)-(?P<reason>[a-z-]+)(?:-\d+)?\.(?:db|age)", re.ASCII)
_FORMAT = "%Y%m%dT%H%M%SZ"


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    ASKED = "asked"
    MIGRATION = "before-migration"
    RESTORE = "before-restore"
    MERGE = "before-merge"
    DAMAGED = "damaged"


class Backup(NamedTuple):
    """A copy of the journal as it was at a moment (UTC)."""

    path: Path
    made_at: dt.datetime
    reason: Reason

    @property
    def name(self) -> str:
        """What it is called when it is to be restored."""
        return self.path.name


def folder_of(journal: Path) -> Path:
    """Where the backups of a journal lie."""
    return journal.resolve().parent / "backups"


def backups(journal: Path) -> list[Backup]:
    """The backups of a journal, the latest first."""
    found = []
    prefix = f"{journal.resolve().stem}-"
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(journal).iterdir():
            match = _NAME.fullmatch(path.name.removeprefix(prefix)) if path.name.startswith(prefix) else None
            if match is None or match["reason"] not in set(Reason):
                continue
            moment = dt.datetime.strptime(match["moment"], _FORMAT).replace(tzinfo=dt.UTC)
            found.append(Backup(path, moment, Reason(match["reason"])))
    return sorted(found, key=lambda each: (each.made_at, each.name), reverse=True)


def find_backup(journal: Path, named: str) -> Path:
    """A backup by its name, by the beginning of it after the journal's own, or by its path.

    Raises:
        NothingFound: When there is none, or several are meant.
    """
    if "/" in named or Path(named).suffix in {".db", ".age"}:
        path = Path(named) if Path(named).exists() else folder_of(journal) / Path(named).name
        if path.is_file():
            return path
    prefix = f"{journal.resolve().stem}-"
    fitting = [each for each in backups(journal) if each.name.removeprefix(prefix).startswith(named)]
    if len(fitting) != 1 or not named:
        what = f"{len(fitting)} backups are" if fitting else "No backup is"
        raise NothingFound(f"{what} called “{named}”.", hint="retro backup --list")
    return fitting[0].path


def make_backup(
    journal: Path, reason: Reason, clock: "Clock", *, to: Path | None = None, encrypt: bool = False
) -> Backup:
    """Copy a journal, as it is at this moment, and see that the copy can be read.

    Args:
        journal: The file.
        reason: Why.
        clock: Tells the moment.
        to: A file for the copy, in the place of one among the backups.
        encrypt: So that only keys of the user open it, whatever the settings say.

    Raises:
        NothingFound: When there is no journal.
        UsageProblem: When it is to be encrypted and cannot be.
        JournalUnusable: When it cannot be read, or the copy cannot be written or is damaged.
    """
    inspect_file(journal)
    moment = clock().astimezone(dt.UTC)
    name = f"{journal.resolve().stem}-{moment.strftime(_FORMAT)}-{reason}"
    folder = folder_of(journal) if to is None else to.resolve().parent
    try:
        with unfinished(folder / name, ending="part") as part:
            sealed = encrypt or wants_sealing()
            (seal if sealed else _copy)(journal, part)
            _verify(part)
            ending = "age" if sealed else "db"
            path = _in_place(part, folder / f"{name}.{ending}" if to is None else to)
    except OSError as error:
        raise JournalUnusable(f"No backup can be made in {folder}: {error.strerror}.") from error
    return Backup(path, moment.replace(microsecond=0), reason)


def _copy(journal: Path, part: Path) -> None:
    """Make one file of a journal and its log."""
    _copy_from(lambda: closing(connect(journal, writable=False)), journal, part)


def _copy_from(
    opened: "Callable[[], AbstractContextManager[sqlite3.Connection]]", journal: Path, part: Path
) -> None:
    try:
        with (
            opened() as source,
            closing(connect_new(part, like=journal)) as target,
        ):
            copy_pages(source, target, source)
            # The copy is one file that any tool can read, also where nothing may be written.
            target.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.DatabaseError, OSError) as error:
        if getattr(error, "sqlite_errorname", ""):
            raise JournalUnusable(sentence(journal, error)) from error
        raise JournalUnusable(_no_copy(journal, part, error)) from error


def _no_copy(journal: Path, part: Path, error: Exception) -> str:
    """SQLite's backup tells no code, and its words are of either file."""
    why = obstacle(part) or str(error)
    if why == "disk I/O error":
        why = "writing it failed (is the disk full?)"
    return f"No copy of the journal {journal} can be made: {why}; nothing was changed."


def _verify(part: Path) -> None:
    """Read the copy anew, from the disk.

    Raises:
        JournalUnusable: When it is not whole.
    """
    try:
        with opened_backup(part) as copy:
            said = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said != ["ok"]:
        raise JournalUnusable(f"The backup was damaged and is not kept ({said[0]}).", hint="retro doctor")


def _in_place(part: Path, wanted: Path) -> Path:
    """Give a finished copy its name, or one like it where another copy has that name already."""
    path, count = wanted, 1
    try:
        _sync(part)
        while not put_in_place(part, path):
            count += 1
            path = wanted.with_name(f"{wanted.stem}-{count}{wanted.suffix}")
    except OSError as error:
        raise JournalUnusable(f"{path} could not be written: {error.strerror}.") from error
    return path


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def thin_out(journal: Path) -> list[Backup]:
    """Delete the daily backups that are no longer kept; returns them."""
    daily = [each for each in backups(journal) if each.reason is Reason.DAILY]
    kept = set(_kept(daily))
    gone = [each for each in daily if each.path not in kept]
    for each in gone:
        with suppress(OSError):  # it goes the next time
            each.path.unlink(missing_ok=True)
    return gone


def _kept(latest_first: Iterable[Backup]) -> Iterable[Path]:
    """The last of each of so many days, weeks and months in which there is one at all."""
    for pattern, most in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        seen: dict[str, Path] = {}
        for each in latest_first:
            seen.setdefault(each.made_at.strftime(pattern), each.path)
        yield from list(seen.values())[:most]


def restore(journal: Path, backup: Path, clock: "Clock", waiting: Waiting | None = None) -> Backup | None:
    """Make the journal what it was in a backup; returns a backup of what it was before.

    The pages are written into the journal in one transaction, so that others who have it open see one or the
    other. Where there is no journal the copy takes its place; one that cannot be read is moved aside, to the
    backups. ``waiting`` is called when it takes long because another program is writing.

    Raises:
        JournalUnusable: When the backup is no whole journal, or the journal cannot be written.
    """
    if not is_sealed(backup):
        inspect_file(backup)
    _verify(backup)
    if not journal.exists():
        _copy_to_new(journal, backup)
        return None
    try:
        before = make_backup(journal, Reason.RESTORE, clock)
    except JournalUnusable:
        return _in_place_of_damaged(journal, backup, clock)
    try:
        with (
            _alike(backup, journal) as source,
            closing(connect(journal, writable=True, waiting=waiting)) as target,
        ):
            copy_pages(source, target, target, waiting)
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(sentence(journal, error)) from error
    return before


@contextmanager
def _alike(backup: Path, journal: Path) -> "Iterator[sqlite3.Connection]":
    """A backup whose pages can be copied into a journal: plain where that is, and encrypted where that is.

    Raises:
        JournalUnusable: When it has to be written anew for that, and cannot.
    """
    key, sealed = key_of(journal), is_sealed(backup)
    if (key is None) == (sealed or key_of(backup) is None):
        with opened_backup(backup) as source:
            yield source
        return
    from retro.journal.exporting import export, to_export  # noqa: PLC0415 - where one of both is encrypted

    with unfinished(journal) as part:
        with opened_backup(backup) if sealed else to_export(backup) as source:
            export(source, part, key)
        with closing(connect(part, writable=False)) as readable:
            yield readable


def _in_place_of_damaged(journal: Path, backup: Path, clock: "Clock") -> Backup:
    """Move a journal that SQLite cannot read aside, with its log, for whoever can read more of it."""
    moment = clock().astimezone(dt.UTC)
    aside = folder_of(journal) / f"{journal.resolve().stem}-{moment.strftime(_FORMAT)}-{Reason.DAMAGED}.db"
    try:
        make_folder(aside.parent)
        os.link(journal, aside)
        for ending in ("-wal", "-shm"):
            log = Path(f"{journal}{ending}")
            if log.exists():
                log.rename(f"{aside}{ending}")
        journal.unlink()
    except OSError as error:
        raise JournalUnusable(f"{journal} could not be moved aside: {error.strerror}.") from error
    _copy_to_new(journal, backup)
    return Backup(aside, moment.replace(microsecond=0), Reason.DAMAGED)


def _copy_to_new(journal: Path, backup: Path) -> None:
    try:
        with unfinished(journal) as part:
            _copy_from(lambda: opened_backup(backup), backup, part)
            _verify(part)
            _sync(part)
            part.rename(journal)
            sync_folder(journal.parent)
    except OSError as error:
        raise JournalUnusable(f"{journal} could not be written: {error.strerror}.") from error
