"""How a query was understood, below it."""

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from retro.display import safe, safe_line
from retro.tui.commands import command, key_label
from retro.tui.palette import palette

__all__ = ["QueryNotes"]


class QueryNotes(Static):
    """How the query was understood, and what it may have meant; not there when there is nothing to say."""

    DEFAULT_CSS = """
    QueryNotes { height: 1; padding: 0 2; display: none; }
    """

    class Accepted(Message):
        """The suggestion was clicked."""

    def tell(self, notes: tuple[str, ...], suggestion: str) -> None:
        """Say it on one line."""
        text = Text(
            "  ·  ".join(safe(note) for note in notes),
            no_wrap=True,
            overflow="ellipsis",
            style=palette(self.app).star,
        )
        if suggestion:
            key = key_label(command("query.suggestion").keys[0])
            text.append("  ·  " if notes else "")
            text.append("Did you mean ").append(safe_line(suggestion), "bold").append(f"?  ({key})")
        self.update(text)
        self.display = bool(text)

    def on_click(self, event: events.Click) -> None:
        """A click takes the suggestion."""
        event.stop()
        self.post_message(self.Accepted())
