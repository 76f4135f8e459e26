"""The lessons of a brief in rows: how each was answered, its kind and title; below, what to know of it."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from retro.display import safe_line
from retro.surroundings import CheckState
from retro.tui.looks import KIND_GLYPHS, fit, shown_title
from retro.tui.palette import kind_ink
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.tui.jobs.briefs import BriefRow

__all__ = ["BriefList"]

_MARKS = {CheckState.OPEN: "○", CheckState.DONE: "✓", CheckState.NOT_HERE: "–", None: " "}


class BriefList(VirtualList):
    """Two lines for each lesson that fits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._row_height = 2
        self._rows: tuple[BriefRow, ...] = ()

    def show(self, rows: "Sequence[BriefRow]", cursor: int) -> None:
        """Show what fits."""
        self._rows = tuple(rows)
        self.set_rows(len(self._rows), cursor)

    @property
    def selected(self) -> "BriefRow | None":
        """The one under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_says(self, row: int) -> object:
        """The lesson and its answer."""
        return self._rows[row]

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """Answer, kind and title; below them what to know."""
        each, inks = self._rows[row], self.palette
        bar = Segment("▌" if row == self.cursor else " ", self.bar_ink)
        lesson = each.dossier.lesson
        if line == 0:
            answered = inks.good if each.state is CheckState.DONE else inks.muted
            done = each.state in {CheckState.DONE, CheckState.NOT_HERE}
            return [
                bar,
                Segment(f"{_MARKS[each.state]} ", answered),
                Segment(f"{KIND_GLYPHS[lesson.kind]} ", kind_ink(inks, lesson.kind)),
                Segment(
                    fit(shown_title(lesson.title), max(1, width - 5)), inks.muted if done else inks.strong
                ),
            ]
        ink = inks.bad if each.warns else inks.muted
        note = each.answer or each.note
        return [bar, Segment("    "), Segment(fit(safe_line(note), max(1, width - 5)), ink)]
