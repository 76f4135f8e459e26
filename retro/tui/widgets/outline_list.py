"""The outline of a post: its sections, and the lessons in them that can be moved and left out."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from retro.display import safe_line
from retro.model import Kind
from retro.tui.looks import KIND_GLYPHS, fit
from retro.tui.palette import kind_ink
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retro.tui.outlines import Entry, Outline, Row

__all__ = ["IN", "OUT", "OutlineList"]

IN, OUT = "☑", "☐"
"""Whether a lesson is in the post: told by shape, so that no colour is needed."""


class OutlineList(VirtualList):
    """Sections and lessons, a line each; a click on the box leaves out, dragging moves."""

    class Toggled(Message):
        """The box of the row under the cursor was clicked."""

    class Dragged(Message):
        """The row under the cursor is held over another row."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._outline: Outline | None = None
        self._entries: Mapping[str, Entry] = {}
        self._without = ""
        self._first = 0
        self._held = False

    def show(self, outline: "Outline", entries: "Mapping[str, Entry]", cursor: int, without: str) -> None:
        """Show an outline.

        Args:
            outline: What is in it.
            entries: How its lessons are shown, by id.
            cursor: The row to be on.
            without: The heading of lessons that belong to no section.
        """
        self._outline, self._rows, self._entries, self._without = outline, outline.rows, entries, without
        self._first = next((row.section for row in self._rows if not row.lesson_id and outline.is_in(row)), 0)
        self.set_rows(len(self._rows), cursor)

    def row(self, place: int) -> "Row | None":
        """What stands in a line."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @property
    def selected(self) -> "Row | None":
        """What the cursor is on."""
        return self.row(self.cursor)

    def place_of(self, wanted: "Row") -> int:
        """The line in which something stands; the cursor's where it is in none."""
        return self._rows.index(wanted) if wanted in self._rows else self.cursor

    def place_of_lesson(self, lesson_id: str) -> int:
        """The line of a lesson, -1 where it has none."""
        found = (at for at, row in enumerate(self._rows) if row.lesson_id == lesson_id)
        return next(found, -1) if lesson_id else -1

    # Drawing

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def row_says(self, row: int) -> object:
        """The line, and the outline that it is a part of."""
        return self.row(row), self._outline, self._entries, self._without

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """A heading with how many of its lessons are in, or a lesson below it."""
        del line
        bar = Segment("▌" if row == self.cursor else " ", self.bar_ink)
        here, outline = self.row(row), self._outline
        if here is None or outline is None:
            return [bar]
        inks, included = self.palette, outline.is_in(here)
        box = Segment(f"{IN if included else OUT} ", inks.company if included else inks.muted)
        if not here.lesson_id:
            ids = outline.ids_at(here)
            count = len(ids) - len(outline.left_out.intersection(ids))
            said = f" {count}" if count == len(ids) else f" {count} of {len(ids)}"
            name = outline.sections[here.section].name
            name = name or ("(no heading)" if here.section == self._first else self._without)
            title = fit(safe_line(name), max(0, width - 4 - cell_len(said)))
            ink = inks.company + Style(bold=True) if included else inks.muted
            return [bar, box, Segment(title, ink), Segment(said, inks.muted)]
        entry = self._entries[here.lesson_id]
        kind = Kind(entry.kind)
        headed = bool(self._rows and not self._rows[0].lesson_id)
        glyph = Segment(f"{KIND_GLYPHS[kind]} ", kind_ink(inks, kind) if included else inks.muted)
        room = width - (8 if headed else 6)
        title_ink = inks.text if included else inks.muted
        indent = Segment("  " if headed else "")
        return [bar, indent, box, glyph, Segment(fit(entry.title, max(0, room)), title_ink)]

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a row; a box is no handle."""
        offset = event.get_content_offset(self)
        if offset is None or event.button != 1:
            return
        place = self.scroll_offset.y + offset.y
        row = self.row(place)
        if row is None:
            return
        self.move_to(place)
        if not self._on_box(offset.x):
            self._held = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the row along."""
        if self._held:
            place = self.scroll_offset.y + event.y - self.gutter.top
            self.post_message(self.Dragged(max(0, min(place, self.count - 1))))

    def on_mouse_up(self) -> None:
        """Let the row go."""
        if self._held:
            self._held = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click on the box leaves out or takes in."""
        offset = event.get_content_offset(self)
        if offset is not None and self.scroll_offset.y + offset.y == self.cursor and self._on_box(offset.x):
            self.post_message(self.Toggled())
            event.prevent_default()

    def _on_box(self, column: int) -> bool:
        here = self.selected
        indent = 2 if here is not None and here.lesson_id and not self._rows[0].lesson_id else 0
        return 1 + indent <= column < 3 + indent
