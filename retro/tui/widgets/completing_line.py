"""A line in which names are completed: what a name may become stands below it while it is typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from retro.display import safe_line
from retro.tui.completing import Typed, completed, likely
from retro.tui.looks import fit
from retro.tui.palette import palette
from retro.tui.widgets.fields import Line

__all__ = ["CompletingLine", "Completions"]

_WIDEST = 40


class Completions(Widget):
    """What a name may become, a row each; the chosen one has a bar before it."""

    DEFAULT_CSS = """
    Completions {
        position: absolute; overlay: screen; width: auto; height: auto; background: $panel;
        display: none;
    }
    """

    class Taken(Message):
        """A name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, line: "CompletingLine") -> None:
        super().__init__()
        self._line = line
        self.names: tuple[str, ...] = ()
        self.place = -1

    def offer(self, names: tuple[str, ...], at: Offset) -> None:
        """Show names below a place on the screen; none hides it."""
        if names != self.names:
            self.names, self.place = names, -1
            self.refresh(layout=True)
        width = self._columns()
        self.styles.offset = (max(0, min(at.x - 1, self.screen.size.width - width)), at.y + 1)
        self.display = bool(names)

    def step(self, step: int) -> None:
        """Choose the next name, or the one before."""
        self.place = (
            (self.place + step) % len(self.names) if self.place >= 0 or step > 0 else len(self.names) - 1
        )
        self.refresh()

    def _columns(self) -> int:
        return min(_WIDEST, max((cell_len(safe_line(name)) for name in self.names), default=0)) + 4

    def render(self) -> Text:
        """A row a name."""
        inks = palette(self.app)
        text = Text(no_wrap=True)
        for place, name in enumerate(self.names):
            chosen = place == self.place
            text.append("\n" if place else "")
            text.append("▌ " if chosen else "  ", inks.bar_focused)
            text.append(fit(safe_line(name), self._columns() - 3), inks.strong if chosen else inks.text)
            # What Tab takes while none is chosen.
            text.append(" ⇥ " if place == 0 and self.place < 0 else "   ", inks.muted)
        return text

    def on_click(self, event: events.Click) -> None:
        """A click takes a name."""
        event.stop()
        if 0 <= event.y < len(self.names):
            self._line.take(self.names[event.y])


class CompletingLine(Line):
    """Tab takes the name that fits best (at the end → does), the arrows and Enter another; Escape takes none.

    Args:
        word_of: Which name is being typed in a line with the cursor at a column, if one is.
        inputs: What ``Line`` takes.
    """

    def __init__(self, *inputs: Any, word_of: Callable[[str, int], Typed | None], **named: Any) -> None:
        super().__init__(*inputs, **named)
        self.names: Mapping[str, Sequence[str]] = {}
        self._word_of = word_of
        self._completions: Completions | None = None
        self._declined = ""

    @property
    def offered(self) -> tuple[str, ...]:
        """The names that stand below the line."""
        shown = self._completions is not None and self._completions.display
        return self._completions.names if shown and self._completions else ()

    def _offer(self) -> None:
        """Show what the name under the cursor may become."""
        typed = self._word_of(self.value, self.cursor_position) if self.has_focus else None
        names = likely(typed, self.names) if typed is not None and self.value != self._declined else ()
        if self._completions is None:
            if not names:
                return
            self._completions = Completions(self)
            self.screen.mount(self._completions)
        start = typed.start if typed else 0
        column = cell_len(self.value[:start]) - self.scroll_offset.x
        self._completions.offer(names, self.content_region.offset + Offset(max(0, column), 0))

    def take(self, name: str) -> None:
        """Put a name into the line."""
        typed = self._word_of(self.value, self.cursor_position)
        if typed is not None:
            self.value, self.cursor_position = completed(self.value, typed, name)
        self._hide()

    def _hide(self) -> None:
        self._declined = self.value
        if self._completions is not None:
            self._completions.offer((), Offset(0, 0))

    def on_key(self, event: events.Key) -> None:
        """Keys that choose among the names below, while there are any."""
        completions = self._completions
        if completions is None or not self.offered:
            return
        if event.key in ("down", "up"):
            completions.step(1 if event.key == "down" else -1)
        elif (
            event.key == "tab"
            or (event.key == "enter" and completions.place >= 0)
            or (event.key == "right" and self.cursor_at_end)
        ):
            self.take(completions.names[max(0, completions.place)])
        elif event.key == "escape":
            self._hide()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed; the screen hears of it, too."""
        del event
        self.call_after_refresh(self._offer)

    def on_blur(self) -> None:
        """Nothing is offered elsewhere."""
        if self._completions is not None:
            self._completions.offer((), Offset(0, 0))
