"""The standard streams as a command may find them (closed, broken, full, in an old encoding), and every exit.

Nothing else in the command line prints: what leaves by these functions does not act on the terminal that
shows it, whoever wrote it.
"""

import io
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from retro.display import safe, safe_line

__all__ = [
    "ask",
    "ask_line",
    "guarded",
    "mend_streams",
    "paged",
    "say",
    "say_on_one_line",
    "show",
    "show_data",
    "show_path",
]

_OUR_STYLES = r"(\x1b\[(?:[0-2]|3[0-7])m)"
"""What ``styled`` writes: bold, dim, a colour, and their end. It hides nothing, and moves nothing."""


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


def guarded(text: str) -> str:
    """Text in our own styles, with all else that could steer a terminal made visible.

    What is printed has been through ``safe`` already, where it was put together: this holds where that was
    forgotten.
    """
    if text.isprintable():
        return text
    parts = re.split(_OUR_STYLES, text)
    return "".join(part if place % 2 else safe(part) for place, part in enumerate(parts))


def say(text: str = "") -> None:
    """Print to stderr. Where nobody can read it, what was done is done all the same."""
    with suppress(OSError):
        click.echo(guarded(text), err=True)


def ask(question: str, *, abort: bool = False) -> bool:
    """Ask for a yes or a no on stderr; with ``abort``, a no ends the command."""
    return click.confirm(guarded(question), abort=abort, err=True)


def ask_line(question: str, *, default: str = "") -> str:
    """Ask for a line on stderr; an empty one is the default."""
    return str(
        click.prompt(guarded(question), default=default, show_default=False, prompt_suffix=" ", err=True)
    )


def say_on_one_line(text: str) -> None:
    """Print to stderr what takes the place of what was said so before; "" clears it."""
    click.echo(f"\r{safe_line(text)}" if text else f"\r{' ' * 40}\r", nl=False, err=True)


def show(text: str = "") -> None:
    """Print to stdout, for people and for scripts that read lines."""
    click.echo(guarded(text))


def show_data(text: str, *, nl: bool = True) -> None:
    """Print to stdout as it is, for programs; a terminal gets it made safe."""
    click.echo(guarded(text) if sys.stdout.isatty() else text, nl=nl)


def show_path(path: Path) -> None:
    """Print a path to stdout: its very bytes for a script, which a terminal does not get."""
    click.echo(safe_line(str(path)) if sys.stdout.isatty() else os.fsencode(path))


def paged(lines: Iterable[str]) -> None:
    """Print lines in the user's pager."""
    # less shows colours as ESC[33m unless it is told; F and X leave what fits one screen on it.
    os.environ.setdefault("LESS", "-FRX")
    click.echo_via_pager(f"{guarded(line)}\n" for line in lines)
