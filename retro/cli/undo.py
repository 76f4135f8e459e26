"""``retro undo``: undo the last change, also of an earlier run."""

import re

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_rows, narrate

__all__ = ["command"]


@click.command("undo", cls=Command, examples=("retro undo", "retro undo --list", "retro redo"))
@click.option("--list", "only_list", is_flag=True, help="List what can be undone, newest first.")
@with_journal_option
def command(only_list: bool) -> None:
    """Undo the last change that is not undone yet, whichever command made it; again undoes the one before."""
    with open_journal(writable=not only_list) as journal:
        if only_list:
            said = _without_titles if Leaving().into_file else str
            emit_rows(
                (step.made_at, step.command, said(step.summary))
                for step in journal.history.steps()
                if not step.undone
            )
            return
        step = journal.history.undo()
        narrate(f"Undone: {step.summary}  (take it back: retro redo)")


_QUOTED = re.compile("“.*”?", re.DOTALL)


def _without_titles(summary: str) -> str:
    """What was done, not to what: of a title of long ago nobody knows whether it is private."""
    return _QUOTED.sub("“…”", summary)
