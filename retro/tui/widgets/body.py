"""Where the text of a lesson is written: several lines of Markdown."""

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from retro.display import safe
from retro.tui.pasting import ASKED_FROM, size_of, unified

__all__ = ["Body"]


class Body(TextArea):
    """The text of a lesson.

    Give it safe text: its cursor draws the character under it as it is, control characters too.
    """

    class Asked(Message):
        """A large text was pasted; it is put in if the person says so."""

        def __init__(self, body: "Body", text: str) -> None:
            super().__init__()
            self.body = body
            self.text = text

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # else Textual's own method puts it in as well
        text = safe(unified(event.text))
        if size_of(text) >= ASKED_FROM:
            self.post_message(self.Asked(self, text))
        else:
            self.put_in(text)

    def put_in(self, text: str) -> None:
        """Put a safe text in the place of what is selected."""
        put = self.replace(text, *self.selection, maintain_selection_offset=False)
        self.move_cursor(put.end_location)
