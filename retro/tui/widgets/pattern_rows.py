"""Patterns in rows: parts of text beside each other, of which one takes the room that is left."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from retro.tui.looks import fit
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.practice.principles import Principle

__all__ = ["Part", "PatternRow", "PatternRows"]


class Part(NamedTuple):
    """A piece of a line, safe for a terminal.

    Args:
        text: What it says.
        ink: The name of its style in the palette.
        columns: How wide it is; 0 takes what the others leave.
        least: It is left out where the list has fewer columns.
    """

    text: str
    ink: str = "text"
    columns: int = 0
    least: int = 0


class PatternRow(NamedTuple):
    """A row.

    Args:
        lines: Its lines.
        said: What is said of it below the list.
        field: What it is in a query: the name of a field, and its value.
        principle: What it proposes, if it does.
    """

    lines: tuple[tuple[Part, ...], ...]
    said: str
    field: tuple[str, str]
    principle: "Principle | None" = None


class PatternRows(VirtualList):
    """Rows of as many lines each."""

    DEFAULT_CSS = """
    PatternRows { height: 1fr; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[PatternRow, ...] = ()

    def show(self, rows: Sequence[PatternRow], cursor: int = 0) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        height = max((len(row.lines) for row in self._rows), default=1)
        self.set_rows(len(self._rows), cursor, row_height=height)

    @property
    def selected(self) -> PatternRow | None:
        """The one under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """The parts, each as wide as it is to be."""
        lines = self._rows[row].lines
        segments = [Segment("▌" if row == self.cursor else " ", self.bar_ink)]
        parts = [part for part in (lines[line] if line < len(lines) else ()) if width >= part.least]
        room = width - 1 - sum(part.columns for part in parts)
        for part in parts:
            ink: Style = getattr(self.palette, part.ink)
            segments.append(Segment(fit(part.text, part.columns or max(1, room)), ink))
        return segments
