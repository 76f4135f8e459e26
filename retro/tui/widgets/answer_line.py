"""Where an answer is typed; the arrows go from prompt to prompt."""

from textual.message import Message

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.completing import word_of_capture
from retro.tui.widgets.completing_line import CompletingLine

__all__ = ["AnswerLine"]


class AnswerLine(CompletingLine):
    """A line that keeps an answer at Enter."""

    BINDINGS = bindings_for(Context.ANSWER)

    class Asked(Message):
        """Something is to be done: ``keep``, ``next``, ``previous`` or ``leave``."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(
            "", id=id, placeholder="an answer; Enter keeps it", word_of=word_of_capture, select_on_focus=False
        )

    def action_answer_keep(self) -> None:
        """Keep what is typed."""
        self.post_message(self.Asked("keep"))

    def action_answer_next(self) -> None:
        """The next prompt."""
        self.post_message(self.Asked("next"))

    def action_answer_previous(self) -> None:
        """The prompt before."""
        self.post_message(self.Asked("previous"))

    def action_answer_leave(self) -> None:
        """Leave the line."""
        self.post_message(self.Asked("leave"))
