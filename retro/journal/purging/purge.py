"""Deleting lessons for good: the journal, its log, drafts and backups, and a look at what is left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from retro.errors import JournalUnusable
from retro.journal.backups import Backup
from retro.journal.connection import Connection
from retro.journal.purging.remains import (
    backups_locked,
    backups_with,
    clear_state,
    copies_with,
    files_of,
    files_with,
    purge_backup,
)
from retro.journal.purging.removing import Removed, known_ids, remove

__all__ = ["Purged", "Purging"]


@dataclass(slots=True)
class Purged:
    """What was done, and what is left to do.

    Attributes:
        removed: What was taken out of the journal.
        unfinished: Why the file or its log may still hold what was deleted; "" when it does not.
        cleared: Files of the state folder that held some of the text.
        purged_backups: Backups that lessons were taken out of.
        holding: Backups that still hold them.
        locked: Backups that are encrypted and cannot be opened here: nobody can tell whether they do.
        copies: Other copies of the journal beside it that hold them.
        left: Files of ours in which some of the text was found after all.
    """

    removed: Removed
    unfinished: str = ""
    cleared: list[Path] = field(default_factory=list)
    purged_backups: list[Backup] = field(default_factory=list)
    holding: list[Backup] = field(default_factory=list)
    locked: list[Backup] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether no file of retro's has the text any more."""
        return not (self.unfinished or self.holding or self.locked or self.copies or self.left)


class Purging:
    """Deletes lessons of a journal for good.

    Args:
        connection: The open journal.
        moment: Tells the present moment as the history keeps it.
    """

    def __init__(self, connection: Connection, moment: Callable[[], str]) -> None:
        self._connection = connection
        self._moment = moment

    def known(self, prefix: str) -> list[str]:
        """The ids that begin so of lessons that can be purged: also of those that are there no more."""
        return known_ids(self._connection, prefix)

    def purge(self, ids: Iterable[str], *, with_backups: bool = False) -> Purged:
        """Delete lessons, whatever they have ever said, and every copy of it that retro has.

        Args:
            ids: Of the lessons.
            with_backups: Take them out of the backups as well.

        Raises:
            JournalUnusable: When the journal cannot be written; nothing was changed.
        """
        removed = remove(self._connection, ids, self._moment())
        purged = Purged(removed, self.finish())
        purged.cleared = clear_state(removed)
        self._look_at_backups(purged, with_backups=with_backups)
        purged.copies = copies_with(self._connection.path, removed)
        purged.left = files_with(files_of(self._connection.path), self._needles(removed))
        return purged

    def finish(self) -> str:
        """Write the journal anew and empty its log; why that could not be done, "" when it was."""
        try:
            if self._connection.write_anew():
                return ""
        except JournalUnusable as error:
            return error.sentence
        return "Another program is reading the journal, so its log could not be emptied."

    def _look_at_backups(self, purged: Purged, *, with_backups: bool) -> None:
        journal, removed = self._connection.path, purged.removed
        purged.locked = backups_locked(journal)
        found = backups_with(journal, removed, self._needles(removed))
        for backup in found if with_backups else ():
            try:
                purge_backup(backup.path, removed.ids, self._moment())
            except JournalUnusable:
                continue  # a damaged one is told among those that still hold the text
            purged.purged_backups.append(backup)
        purged.holding = backups_with(journal, removed, self._needles(removed)) if with_backups else found

    def _needles(self, removed: Removed) -> tuple[bytes, ...]:
        """Lines of theirs that nobody else has."""
        rows = self._connection.rows(
            "SELECT title, body, \"trigger\" FROM lessons UNION ALL SELECT result, '', '' FROM applications"
        )
        return removed.texts.needles(but=(text for row in rows for text in tuple(row)))
