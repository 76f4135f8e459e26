"""What can be wrong around a journal: its folder, its backups, who may read it, and what was left behind."""

import datetime as dt
import os
import shlex
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from retro.encryption.keys import is_encrypted
from retro.errors import JournalLocked, JournalUnusable, RetroError
from retro.journal.ailments import MOST_TOLD, Ailment
from retro.journal.backups import Backup, Reason, backups, folder_of
from retro.journal.connection import Connection
from retro.journal.folders import dangers, look_alikes, named_as_conflict
from retro.journal.library import sqlite3
from retro.journal.merging.past import Past, common_ancestor
from retro.journal.merging.reading import opened_copy
from retro.journal.purging.tombstones import purged_ids
from retro.journal.sealed_backups import opened_backup
from retro.paths import data_home, state_folder
from retro.sealing import is_sealed

__all__ = ["against_backup", "around"]

_OLD_BACKUP = dt.timedelta(days=8)

_ABANDONED = dt.timedelta(hours=1)
"""A file in the making that nobody has written to for so long is nobody's any more."""


def around(journal: Path, now: dt.datetime) -> Iterator[Ailment]:
    """Everything that is wrong around a journal, the worst first.

    Args:
        journal: The file.
        now: The present moment.
    """
    yield from _copies(journal)
    for danger in dangers(journal):
        yield Ailment("folder", danger.said, danger.advice, serious=False)
    yield from _permissions(journal)
    yield from _backed_up(journal, now)
    yield from _plain(journal)
    yield from _left_behind(journal, now)
    yield from _waiting()


# Backups


def against_backup(journal: Path, connection: "sqlite3.Connection") -> Iterator[Ailment]:
    """The last backup: whether it is whole, and whether the journal still has its lessons.

    Args:
        journal: The file.
        connection: To it.
    """
    known = backups(journal)
    if not known:
        return
    try:
        with opened_backup(known[0].path) as copy:
            said = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            before = {row[0]: row[1] for row in copy.execute("SELECT id, title FROM lessons")}
    except JournalLocked as error:
        yield Ailment("backup", f"The last backup was not looked at. {error.sentence}", _KEY, serious=False)
        return
    except (sqlite3.DatabaseError, JournalUnusable) as error:
        said, before = "it cannot be read", {}
        if is_sealed(known[0].path) and isinstance(error, JournalUnusable):
            advice = "Find the key that it was made for, or make another: retro backup."
            yield Ailment("backup", error.sentence, advice)
            return
    if said != "ok":
        told = f"The backup {known[0].name} is damaged ({str(said).splitlines()[0]})."
        yield Ailment("backup", told, "Delete it and make another: retro backup.")
        return
    here = {row[0] for row in connection.execute("SELECT id FROM lessons")}
    with Connection(journal, writable=False) as reading:
        purged = purged_ids(reading)
    yield from _purged(known[0], sorted(before.keys() & purged))
    if known[0].reason is not Reason.RESTORE:  # what was there before a restoring is meant to be gone
        yield from _lost(
            known[0], {each: title for each, title in before.items() if each not in here | purged}
        )


def _purged(backup: Backup, ids: list[str]) -> Iterator[Ailment]:
    if ids:
        number = "a lesson" if len(ids) == 1 else f"{len(ids)} lessons"
        said = f"The backup {backup.name} still holds {number} that you have deleted for good."
        advice = f"Take it out of all backups: retro purge --backups {' '.join(ids[:MOST_TOLD])}"
        yield Ailment("purged", said, advice, serious=False)


def _lost(backup: Backup, lost: dict[str, str]) -> Iterator[Ailment]:
    """Lessons whose rows are gone: deleting is a state, so no command of ours did that."""
    for lesson_id, title in list(lost.items())[:MOST_TOLD]:
        yield Ailment(
            "lost",
            f"Lesson {lesson_id} (“{title[:60]}”) was in the backup {backup.name} and is gone.",
            f"Adding it was undone, or another program took it out; the backup still has it: {backup.path}",
            serious=False,
        )


def _backed_up(journal: Path, now: dt.datetime) -> Iterator[Ailment]:
    known = backups(journal)
    if known and now - known[0].made_at > _OLD_BACKUP:
        days = (now - known[0].made_at).days
        said = f"The last backup is {days} days old."
        yield Ailment("backup", said, "Make one: retro backup.", serious=False)


_KEY = "retro restore-backup asks for its passphrase."


def _plain(journal: Path) -> Iterator[Ailment]:
    """Backups from before an encrypted journal was encrypted: they hold it all the same."""
    try:
        if not is_encrypted(journal):
            return
    except OSError:
        return
    plain = [each for each in backups(journal) if not (is_encrypted(each.path) or is_sealed(each.path))]
    if plain:
        number = "A backup is" if len(plain) == 1 else f"{len(plain)} backups are"
        said = f"{number} not encrypted, though the journal is: {', '.join(each.name for each in plain[:3])}"
        yield Ailment("encryption", said, "retro encrypt encrypts them, too; or with --backups delete.")


