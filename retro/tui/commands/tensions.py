"""Commands of the tensions: lessons that contradict each other, noted and proposed."""

from retro.tui.commands.definition import Command, Context, undo_and_redo

__all__ = ["TENSIONS"]

_HERE = Context.TENSIONS
_UNDO = "tensions.undo"

TENSIONS = (
    Command(
        "view.tensions",
        "View tensions",
        "See lessons that contradict each other, and decide on pairs that may.",
        ("tilde",),
        Context.BROWSE,
    ),
    Command(
        "tensions.accept",
        "Accept",
        "It is one: say when each side of a tension holds; of a noted one, say it anew.",
        ("a", "enter"),
        _HERE,
        footer="Accept",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "tensions.dismiss",
        "Dismiss",
        "It is none, and is not proposed again; of a noted tension, the lessons stay.",
        ("d", "delete"),
        _HERE,
        footer="Dismiss",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "tensions.switch",
        "Next list",
        "Go on to the next of the lists.",
        ("tab",),
        _HERE,
        footer="Next list",
        palette=False,
    ),
    Command(
        "tensions.switch-back",
        "List before",
        "Go back to the list before.",
        ("shift+tab",),
        _HERE,
        palette=False,
    ),
    Command("tensions.proposed", "Proposed", "Pairs that may be a tension.", ("1",), _HERE, palette=False),
    Command("tensions.noted", "Noted", "Tensions that were accepted.", ("2",), _HERE, palette=False),
    Command("tensions.support", "Support", "Lessons that say alike.", ("3",), _HERE, palette=False),
    Command("tensions.duplicates", "Duplicates", "Lessons that may be one.", ("4",), _HERE, palette=False),
    *undo_and_redo("tensions", _HERE),
    Command("tensions.text-down", "Text down", "Scroll the text of the two.", ("J",), _HERE, palette=False),
    Command("tensions.text-up", "Text up", "Scroll the text of the two.", ("K",), _HERE, palette=False),
    Command(
        "tensions.close",
        "Close",
        "Go back to browsing.",
        ("escape", "q"),
        _HERE,
        footer="Close",
        palette=False,
    ),
)
