"""What is above the patterns: the views, how much is counted, and the query that finds it."""

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from retro.display import safe_line
from retro.tui.commands import Command, command
from retro.tui.looks import fit
from retro.tui.palette import palette

__all__ = ["VIEWS", "PatternsBar"]

_BADGE = " patterns "
VIEWS = (
    "patterns.timeline",
    "patterns.matrix",
    "patterns.trends",
    "patterns.principles",
    "patterns.unapplied",
)
"""In the order of their keys, by the ids of their commands."""


class PatternsBar(Widget):
    """Two lines: the views, each a button too, with the count; and the query."""

    DEFAULT_CSS = """
    PatternsBar { height: 2; background: $foreground 6%; }
    """

    class Pressed(Message):
        """A view was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query
        self._view = VIEWS[0]
        self._count = ""

    def tell(self, *, view: str | None = None, count: str | None = None) -> None:
        """Say which view is shown (by the id of its command), or how many lessons are counted."""
        self._view = self._view if view is None else view
        self._count = self._count if count is None else count
        self.refresh()

    def render(self) -> Text:
        """Two lines."""
        inks = palette(self.app)
        text = Text(no_wrap=True).append(_BADGE, inks.badge)
        for each, title in self._buttons():
            chosen = each.id == self._view
            text.append("  ").append(each.keys[0], inks.accent if chosen else inks.muted)
            text.append(title[:1]).append(title[1:], inks.match if chosen else inks.muted)
        text.append(" " * max(1, self.size.width - cell_len(text.plain) - len(self._count) - 1))
        text.append(self._count, inks.text)
        room = self.size.width - 2
        asked = safe_line(self._query.strip())
        said = Text(fit(f" {asked}", room), inks.company) if asked else Text(" all lessons", inks.muted)
        return text.append("\n").append(said)

    def _buttons(self) -> list[tuple[Command, str]]:
        """The views with their titles; where there is no room, only that which is shown has one."""
        every = [(each, f" {each.title}") for each in map(command, VIEWS)]
        wanted = sum(len(f"  {each.keys[0]}{title}") for each, title in every)
        if len(_BADGE) + wanted + len(self._count) + 2 <= self.size.width:
            return every
        return [(each, title if each.id == self._view else "") for each, title in every]

    def on_click(self, event: events.Click) -> None:
        """A click on a view goes there."""
        place = event.x - len(_BADGE)
        for each, title in self._buttons():
            place -= len(f"  {each.keys[0]}{title}")
            if event.y == 0 and place < 0 and event.x >= len(_BADGE):
                self.post_message(self.Pressed(each))
                return
