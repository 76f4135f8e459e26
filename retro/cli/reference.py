"""The reference of all commands as Markdown, made from their own definitions by ``make docs``."""

import sys
from collections.abc import Iterator

import click

from retro.cli.main import build

__all__ = ["reference"]


def reference() -> str:
    """``docs/commands.md``: every command with its help, as ``-h`` prints it."""
    parts = [_INTRODUCTION]
    for context in _contexts(_context(build(), "retro", None)):
        level = "#" * min(4, 1 + len(context.command_path.split()))
        parts.append(f"{level} {context.command_path}\n\n```text\n{context.get_help().rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = """\
# Commands

Made from the commands' own definitions by `make docs`; `retro COMMAND -h` prints the same.

Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 nothing found or a check failed,
2 usage, 3 the journal cannot be used, 4 refused to publish, 130 interrupted."""


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """A context of the width that the page is written for, whatever terminal it is made in."""
    return click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=100,
        max_content_width=100,
        help_option_names=["-h", "--help"],
    )


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _contexts(_context(child, name, context))


if __name__ == "__main__":
    sys.stdout.write(reference())
