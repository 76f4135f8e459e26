"""The lessons that were found: title, company, themes, date and what matched."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from retro.display import safe_line
from retro.model import Visibility
from retro.tui.inked import columns_of, cut, inked
from retro.tui.looks import KIND_GLYPHS, LOCK, PICKED, STAR, fit, shown_title, sorting_day, spans_shown
from retro.tui.pages import PAGE, pages_of
from retro.tui.palette import kind_ink
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.search import Hit

__all__ = ["LessonList"]

_TALL, _BROAD = 14, 44
"""In a lower list, if it is broad enough, a lesson has one line: more lessons are worth more than themes."""

_PAGES_KEPT = 16
"""So many pages of hits stay in memory however far one scrolls; a screen of 100 rows needs seven."""


class LessonList(VirtualList):
    """Hits a page at a time; rows that are not here yet show a placeholder and are asked for."""

    class Needed(Message):
        """Pages that are on the screen but not here."""

        def __init__(self, starts: tuple[int, ...]) -> None:
            super().__init__()
            self.starts = starts

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._row_height = 2
        self._pages: OrderedDict[int, tuple[Hit, ...]] = OrderedDict()
        self._picked: Collection[str] = frozenset()
        self._asked: tuple[int, ...] = ()

    def show(self, total: int, pages: Iterable[tuple[int, "tuple[Hit, ...]"]], cursor: int) -> None:
        """Show what a search found."""
        self._pages.clear()
        self.add_pages(pages)
        self.set_rows(total, cursor)
        self.ask_for_missing()

    def add_pages(self, pages: Iterable[tuple[int, "tuple[Hit, ...]"]]) -> None:
        """Keep more hits, and forget those that were used longest ago."""
        self._asked = ()
        for start, hits in pages:
            self._pages[start] = hits
            self._pages.move_to_end(start)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        self.refresh()

    def mark(self, picked: Collection[str]) -> None:
        """Show which lessons are selected, by their ids."""
        self._picked = picked
        self.refresh()

    def hit(self, row: int) -> "Hit | None":
        """The hit in a row, when it is here."""
        start = row - row % PAGE
        hits = self._pages.get(start, ())
        return hits[row - start] if row - start < len(hits) else None

    @property
    def selected(self) -> "Hit | None":
        """The hit under the cursor."""
        return self.hit(self.cursor)

    @property
    def pages_here(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def ask_for_missing(self, *, ahead: bool = False) -> None:
        """Ask for the pages of the rows on the screen, and of the cursor, that are not here.

        Args:
            ahead: Ask for a screen before and after them, too: who moves comes there in a moment.
        """
        first, seen = self.scroll_offset.y // self.row_height, self.rows_on_screen
        more = seen if ahead else 0
        rows = (*range(first - more, first + seen + more + 1, PAGE), first + seen + more, self.cursor)
        starts = pages_of(rows, self.count)
        missing = tuple(start for start in starts if start not in self._pages)
        for start in starts:
            if start in self._pages:
                self._pages.move_to_end(start)
        if missing and missing != self._asked:
            self._asked = missing
            self.post_message(self.Needed(missing))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What comes into sight has to be read."""
        super().watch_scroll_y(old_value, new_value)
        self.ask_for_missing(ahead=True)

    def move_to(self, row: int, *, by_person: bool = True) -> None:
        """Also read the page that the cursor is on."""
        super().move_to(row, by_person=by_person)
        self.ask_for_missing(ahead=True)

    def on_resize(self, event: events.Resize) -> None:  # type: ignore[override]
        """Short lists get one line a row, so that enough of them are seen."""
        del event
        self.set_row_height(1 if self.size.height < _TALL and self.size.width >= _BROAD else 2)
        super().on_resize()
        self.ask_for_missing()

    # Drawing

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out by its ground and by the bar before it."""
        if row != self.cursor:
            return Style.null()
        return self.cursor_ground

    def row_says(self, row: int) -> object:
        """The lesson as it was found, and whether it is selected."""
        hit = self.hit(row)
        if hit is None:
            return ()
        picked = hit.lesson.id in self._picked
        return hit.lesson, picked, hit.title_spans, hit.snippet, hit.snippet_spans, hit.violations

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """The title; below it where, about what or the passage that matched, and when."""
        bar = Segment("▌" if row == self.cursor else " ", self.bar_ink)
        hit = self.hit(row)
        if hit is None:
            return [bar, Segment(" …" if line == 0 else "", self.palette.muted)]
        if self.row_height == 1:
            return [bar, *self._single(hit, width - 2)]
        return [bar, *(self._title_line(hit, width - 2) if line == 0 else self._second_line(hit, width - 2))]

    def _title(self, hit: "Hit", width: int) -> list[Segment]:
        inks, title = self.palette, shown_title(hit.lesson.title)
        spans = spans_shown(title, hit.lesson.title, hit.title_spans)
        # Titles that matched stand out among those that did not.
        return cut(inked(title, inks.strong if spans else None, spans, inks.strong + inks.match), width)

    def _glyph(self, hit: "Hit") -> Segment:
        kind = hit.lesson.kind
        if hit.lesson.id in self._picked:
            return Segment(f" {PICKED} ", self.palette.accent)
        return Segment(f" {KIND_GLYPHS[kind]} ", kind_ink(self.palette, kind))

    def _marks(self, hit: "Hit") -> list[Segment]:
        marks = []
        if hit.violations:
            marks.append(Segment(f" violated {hit.violations}×", self.palette.bad))
        if hit.lesson.starred:
            marks.append(Segment(f" {STAR}", self.palette.star))
        if hit.lesson.visibility is Visibility.PRIVATE:
            marks.append(Segment(f" {LOCK}", self.palette.bad))
        return marks

    def _title_line(self, hit: "Hit", width: int) -> list[Segment]:
        marks = self._marks(hit)
        room = width - 3 - sum(columns_of(mark.text) for mark in marks)
        return [self._glyph(hit), *self._title(hit, room), *marks]

    def _second_line(self, hit: "Hit", width: int) -> list[Segment]:
        lesson, inks = hit.lesson, self.palette
        parts = [Segment("   ")]
        if lesson.company and not (hit.snippet_spans and width < _BROAD):
            name = safe_line(lesson.company)
            room = width // 3 if hit.snippet_spans else width * 2 // 5
            parts.append(Segment(fit(name, min(columns_of(name), max(12, room))), inks.company))
        if hit.snippet_spans:
            parts += [Segment("  ")] if len(parts) > 1 else []
            parts += self._passage(hit, width - 11 - sum(len(part.text) for part in parts))
        else:
            themes = "  ".join(f"#{safe_line(theme)}" for theme in lesson.themes)
            parts += [Segment("  " if len(parts) > 1 else " "), Segment(themes, inks.muted)]
        date = Segment(f" {sorting_day(lesson):>10}", inks.muted)
        return [*cut(parts, width - 11), date]

    def _passage(self, hit: "Hit", width: int) -> list[Segment]:
        """The passage that matched; its first match has to be seen, so what stands far before it is cut."""
        inks, passage = self.palette, safe_line(hit.snippet)
        skipped = max(0, hit.snippet_spans[0][0] - width // 4)
        spans = [(first - skipped, last - skipped) for first, last in hit.snippet_spans]
        parts = inked(passage[skipped:], inks.muted, spans, inks.muted + inks.match)
        return [Segment("…", inks.muted), *parts] if skipped else parts

    def _single(self, hit: "Hit", width: int) -> list[Segment]:
        lesson = hit.lesson
        marks = self._marks(hit)
        taken = 3 + 11 + sum(columns_of(mark.text) for mark in marks)
        company = min(18, max(0, (width - taken) // 3)) if width >= 44 else 0
        segments = [self._glyph(hit), *self._title(hit, width - taken - company), *marks]
        if company:
            name = fit(safe_line(lesson.company or ""), company - 1)
            segments.append(Segment(f" {name}", self.palette.company))
        return [*segments, Segment(f" {sorting_day(lesson):>10}", self.palette.muted)]
