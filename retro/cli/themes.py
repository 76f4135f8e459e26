"""``retro themes``: what lessons are about."""

import click

from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.naming import add_naming_commands
from retro.cli.output import emit_json, emit_rows, styled, with_output_options
from retro.errors import NothingFound

__all__ = ["command"]


@click.group(
    "themes",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro themes",
        "retro themes rename starup startup",
        "retro themes merge hiring leadership/hiring",
        "retro themes alias technical-debt debt",
    ),
)
@with_output_options
@with_journal_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, plain: bool) -> None:
    """List themes with their aliases and lessons; rename, merge and alias them."""
    if ctx.invoked_subcommand is None:
        _list(as_json=as_json, plain=plain)


@command.command("list", examples=("retro themes list --json",))
@with_output_options
@with_journal_option
def listing(as_json: bool, plain: bool) -> None:
    """List them by name."""
    _list(as_json=as_json, plain=plain)


def _list(*, as_json: bool, plain: bool) -> None:
    with open_journal(writable=False) as journal:
        themes = journal.themes.all()
    if as_json:
        emit_json(
            "themes",
            [
                {"id": theme.id, "name": theme.name, "aliases": theme.aliases, "lessons": theme.lessons}
                for theme in themes
            ],
        )
    elif plain:
        emit_rows((theme.name, theme.lessons, ", ".join(theme.aliases)) for theme in themes)
    else:
        for theme in themes:
            also = f"also {', '.join(theme.aliases)}" if theme.aliases else ""
            name = f"#{theme.name}"
            count = styled(f"{theme.lessons:>4}", fg="yellow")
            click.echo(f"{count}  {styled(name)}  {styled(also, dim=True)}".rstrip())
    if not themes:
        raise NothingFound("No theme yet; retro add “… #theme” makes one.")


add_naming_commands(command, "theme", lambda journal: journal.themes, "starup", "startup")
