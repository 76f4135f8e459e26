"""A list of any length that draws only the rows on the screen."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.palette import Palette, palette
from retro.tui.widgets.framed import Framed

__all__ = ["VirtualList"]

_BOLD = Style(bold=True)


class _Drawn(NamedTuple):
    """A row as it was drawn: what decides how it looks, and its lines."""

    looks: object
    lines: tuple[Strip, ...]


class VirtualList(Framed, can_focus=True, inherit_bindings=False):
    """Rows of one height, a cursor, arrows, vi motions and the mouse.

    A subclass draws a row (``draw_row``) and says how many there are (``set_count``).
    """

    BINDINGS = bindings_for(Context.PANE)
    ALLOW_SELECT = False

    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
    }
    """

    class Moved(Message):
        """The cursor is on another row. ``by_person`` is false when the list itself changed."""

        def __init__(self, source: "VirtualList", row: int, *, by_person: bool) -> None:
            super().__init__()
            self.source = source
            self.row = row
            self.by_person = by_person

    class Chosen(Message):
        """A row was clicked or entered; ``twice`` for a double click."""

        def __init__(self, source: "VirtualList", row: int, *, twice: bool = False) -> None:
            super().__init__()
            self.source = source
            self.row = row
            self.twice = twice

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._count = 0
        self._cursor = 0
        self._row_height = 1
        self._drawn: dict[int, _Drawn] = {}

    # What a subclass provides

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """One line of a row as segments; what is missing of ``width`` is filled."""
        raise NotImplementedError

    def row_says(self, row: int) -> object:  # noqa: ARG002 - for subclasses
        """All that ``draw_row`` shows: a row is drawn again when that is not equal any more, or is None."""
        return None

    def row_style(self, row: int) -> Style:  # noqa: ARG002 - for subclasses
        """What lies behind a row."""
        return Style.null()

    def can_rest_on(self, row: int) -> bool:  # noqa: ARG002 - for subclasses
        """Whether the cursor may stand on a row."""
        return True

    # Rows and the cursor

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor(self) -> int:
        """The row of the cursor."""
        return self._cursor

    @property
    def row_height(self) -> int:
        """How many lines a row has."""
        return self._row_height

    def set_rows(self, count: int, cursor: int, *, row_height: int | None = None) -> None:
        """Show other rows, with the cursor where it is told to be."""
        self._count = count
        if row_height and row_height != self._row_height:
            self._row_height = row_height
            self.forget_lines()
        self._cursor = max(0, min(cursor, count - 1))
        self.span(self._count * self._row_height)
        self.show_cursor()
        self.refresh()

    def set_row_height(self, height: int) -> None:
        """Give every row more or fewer lines, and keep the cursor in sight."""
        if height != self._row_height:
            self.set_rows(self._count, self._cursor, row_height=height)

    def move_to(self, row: int, *, by_person: bool = True) -> None:
        """Put the cursor on a row, or the nearest on which it may stand."""
        row = self._resting_place(max(0, min(row, self._count - 1)))
        if row == self._cursor or not self._count:
            return
        before, self._cursor = self._cursor, row
        self.refresh_rows(before, row)
        self.show_cursor()
        self.post_message(self.Moved(self, row, by_person=by_person))

    def _resting_place(self, row: int) -> int:
        step = 1 if row >= self._cursor else -1
        for direction in (step, -step):
            place = row
            while 0 <= place < self._count:
                if self.can_rest_on(place):
                    return place
                place += direction
        return self._cursor

    def show_cursor(self) -> None:
        """Scroll so that the cursor's row is seen."""
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = self._cursor * self._row_height
        bottom = top + self._row_height
        offset = self.scroll_offset.y
        if top < offset:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > offset + height:
            self.scroll_to(y=bottom - height, animate=False, force=True)

    def refresh_rows(self, *rows: int) -> None:
        """Draw some rows again."""
        for row in rows:
            self.refresh_lines(row * self._row_height, self._row_height)

    @property
    def rows_on_screen(self) -> int:
        """How many whole rows fit."""
        return max(1, self.scrollable_content_region.height // self._row_height)

    def rows_in_sight(self) -> Iterator[tuple[int, int]]:
        """The rows whose first line is on the screen and on which the cursor may stand, with that line."""
        height = self.scrollable_content_region.height
        for row in range(-(-self.scroll_offset.y // self._row_height), self._count):
            line = row * self._row_height - self.scroll_offset.y
            if line >= height:
                return
            if self.can_rest_on(row):
                yield row, line

    # Drawing

    @property
    def palette(self) -> Palette:
        """The inks of the theme."""
        return palette(self.app)

    @property
    def cursor_ground(self) -> Style:
        """What lies behind the cursor's row."""
        inks = self.palette
        return inks.ground_cursor_focused if self.has_focus else inks.ground_cursor

    @property
    def bar_ink(self) -> Style:
        """The bar before the cursor's row."""
        inks = self.palette
        return inks.bar_focused if self.has_focus else inks.bar

    def content_lines(self, height: int) -> list[Strip]:
        """The lines on the screen; the cost does not depend on the number of rows."""
        first, skipped = divmod(self.scroll_offset.y, self._row_height)
        kept, self._drawn = self._drawn, {}
        lines: list[Strip] = []
        for row in range(first, min(self._count, first + -(-(height + skipped) // self._row_height))):
            ground, said = self.row_style(row), self.row_says(row)
            looks = (said, ground, row == self._cursor and 1 + self.has_focus)
            drawn = kept.get(row)
            if drawn is None or said is None or drawn.looks != looks:
                drawn = _Drawn(looks, tuple(self._draw(row, ground)))
            self._drawn[row] = drawn
            lines += drawn.lines
        lines = lines[skipped : skipped + height]
        return lines + [self.framed(())] * (height - len(lines))

    def _draw(self, row: int, ground: Style) -> Iterator[Strip]:
        """All lines of a row."""
        for line in range(self._row_height):
            segments = self.draw_row(row, line, self.room)
            if ground.reverse:
                # Reversed, each colour would become a ground of its own.
                segments = [
                    Segment(each.text, _BOLD if each.style and each.style.bold else None) for each in segments
                ]
            yield self.framed(segments, ground)

    def forget_lines(self) -> None:
        """Every row looks different."""
        self._drawn = {}

    # Motions and the mouse

    def action_move_down(self) -> None:
        """One row down."""
        self.move_to(self._cursor + 1)

    def action_move_up(self) -> None:
        """One row up."""
        self.move_to(self._cursor - 1)

    def action_move_half_down(self) -> None:
        """Half a page down."""
        self.move_to(self._cursor + max(1, self.rows_on_screen // 2))

    def action_move_half_up(self) -> None:
        """Half a page up."""
        self.move_to(self._cursor - max(1, self.rows_on_screen // 2))

    def action_move_page_down(self) -> None:
        """A page down."""
        self.move_to(self._cursor + self.rows_on_screen)

    def action_move_page_up(self) -> None:
        """A page up."""
        self.move_to(self._cursor - self.rows_on_screen)

    def action_move_first(self) -> None:
        """To the first row."""
        self.scroll_to(y=0, animate=False, force=True)
        self.move_to(0)

    def action_move_last(self) -> None:
        """To the last row."""
        self.move_to(self._count - 1)

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = (self.scroll_offset.y + offset.y) // self._row_height
        if row < self._count and self.can_rest_on(row):
            self.move_to(row)
            self.post_message(self.Chosen(self, row, twice=event.chain > 1))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.span(self._count * self._row_height)
        self.show_cursor()
