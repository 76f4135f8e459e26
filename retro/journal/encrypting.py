"""Encrypt a journal, decrypt it, or give it another key; its backups and the texts beside it go with it.

A file is never changed in place. Another is written beside it, read back and compared row by row, and takes
its name in one step, so that whatever ends the process leaves the one or the other, whole. Meanwhile nobody
else may have the journal open: SQLite's log belongs to a name, and a program that went on with the old file
would share the log of the new one.
"""

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from retro.encryption.keys import Key, is_encrypted, key_of, remember, salt_of
from retro.encryption.texts import salt_of_sealed, sealed_with, unsealed
from retro.errors import JournalLocked, JournalUnusable
from retro.files import replacing
from retro.folders import sync_folder
from retro.journal.backups import Backup, backups
from retro.journal.connection import bare, connect, patiently
from retro.journal.diagnosis import sentence
from retro.journal.exporting import export, to_export
from retro.journal.library import encrypts, sqlite3
from retro.journal.opening import open_connection
from retro.journal.unfinished import unfinished
from retro.paths import state_folder
from retro.sealing import is_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Recoded", "has_key", "recode", "recode_backups", "recode_file", "recode_texts"]

_IN_USE = 3.0
"""Seconds to wait until others have closed the journal: a command does so at once, the app does not."""

_MADE_ANEW = ("preview.html", "copied.md")
"""Of no use but at once, and plain."""


@dataclass(slots=True)
class Recoded:
    """What was done beside the journal, and what could not be.

    Attributes:
        backups: That have the same key as the journal now.
        left: That have not, each with why.
        texts: Files of drafts and unsaved texts that were written anew.
    """

    backups: list[Backup] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)
    texts: list[Path] = field(default_factory=list)


def recode(journal: Path, key: Key | None) -> bool:
    """Encrypt a journal with a key, or decrypt it; returns whether the old file's bytes are overwritten.

    Raises:
        NothingFound: When there is none.
        JournalUnusable: When it is damaged, open elsewhere, or cannot be written; nothing was changed.
    """
    encrypts()  # the one library that reads both
    open_connection(journal, create=False).close()  # an older one is brought up to date
    return recode_file(journal, key)


def recode_backups(journal: Path, key: Key | None, report: Recoded) -> None:
    """Let the backups of a journal have the key that it has; what cannot be read stays as it is."""
    for each in backups(journal):
        if has_key(each.path, key):
            continue
        try:
            recode_file(each.path, key, ending="part")
        except JournalUnusable as error:
            report.left.append((each.path, error.sentence))
        else:
            report.backups.append(each)


def has_key(path: Path, key: Key | None) -> bool:
    """Whether a file has a key already; a backup that is sealed has keys of its own, and needs none."""
    if is_sealed(path):
        return True
    if not is_encrypted(path):
        return key is None
    return key is not None and salt_of(path) == key.salt


def recode_file(path: Path, key: Key | None, *, ending: str = "new") -> bool:
    """The same for a file that is a journal or a backup of one.

    Args:
        path: The file.
        key: That it is to have.
        ending: Of the new file's name, until it has the old one's.

    Raises:
        JournalUnusable: When it is damaged, open elsewhere, or cannot be written; nothing was changed.
    """
    path = path.resolve()  # what takes its place must not take the place of a link to it
    was_plain = key_of(path) is None
    if key is not None:
        remember(key)
    try:
        with closing(_locked(path)) as lock, unfinished(path, ending=ending) as part:
            _clear_away(path, part)
            with to_export(path) as source:
                export(source, part, key)
            _compare(path, part)
            _settle(part, path)
            with os.fdopen(os.open(path, os.O_RDWR), "r+b") as old:  # which gives up the lock, once closed
                part.replace(path)
                sync_folder(path.parent)
                lock.execute("ROLLBACK")
                lock.close()
                return was_plain and _overwrite(old.fileno())
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(sentence(path, error)) from error
    except OSError as error:
        raise JournalUnusable(f"{path} could not be written anew: {error.strerror}.") from error


def _clear_away(path: Path, part: Path) -> None:
    """Delete what was left by one that was killed: nobody else can be at work while we have the lock."""
    begin, ending = f".{path.name}.", part.suffix
    for left in path.parent.iterdir():
        is_ours = left.name.startswith(begin) and left.suffix.startswith(ending)
        if is_ours and not left.name.startswith(part.name):
            left.unlink(missing_ok=True)


