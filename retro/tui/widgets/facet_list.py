"""The facets: what the lessons found have in common, with counts; choosing one narrows the query."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from retro.display import safe_line
from retro.model import Kind
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.inked import columns_of
from retro.tui.looks import KIND_GLYPHS, LOCK, STAR, fit
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.search import Facets, FacetValue

__all__ = ["FACET_FIELDS", "SAVED_FIELD", "FacetList", "FacetRow"]

FACET_FIELDS = (
    ("Companies", "companies", "company"),
    ("Kinds", "kinds", "kind"),
    ("Marks", "starred", "is"),
    ("Marks", "private", "is"),
    ("Themes", "themes", "theme"),
    ("Years", "years", "on"),
    ("Status", "statuses", "status"),
)
"""Heading, attribute of ``Facets``, field of the query."""


SAVED_FIELD = "saved"
"""Stands for the field in the row of a saved search, which is a query of its own."""

_SAVED = "Saved searches"


class FacetRow(NamedTuple):
    """A heading (without a field), a gap (without a label), or a value with its count."""

    label: str
    field: str = ""
    value: str = ""
    lessons: int = 0
    depth: int = 0
    chosen: bool = False
    folded: bool = False
    parent: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same when counts change."""
        return (self.field, self.value or self.label)


class FacetList(VirtualList):
    """Companies, themes as a tree, kinds, years, status and marks."""

    BINDINGS = bindings_for(Context.FACETS)

    class Toggled(Message):
        """A facet was chosen, or let go."""

        def __init__(self, field: str, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

    class Left(Message):
        """The person moves on to the lessons."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._facets: Facets | None = None
        self._chosen: Mapping[str, frozenset[str]] = {}
        self._unfolded: set[str] = set()
        self._folded_headings: set[str] = set()
        self._rows: list[FacetRow] = []
        self._most = 1
        self._saved: Mapping[str, str] = {}
        self._text = ""
        self._periods: Mapping[str, str] = {}

    def show_periods(self, periods: Mapping[str, str]) -> None:
        """Show from when to when one was at a company, by its name."""
        if periods != self._periods:
            self._periods = periods
            self.refresh()

    def show_saved(self, saved: Mapping[str, str], text: str) -> None:
        """Show saved searches, name -> query; the one that ``text`` is counts as chosen."""
        if (saved, text) != (self._saved, self._text):
            self._saved, self._text = saved, text
            self._rebuild()

    def show(self, facets: "Facets", chosen: Mapping[str, frozenset[str]]) -> None:
        """Show counts; ``chosen`` says which values of which field the query asks for."""
        self._facets, self._chosen = facets, chosen
        self._rebuild()

    @property
    def rows(self) -> tuple[FacetRow, ...]:
        """What is listed."""
        return tuple(self._rows)

    def _rebuild(self) -> None:
        here = self._rows[self.cursor].key if self.cursor < len(self._rows) else None
        self._rows = self._lay_out()
        self._most = max((row.lessons for row in self._rows), default=1) or 1
        keys = [row.key for row in self._rows]
        first = 1 if here is None else self.cursor
        cursor = keys.index(here) if here in keys else min(first, max(0, len(keys) - 1))
        self.set_rows(len(self._rows), cursor)
        if self._rows and not self.can_rest_on(self.cursor):
            self.move_to(self.cursor + 1, by_person=False)

    def _lay_out(self) -> list[FacetRow]:
        rows: list[FacetRow] = []
        if self._saved:
            folded = _SAVED in self._folded_headings
            rows.append(FacetRow(_SAVED, folded=folded, parent=True))
            if not folded:
                rows += [
                    FacetRow(safe_line(name), SAVED_FIELD, name, chosen=query == self._text)
                    for name, query in self._saved.items()
                ]
        heading = ""
        for title, attribute, field in FACET_FIELDS:
            values = self._values(attribute, field)
            if not values:
                continue
            if title != heading:
                if rows:
                    rows.append(FacetRow(""))
                rows.append(FacetRow(title, folded=title in self._folded_headings, parent=True))
                heading = title
            if title not in self._folded_headings:
                rows += self._nested(values) if field == "theme" else values
        return rows

    def _values(self, attribute: str, field: str) -> list[FacetRow]:
        found: tuple[FacetValue, ...] = getattr(self._facets, attribute) if self._facets else ()
        chosen = {value.casefold() for value in self._chosen.get(field, frozenset())}
        rows = []
        for each in found:
            value = attribute if field == "is" else each.value
            rows.append(
                FacetRow(_label(field, value), field, value, each.count, 0, value.casefold() in chosen)
            )
        # What the query asks for stays in sight, also when nothing is left of it.
        seen = {row.value.casefold() for row in rows}
        rows += [
            FacetRow(_label(field, value), field, value, 0, 0, chosen=True)
            for value in sorted(self._chosen.get(field, frozenset()))
            if value.casefold() not in seen and (field != "is" or value == attribute)
        ]
        return rows

    def _nested(self, values: list[FacetRow]) -> list[FacetRow]:
        names = {row.value for row in values}
        parents = {name[:at] for name in names for at, mark in enumerate(name) if mark == "/"}
        # A chosen theme is in sight, whatever was folded.
        opened = self._unfolded | {
            row.value[:at] for row in values if row.chosen for at, mark in enumerate(row.value) if mark == "/"
        }
        rows = []
        for row in values:
            above = [row.value[:at] for at, mark in enumerate(row.value) if mark == "/"]
            if not all(name in opened for name in above):
                continue
            rows.append(
                FacetRow(
                    safe_line(row.value.rsplit("/", 1)[-1]),
                    row.field,
                    row.value,
                    row.lessons,
                    len(above),
                    row.chosen,
                    row.value in parents and row.value not in opened,
                    row.value in parents,
                )
            )
        return rows

    # Drawing

    def can_rest_on(self, row: int) -> bool:
        """Not on the gaps."""
        return bool(self._rows[row].label)

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        if row != self.cursor:
            return Style.null()
        return self.cursor_ground

    def row_says(self, row: int) -> object:
        """The facet, and what its bar is measured by."""
        each = self._rows[row]
        period = self._periods.get(each.value, "") if each.field == "company" else ""
        return each, self._most, period

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """A label and its count, over a bar that shows its share."""
        del line
        each = self._rows[row]
        bar = Segment("▌" if row == self.cursor and each.label else " ", self.bar_ink)
        if not each.field:
            sign = " ▸" if each.folded else ""
            return [bar, Segment(f"{each.label}{sign}", self.palette.label)]
        count = "" if each.field == SAVED_FIELD else f"{each.lessons:,} "
        sign = "▸" if each.folded else "▾" if each.parent else " "
        mark = "●" if each.chosen else " "
        label = f"{mark} {'  ' * each.depth}{each.label}{f' {sign}' if each.parent else ''}"
        ink = self.palette.accent if each.chosen else self.palette.text
        room = width - 2 - columns_of(count)
        period = self._periods.get(each.value, "") if each.field == "company" else ""
        note = f" {period} " if columns_of(label) + columns_of(period) + 2 <= room else ""
        text = fit(label, room - columns_of(note)) + ("" if note else " ")
        share = self.palette.ground_share
        cells = round((width - 2) * each.lessons / self._most) if row != self.cursor else 0
        return [
            bar,
            *_over(text, ink, share, cells),
            *_over(note + count, self.palette.muted, share, cells - columns_of(text)),
        ]

    # Choosing and folding

    def action_facet_toggle(self) -> None:
        """Choose the facet under the cursor, or fold a heading."""
        if not self._rows:
            return
        row = self._rows[self.cursor]
        if row.field:
            self.post_message(self.Toggled(row.field, row.value))
        else:
            self._fold(row, folded=not row.folded)

    def action_facet_unfold(self) -> None:
        """Unfold, or go on to the lessons."""
        row = self._rows[self.cursor] if self._rows else None
        if row is not None and row.folded:
            self._fold(row, folded=False)
        else:
            self.post_message(self.Left())

    def action_facet_fold(self) -> None:
        """Fold what is below, or go up to what this is part of."""
        row = self._rows[self.cursor] if self._rows else None
        if row is None:
            return
        if row.parent and not row.folded:
            self._fold(row, folded=True)
        else:
            above = [place for place in range(self.cursor) if self._is_above(self._rows[place], row)]
            self.move_to(above[-1] if above else self.cursor)

    @staticmethod
    def _is_above(other: FacetRow, row: FacetRow) -> bool:
        if not other.field:
            return bool(other.label)
        return other.field == row.field and other.depth < row.depth

    def _fold(self, row: FacetRow, *, folded: bool) -> None:
        if row.field:
            (self._unfolded.discard if folded else self._unfolded.add)(row.value)
        else:
            (self._folded_headings.add if folded else self._folded_headings.discard)(row.label)
        self._rebuild()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A click chooses."""
        event.stop()
        self.action_facet_toggle()


def _label(field: str, value: str) -> str:
    if field == "kind" and value in set(Kind):
        return f"{KIND_GLYPHS[Kind(value)]} {value}"
    if field == "is":
        return f"{STAR if value == 'starred' else LOCK} {value}"
    return safe_line(value)


def _over(text: str, ink: Style, share: Style, cells: int) -> list[Segment]:
    """A text whose first ``cells`` columns lie on another ground."""
    if cells <= 0:
        return [Segment(text, ink)]
    line = Segment(text, ink)
    if cells >= columns_of(text):
        return [Segment(text, ink + share)]
    before, after = line.split_cells(cells)
    return [Segment(before.text, ink + share), after]
