"""The entry point: runs a command, and is the one place that prints errors and sets exit codes."""

import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from retro import __version__
from retro.cli.framework import (
    LazyGroup,
    journal_path,
    wants_colour,
    with_journal_option,
    with_passphrase_option,
)
from retro.cli.streams import mend_streams, say, show
from retro.display import safe, safe_line
from retro.errors import AmbiguousId, MustNotLeave, RetroError

__all__ = ["build", "main", "run"]

INTERRUPTED = 130


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    """Not click's own option, which looks for translations at every start: 1 ms."""
    if value and not ctx.resilient_parsing:
        show(f"retro {__version__}")
        ctx.exit()


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
    @click.option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help="Show the version and exit.",
    )
    @with_journal_option
    @with_passphrase_option
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
    """Run what the shell was told, and leave the process."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # ``retro.__main__`` says why it was not
    mend_streams()
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
        say(error.ctx.get_help() if error.ctx else "")
        code = error.exit_code
    except click.ClickException as error:
        _usage(error)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort) as error:
        if error.__cause__ is None:  # otherwise click has ended the line
            say()
        code = INTERRUPTED
    except SystemExit:
        # So click leaves when the reader has seen enough (EPIPE); it also keeps the flush at exit quiet.
        code = 0
    except Exception as error:
        if os.environ.get("RETRO_DEBUG"):
            raise
        code = _unforeseen(error)
    return code if isinstance(code, int) else 0


def leave(code: int) -> NoReturn:
    """Exit without taking the interpreter apart, which would cost 5 ms; journals are closed by now."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue  # as above: the reader has seen enough
        except OSError as error:
            code = code or _unforeseen(error)
    os._exit(code)


def _unforeseen(error: Exception) -> int:
    """What no command has explained: a disk that is full or gone when printing, or a mistake of ours."""
    if isinstance(error, OSError):
        where = f"{error.filename} cannot be used" if error.filename else "Not all could be printed"
        say(f"retro: {safe(where)}: {error.strerror}.")
        return 1
    said = f"{type(error).__name__}: {error}"
    say(f"retro: This is a bug in retro: {safe_line(said)}")
    say("RETRO_DEBUG=1 shows where; nothing that was saved before is lost.")
    return 1


def _explain(error: RetroError) -> int:
    say(f"retro: {safe(error.sentence)}")
    if isinstance(error, AmbiguousId):
        for short, title in error.candidates:
            say(f"  {short}  {safe_line(title)}")
    if isinstance(error, MustNotLeave):
        for place in error.places:
            say(f"  {safe_line(place)}")
    if error.hint:
        say(f"Try: {safe_line(error.hint)}")
    return error.exit_code


def _usage(error: click.ClickException) -> None:
    say(f"retro: {safe(error.format_message())}")
    context = getattr(error, "ctx", None)
    if context is not None:
        name = context.command_path
        say(f"Try: {name} -h")
