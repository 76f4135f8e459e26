"""What every command shares: help with examples first, lazy loading, and where the journal is."""

import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from retro.cli.daily import back_up_daily
from retro.cli.registry import COMMANDS
from retro.cli.streams import say, show
from retro.display import safe
from retro.errors import JournalUnusable, UsageProblem
from retro.paths import expanded, state_folder

if TYPE_CHECKING:
    from retro.encryption.keys import Key
    from retro.journal import Journal

__all__ = [
    "Command",
    "Group",
    "LazyGroup",
    "journal_path",
    "named_path",
    "open_journal",
    "passphrase_descriptor",
    "tell_of_waiting",
    "wants_colour",
    "with_journal_option",
    "with_passphrase_option",
]

_JOURNAL = "retro.journal"
_DESCRIPTOR = "retro.passphrase-fd"
_TOLD = "retro.waiting"

F = TypeVar("F", bound=Callable[..., Any])


class _ExamplesFirst:
    """Help as people read it: examples, how to call it, then the words and the options."""

    examples: tuple[str, ...]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``-h``, made without gettext: looking for translations costs every command 1 ms."""
        names = self.get_help_option_names(ctx)  # type: ignore[attr-defined]
        if not names:
            return None
        return click.Option(
            names,
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Show this message and exit.",
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples before everything else."""
        if self.examples:
            with formatter.section("Examples"):
                formatter.write_text("\b\n" + "\n".join(self.examples))
            formatter.write_paragraph()
        super().format_usage(ctx, formatter)  # type: ignore[misc]


def _show_help(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        show(ctx.get_help())
        ctx.exit()


class Command(_ExamplesFirst, click.Command):
    """A command with examples.

    Args:
        examples: Lines that can be typed as they stand.
    """

    def __init__(self, *args: Any, examples: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)


class Group(_ExamplesFirst, click.Group):
    """A command with subcommands and examples."""

    command_class = Command

    def __init__(self, *args: Any, examples: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)


class LazyGroup(Group):
    """The top of the tree: a command's module is imported when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = import_module(f"retro.cli.{entry.module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A mistyped command is answered with the nearest one, which is not run."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only after a mistake

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean “retro {near[0]}”?" if near else " “retro -h” lists the commands."
            ctx.fail(f"There is no command “{args[0]}”.{hint}")
        return super().resolve_command(ctx, args)


def _remember_journal(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.find_root().meta[_JOURNAL] = named_path(value, "--journal")


def named_path(text: str, option: str) -> Path:
    """A path that an option names; ``~`` is the home folder.

    Raises:
        UsageProblem: When it is empty, as an unset variable is: it would mean the folder one is in.
    """
    if not text:
        raise UsageProblem(f"{option} is empty: it must name a path.")
    return expanded(text)


def with_journal_option(function: F) -> F:
    """Let a command be told which journal to use."""
    return click.option(
        "--journal",
        metavar="FILE",
        expose_value=False,
        callback=_remember_journal,
        help="Use this journal instead of your own ($RETRO_JOURNAL says the same).",
    )(function)


def _remember_descriptor(ctx: click.Context, _parameter: click.Parameter, value: int | None) -> None:
    ctx.meta[_DESCRIPTOR] = value


def with_passphrase_option(function: F) -> F:
    """Let every command be told where to read the passphrase of an encrypted journal."""
    return click.option(
        "--passphrase-fd",
        metavar="NUMBER",
        type=int,
        expose_value=False,
        callback=_remember_descriptor,
        help="Read the passphrase of an encrypted journal from this open descriptor.",
    )(function)


def passphrase_descriptor() -> int | None:
    """The descriptor that was named by ``--passphrase-fd``."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.find_root().meta.get(_DESCRIPTOR)


def _come_by(path: Path) -> "Key":
    from retro.cli.passphrases import key_for  # noqa: PLC0415 - only for encrypted journals

    return key_for(path, passphrase_descriptor())


def wants_colour() -> bool:
    """Colour only on a terminal that can show it, and never with ``NO_COLOR``; ``FORCE_COLOR`` wins."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def journal_path() -> Path:
    """The journal that was asked for by option or environment, else the user's own."""
    from retro.encryption.keys import asks_by  # noqa: PLC0415 - -h and --version need no SQLite
    from retro.encryption.texts import belongs_to  # noqa: PLC0415
    from retro.journal.opening import default_path  # noqa: PLC0415

    named: Path | None = click.get_current_context().find_root().meta.get(_JOURNAL)
    path = named or default_path()
    belongs_to(path)
    asks_by(_come_by)
    return path


def open_journal(*, create: bool = False, writable: bool = True) -> "Journal":
    """Open the journal for one command.

    Raises:
        NothingFound: When there is none and ``create`` is false.
        JournalUnusable: When it cannot be used.
    """
    from retro.journal import Journal  # noqa: PLC0415 - as above

    journal = Journal.open(journal_path(), create=create, writable=writable, waiting=tell_of_waiting)
    if journal.note:
        say(safe(journal.note))
    if writable:
        context = click.get_current_context().find_root()
        context.call_on_close(lambda: back_up_daily(journal.path))
        context.call_on_close(lambda: _tell_waiting(journal))
    return journal


def tell_of_waiting() -> None:
    """Say once in a command why nothing happens."""
    told = click.get_current_context().find_root().meta
    if not told.get(_TOLD):
        told[_TOLD] = True
        say("Another retro is writing …")


def _tell_waiting(journal: "Journal") -> None:
    """After a command that wrote: texts that the journal refused before can come in now."""
    try:
        if not journal.has_written or not any(os.scandir(state_folder() / "unsaved")):
            return
    except (OSError, JournalUnusable):
        return  # where nothing can be read, nothing waits
    from retro.cli.unsaved import tell_waiting  # noqa: PLC0415 - only where something is

    tell_waiting(journal.path)
