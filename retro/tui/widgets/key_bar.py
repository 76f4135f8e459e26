"""The footer: what can be done here, from the registry; each is a button too."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from retro.tui.commands import Command, key_label
from retro.tui.palette import palette
from retro.tui.widgets.kept import Kept

__all__ = ["KeyBar"]


class KeyBar(Kept, Widget):
    """Keys and short names on one line; those that do not fit are left out, from the end."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; background: $foreground 6%;
    }
    """

    class Pressed(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, commands: Iterable[Command] = ()) -> None:
        super().__init__()
        self._commands = tuple(commands)

    def show(self, commands: Iterable[Command]) -> None:
        """Offer other commands."""
        after = tuple(commands)
        if after != self._commands:
            self._commands = after
            self.refresh()

    def _fitting(self) -> list[tuple[Command, str, str]]:
        """As many as fit, with the last one always among them: it opens the help."""
        offered = [(each, f" {key_label(each.keys[0])}", f" {each.footer} ") for each in self._commands]
        room = self.size.width
        kept = []
        for position, (each, key, name) in enumerate(offered):
            rest = offered[-1:] if position < len(offered) - 1 else []
            if cell_len(key + name) + sum(cell_len(k + n) for _, k, n in rest) <= room:
                kept.append((each, key, name))
                room -= cell_len(key + name)
        return kept

    def render(self) -> Text:
        """One line."""
        inks = palette(self.app)
        text = Text(no_wrap=True)
        for _, key, name in self._fitting():
            text.append(key, inks.accent).append(name, inks.muted)
        return text

    def on_click(self, event: events.Click) -> None:
        """A click is the command."""
        place = event.x
        for each, key, name in self._fitting():
            place -= cell_len(key + name)
            if place < 0:
                self.post_message(self.Pressed(each))
                return
