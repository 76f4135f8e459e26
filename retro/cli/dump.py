"""``retro dump``: the whole journal as lines of JSON."""

import sys

import click

from retro.cli.framework import Command, journal_path, named_path, with_journal_option
from retro.cli.output import narrate
from retro.cli.streams import show_data
from retro.display import escaped
from retro.errors import UsageProblem
from retro.files import replacing
from retro.journal.dumping import dump

__all__ = ["command"]


@click.command("dump", cls=Command, examples=("retro dump journal.jsonl", "retro dump | gzip > journal.gz"))
@click.argument("file", required=False)
@with_journal_option
def command(file: str | None) -> None:
    """Write every row of the journal as a line of JSON: to a file that only you can read, or to stdout.

    Private lessons are in it. The order is always the same, so that two dumps can be compared.
    """
    lines = dump(journal_path())
    if file in (None, "-"):
        for line in lines:
            show_data(escaped(line[:-1]) if sys.stdout.isatty() else line[:-1])
        return
    path = named_path(str(file), "FILE")
    if path.exists():
        raise UsageProblem(f"{path} exists already; nothing was written.")
    count = -1  # the first line is no row
    try:
        with replacing(path, private=True) as out:
            for line in lines:
                out.write(line.encode("utf-8", "surrogatepass"))
                count += 1
    except OSError as error:
        raise UsageProblem(f"{path} cannot be written: {error.strerror}.") from error
    narrate(f"Wrote {count:,} rows to {path}  (a journal of them: retro load {path} --journal new.db)")
