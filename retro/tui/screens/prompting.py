"""What dialogs share that ask something: a sentence, fields, Enter to answer, Escape to answer nothing."""

from typing import TypeVar

from textual.widgets import Input

from retro.tui.commands import Context
from retro.tui.screens.dialog import Dialog

__all__ = ["Prompting"]

T = TypeVar("T")


class Prompting(Dialog[T]):
    """Asks something; a subclass says what, and what becomes of the answer."""

    context = Context.PROMPT

    DEFAULT_CSS = """
    Prompting {
        & > #box { width: 76; }
        & #about { height: auto; color: $foreground 80%; margin-bottom: 1; padding: 0 1; }
    }
    Prompting.-short #about { margin-bottom: 0; }
    """

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_prompt_done()

    def action_prompt_done(self) -> None:
        """Answer."""
        raise NotImplementedError

    def action_prompt_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
