"""Commands of the screen that a day begins with."""

from retro.tui.commands.definition import Command, Context

__all__ = ["MORNING"]

_HERE = Context.MORNING

MORNING = (
    Command(
        "view.today",
        "What is up today",
        "Reviews, commitments and decisions that are due, drafts, this day in earlier years.",
        ("m",),
        Context.BROWSE,
    ),
    Command(
        "morning.open",
        "Go on with it",
        "Go on with what is under the cursor, where it is done.",
        ("enter",),
        _HERE,
        footer="Go on",
        palette=False,
    ),
    Command(
        "morning.review",
        "Review",
        "Review the lessons of today.",
        ("R",),
        _HERE,
        footer="Review",
        palette=False,
    ),
    Command(
        "morning.commitments",
        "Commitments",
        "Go to the commitments.",
        ("C",),
        _HERE,
        footer="Commitments",
        palette=False,
    ),
    Command(
        "morning.decisions",
        "Decisions",
        "Go to the decisions.",
        ("D",),
        _HERE,
        footer="Decisions",
        palette=False,
    ),
    Command(
        "morning.text-down", "Text down", "Scroll the text beside the list.", ("J",), _HERE, palette=False
    ),
    Command("morning.text-up", "Text up", "Scroll the text beside the list.", ("K",), _HERE, palette=False),
    Command(
        "morning.close",
        "Close",
        "Go to the lessons.",
        ("escape", "q"),
        _HERE,
        footer="Lessons",
        palette=False,
    ),
)
