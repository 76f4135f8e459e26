"""Candidates for lessons in rows: how sure the import was, the kind, the title and the company."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from retro.display import safe_line
from retro.tui.looks import KIND_GLYPHS, fit, shown_title
from retro.tui.palette import kind_ink
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.tui.jobs.candidates import Candidate

__all__ = ["CandidateList"]

_FEWEST_FOR_COMPANY = 60


class CandidateList(VirtualList):
    """A row for each that waits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[Candidate, ...] = ()

    def show(self, rows: "Sequence[Candidate]", cursor: int) -> None:
        """Show what waits."""
        self._rows = tuple(rows)
        self.set_rows(len(self._rows), cursor)

    @property
    def selected(self) -> "Candidate | None":
        """The one under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """Confidence in per cent, kind, title, company."""
        del line
        each, inks = self._rows[row], self.palette
        company = safe_line(each.draft.company or "") if width >= _FEWEST_FOR_COMPANY else ""
        room = width - 9 - (17 if company else 0)
        segments = [
            Segment("▌" if row == self.cursor else " ", self.bar_ink),
            Segment(f"{each.confidence * 100:3.0f} % ", inks.muted),
            Segment(f"{KIND_GLYPHS[each.draft.kind]} ", kind_ink(inks, each.draft.kind)),
            Segment(fit(shown_title(each.draft.title), max(1, room)), inks.strong),
        ]
        if company:
            segments += [Segment(" "), Segment(fit(company, 16), inks.muted)]
        return segments
