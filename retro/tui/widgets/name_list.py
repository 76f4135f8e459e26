"""Names in rows: what each is called, how many lessons it has, and what else is known of it."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from retro.display import safe_line
from retro.tui.inked import inked
from retro.tui.looks import fit
from retro.tui.naming import Row
from retro.tui.widgets.virtual_list import VirtualList

__all__ = ["NameList"]

_COUNT = 6
_FEWEST, _GAP = 12, 3


class NameList(VirtualList):
    """Rows of names in columns that are as wide as they have to be."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._typed = ""
        self._longest = 0

    def show(self, rows: Sequence[Row], cursor: int, typed: str = "") -> None:
        """Show names; what was typed to find them is marked."""
        self._rows = tuple(rows)
        self._typed = safe_line(typed.strip()).casefold()
        self._longest = max((cell_len(safe_line(row.name)) for row in rows), default=0)
        self.set_rows(len(self._rows), cursor)

    @property
    def selected(self) -> Row | None:
        """The name under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        return self.cursor_ground if row == self.cursor else Style.null()

    def row_says(self, row: int) -> object:
        """The name and what is known of it, and how the columns lie."""
        return self._rows[row], self._typed, self._longest

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """The name, its lessons, its facts."""
        del line
        each, inks = self._rows[row], self.palette
        bar = Segment("▌" if row == self.cursor else " ", self.bar_ink)
        count = "" if each.lessons is None else f"{each.lessons:,}".rjust(_COUNT)
        facts = safe_line(each.facts)
        room = width - 3 - len(count)
        name_room = min(self._longest, max(_FEWEST, room // 2)) if facts or count else self._longest
        name_room = max(1, min(name_room, room))
        facts_room = room - name_room - _GAP
        segments = [bar, Segment(" "), *self._called(each, name_room), Segment(count, inks.star)]
        if facts_room > 3 and facts:
            segments += [Segment(" " * _GAP), Segment(fit(facts, facts_room), inks.muted)]
        return segments

    def _called(self, each: Row, room: int) -> list[Segment]:
        name = safe_line(each.name)
        inks = self.palette
        place = name.casefold().find(self._typed) if self._typed else -1
        spans = [(place, place + len(self._typed))] if place >= 0 else []
        return inked(fit(name, room), inks.strong if spans else None, spans, inks.strong + inks.match)
