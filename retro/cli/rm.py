"""``retro rm``: delete lessons; they stay in the journal and can be restored."""

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.output import in_short, narrate

__all__ = ["command"]


@click.command("rm", cls=Command, examples=("retro rm 7k3m", "retro rm 7k3m 9xq2"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@with_journal_option
def command(ids: tuple[str, ...]) -> None:
    """Delete lessons. Nothing is lost: "retro restore" and "retro undo" bring them back."""
    with open_journal() as journal:
        lessons = [journal.lessons.get(prefix) for prefix in ids]
        short = journal.lessons.short_ids(lesson.id for lesson in lessons)
        journal.lessons.delete([lesson.id for lesson in lessons])
        for lesson in lessons:
            narrate(f"Deleted {short[lesson.id]} · {in_short(lesson.title)}  (undo: retro undo)")
