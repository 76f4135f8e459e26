"""Commands of the screen in which one decides on what an import was not sure of."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["CANDIDATES"]

_HERE = Context.CANDIDATES
_UNDO = "candidates.undo"

CANDIDATES = (
    Command(
        "view.candidates",
        "Review what was imported",
        "Decide on what an import was not sure of.",
        ("I",),
        Context.BROWSE,
    ),
    Command(
        "candidates.accept",
        "Accept",
        "Keep it as a lesson.",
        ("a", "enter"),
        _HERE,
        footer="Accept",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "candidates.edit",
        "Edit",
        "Change it in the form; saving there keeps it as a lesson.",
        ("e", "i", "f2"),
        _HERE,
        footer="Edit",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "candidates.split",
        "Split",
        "Make two of it: the last paragraph or list item becomes one of its own.",
        ("s",),
        _HERE,
        footer="Split",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "candidates.merge",
        "Merge with the next",
        "Make one of this and the next of the same post.",
        ("m",),
        _HERE,
        footer="Merge",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "candidates.drop",
        "Drop",
        "It is no lesson; importing the post again does not bring it back.",
        ("d", "delete"),
        _HERE,
        footer="Drop",
        palette=False,
        undo=_UNDO,
    ),
    *undo_and_redo("candidates", _HERE),
    Command(
        "candidates.text-down", "Text down", "Scroll the text beside the list.", ("J",), _HERE, palette=False
    ),
    Command(
        "candidates.text-up", "Text up", "Scroll the text beside the list.", ("K",), _HERE, palette=False
    ),
    Command(
        "candidates.close",
        "Close",
        "Go back to browsing; what is not decided goes on waiting.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
)
