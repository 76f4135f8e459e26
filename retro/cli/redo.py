"""``retro redo``: take back the last undo."""

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.output import narrate

__all__ = ["command"]


@click.command("redo", cls=Command, examples=("retro redo",))
@with_journal_option
def command() -> None:
    """Take back the last undo, unless something was changed since."""
    with open_journal() as journal:
        step = journal.history.redo()
        narrate(f"Done again: {step.summary}")
