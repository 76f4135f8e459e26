"""Pairs of lessons in rows of two lines: one title, and below it the other."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from retro.display import safe_line
from retro.tui.looks import KIND_GLYPHS, PAIR_MARKS, fit, shown_title
from retro.tui.palette import kind_ink
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.tui.jobs.tensions import Pair

__all__ = ["PairList"]

_FEWEST_FOR_COMPANY = 60

_TALL = 30
"""Lines from which on pairs stand apart."""


class PairList(VirtualList):
    """A row for each pair."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[Pair, ...] = ()

    def show(self, rows: "Sequence[Pair]", cursor: int) -> None:
        """Show pairs."""
        self._rows = tuple(rows)
        self.set_rows(len(self._rows), cursor, row_height=self._height())

    def _height(self) -> int:
        """Two lines, and one of air where there is room for it."""
        return 3 if self.size.height >= _TALL else 2

    def on_resize(self) -> None:
        """There may be room for air, or none any more."""
        if self.row_height != self._height():
            self.set_rows(self.count, self.cursor, row_height=self._height())
        super().on_resize()

    @property
    def selected(self) -> "Pair | None":
        """The one under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """Kind, title and company of the one, or of the other behind what parts them."""
        inks = self.palette
        if line > 1:
            return []
        lesson = self._rows[row].lessons[line]
        company = safe_line(lesson.company or "") if width >= _FEWEST_FOR_COMPANY else ""
        room = width - 5 - (17 if company else 0)
        segments = [
            Segment("▌" if row == self.cursor else " ", self.bar_ink),
            Segment(f"{PAIR_MARKS[self._rows[row].kind]} " if line else "  ", inks.accent),
            Segment(f"{KIND_GLYPHS[lesson.kind]} ", kind_ink(inks, lesson.kind)),
            Segment(fit(shown_title(lesson.title), max(1, room)), inks.text if line else inks.strong),
        ]
        return [*segments, Segment(" "), Segment(fit(company, 16), inks.muted)] if company else segments