def _locked(path: Path) -> "sqlite3.Connection":
    """A connection that keeps others from writing to a file which has no log, and which nobody else uses.

    Raises:
        JournalUnusable: When somebody does.
    """
    connection = connect(path, writable=True)
    try:
        while True:  # somebody may open it between the two, and give it a log again
            patiently(connection, lambda: connection.execute("PRAGMA journal_mode = DELETE"), longest=_IN_USE)
            patiently(connection, lambda: connection.execute("BEGIN IMMEDIATE"))
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
                return connection
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        connection.close()
        if (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise JournalUnusable(
                f"Another retro has {path} open; nothing was changed. Close it, and try again."
            ) from error
        raise
    except BaseException:
        connection.close()
        raise


def _compare(path: Path, part: Path) -> None:
    """Read the new file from the disk, and see that it is whole and holds just what the old one holds.

    Raises:
        JournalUnusable: When it does not; the old one is still in its place.
    """
    with closing(bare(path, "mode=rw")) as old, closing(bare(part, "mode=rw")) as new:
        said = [row[0] for row in new.execute("PRAGMA integrity_check(1)")]
        wrong = [] if said == ["ok"] else said
        if is_encrypted(part):
            wrong += [row[0] for row in new.execute("PRAGMA cipher_integrity_check")]
        if not wrong and _contents(old) != _contents(new):
            wrong = ["its rows differ"]
    if wrong:
        raise JournalUnusable(
            f"What was written is not the same as {path} ({wrong[0]}); nothing was changed."
        )


def _contents(connection: "sqlite3.Connection") -> dict[str, str]:
    """The schema and the numbers of a file, and a hash of the rows of each table."""
    tables = connection.execute(
        "SELECT name, sql, rootpage FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    found = {name: _hash(connection.execute(f"PRAGMA {name}")) for name in ("application_id", "user_version")}
    found["the schema"] = _hash(
        connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    )
    for table in tables:
        if table["rootpage"]:  # a virtual table's rows are in tables of its own
            found[table["name"]] = _hash(_rows(connection, table["name"]))
    return found


def _rows(connection: "sqlite3.Connection", table: str) -> "Iterable[tuple[object, ...]]":
    kind = connection.execute("SELECT wr FROM pragma_table_list(?)", (table,)).fetchone()[0]
    keys = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
    order = ", ".join(f'"{row[0]}"' for row in keys) if kind else "rowid"
    chosen = "*" if kind else "rowid, *"
    return connection.execute(f'SELECT {chosen} FROM "{table}" ORDER BY {order}')


def _hash(rows: "Iterable[Iterable[object]]") -> str:
    digest = sha256()
    for row in rows:
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _settle(part: Path, path: Path) -> None:
    """Have the new file on the disk, with the permissions of the old one, which others may not widen."""
    descriptor = os.open(part, os.O_RDWR)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, path.stat().st_mode & 0o600)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite(descriptor: int) -> bool:
    """Write zeros over a file that has no name any more; False where it has one still, by a hard link."""
    status = os.fstat(descriptor)
    if status.st_nlink:
        return False
    os.lseek(descriptor, 0, os.SEEK_SET)
    zeros = bytes(1 << 20)
    for start in range(0, status.st_size, len(zeros)):
        os.write(descriptor, zeros[: status.st_size - start])
    os.fsync(descriptor)
    return True


# Texts beside the journal


def recode_texts(journal: Path, before: Key | None, key: Key | None, report: Recoded) -> None:
    """Seal the drafts and unsaved texts of a journal with its new key; without one they become plain.

    Args:
        journal: The file.
        before: The key that it had.
        key: The key that it has.
        report: Told of what was done.
    """
    with suppress(JournalUnusable):  # without a home folder there is none
        for path in _texts_of(journal, before):
            try:
                content = path.read_bytes()
                with replacing(path, private=True) as file:
                    file.write(sealed_with(unsealed(content), key))
            except (OSError, JournalLocked) as error:
                report.left.append((path, str(error)))
            else:
                report.texts.append(path)
        if key is not None:
            for name in _MADE_ANEW:
                with suppress(OSError):
                    (state_folder() / name).unlink(missing_ok=True)


def _texts_of(journal: Path, before: Key | None) -> Iterator[Path]:
    """The files of texts that were meant for a journal: sealed by its old key, or plain and naming it."""
    from retro.drafts import Drafts  # noqa: PLC0415 - the path is the app's, not every command's
    from retro.unsaved import waiting  # noqa: PLC0415

    names = {str(journal.absolute()), str(journal.resolve())}
    yield from (path for name in names for path in Drafts(name).files())
    for each in waiting():
        salt = salt_of_sealed(each.path.read_bytes())
        of_before = before is not None and salt == before.salt
        if of_before or (salt is None and each.unsaved.journal in {"", *names}):
            yield each.path
