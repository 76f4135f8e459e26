"""Commands of the patterns: how lessons stand together over time, and by company and theme."""

from retro.tui.commands.definition import Command, Context

__all__ = ["PATTERNS"]

PATTERNS = (
    Command(
        "view.patterns",
        "View patterns",
        "See what the query finds over time, and by company and theme.",
        ("v",),
        Context.BROWSE,
        footer="Patterns",
    ),
    Command(
        "patterns.take",
        "Show these lessons",
        "Write what the cursor is on into the query, and go to its lessons.",
        ("enter", "space"),
        Context.PATTERNS,
        footer="Show lessons",
        palette=False,
        undo="take it out of the query",
    ),
    Command(
        "patterns.left",
        "Left",
        "The period before, or a column to the left.",
        ("h", "left"),
        Context.PATTERNS,
        palette=False,
    ),
    Command(
        "patterns.right",
        "Right",
        "The next period, or a column to the right.",
        ("l", "right"),
        Context.PATTERNS,
        palette=False,
    ),
    Command(
        "patterns.timeline",
        "Timeline",
        "Lessons over time.",
        ("1",),
        Context.PATTERNS,
        palette=False,
    ),
    Command(
        "patterns.matrix",
        "Matrix",
        "Lessons by company and theme.",
        ("2",),
        Context.PATTERNS,
        palette=False,
    ),
    Command(
        "patterns.switch",
        "The other view",
        "From the timeline to the matrix, and back.",
        ("tab", "shift+tab"),
        Context.PATTERNS,
        footer="Other view",
        palette=False,
    ),
    Command(
        "patterns.close",
        "Close",
        "Back to where you were.",
        ("escape", "q"),
        Context.PATTERNS,
        footer="Close",
        palette=False,
    ),
    Command(
        "patterns.kinds",
        "Mistakes and wins",
        "Mistakes and wins over time instead of companies, and back.",
        ("m",),
        Context.PATTERNS,
        footer="Mistakes, wins",
        palette=False,
        undo="press it again",
    ),
)