# Other copies


def _copies(journal: Path) -> Iterator[Ailment]:
    """Copies of the journal beside it that a sync service has made of two computers' changes."""
    named = named_as_conflict(journal)
    found = list(dict.fromkeys((*named, *look_alikes(journal))))
    if not found:
        return
    with suppress(JournalUnusable), opened_copy(journal) as connection:  # a damaged one is told elsewhere
        ours = Past.read(connection)
        for path in found:
            yield from _copy(ours, path, is_named=path in named)


def _copy(ours: Past, path: Path, *, is_named: bool) -> Iterator[Ailment]:
    quoted = shlex.quote(str(path))
    try:
        with opened_copy(path) as connection:
            theirs = Past.read(connection)
    except RetroError as error:
        if is_named:
            said = f"{path.name} is named like a copy of the journal, and is none. {error.sentence}"
            advice = (
                f"Save what can be read, then merge that: retro doctor --salvage NEW.db --journal {quoted}"
            )
            yield Ailment("copy", said, advice)
        return
    if common_ancestor(ours, theirs).has_all:
        if is_named:
            said = f"{path.name} is another copy of the journal, which holds all of it already."
            yield Ailment("copy", said, f"It can be deleted: rm {quoted}", serious=False)
    elif is_named or _lessons(ours) & _lessons(theirs):
        said = f"{path.name} is another copy of the journal, with changes that this one lacks."
        yield Ailment("copy", said, f"Bring them in: retro merge {quoted}")


def _lessons(past: Past) -> set[str]:
    return {row["id"] for row in past.rows["lessons"].values()}


# Who may read


def _permissions(journal: Path) -> Iterator[Ailment]:
    """Files that others can read."""
    if os.name != "posix":
        return
    wanted = [(journal, 0o600), *((Path(f"{journal}{end}"), 0o600) for end in ("-wal", "-shm", "-journal"))]
    wanted += [(folder_of(journal), 0o700), *((each.path, 0o600) for each in backups(journal))]
    with suppress(RetroError):  # without a home folder there are none of these
        if journal.resolve().parent == data_home().resolve():
            wanted.append((data_home(), 0o700))
        wanted.append((state_folder(), 0o700))
        wanted += [(path, 0o700 if path.is_dir() else 0o600) for path in _below(state_folder())]
    for path, mode in wanted:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            said = f"Others on this computer may read {path}."
            yield Ailment("permissions", said, "They can be taken that right.", _closed(path, mode))


def _below(folder: Path) -> Iterable[Path]:
    return sorted(folder.rglob("*"))


def _closed(path: Path, mode: int) -> Callable[[], None]:
    def close() -> None:
        with suppress(FileNotFoundError):  # a log that is gone is read by nobody
            path.chmod(mode)

    return close


# What was left behind


def _left_behind(journal: Path, now: dt.datetime) -> Iterator[Ailment]:
    """Files that were being made when retro was killed: no one will finish them."""
    patterns = (
        (journal.resolve().parent, f".{journal.resolve().name}.*.new*"),
        (folder_of(journal), ".*.part*"),
    )
    for path in (path for folder, pattern in patterns for path in sorted(folder.glob(pattern))):
        with suppress(FileNotFoundError):
            written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
            if now - written > _ABANDONED:
                said = f"{path} was being made when retro was stopped."
                mend = _removed(path)
                yield Ailment("leftover", said, "It is of no use and can be deleted.", mend, serious=False)


def _removed(path: Path) -> Callable[[], None]:
    return lambda: path.unlink(missing_ok=True)


def _waiting() -> Iterator[Ailment]:
    """Text that is in no journal yet."""
    with suppress(RetroError):
        folder = state_folder()
        drafts = [path for path in sorted((folder / "drafts").glob("*.json")) if not _is_written(path)]
        if drafts:
            number = "A draft was" if len(drafts) == 1 else f"{len(drafts)} drafts were"
            said = f"{number} left by an app that is gone, in {folder / 'drafts'}."
            yield Ailment(
                "draft", said, "The app offers it when it opens the same journal: retro.", serious=False
            )
        unsaved = sorted((folder / "unsaved").glob("*"))
        if unsaved:
            number = "A text" if len(unsaved) == 1 else f"{len(unsaved)} texts"
            said = f"{number} that could not be saved: {', '.join(map(str, unsaved[:3]))}"
            advice = "“retro unsaved” lists them, “retro unsaved add” takes them in."
            yield Ailment("draft", said, advice, serious=False)


def _is_written(draft: Path) -> bool:
    """Whether the app that a draft is named after is running still."""
    process = draft.name.split("-")[1] if draft.name.count("-") >= 2 else ""
    if os.name != "posix" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
