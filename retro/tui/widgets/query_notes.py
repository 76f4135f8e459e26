"""How a query was understood, below it."""

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from retro.display import safe, safe_line
from retro.tui.commands import command, key_label
from retro.tui.palette import palette
from retro.tui.widgets.kept import Kept

__all__ = ["QueryNotes"]


class QueryNotes(Kept, Widget):
    """How the query was understood, and what it may have meant; not there when there is nothing to say."""

    DEFAULT_CSS = """
    QueryNotes { height: 1; padding: 0 2; display: none; }
    """

    class Accepted(Message):
        """The suggestion was clicked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._notes: tuple[str, ...] = ()
        self._suggestion = ""

    def tell(self, notes: tuple[str, ...], suggestion: str) -> None:
        """Say it on one line; other words on it are no reason to lay the screen out."""
        if (notes, suggestion) != (self._notes, self._suggestion):
            self._notes, self._suggestion = notes, suggestion
            self.display = bool(notes or suggestion)
            self.refresh()

    def render(self) -> Text:
        """One line."""
        text = Text(
            "  ·  ".join(safe(note) for note in self._notes),
            no_wrap=True,
            overflow="ellipsis",
            style=palette(self.app).star,
        )
        if self._suggestion:
            key = key_label(command("query.suggestion").keys[0])
            text.append("  ·  " if self._notes else "")
            text.append("Did you mean ").append(safe_line(self._suggestion), "bold").append(f"?  ({key})")
        return text

    def on_click(self, event: events.Click) -> None:
        """A click takes the suggestion."""
        event.stop()
        self.post_message(self.Accepted())
