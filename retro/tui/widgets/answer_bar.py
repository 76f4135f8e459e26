"""The answers at a review, each with its key: on one line, or on several where that is too narrow."""

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size

from retro.tui.commands import Command, key_label
from retro.tui.palette import palette
from retro.tui.widgets.key_bar import KeyBar

__all__ = ["AnswerBar"]


class AnswerBar(KeyBar):
    """None of the answers is ever left out."""

    DEFAULT_CSS = """
    AnswerBar { dock: none; height: auto; background: transparent; }
    """

    def _rows(self, width: int) -> list[list[tuple[Command, str, str]]]:
        """What stands on each line."""
        rows: list[list[tuple[Command, str, str]]] = [[]]
        room = width
        for each in self._commands:
            key, name = f" {key_label(each.keys[0])}", f" {each.footer} "
            columns = cell_len(key + name)
            if columns > room and rows[-1]:
                rows.append([])
                room = width
            rows[-1].append((each, key, name))
            room -= columns
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many lines as it takes."""
        return len(self._rows(width))

    def render(self) -> Text:
        """Keys and words."""
        inks = palette(self.app)
        lines = []
        for row in self._rows(self.size.width):
            line = Text(no_wrap=True, end="")
            for _, key, name in row:
                line.append(key, inks.accent).append(name, inks.text)
            lines.append(line)
        return Text("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """A click is the answer."""
        event.prevent_default()
        rows, place = self._rows(self.size.width), event.x
        for each, key, name in rows[event.y] if event.y < len(rows) else ():
            place -= cell_len(key + name)
            if place < 0:
                self.post_message(self.Pressed(each))
                return
