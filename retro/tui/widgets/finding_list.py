"""What there is to know about a post before it is written: checks, what stays, what is left out."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from retro.display import safe_line
from retro.tui.inked import cut
from retro.tui.looks import LOCK, fit
from retro.tui.widgets.outline_list import OUT
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.tui.jobs.posts import Notice

__all__ = ["FindingList"]

_BROAD = 120
"""From so many columns on, what is the matter and what to do about it stand on one line."""

_QUIET = {"private": LOCK, "left-out": OUT, "gone": "–", "query": "?", "redacted": "≈"}
"""What is told rather than found, by its shape."""


class FindingList(VirtualList):
    """A notice a row: its code, its line, the sentence, and below or beside it the way to put it right."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._notices: tuple[Notice, ...] = ()

    def show(self, notices: "Sequence[Notice]") -> None:
        """Show others; the cursor stays where it was, as far as that goes."""
        self._notices = tuple(notices)
        self.set_rows(len(self._notices), self.cursor)

    def notice(self, row: int) -> "Notice | None":
        """What stands in a row."""
        return self._notices[row] if 0 <= row < len(self._notices) else None

    @property
    def selected(self) -> "Notice | None":
        """What the cursor is on."""
        return self.notice(self.cursor)

    def on_resize(self, event: events.Resize) -> None:  # type: ignore[override]
        """Two lines a row where one is too short."""
        del event
        self.set_row_height(1 if self.size.width >= _BROAD else 2)
        super().on_resize()

    def row_style(self, row: int) -> Style:
        """The cursor's row stands out while one is in this list."""
        return self.cursor_ground if row == self.cursor and self.has_focus else Style.null()

    def content_lines(self, height: int) -> list[Strip]:
        """The rows; a sentence where there are none."""
        lines = super().content_lines(height)
        if self.count or not lines:
            return lines
        said = cut([Segment(" Nothing was found that should be looked at.", self.palette.muted)], self.room)
        return [self.framed(said), *lines[1:]]

    def row_says(self, row: int) -> object:
        """The notice; the cursor's row looks different while one is in this list."""
        return self._notices[row], self.has_focus

    def draw_row(self, row: int, line: int, width: int) -> list[Segment]:
        """Glyph, code, line and sentence; then what to do."""
        inks, notice = self.palette, self._notices[row]
        bar = Segment("▌" if row == self.cursor and self.has_focus else " ", self.bar_ink)
        place = f"line {notice.line}" if notice.line else ""
        fix = safe_line(notice.fix)
        if line:
            return [bar, Segment(fit(f"  {fix}", width - 1), inks.muted)]
        quiet = notice.code in _QUIET
        glyph, ink = _QUIET.get(notice.code, "!"), inks.muted if quiet else inks.star
        if notice.refuses:
            glyph, ink = "✗", inks.bad
        head = [
            bar,
            Segment(f"{glyph} ", ink),
            Segment(fit(notice.code, 16), ink),
            Segment(fit(place, 10), inks.muted) if width >= 70 else Segment(""),
        ]
        used = 19 + (10 if width >= 70 else 0)
        said = safe_line(notice.said)
        if self.row_height == 1 and fix:
            said = f"{said}  "
            return [*head, Segment(said, inks.text), Segment(fit(fix, width - used - len(said)), inks.muted)]
        return [*head, Segment(fit(said, width - used), inks.text)]
