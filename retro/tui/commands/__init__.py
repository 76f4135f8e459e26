"""The registry of commands: what the app can do, in which place, by which keys.

Key bindings, the palette, the footer, the help screen and ``docs/keys.md`` are all made from this one table.
"""

from collections.abc import Mapping

from retro.tui.commands.briefs import BRIEFS
from retro.tui.commands.browsing import BROWSING, EVERYWHERE
from retro.tui.commands.candidates import CANDIDATES
from retro.tui.commands.commitments import COMMITMENTS
from retro.tui.commands.composing import COMPOSING
from retro.tui.commands.conflicts import CONFLICTS
from retro.tui.commands.decisions import DECISIONS
from retro.tui.commands.definition import Command, Context
from retro.tui.commands.dialogs import DIALOGS
from retro.tui.commands.labels import key_label, keys_label
from retro.tui.commands.morning import MORNING
from retro.tui.commands.names import NAMING
from retro.tui.commands.patterns import PATTERNS
from retro.tui.commands.retrospectives import RETROSPECTIVES
from retro.tui.commands.reviewing import REVIEWING
from retro.tui.commands.tensions import TENSIONS

__all__ = ["COMMANDS", "Command", "Context", "command", "commands_in", "key_label", "keys_label", "remap"]

COMMANDS: tuple[Command, ...] = (
    *BROWSING,
    *MORNING,
    *REVIEWING,
    *PATTERNS,
    *TENSIONS,
    *NAMING,
    *CANDIDATES,
    *CONFLICTS,
    *RETROSPECTIVES,
    *COMMITMENTS,
    *BRIEFS,
    *DECISIONS,
    *EVERYWHERE,
    *DIALOGS,
    *COMPOSING,
)
"""Every command with its default keys, in the order of the help."""

_BY_ID = {each.id: each for each in COMMANDS}
"""The commands with the keys that the user has given them."""


def remap(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Give commands other keys, and the default ones to the rest.

    Raises:
        UsageProblem: For an id or a key that is unknown, and for a key that would mean two things.
    """
    if keys:
        from retro.tui.commands.remapping import remapped  # noqa: PLC0415 - only who has set keys needs it

        _BY_ID.update((each.id, each) for each in remapped(COMMANDS, keys))
    else:
        _BY_ID.update((each.id, each) for each in COMMANDS)


def command(command_id: str) -> Command:
    """The command of an id."""
    return _BY_ID[command_id]


def commands_in(*contexts: Context) -> tuple[Command, ...]:
    """The commands that work in some places, in the order of the registry."""
    return tuple(each for each in _BY_ID.values() if each.context in contexts)
