"""Commands of commitments."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["COMMITMENTS"]

_HERE, _UNDO = Context.COMMITMENTS, "commitments.undo"

COMMITMENTS = (
    Command(
        "view.commitments",
        "Commitments",
        "See what you committed to; keep, put off, drop and add.",
        ("C",),
        Context.BROWSE,
    ),
    Command(
        "commitments.add",
        "Commit",
        "Say what you will do, how it is measured, and until when.",
        ("a", "insert"),
        _HERE,
        footer="Add",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "commitments.kept",
        "Kept",
        "Note that it was kept, and what came of it.",
        ("x", "enter"),
        _HERE,
        footer="Kept",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "commitments.put-off",
        "Put off",
        "Give it another day.",
        ("p",),
        _HERE,
        footer="Put off",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "commitments.drop",
        "Drop",
        "Give it up, and say why.",
        ("d", "delete"),
        _HERE,
        footer="Drop",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "commitments.every",
        "All, or open ones",
        "Show those that were kept and dropped, too, or only open ones.",
        ("o",),
        _HERE,
        footer="All or open",
        palette=False,
    ),
    *undo_and_redo("commitments", _HERE),
    Command(
        "commitments.text-down",
        "Text down",
        "Scroll the text beside the list.",
        ("J",),
        _HERE,
        palette=False,
    ),
    Command(
        "commitments.text-up",
        "Text up",
        "Scroll the text beside the list.",
        ("K",),
        _HERE,
        palette=False,
    ),
    Command(
        "commitments.close",
        "Close",
        "Go back to browsing.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
)
