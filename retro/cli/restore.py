"""``retro restore``: take deleted lessons back."""

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.output import in_short, narrate

__all__ = ["command"]


@click.command("restore", cls=Command, examples=("retro restore 7k3m", "retro list is:deleted"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@with_journal_option
def command(ids: tuple[str, ...]) -> None:
    """Take deleted lessons back; "retro list is:deleted" shows them."""
    with open_journal() as journal:
        lessons = [journal.lessons.get(prefix, deleted=True) for prefix in ids]
        journal.lessons.restore([lesson.id for lesson in lessons])
        for lesson in lessons:
            what = f"{journal.lessons.short_id(lesson.id)} · {in_short(lesson.title)}"
            narrate(f"Restored {what}  (undo: retro undo)")
