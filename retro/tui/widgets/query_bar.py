"""The query: typed here, followed by the list at every keystroke."""

from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, key_label
from retro.tui.completing import word_of_query
from retro.tui.palette import palette
from retro.tui.widgets.completing_line import CompletingLine
from retro.tui.widgets.kept import Kept

__all__ = ["LONGEST_QUERY", "QueryBar", "QueryLine", "SyncMark"]

LONGEST_QUERY = 200
"""Characters that are searched for: comparing more with every title is what a person would wait for."""


_WIDE_ENOUGH = 76
"""Columns from which there is room for more than marks beside the query."""


class SyncMark(NamedTuple):
    """How it stands with syncing.

    Args:
        long: In words.
        short: By a mark.
        tone: The ink, by its name in ``Palette``.
    """

    long: str = ""
    short: str = ""
    tone: str = "muted"


class QueryLine(CompletingLine):
    """Where the query is typed; the arrows move in the list."""

    BINDINGS = bindings_for(Context.QUERY)

    class Asked(Message):
        """Something is to be done to the list: ``motion`` names a command, ``done`` leaves for the list."""

        def __init__(self, motion: str) -> None:
            super().__init__()
            self.motion = motion

    @property
    def query_text(self) -> str:
        """What is searched for: all that is typed, or as many whole words as are compared in time."""
        if len(self.value) <= LONGEST_QUERY:
            return self.value
        return self.value[: LONGEST_QUERY + 1].rpartition(" ")[0] or self.value[:LONGEST_QUERY]

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


class QueryBar(Kept, Widget):
    """The name of the app, the query, and how much it finds; all but the query is drawn, not composed."""

    DEFAULT_CSS = """
    QueryBar {
        layout: horizontal; height: 1; background: $foreground 6%;
        & > #query { width: 1fr; }
    }
    """

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(id="query-bar")
        self._badge = f" {name} "
        self._prompt = f" {key_label(command('query.focus').keys[0])} "
        self._warning = ""
        self._count = ""
        self._count_room = 0
        self._sync = SyncMark()
        self.line = QueryLine(
            text,
            id="query",
            placeholder="search: words, company:… theme:… kind:mistake since:2021",
            select_on_focus=False,
            compact=True,
            word_of=word_of_query,
        )

    def compose(self) -> ComposeResult:
        """The line, between badge and count."""
        self._make_room()
        yield self.line

    def _make_room(self) -> None:
        sync = self._sync_said()
        self.line.styles.margin = (
            0,
            self._count_room + 2 + (len(sync) + 2 if sync else 0),
            0,
            len(self._badge + self._warning + self._prompt),
        )

    def render(self) -> Text:
        """Badge and prompt on the left, the count on the right; the line lies over what is between."""
        inks = palette(self.app)
        text = Text(no_wrap=True).append(self._badge, inks.badge).append(self._warning, inks.match_block)
        text.append(self._prompt, inks.accent if self.line.has_focus else inks.muted)
        sync = self._sync_said()
        room = self.size.width - len(text) - len(self._count) - 1 - (len(sync) + 2 if sync else 0)
        text.append(" " * max(1, room))
        if sync:
            text.append(sync, getattr(inks, self._sync.tone)).append("  ")
        return text.append(self._count, inks.text)

    def _sync_said(self) -> str:
        """In a narrow window only the mark, and how many there are."""
        wide = self.app.size.width >= _WIDE_ENOUGH
        return self._sync.long if wide else self._sync.short

    def on_resize(self) -> None:
        """There may be room for more words, or for less."""
        self._make_room()

    def tell_sync(self, mark: SyncMark) -> None:
        """Say how it stands with syncing."""
        if mark != self._sync:
            self._sync = mark
            self._make_room()
            self.refresh()

    def warn(self, text: str) -> None:
        """Say beside the badge what has to be kept in mind; "" takes it away."""
        self._warning = f" {text} " if text else ""
        self._make_room()
        self.refresh()

    def on_descendant_focus(self) -> None:
        """The prompt shows where one types."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """The prompt shows where one does not."""
        self.refresh()

    def tell(self, total: int, everything: int) -> None:
        """Say how many were found."""
        noun = "lesson" if everything == 1 else "lessons"
        said = f"{everything:,} {noun}" if total == everything else f"{total:,} of {everything:,}"
        if said != self._count:
            self._count = said
            # Room for the longest count, so that typing does not lay the line out again.
            room = max(len(f"{everything:,} {noun}"), len(f"{everything:,} of {everything:,}"))
            if room != self._count_room:
                self._count_room = room
                self._make_room()
            self.refresh()
