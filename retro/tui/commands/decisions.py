"""Commands of the screen of decisions, and of the dialogs in which one makes and reviews them."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["DECISIONS"]

_HERE = Context.DECISIONS
_UNDO = "decisions.undo"

DECISIONS = (
    Command(
        "view.decisions",
        "Decisions",
        "Write decisions down, review them, see how well you judge.",
        ("D",),
        Context.BROWSE,
    ),
    Command(
        "decisions.add",
        "Decide",
        "Write a decision down, with what you expect of it.",
        ("a", "insert"),
        _HERE,
        footer="Add",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "decisions.review",
        "Review",
        "Say what came of it.",
        ("enter", "r", "e"),
        _HERE,
        footer="Review",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "decisions.remove",
        "Take away",
        "Take the decision away, as if it had not been made.",
        ("d", "delete"),
        _HERE,
        footer="Delete",
        palette=False,
        undo=_UNDO,
    ),
    *undo_and_redo("decisions", _HERE),
    Command(
        "decisions.close",
        "Close",
        "Go back to browsing.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
    Command(
        "decision.keep",
        "Keep",
        "Keep what was typed.",
        ("enter", "f2"),
        Context.DECISION,
        footer="Keep",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "decision.take",
        "Take what is proposed",
        "Take the lessons that are proposed for it.",
        ("ctrl+l", "f3"),
        Context.DECISION,
        footer="Take lessons",
        palette=False,
    ),
    Command(
        "decision.cancel",
        "Close",
        "Keep nothing; a new decision is there to go on with the next time.",
        ("escape",),
        Context.DECISION,
        footer="Close",
        palette=False,
    ),
)
