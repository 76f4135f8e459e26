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
        "It is a tension: say when each side holds. Of a noted one, say it anew.",
        ("a", "enter"),
        _HERE,
        footer="Accept",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "tensions.dismiss",
        "Dismiss",
        "It is no tension, and is not proposed again; of a noted one, the lessons stay.",
        ("d", "delete"),
        _HERE,
        footer="Dismiss",
        palette=False,
        undo=_UNDO,
    ),
    Command(
        "tensions.switch",
        "Proposed or noted",
        "From what is proposed to what was noted, and back.",
        ("tab", "shift+tab"),
        _HERE,
        footer="Other list",
        palette=False,
    ),
    Command("tensions.proposed", "Proposed", "Pairs that may be a tension.", ("1",), _HERE, palette=False),
    Command("tensions.noted", "Noted", "Tensions that were accepted.", ("2",), _HERE, palette=False),
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
