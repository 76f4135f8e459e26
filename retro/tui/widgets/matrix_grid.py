"""Themes by companies: a grid of counts that one walks through, and the names above it, which stay."""

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from retro.display import safe_line
from retro.tui.looks import fit
from retro.tui.palette import palette
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.journal.patterns import Matrix

__all__ = ["Columns", "MatrixGrid", "MatrixHead"]

_NARROWEST, _WIDEST = 9, 18
"""Columns of a company."""

_ALL = 8
"""Columns of the totals."""


class Columns(NamedTuple):
    """Where the columns lie: a theme's name, its total, then ``shown`` companies from ``first`` on."""

    name: int
    first: int
    shown: int
    width: int

    def at(self, x: int) -> int | None:
        """Which column lies there: 0 for the total and the name, then the companies."""
        left = self.name + _ALL
        if x < left:
            return 0
        place = (x - left) // self.width
        return self.first + place + 1 if place < self.shown else None


class MatrixGrid(VirtualList):
    """A row for each theme, a column for each company; the first of both is for all.

    The row and the column for all stand for the names: one goes there to take only a company or a theme.
    """

    DEFAULT_CSS = """
    MatrixGrid { height: 1fr; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._matrix: Matrix | None = None
        self._companies: tuple[str | None, ...] = (None,)
        self._themes: tuple[str | None, ...] = (None,)
        self._column = 0
        self._first = 0
        self._most = 1

    def show(self, matrix: "Matrix") -> None:
        """Show counts, with the cursor on the first cell of a theme at a company, if there is one."""
        self._matrix = matrix
        self._companies = (None, *matrix.companies)
        self._themes = (None, *matrix.themes)
        self._most = max(
            (count for (company, theme), count in matrix.cells.items() if company and theme), default=1
        )
        self._column = min(1, len(matrix.companies))
        self.set_rows(len(self._themes), 1)

    # What the cursor is on

    @property
    def selected(self) -> tuple[str | None, str | None]:
        """The company and the theme under the cursor; None for all."""
        return self._companies[self._column], self._themes[self.cursor]

    @property
    def lessons(self) -> int:
        """The count under the cursor."""
        return self._matrix.cells.get(self.selected, 0) if self._matrix else 0

    @property
    def column(self) -> int:
        """The column of the cursor; 0 is for all."""
        return self._column

    @property
    def companies(self) -> tuple[str | None, ...]:
        """What the columns are of; None for all."""
        return self._companies

    def move_across(self, column: int) -> None:
        """Put the cursor into a column."""
        column = max(0, min(column, len(self._companies) - 1))
        if column != self._column:
            self._column = column
            self.refresh()
            self.post_message(self.Moved(self, self.cursor, by_person=True))

    def move_to(self, row: int, *, by_person: bool = True) -> None:
        """Put the cursor into a row; the row for all is seen when one is on the first theme."""
        super().move_to(row, by_person=by_person)
        if self.cursor == 1:
            self.scroll_to(y=0, animate=False, force=True)

    # Drawing

    @property
    def columns(self) -> Columns:
        """Where the columns lie, so that the one of the cursor is seen."""
        width = self.scrollable_content_region.width
        longest = max((cell_len(safe_line(name)) for name in self._themes if name), default=0)
        name = min(max(longest, 10) + 3, max(14, 3 * width // 10))
        room = width - name - _ALL
        count = len(self._companies) - 1
        longest = max((cell_len(safe_line(company)) for company in self._companies if company), default=0)
        wanted = min(max(longest + 2, _NARROWEST), _WIDEST)
        each = max(_NARROWEST, min(wanted, room // max(1, count)))
        shown = max(1, min(count, room // each))
        place = self._column - 1
        self._first = max(0, min(self._first, place, count - shown)) if place >= 0 else 0
        self._first = max(self._first, place - shown + 1)
        return Columns(name, self._first, min(shown, count), each)

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """The name of a theme, its total, and its counts."""
        del line, width
        inks, laid, theme = self.palette, self.columns, self._themes[row]
        here = row == self.cursor
        label = "all themes" if theme is None else safe_line(theme)
        ink = inks.accent if here else inks.label if theme is None else inks.text
        segments = [
            Segment("▌" if here else " ", self.bar_ink),
            Segment(fit(label, laid.name - 2) + " ", ink),
            self._cell(row, 0, _ALL),
        ]
        return segments + [
            self._cell(row, column, laid.width)
            for column in range(laid.first + 1, laid.first + laid.shown + 1)
        ]

    def _cell(self, row: int, column: int, width: int) -> Segment:
        company, theme = self._companies[column], self._themes[row]
        count = self._matrix.cells.get((company, theme), 0) if self._matrix else 0
        text = f"{count:,}" if count else "·"
        inks = self.palette
        if row == self.cursor and column == self._column:
            return Segment(f"{f'[{text}]':>{width}}", inks.match_block)
        ink = inks.text if count else inks.muted
        if company is None or theme is None:
            return Segment(f"{text:>{width - 1}} ", inks.label if count else inks.muted)
        return Segment(f"{text:>{width - 1}} ", ink + self._shade(count))

    def _shade(self, count: int) -> Style:
        """The more lessons, the stronger the ground."""
        grounds = self.palette.shades
        if not count:
            return Style.null()
        return grounds[min(len(grounds) * count // (self._most + 1), len(grounds) - 1)]

    def on_resize(self) -> None:
        """Other columns fit."""
        self.refresh()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Go to the column that was clicked; to the row, and choosing, come after it."""
        offset = event.get_content_offset(self)
        column = None if offset is None else self.columns.at(offset.x)
        if column is None:
            event.prevent_default()
        else:
            self.move_across(column)


class MatrixHead(Widget):
    """The companies above their columns, on two lines; a click goes to all themes of one."""

    DEFAULT_CSS = """
    MatrixHead { height: 2; }
    """

    def __init__(self, grid: MatrixGrid) -> None:
        super().__init__()
        self._grid = grid

    def render(self) -> Text:
        """Two lines, with signs where there are more companies."""
        inks, laid = palette(self.app), self._grid.columns
        upper = Text(" " * (laid.name + _ALL), no_wrap=True)
        lower = Text(" " * laid.name, no_wrap=True)
        lower.append(f"{'all':>{_ALL - 1}} ", inks.label if self._grid.column else inks.accent)
        for column in range(laid.first + 1, laid.first + laid.shown + 1):
            ink = inks.accent if column == self._grid.column else inks.company
            above, below = _two_lines(safe_line(self._grid.companies[column] or ""), laid.width - 1)
            upper.append(above + " ", ink)
            lower.append(below + " ", ink)
        return Text("\n").join((upper, lower))

    def on_click(self, event: events.Click) -> None:
        """Choose what is below, for all themes."""
        offset = event.get_content_offset(self)
        column = None if offset is None else self._grid.columns.at(offset.x)
        if column is not None:
            self._grid.move_across(column)
            self._grid.move_to(0)
            self._grid.post_message(VirtualList.Chosen(self._grid, 0))


def _two_lines(name: str, columns: int) -> tuple[str, str]:
    """A name on the right of two lines, broken between words where that helps; short ones are below."""
    first, second = "", name
    if cell_len(name) > columns and " " in name:
        first, _, second = name.partition(" ")
    return _right(first, columns), _right(second, columns)


def _right(text: str, columns: int) -> str:
    cut = fit(text, columns) if cell_len(text) > columns else text
    return " " * (columns - cell_len(cut)) + cut
