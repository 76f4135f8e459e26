"""The entry point: runs a command, and is the one place that prints errors and sets exit codes."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from retro import __version__
from retro.cli.framework import LazyGroup, journal_path, wants_colour, with_journal_option
from retro.display import safe, safe_line
from retro.errors import AmbiguousId, RetroError

__all__ = ["build", "main", "run"]

INTERRUPTED = 130


def build() -> click.Group:
    """The whole tree of commands, each still unloaded."""

    @click.group(
        "retro",
        cls=LazyGroup,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        examples=(
            "retro                                  open the terminal app",
            'retro add "Boil the frog. Pitch in milestones @eks #trust"',
            'retro search "boil frog"',
            "retro import my-post.md",
            "retro export company:eks --to blog/_posts",
        ),
    )
    @click.version_option(__version__, "--version", prog_name="retro", message="%(prog)s %(version)s")
    @with_journal_option
    @click.pass_context
    def retro(ctx: click.Context) -> None:
        """A journal of what you learned, for leaders who move on.

        Without a command, the terminal app opens.
        """
        ctx.color = wants_colour()
        if ctx.invoked_subcommand is None:
            from retro.cli.terminal_app import open_terminal_app  # noqa: PLC0415

            ctx.exit(open_terminal_app(journal_path()))

    return retro


def main() -> NoReturn:
    """What the command ``retro`` calls: run, and leave the process."""
    leave(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run one command line, print its errors, and return its exit code.

    0 done, 1 nothing found, 2 usage, 3 the journal cannot be used, 4 refused to publish, 130 interrupted.
    """
    try:
        code = build().main(list(words), prog_name="retro", standalone_mode=False)
    except RetroError as error:
        code = _explain(error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help(), err=True) if error.ctx else None
        code = error.exit_code
    except click.ClickException as error:
        _usage(error)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough; nothing may be printed when Python flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if os.environ.get("RETRO_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}"
        click.echo(f"retro: This is a bug in retro: {safe_line(said)}", err=True)
        click.echo("RETRO_DEBUG=1 shows where; nothing that was saved before is lost.", err=True)
        code = 1
    return code if isinstance(code, int) else 0


def leave(code: int) -> NoReturn:
    """Exit without taking the interpreter apart, which would cost 5 ms; journals are closed by now."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 0  # as above: the reader has seen enough
    os._exit(code)


def _explain(error: RetroError) -> int:
    click.echo(f"retro: {safe(error.sentence)}", err=True)
    if isinstance(error, AmbiguousId):
        for short, title in error.candidates:
            click.echo(f"  {short}  {safe_line(title)}", err=True)
    if error.hint:
        click.echo(f"Try: {safe_line(error.hint)}", err=True)
    return error.exit_code


def _usage(error: click.ClickException) -> None:
    click.echo(f"retro: {safe(error.format_message())}", err=True)
    context = getattr(error, "ctx", None)
    if context is not None:
        name = context.command_path
        click.echo(f"Try: {name} -h", err=True)
