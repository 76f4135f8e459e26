"""Jump: a label on every place in sight; typing it goes there."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.palette import palette
from retro.tui.widgets.virtual_list import VirtualList

__all__ = ["JumpScreen", "Place", "labels_for", "places_on"]

_LETTERS = "fjdkslaghrueiwoqptyvmcnbxz"
"""Those under the fingers first."""


class Place(NamedTuple):
    """Somewhere to go, and where on the screen it is."""

    at: Offset
    go: Callable[[], object]


def places_on(screen: Screen[object]) -> Iterator[Place]:
    """Every row of a list and everything else that can have the focus, as far as it is in sight."""
    for widget in screen.focus_chain:
        region = widget.region.intersection(screen.region)
        # What has scrolled out of its box keeps a region outside of it.
        for ancestor in widget.ancestors:
            if ancestor is screen:
                break
            region = region.intersection(ancestor.region)  # type: ignore[attr-defined]
        if not region.area:
            continue
        if isinstance(widget, VirtualList) and widget.count:
            yield from _rows_of(widget)
        else:
            yield Place(widget.content_region.intersection(region).offset or region.offset, widget.focus)


def _rows_of(widget: VirtualList) -> Iterator[Place]:
    def to(row: int) -> Callable[[], object]:
        def go() -> None:
            widget.focus()
            widget.move_to(row)

        return go

    for row, line in widget.rows_in_sight():
        yield Place(widget.content_region.offset + Offset(0, line), to(row))


def labels_for(count: int) -> list[str]:
    """So many labels, none the beginning of another: of one letter while these are enough, else of two."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]


class JumpScreen(ModalScreen[None]):
    """Shows the labels over what is there, and waits for one.

    Args:
        places: Where one can go.
    """

    BINDINGS = bindings_for(Context.JUMP)

    DEFAULT_CSS = """
    JumpScreen {
        background: transparent;
        & > Static { position: absolute; width: auto; height: 1; }
    }
    """

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = dict(zip(labels_for(len(places)), places, strict=False))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A label at each place."""
        badge = palette(self.app).match_block
        for label, place in self._places.items():
            shown = Static(Text(label, badge), id=f"to-{label}")
            shown.styles.offset = place.at
            yield shown

    def on_key(self, event: events.Key) -> None:
        """Narrow down, and go where one place is left; what is no label ends it."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + (event.character or " ")
        if typed in self._places:
            place = self._places[typed]
            self.dismiss(None)
            self.app.call_later(place.go)
        elif any(label.startswith(typed) for label in self._places):
            self._typed = typed
            for label in self._places:
                self.query_one(f"#to-{label}").display = label.startswith(typed)
        else:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click goes where it points, or nowhere."""
        event.stop()
        self.dismiss(None)
        for place in self._places.values():
            if place.at.y == event.screen_y and 0 <= event.screen_x - place.at.x < 2:
                self.app.call_later(place.go)

    def action_jump_cancel(self) -> None:
        """Stay where one was."""
        self.dismiss(None)
