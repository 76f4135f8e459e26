"""Where one says what one is about to do."""

from textual.message import Message

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.widgets.fields import Line

__all__ = ["SituationLine"]


class SituationLine(Line):
    """A line for a situation; Enter goes to what fits."""

    BINDINGS = bindings_for(Context.SITUATION)

    class Left(Message):
        """Whoever typed is done; ``closing`` where they want to leave."""

        def __init__(self, *, closing: bool) -> None:
            super().__init__()
            self.closing = closing

    def action_situation_done(self) -> None:
        """Go to the lessons that fit."""
        self.post_message(self.Left(closing=False))

    def action_situation_close(self) -> None:
        """Go to them, or leave."""
        self.post_message(self.Left(closing=True))
