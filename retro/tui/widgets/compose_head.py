"""What is being composed, above it: the title, where it goes, and how far one is."""

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from retro.display import safe_line
from retro.tui.looks import fit
from retro.tui.palette import palette

__all__ = ["ComposeHead"]


class ComposeHead(Widget):
    """Two lines; a click opens the details."""

    DEFAULT_CSS = """
    ComposeHead { height: 2; background: $foreground 6%; }
    """

    class Pressed(Message):
        """It was clicked."""

    def __init__(self) -> None:
        super().__init__(id="head")
        self._title = self._path = self._state = self._facts = ""

    def tell(self, *, title: str, path: str, facts: str, state: str) -> None:
        """Say what is being composed.

        Args:
            title: Of the post.
            path: The file that it will be.
            facts: How many lessons are in it, and how they are grouped.
            state: Whether it is written, being written, or has something that must be put right.
        """
        self._title, self._path, self._facts, self._state = map(safe_line, (title, path, facts, state))
        self.refresh()

    def render(self) -> Text:
        """The title with what there is to say of it, and the path below."""
        inks, width = palette(self.app), self.size.width
        badge = " compose "
        room = width - len(badge) - cell_len(self._state) - 3
        text = Text(no_wrap=True, overflow="crop").append(badge, inks.badge)
        text.append(f" {fit(self._title, max(0, room))}", inks.strong).append(
            f" {self._state} \n", inks.accent
        )
        room = width - len(badge) - cell_len(self._facts) - 4
        text.append(" " * (len(badge) - 1) + "→ ", inks.muted)
        return text.append(fit(self._path, max(0, room)), inks.text).append(f"  {self._facts} ", inks.muted)

    def on_click(self) -> None:
        """A click opens the details."""
        self.post_message(self.Pressed())
