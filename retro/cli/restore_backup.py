"""``retro restore-backup``: the journal as it was."""

import click

from retro.cli.framework import Command, journal_path, tell_of_waiting, with_journal_option
from retro.cli.output import narrate
from retro.journal import Journal
from retro.journal.backups import find_backup, restore
from retro.journal.history import utc_now
from retro.journal.library import use_for

__all__ = ["command"]


@click.command(
    "restore-backup",
    cls=Command,
    examples=("retro restore-backup 20240515", "retro restore-backup /media/stick/journal.db"),
)
@click.argument("backup", metavar="BACKUP")
@with_journal_option
def command(backup: str) -> None:
    """Make the journal what it was in a backup: by its name, the beginning of its date, or its path.

    What the journal holds now is backed up first, so this can be taken back, too.
    """
    journal = journal_path()
    chosen = find_backup(journal, backup)
    use_for(journal, chosen)
    before = restore(journal, chosen, utc_now, tell_of_waiting)
    with Journal.open(journal) as restored:  # an older one is brought up to date
        count = restored.lessons.count()
    way_back = f"  (take it back: retro restore-backup {before.name})" if before else ""
    lessons = "1 lesson" if count == 1 else f"{count:,} lessons"
    narrate(f"Restored {chosen.name}: {lessons}.{way_back}")
