"""The registry of commands: what the app can do, in which place, by which keys.

Key bindings, the palette, the footer, the help screen and ``docs/keys.md`` are all made from this one table.
"""

from retro.tui.commands.browsing import BROWSING, EVERYWHERE
from retro.tui.commands.composing import COMPOSING
from retro.tui.commands.definition import Command, Context
from retro.tui.commands.dialogs import DIALOGS
from retro.tui.commands.labels import key_label, keys_label

__all__ = ["COMMANDS", "Command", "Context", "command", "commands_in", "key_label", "keys_label"]

COMMANDS: tuple[Command, ...] = (*BROWSING, *EVERYWHERE, *DIALOGS, *COMPOSING)
"""Every command with its default keys, in the order of the help."""

_BY_ID = {each.id: each for each in COMMANDS}


def command(command_id: str) -> Command:
    """The command of an id."""
    return _BY_ID[command_id]


def commands_in(*contexts: Context) -> tuple[Command, ...]:
    """The commands that work in some places, in the order of the registry."""
    return tuple(each for each in COMMANDS if each.context in contexts)
