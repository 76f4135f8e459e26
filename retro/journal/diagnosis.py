"""What is wrong with a journal's file, in one sentence: SQLite has one message for many causes."""

import os
import stat
from pathlib import Path

from retro.encryption.keys import is_encrypted
from retro.encryption.texts import notes_of
from retro.errors import JournalUnusable, NothingFound
from retro.heads import SQLITE, head

__all__ = ["doubt", "inspect_file", "obstacle", "sentence"]


def inspect_file(path: Path) -> None:
    """Say in one sentence why ``path`` cannot be a journal, before SQLite is asked.

    SQLite has one message for three causes, and opens an empty file as if it were a new journal.

    Raises:
        NothingFound: When there is no file.
        JournalUnusable: When it is a directory, empty, unreadable, or no SQLite file.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise JournalUnusable(f"{path} is a directory, not a journal.")
        if not stat.S_ISREG(status.st_mode):
            raise JournalUnusable(f"{path} is not a regular file, so it cannot be a journal.")
        header = head(path, len(SQLITE))
    except FileNotFoundError:
        raise NothingFound(f"There is no journal at {path} yet.", hint="retro add") from None
    except NotADirectoryError:
        raise JournalUnusable(f"{path} lies below something that is not a directory.") from None
    except PermissionError:
        raise JournalUnusable(f"{path} may not be read by you; its permissions forbid it.") from None
    except OSError as error:
        raise JournalUnusable(f"{path} cannot be read: {error.strerror}.") from error
    if not header:
        raise JournalUnusable(
            f"{path} is empty (0 bytes), not a journal. If a sync or a full disk emptied it, "
            "restore it from a backup; if it never held anything, delete it."
        )
    if header != SQLITE and not is_encrypted(path):
        if notes_of(path).recipients:
            raise JournalUnusable(f"{path} was encrypted, and is damaged. Restore it from a backup.")
        raise JournalUnusable(f"{path} is not a journal: it is no SQLite file.")


def obstacle(path: Path) -> str:
    """Why nothing can be written at a journal's place, as part of a sentence; "" where that is not seen."""
    try:
        disk = os.statvfs(path) if hasattr(os, "statvfs") else None
    except OSError:
        return ""
    if disk is not None and disk.f_flag & os.ST_RDONLY:
        return "its disk is read-only"
    if disk is not None and disk.f_blocks and not disk.f_bavail:
        return "its disk is full"
    effective = os.access in os.supports_effective_ids
    if not os.access(path.parent, os.W_OK, effective_ids=effective):
        return "its folder is read-only"
    return "" if os.access(path, os.W_OK, effective_ids=effective) else "it is read-only"


def sentence(path: Path, error: Exception) -> str:
    """One sentence for what SQLite reports; its own words where we know no better."""
    name = getattr(error, "sqlite_errorname", "") or ""
    # One code has many causes: a full disk shows as five of them.
    if name.startswith(_OF_THE_DISK) and (why := obstacle(path)):
        return f"The journal {path} cannot be written: {why}; nothing was changed."
    for prefix, sentence in _SENTENCES.items():
        if name.startswith(prefix):
            return sentence.format(path=path)
    return f"The journal {path} cannot be used: {error} ({name or 'SQLite'}); nothing was changed."


def doubt(path: Path, error: Exception) -> str:
    """The sentence where a commit failed after it was written: nobody knows whether it is on the disk.

    It stands in the log then, and where the disk fails on, nobody can take it out again.
    """
    if getattr(error, "sqlite_errorname", "") in {"SQLITE_IOERR", "SQLITE_IOERR_FSYNC"}:
        return f"The disk of {path} fails, and may have kept this change or not: look before you do it again."
    return ""


_OF_THE_DISK = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_READONLY")

_SENTENCES = {
    "SQLITE_FULL": "The disk that holds {path} is full; nothing was changed.",
    "SQLITE_IOERR_WRITE": "{path} could not be written (is the disk full?); nothing was changed.",
    "SQLITE_IOERR_SHMSIZE": "{path} could not be opened (is the disk full?); nothing was changed.",
    "SQLITE_IOERR": "{path} could not be read or written: its disk fails or is full; nothing was changed.",
    "SQLITE_READONLY_DBMOVED": "{path} was replaced while it was open; nothing was changed. Try again.",
    "SQLITE_READONLY": "{path} or its folder is read-only; nothing was changed.",
    "SQLITE_BUSY": "Another program has held {path} for over 30 seconds; nothing was changed. Try again.",
    "SQLITE_LOCKED": "Another program holds {path}; nothing was changed. Try again.",
    "SQLITE_NOTADB": "{path} is not a journal: it is no SQLite file, or its first page is damaged.",
    "SQLITE_CORRUPT": "{path} is damaged; nothing was changed. Restore it from a backup.",
    "SQLITE_CANTOPEN": "{path} could not be opened; may its folder be written?",
}
