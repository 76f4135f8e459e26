"""Asks before something that takes long or cannot be undone: yes or no."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.pasting import ASKED_FROM, LARGEST, has_long_line, size_of, size_said
from retro.tui.screens.conversation import Conversing
from retro.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["ConfirmScreen", "ask_to_paste"]


class ConfirmScreen(Dialog[bool]):
    """A question that is answered by one key; ends with whether it was yes.

    Args:
        storage: The journal.
        question: What is asked.
        about: What follows from it, in a sentence or two.
    """

    context = Context.CONFIRM
    BINDINGS = bindings_for(Context.CONFIRM)

    DEFAULT_CSS = """
    ConfirmScreen {
        & > #box { width: 64; }
        & #about { height: auto; color: $foreground 80%; padding: 0 1; }
    }
    """

    def __init__(self, storage: "Storage", question: str, about: str) -> None:
        super().__init__(storage)
        self.heading = question
        self._about = about

    def contents(self) -> Iterable[Widget]:
        """What follows from it."""
        yield Static(Text(safe(self._about)), id="about")

    def action_confirm_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_confirm_no(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)


def ask_to_paste(screen: Conversing[Any], text: str, put_in: Callable[[], object]) -> None:
    """Put in what was pasted; when it is large, only if the person says so."""
    if size_of(text) > LARGEST:
        screen.say(
            f"{size_said(text)} are too large to be edited here, so nothing was pasted;"
            " retro import reads lessons from a file.",
            severity="warning",
        )
        return
    if size_of(text) < ASKED_FROM:
        put_in()
        return

    def answered(yes: bool | None) -> None:
        if yes:
            put_in()
        else:
            screen.say("Nothing was pasted; the clipboard still has it.")

    slow = "It is one long line, in which every key will take long" if has_long_line(text) else ""
    about = f"{slow or 'Every key in so large a text will take a moment'}."
    screen.app.push_screen(ConfirmScreen(screen.storage, f"Paste {size_said(text)}?", about), answered)
