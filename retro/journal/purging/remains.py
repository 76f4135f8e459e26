"""Files beside the journal that may hold a lesson's text as well: drafts, unsaved texts, backups."""

import json
import mmap
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from retro.encryption.keys import known_key
from retro.encryption.texts import salt_of_sealed, sealed_with, unsealed
from retro.errors import JournalLocked, JournalUnusable, RetroError
from retro.files import replacing
from retro.journal.backups import Backup, backups, folder_of
from retro.journal.connection import Connection, connect_new
from retro.journal.folders import look_alikes
from retro.journal.library import sqlite3
from retro.journal.purging.removing import Removed, remove
from retro.journal.sealed_backups import opened_backup, rewritten, text_of
from retro.paths import state_folder
from retro.sealing import is_sealed

__all__ = [
    "backups_locked",
    "backups_with",
    "clear_state",
    "copies_with",
    "files_of",
    "files_with",
    "purge_backup",
]


_OF_TEXTS = ("unsaved", "overwritten")
"""Folders of what could not be saved, and of posts as they were before retro wrote over them."""

_MADE_ANEW = ("preview.html", "copied.md")
"""Of no use but at once: nobody has to look for a text in the many forms that it has on a page."""


def clear_state(removed: Removed) -> list[Path]:
    """Take drafts and other texts of lessons out of the state folder; returns the files that it was in."""
    cleared = []
    with suppress(JournalUnusable):  # without a home folder there is none
        folder = state_folder()
        drafts = sorted((folder / "drafts").glob("*.*"))
        cleared += [path for path in drafts if _clear_drafts(path, removed)]
        for path in (path for name in _OF_TEXTS for path in sorted((folder / name).glob("*"))):
            text = _text_of(path)
            if removed.texts.are_in(text) or any(lesson_id in text for lesson_id in removed.ids):
                path.unlink(missing_ok=True)
                cleared.append(path)
        for path in (folder / name for name in _MADE_ANEW):
            if path.exists():
                path.unlink()
                cleared.append(path)
    return cleared


def _text_of(path: Path) -> str:
    """What a file says; of one that is sealed for another journal nothing."""
    try:
        return unsealed(path.read_bytes()).decode("utf-8", "replace")
    except JournalLocked:
        return ""


def _clear_drafts(path: Path, removed: Removed) -> bool:
    """Rewrite a file of drafts without those of lessons; one that is broken goes if it has their text."""
    text = _text_of(path)
    try:
        drafts = [dict(draft) for draft in json.loads(text)]
    except (ValueError, TypeError):
        if removed.texts.are_in(text):
            path.unlink(missing_ok=True)
            return True
        return False
    kept = [draft for draft in drafts if not _is_of(draft, removed)]
    if len(kept) == len(drafts):
        return False
    if kept:
        salt = salt_of_sealed(path.read_bytes())
        with replacing(path, private=True) as file:
            content = json.dumps(kept).encode("ascii")
            file.write(content if salt is None else sealed_with(content, known_key(salt)))
    else:
        path.unlink(missing_ok=True)
    return True


def _is_of(draft: dict[str, Any], removed: Removed) -> bool:
    return draft.get("lesson_id") in removed.ids or removed.texts.are_in(str(draft.get("text", "")))


def backups_with(journal: Path, removed: Removed, needles: tuple[bytes, ...]) -> list[Backup]:
    """The backups that still hold one of the lessons, or its text."""
    return [
        each
        for each in backups(journal)
        if _holds_lesson(each.path, removed.ids) or files_with([each.path], needles)
    ]


def backups_locked(journal: Path) -> list[Backup]:
    """The backups that are encrypted and cannot be opened here, so that nobody can tell what they hold."""
    return [each for each in backups(journal) if is_sealed(each.path) and not _opens(each.path)]


def _opens(backup: Path) -> bool:
    try:
        text_of(backup)
    except RetroError:
        return False
    return True


def copies_with(journal: Path, removed: Removed) -> list[Path]:
    """Other copies of the journal beside it, as sync services leave them, that hold one of the lessons."""
    return [path for path in look_alikes(journal) if _holds_lesson(path, removed.ids)]


def _holds_lesson(path: Path, ids: Collection[str]) -> bool:
    """Whether a backup has a lesson, or a change of one; what cannot be read tells nothing."""
    try:
        if is_sealed(path) and not any(each in text_of(path) for each in ids):
            return False  # to load it would take seconds
        with opened_backup(path) as connection:
            return any(
                connection.execute(
                    "SELECT 1 FROM lessons WHERE id = ?1 UNION ALL SELECT 1 FROM changes"
                    " WHERE table_name = 'lessons' AND json_extract(before, '$.id') = ?1 LIMIT 1",
                    (lesson_id,),
                ).fetchone()
                for lesson_id in ids
            )
    except (sqlite3.DatabaseError, JournalUnusable):
        return False


def purge_backup(backup: Path, ids: Iterable[str], moment: str) -> None:
    """Take lessons out of a backup, which stays one file that any tool can read.

    Raises:
        JournalUnusable: When it cannot be read or written.
    """
    if is_sealed(backup):
        with rewritten(backup) as connection:
            remove(connection, ids, moment)
        return
    with Connection(backup) as connection:
        remove(connection, ids, moment)
        connection.write_anew()
    try:
        with closing(connect_new(backup, like=backup)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise JournalUnusable(f"The backup {backup} cannot be closed: {error}.") from error


def files_of(journal: Path) -> Iterator[Path]:
    """The journal, what SQLite keeps beside it and its backups, unfinished ones, and the state folder."""
    for ending in ("", "-wal", "-shm", "-journal"):
        yield Path(f"{journal}{ending}")
    for pattern in (".*.part*", "*.db-*"):
        yield from sorted(folder_of(journal).glob(pattern))
    with suppress(JournalUnusable):
        yield from sorted(path for path in state_folder().rglob("*") if path.is_file())


def files_with(files: Iterable[Path], needles: tuple[bytes, ...]) -> list[Path]:
    """The files that have one of the needles in them, byte for byte."""
    return [path for path in files if _has(path, needles)]


def _has(path: Path, needles: tuple[bytes, ...]) -> bool:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return any(content.find(needle) >= 0 for needle in needles)
    except (FileNotFoundError, ValueError):  # gone, or empty
        return False
