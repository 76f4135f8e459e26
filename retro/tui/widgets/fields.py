"""What one types into: lines that show every character, and a choice among a few values."""

from collections.abc import Sequence
from typing import Any

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widget import Widget
from textual.widgets import Input

from retro.display import safe_line
from retro.tui.palette import palette
from retro.tui.pasting import unified

__all__ = ["LONGEST_LINE", "Choice", "Line"]

LONGEST_LINE = 10_000
"""Pasting 5 MB into an input takes 5.7 s; nobody types a line longer than this. Nothing is cut to it."""


class Line(Input):
    """An input without a box; what is pasted cannot steer the terminal."""

    class Unfit(Message):
        """What was pasted has several lines, or is too long; the line is as it was."""

        def __init__(self, line: "Line", text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

    class Full(Message):
        """What was typed was left out, for there is no room for it."""

    DEFAULT_CSS = """
    Line {
        border: none; padding: 0; height: 1; background: transparent;
        &:focus { border: none; background: transparent; background-tint: transparent; }
        & > .input--placeholder { color: $foreground 68%; }
    }
    """

    virtual_size = Reactive(Size(0, 0))
    """The length of the text. Textual lays the screen out for it at every key; no size here depends on it."""

    def __init__(self, *inputs: Any, **named: Any) -> None:
        super().__init__(*inputs, max_length=LONGEST_LINE, **named)

    def validate_value(self, value: str) -> str:
        """One line, and safe."""
        return safe_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Take one line; the screen decides what becomes of more."""
        event.stop()
        event.prevent_default()
        text = unified(event.text).strip("\n")
        if "\n" in text or not self.has_room_for(text):
            self.post_message(self.Unfit(self, text))
        else:
            self.put_in(text)

    def has_room_for(self, text: str) -> bool:
        """Whether a text that is put in leaves a line that can be edited."""
        start, end = sorted(self.selection)
        return len(self.value) - (end - start) + len(text) <= LONGEST_LINE

    def with_put_in(self, text: str) -> str:
        """What the line would be with a text in the place of what is selected."""
        start, end = sorted(self.selection)
        return f"{self.value[:start]}{text}{self.value[end:]}"

    def put_in(self, text: str) -> None:
        """Put a text in the place of what is selected."""
        self.replace(text, *self.selection)

    def restricted(self) -> None:
        """There is no room for what was typed."""
        self.post_message(self.Full())


class Choice(Widget, can_focus=True):
    """One of a few values, all in sight: arrows, h and l, the first letter, or a click."""

    BINDINGS = [
        Binding("left,h,up", "step(-1)", "Before", show=False),
        Binding("right,l,down,space", "step(1)", "Next", show=False),
    ]

    DEFAULT_CSS = """
    Choice {
        height: 1; width: 1fr; color: $foreground 68%;
    }
    """
    value: reactive[str] = reactive("")

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, choice: "Choice", value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

    def __init__(self, values: Sequence[str], value: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._values = tuple(values)
        self.set_reactive(Choice.value, value)

    @property
    def _roomy(self) -> bool:
        """Whether all values fit on one line."""
        return sum(len(value) + 2 for value in self._values) <= self.content_size.width

    def render(self) -> Text:
        """The values side by side, the chosen one in brackets; it alone where room is short."""
        text = Text(no_wrap=True)
        inks = palette(self.app)
        chosen = (
            inks.strong + inks.ground_cursor_focused if self.has_focus else inks.company + Style(bold=True)
        )
        if not self._roomy:
            place = f"  {self._values.index(self.value) + 1} of {len(self._values)}"
            return (
                text.append("‹ ")
                .append(self.value, chosen)
                .append(" ›")
                .append(place if self.has_focus else "")
            )
        for value in self._values:
            if value == self.value:
                text.append(f"[{value}]", chosen)
            else:
                text.append(f" {value} ")
        return text

    def watch_value(self, value: str) -> None:
        """Tell of another value."""
        self.post_message(self.Changed(self, value))

    def action_step(self, step: int) -> None:
        """The next value, or the one before."""
        place = (self._values.index(self.value) + int(step)) % len(self._values)
        self.value = self._values[place]

    def on_key(self, event: events.Key) -> None:
        """A first letter chooses."""
        if event.character and event.character.isalpha():
            after = self._values.index(self.value) + 1
            for value in (*self._values[after:], *self._values[:after]):
                if value.startswith(event.character) and event.character not in "hl":
                    self.value = value
                    event.stop()
                    return

    def on_click(self, event: events.Click) -> None:
        """A click chooses what is under it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = offset.x
        if not self._roomy:
            self.action_step(-1 if place < 2 else 1)
            return
        for value in self._values:
            place -= len(value) + 2
            if place < 0:
                self.value = value
                return
