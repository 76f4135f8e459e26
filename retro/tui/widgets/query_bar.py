"""The query: typed here, followed by the list at every keystroke."""

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from retro.display import safe, safe_line
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, key_label
from retro.tui.widgets.fields import Line

__all__ = ["LONGEST_QUERY", "QueryBar", "QueryLine", "QueryNotes"]

LONGEST_QUERY = 200
"""Comparing a longer query with every title is what a person would wait for."""


class QueryLine(Line):
    """Where the query is typed; the arrows move in the list."""

    BINDINGS = bindings_for(Context.QUERY)

    class Asked(Message):
        """Something is to be done to the list: ``motion`` names a command, ``done`` leaves for the list."""

        def __init__(self, motion: str) -> None:
            super().__init__()
            self.motion = motion

    def action_query_done(self) -> None:
        """Go to the list."""
        self.post_message(self.Asked("done"))

    def action_query_down(self) -> None:
        """A row down in the list."""
        self.post_message(self.Asked("move_down"))

    def action_query_up(self) -> None:
        """A row up in the list."""
        self.post_message(self.Asked("move_up"))

    def action_query_page_down(self) -> None:
        """A page down in the list."""
        self.post_message(self.Asked("move_page_down"))

    def action_query_page_up(self) -> None:
        """A page up in the list."""
        self.post_message(self.Asked("move_page_up"))

    def action_query_empty(self) -> None:
        """Empty the query."""
        self.value = ""


class QueryBar(Widget):
    """The name of the app, the query, and how much it finds."""

    DEFAULT_CSS = """
    QueryBar {
        layout: horizontal; height: 1; background: $foreground 6%;
        & > #badge {
            width: auto; height: 1; padding: 0 1; background: $primary; color: $background; text-style: bold;
        }
        & > #prompt { width: 3; height: 1; padding: 0 1; color: $foreground 68%; }
        &:focus-within > #prompt { color: $accent; text-style: bold; }
        & > #query { width: 1fr; }
        & > #count { width: auto; height: 1; padding: 0 1; color: $foreground 70%; }
    }
    """

    def __init__(self, name: str) -> None:
        super().__init__(id="query-bar")
        self._badge = name

    def compose(self) -> ComposeResult:
        """Badge, prompt, line, count."""
        yield Static(Text(self._badge), id="badge")
        yield Static(Text(key_label(command("query.focus").keys[0])), id="prompt")
        yield QueryLine(
            id="query",
            placeholder="search: words, company:… theme:… kind:mistake since:2021",
            max_length=LONGEST_QUERY,
            select_on_focus=False,
            compact=True,
        )
        yield Static("", id="count")

    @property
    def line(self) -> QueryLine:
        """Where one types."""
        return self.query_one("#query", QueryLine)

    def tell(self, total: int, everything: int) -> None:
        """Say how many were found."""
        noun = "lesson" if everything == 1 else "lessons"
        said = f"{everything:,} {noun}" if total == everything else f"{total:,} of {everything:,}"
        self.query_one("#count", Static).update(Text(said))


class QueryNotes(Static):
    """How the query was understood, and what it may have meant; not there when there is nothing to say."""

    DEFAULT_CSS = """
    QueryNotes { height: 1; padding: 0 2; color: $text-warning; display: none; }
    """

    class Accepted(Message):
        """The suggestion was clicked."""

    def tell(self, notes: tuple[str, ...], suggestion: str) -> None:
        """Say it on one line."""
        text = Text("  ·  ".join(safe(note) for note in notes), no_wrap=True, overflow="ellipsis")
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
