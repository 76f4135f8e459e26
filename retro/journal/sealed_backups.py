"""Backups that only the keys of their owner open: a dump of the journal, sealed before a byte is on the disk.

A dump, for not every SQLite library can hand out the pages of a journal in memory; and what is in it can also
be had without retro: ``age -d -i sync.key FILE | retro load - --journal new.db``.
"""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from retro.errors import JournalUnusable, UsageProblem
from retro.files import replacing
from retro.journal.connection import Connection, connect
from retro.journal.dumping import dump, lines_of, load_into_memory
from retro.paths import state_folder
from retro.sealing import Age, Sealed, checked_recipient, device_key, is_sealed, public_key
from retro.settings import read_settings

if TYPE_CHECKING:
    from retro.journal.library import sqlite3

__all__ = ["opened_backup", "rewritten", "seal", "text_of", "wants_sealing"]


def wants_sealing() -> bool:
    """Whether the user has set that all backups are encrypted.

    Raises:
        UsageProblem: When the settings cannot be read: then nobody knows, and nothing is written.
    """
    return read_settings().backups.encrypt


def _sealing(*, make: bool = False) -> Age:
    """For the key of this device, and for the public keys that the user has named."""
    key = device_key(state_folder(), make=make)
    named = map(checked_recipient, read_settings().backups.recipients)
    return Age(key, {public_key(key), *named})


def seal(journal: Path, part: Path) -> None:
    """Write what a journal holds into a file, for its owner alone.

    Raises:
        JournalUnusable: When it cannot be read, or written.
        UsageProblem: When the library that encrypts is not installed, or a key that was named is none.
    """
    sealed = _sealing(make=True).seal("".join(dump(journal)).encode("utf-8", "surrogatepass"))
    with part.open("wb") as file:
        file.write(sealed)


@contextmanager
def opened_backup(backup: Path) -> Iterator["sqlite3.Connection"]:
    """A backup to be read: the file, or what is sealed in it, in memory and brought up to date.

    Raises:
        sqlite3.DatabaseError: As SQLite says it.
        JournalUnusable: When it is no journal, or not sealed for the key of this device.
    """
    if not is_sealed(backup):
        with closing(connect(backup, writable=False)) as connection:
            yield connection
        return
    with closing(_unsealed(backup)) as connection:
        yield connection


def text_of(backup: Path) -> str:
    """The dump that is sealed in a backup.

    Raises:
        JournalUnusable: When it is not sealed for the key of this device, or was changed.
    """
    try:
        return _sealing().unseal(backup.read_bytes()).decode("utf-8", "surrogatepass")
    except Sealed as error:
        raise JournalUnusable(
            f"{backup.name} cannot be decrypted: it was made for another key than "
            f"{state_folder() / 'sync.key'}, or was changed ({error})."
        ) from error
    except (UsageProblem, UnicodeDecodeError, OSError) as error:
        raise _not_opened(backup, error) from error


def _unsealed(backup: Path) -> "sqlite3.Connection":
    try:
        return load_into_memory(io.StringIO(text_of(backup), newline="\n"))
    except UsageProblem as error:
        raise _not_opened(backup, error) from error


def _not_opened(backup: Path, error: Exception) -> JournalUnusable:
    why = error.sentence if isinstance(error, UsageProblem) else str(error)
    return JournalUnusable(f"{backup.name} cannot be opened: {why}")


class _InMemory(Connection):
    """A journal that is on no disk.

    Args:
        sqlite: It.
        path: The file that it came from.
    """

    def __init__(self, sqlite: "sqlite3.Connection", path: Path) -> None:
        self.path = path
        self.writable = True
        self.note = ""
        self.has_written = False
        self._waiting = None
        self._depth = 0
        self._inode = 0
        self._sqlite = sqlite

    def _refuse_a_replaced_file(self) -> None:
        """Nothing of it is in a file."""


@contextmanager
def rewritten(backup: Path) -> Iterator[Connection]:
    """A sealed backup to be changed; it is sealed anew, and takes the place of what it was.

    Raises:
        JournalUnusable: When it cannot be read or written.
    """
    with closing(_unsealed(backup)) as sqlite:
        yield _InMemory(sqlite, backup)
        sealed = _sealing().seal("".join(lines_of(sqlite)).encode("utf-8", "surrogatepass"))
    try:
        with replacing(backup, private=True) as file:
            file.write(sealed)
    except OSError as error:
        raise JournalUnusable(f"{backup} cannot be written: {error.strerror}.") from error
