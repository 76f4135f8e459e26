"""Rows of plain text under headings: a mark, the text, and a few words at the right."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from retro.display import plain_inline, safe_line
from retro.tui.looks import fit
from retro.tui.widgets.virtual_list import VirtualList

__all__ = ["Row", "RowList"]


class Row(NamedTuple):
    """A row of a list, and what is told of it beside the list.

    Args:
        key: What it is known by, so that the cursor stays on it; "" for a heading.
        text: What it says.
        mark: One column before it.
        tone: The ink of the text, by its name in ``Palette``.
        mark_tone: That of the mark.
        aside: A few words at the right.
        indent: Columns before the mark.
        detail: Lines with their tones, to be read beside the list.
    """

    key: str
    text: str
    mark: str = " "
    tone: str = "text"
    mark_tone: str = "muted"
    aside: str = ""
    indent: int = 0
    detail: tuple[tuple[str, str], ...] = ()


class RowList(VirtualList):
    """Shows rows; the cursor passes headings by."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row], key: str = "", near: int = 0) -> None:
        """Show rows, with the cursor on the one of a key, else in its place or the next that can have it."""
        self._rows = tuple(rows)
        wanted = next((place for place, row in enumerate(self._rows) if key and row.key == key), near)
        places = [place for place, row in enumerate(self._rows) if row.key]
        after = [place for place in places if place >= wanted]
        cursor = after[0] if after else places[-1] if places else 0
        self.forget_lines()
        self.set_rows(len(self._rows), cursor)

    @property
    def selected(self) -> Row | None:
        """The row under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if row is not None and row.key else None

    def can_rest_on(self, row: int) -> bool:
        """Not on headings."""
        return bool(self._rows[row].key)

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor and self._rows[row].key else Style.null()

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """Bar, mark, text, aside."""
        del line
        each, inks = self._rows[row], self.palette
        text = plain_inline(safe_line(each.text))
        if not each.key:
            return [Segment(fit(f" {text}", width), inks.label)]
        aside = safe_line(each.aside)
        room = width - 4 - each.indent - (cell_len(aside) + 2 if aside else 0)
        if aside and room < 12:
            aside, room = "", width - 4 - each.indent
        segments = [
            Segment("▌" if row == self.cursor else " ", self.bar_ink),
            Segment(" " * each.indent + f"{each.mark} ", getattr(inks, each.mark_tone)),
            Segment(fit(text, max(1, room)), getattr(inks, each.tone)),
        ]
        return [*segments, Segment(f" {aside}", inks.muted)] if aside else segments
