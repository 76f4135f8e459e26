"""Decisions in rows: whether each came true, when it is due, how likely it was thought to be."""

import datetime as dt
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from retro.display import safe_line
from retro.tui.looks import fit
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.tui.jobs.decisions import Row

__all__ = ["DecisionList"]


class DecisionList(VirtualList):
    """Two lines for each decision."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._row_height = 2
        self._rows: tuple[Row, ...] = ()
        self._today = dt.date.min

    def show(self, rows: "Sequence[Row]", today: dt.date, cursor: int) -> None:
        """Show decisions."""
        self._rows, self._today = tuple(rows), today
        self.set_rows(len(self._rows), cursor)

    @property
    def selected(self) -> "Row | None":
        """The one under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_says(self, row: int) -> object:
        """The decision."""
        return self._rows[row], self._today

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """What was decided; below it when it is due, how likely it was, what was expected or what came."""
        decision, inks = self._rows[row].decision, self.palette
        bar = Segment("▌" if row == self.cursor else " ", self.bar_ink)
        if line == 0:
            mark, ink = {None: ("○", inks.muted), True: ("✓", inks.good), False: ("✗", inks.bad)}[
                decision.came_true
            ]
            strong = inks.strong if decision.is_open else inks.text
            return [bar, Segment(f"{mark} ", ink), Segment(fit(safe_line(decision.text), width - 3), strong)]
        is_due = decision.is_due(self._today)
        when = f"due {decision.due}" if is_due else str(decision.due)
        said = f"{decision.probability * 100:3.0f} %  {decision.outcome or decision.expectation}"
        return [
            bar,
            Segment("  "),
            Segment(f"{when} ", inks.star if is_due else inks.muted),
            Segment(fit(safe_line(said), max(1, width - 4 - len(when))), inks.muted),
        ]
