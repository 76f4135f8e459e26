"""``retro completions``: static scripts, so that no Tab pays for a start of Python."""

import click

from retro.cli.framework import Command
from retro.cli.streams import show_data

__all__ = ["command"]


@click.command(
    "completions",
    cls=Command,
    examples=(
        "retro completions bash > ~/.local/share/bash-completion/completions/retro",
        "retro completions zsh > ~/.zfunc/_retro",
        "retro completions fish > ~/.config/fish/completions/retro.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print completions of commands and options for a shell."""
    from retro.cli.completion_scripts import script  # noqa: PLC0415

    root = click.get_current_context().find_root()
    show_data(script(shell, root), nl=False)
