"""Commands of the screen that shows what fits a situation, and has it answered."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["BRIEFS"]

_HERE = Context.BRIEF
_UNDO = "brief.undo"

BRIEFS = (
    Command(
        "view.brief",
        "Brief: what fits a situation",
        "Say what you are about to do, see the lessons that fit, and check in.",
        ("b",),
        Context.BROWSE,
    ),
    Command(
        "brief.check-in",
        "Check in",
        "Make a checklist of the brief; answering one of it does so as well.",
        ("c",),
        _HERE,
        footer="Check in",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "brief.done",
        "Done",
        "Answer that you have thought of it.",
        ("d", "space"),
        _HERE,
        footer="Done",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "brief.not-here",
        "Does not apply",
        "Answer that it does not apply here.",
        ("n",),
        _HERE,
        footer="Not here",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "brief.reopen",
        "Take the answer back",
        "Make it open again.",
        ("o",),
        _HERE,
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "brief.open",
        "Open the lesson",
        "Go to the lesson in the list of lessons.",
        ("enter", "e"),
        _HERE,
        footer="Open",
        palette=False,
    ),
    Command(
        "brief.situation",
        "Another situation",
        "Go back to the line, and say something else.",
        ("slash", "i"),
        _HERE,
        footer="Situation",
        palette=False,
    ),
    *undo_and_redo("brief", _HERE),
    Command("brief.text-down", "Text down", "Scroll the text beside the list.", ("J",), _HERE, palette=False),
    Command("brief.text-up", "Text up", "Scroll the text beside the list.", ("K",), _HERE, palette=False),
    Command(
        "brief.close",
        "Close",
        "Go back to browsing; the situation is there again the next time.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
    Command(
        "situation.done",
        "Read what fits",
        "Go to the lessons that fit.",
        ("enter", "down", "tab"),
        Context.SITUATION,
        footer="Read",
        palette=False,
    ),
    Command(
        "situation.close",
        "Close",
        "Go to the lessons, or back to browsing where none fits.",
        ("escape",),
        Context.SITUATION,
        footer="Close",
        palette=False,
    ),
)
