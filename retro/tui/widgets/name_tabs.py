"""The sorts of names side by side, with how many there are of each; a click goes to one."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from retro.tui.commands import Command, key_label
from retro.tui.palette import palette

__all__ = ["NameTabs", "Tab"]


class Tab(NamedTuple):
    """A sort of names: the command that goes there, and how many names there are."""

    command: Command
    total: int


class NameTabs(Widget):
    """A badge, and a tab for each sort; the present one is in bold and underlined."""

    DEFAULT_CSS = """
    NameTabs { height: 1; background: $foreground 6%; }
    """

    class Pressed(Message):
        """A tab was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, badge: str) -> None:
        super().__init__(id="tabs")
        self._badge = f" {badge} "
        self._tabs: tuple[Tab, ...] = ()
        self._here = 0

    def show(self, tabs: Sequence[Tab], here: int) -> None:
        """Show the tabs, the one in place ``here`` as the present one."""
        if (tuple(tabs), here) != (self._tabs, self._here):
            self._tabs, self._here = tuple(tabs), here
            self.refresh()

    def _labels(self) -> list[tuple[str, str, str]]:
        """Key, title and count of each tab."""
        return [
            (f"  {key_label(tab.command.keys[0])} ", tab.command.title, f" {tab.total:,} ")
            for tab in self._tabs
        ]

    def render(self) -> Text:
        """One line."""
        inks = palette(self.app)
        text = Text(no_wrap=True, end="").append(self._badge, inks.badge)
        for place, (key, title, count) in enumerate(self._labels()):
            here = place == self._here
            text.append(key, inks.accent)
            text.append(title, inks.strong + Style(underline=True) if here else inks.muted)
            text.append(count, inks.text if here else inks.muted)
        return text

    def on_click(self, event: events.Click) -> None:
        """Go to the tab under the mouse."""
        place = event.x - cell_len(self._badge)
        for tab, label in zip(self._tabs, self._labels(), strict=True):
            if 0 <= place < cell_len("".join(label)):
                self.post_message(self.Pressed(tab.command))
                return
            place -= cell_len("".join(label))
