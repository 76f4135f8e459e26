"""The standard streams as a command may find them: closed, broken, full, or in an old encoding."""

import io
import os
import sys
from contextlib import suppress

import click

__all__ = ["mend_streams", "say"]


def mend_streams() -> None:
    """Open what the caller closed on nothing, and let no character be too much for an old encoding.

    A closed descriptor would be taken by the next file that is opened, which may be the journal.
    """
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
            mode = "w" if descriptor else "r"
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        elif descriptor and isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Print to stderr. Where nobody can read it, what was done is done all the same."""
    with suppress(OSError):
        click.echo(text, err=True)
