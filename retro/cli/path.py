"""``retro path``: where the journal is."""

import click

from retro.cli.framework import Command, journal_path, with_journal_option
from retro.cli.streams import show_path

__all__ = ["command"]


@click.command("path", cls=Command, examples=("retro path",))
@with_journal_option
def command() -> None:
    """Print where the journal is, whether it exists or not."""
    show_path(journal_path())
