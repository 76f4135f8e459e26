"""``retro load``: a new journal made of a dump."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from retro.cli.framework import Command, journal_path, named_path, with_journal_option
from retro.cli.output import narrate
from retro.errors import NothingFound, UsageProblem
from retro.journal.dumping import LONGEST_LINE, load

__all__ = ["command"]


@click.command("load", cls=Command, examples=("retro load journal.jsonl --journal new.db",))
@click.argument("file")
@with_journal_option
def command(file: str) -> None:
    """Make a new journal of what "retro dump" wrote: of a file, or of stdin (-).

    It never touches a journal that is there already.
    """
    if file == "-":
        count = load(_lines(sys.stdin.buffer), journal_path())
    else:
        path = named_path(file, "FILE")
        try:
            with path.open("rb") as opened:
                count = load(_lines(opened), journal_path())
        except FileNotFoundError as error:
            raise NothingFound(f"There is no file {path}.") from error
        except OSError as error:
            raise UsageProblem(f"{path} cannot be read: {error.strerror}.") from error
    narrate(f"Loaded {count:,} rows into {journal_path()}.")


def _lines(file: BinaryIO) -> Iterator[str]:
    """Lines, none longer than a row can be; what is no UTF-8 makes no row."""
    while line := file.readline(LONGEST_LINE + 2):
        yield line.decode("utf-8", "replace")
