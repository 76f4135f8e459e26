"""Commands of the screen in which one decides on what two devices have changed in one place."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["CONFLICTS"]

_HERE, _WORDING = Context.CONFLICTS, Context.WORDING
_UNDO = "conflicts.undo"

CONFLICTS = (
    Command(
        "view.conflicts",
        "Decide on what two devices have changed",
        "See what was changed on two devices in the same place, side by side, and decide what stands.",
        ("X",),
        Context.BROWSE,
    ),
    Command(
        "conflicts.keep",
        "Keep what stands",
        "What stands, stands; the other version is forgotten on all devices.",
        ("s",),
        _HERE,
        footer="Keep",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "conflicts.take",
        "Take the other",
        "The other version stands; what stood is forgotten on all devices.",
        ("t",),
        _HERE,
        footer="Other",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "conflicts.both",
        "Keep both",
        "Both stand, one below the other; in a field of one line you are asked how.",
        ("b",),
        _HERE,
        footer="Both",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "conflicts.edit",
        "Write it",
        "Write what is to stand, beginning with what does.",
        ("e", "i", "f2"),
        _HERE,
        footer="Edit",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "conflicts.next",
        "Next version",
        "Where more than two have written, show the next of the others.",
        ("n",),
        _HERE,
        palette=False,
    ),
    *undo_and_redo("conflicts", _HERE),
    Command("conflicts.text-down", "Text down", "Scroll both versions down.", ("J",), _HERE, palette=False),
    Command("conflicts.text-up", "Text up", "Scroll both versions up.", ("K",), _HERE, palette=False),
    Command(
        "conflicts.close",
        "Close",
        "Go back to browsing; what is not decided goes on waiting.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
    Command(
        "wording.done",
        "Done",
        "This stands; the versions are forgotten on all devices.",
        ("f2", "ctrl+s"),
        _WORDING,
        footer="Done",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "wording.editor",
        "Open in your editor",
        "Go on in $VISUAL or $EDITOR.",
        ("f4",),
        _WORDING,
        footer="Editor",
        palette=False,
    ),
    Command(
        "wording.cancel",
        "Close",
        "Decide nothing; asks again when something was changed.",
        ("escape",),
        _WORDING,
        footer="Close",
        palette=False,
    ),
)
