"""Commands of the screen on which the lessons of the day come back."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["REVIEWING"]

_HERE = Context.REVIEW
_UNDO = "review.undo"


def _answer(name: str, title: str, about: str, *keys: str) -> Command:
    return Command(
        f"review.{name}", title, about, keys, _HERE, footer=title.lower(), palette=False, undo=_UNDO
    )


REVIEWING = (
    Command(
        "view.review",
        "Review today's lessons",
        "Look at the three lessons of today, and say what is true of them.",
        ("R",),
        Context.BROWSE,
    ),
    Command(
        "review.show",
        "Show the rest",
        "Show what is below the title.",
        ("space", "enter"),
        _HERE,
        footer="Show the rest",
        palette=False,
        undo="shows what was hidden",
    ),
    _answer("used", "Used it", "It was used since the last time; counts as an application.", "plus", "1"),
    _answer("true", "Still true", "It is true, and did not come up.", "t", "2"),
    _answer(
        "reword",
        "Would say it differently",
        "Say it in other words, in the form; it comes back sooner.",
        "e",
        "3",
    ),
    _answer("retire", "No longer true", "Retire it, with a reason; it does not come back.", "d", "4"),
    _answer("again", "Again soon", "Let it come back in a day or a few.", "s", "5"),
    *undo_and_redo("review", _HERE),
    Command(
        "review.next",
        "Next",
        "Go to the next lesson without an answer to this one.",
        ("n", "right", "l"),
        _HERE,
        footer="Next",
        palette=False,
        undo="review.previous",
    ),
    Command(
        "review.previous",
        "Previous",
        "Go to the lesson before.",
        ("p", "left", "h"),
        _HERE,
        palette=False,
        undo="review.next",
    ),
    Command(
        "review.chance",
        "Any lessons",
        "Look at three lessons by chance; others each time.",
        ("r",),
        _HERE,
        footer="Any",
        palette=False,
        undo="review.today",
    ),
    Command(
        "review.day",
        "On this day",
        "Look at lessons of this day in earlier years.",
        ("o",),
        _HERE,
        footer="On this day",
        palette=False,
        undo="review.today",
    ),
    Command(
        "review.today",
        "Today's three",
        "Go back to the three lessons of today.",
        ("R",),
        _HERE,
        palette=False,
    ),
    Command(
        "review.close",
        "Close",
        "Go back to browsing; every answer is saved already.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
)
