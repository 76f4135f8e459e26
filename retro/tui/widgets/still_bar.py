"""A scrollbar that is painted when it looks different, and not whenever something is scrolled.

In a list of 10,000 rows it looks the same for 35 rows, while Textual draws its 36 lines at every key.
"""

from math import ceil

from rich.segment import Segment
from rich.style import Style
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from retro.tui.widgets.kept import Kept

__all__ = ["StillBar"]

_STEPS = 8
"""Textual's scrollbars move by eighths of a line."""


class StillBar(Kept, ScrollBar):
    """Textual's own scrollbar, with other reasons to be painted."""

    window_virtual_size = Reactive(100, repaint=False)
    window_size = Reactive(0, repaint=False)
    position = Reactive(0.0, repaint=False)

    def __init__(self, *, thickness: int) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self._thumb = (0, 0)

    def watch_window_virtual_size(self) -> None:
        """There are more lines, or fewer."""
        self._look_again()

    def watch_window_size(self) -> None:
        """More of them are seen, or fewer."""
        self._look_again()

    def watch_position(self) -> None:
        """Others are seen."""
        self._look_again()

    def _look_again(self) -> None:
        thumb = self._where()
        if thumb != self._thumb:
            self._thumb = thumb
            self.refresh()

    def _where(self) -> tuple[int, int]:
        """Where the thumb begins, and how long it is, in eighths of a line; as Textual draws it."""
        size, window, lines = self.size.height, self.window_size, self.window_virtual_size
        if not size or not window or lines <= window:
            return 0, 0
        thumb = max(1, window * size / lines)
        return int((size - thumb) * self.position / (lines - window) * _STEPS), ceil(thumb * _STEPS)

    def all_lines(self) -> list[Strip]:
        """The same segments as Textual's, each made a strip once, since most of them are the same."""
        bar = self.render()
        style = self.app.console.get_style(bar.style) if isinstance(bar, ScrollBarRender) else Style()
        if not isinstance(bar, ScrollBarRender) or style.color is None or style.bgcolor is None:
            return super().all_lines()
        segments = bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=self.size.width,
            back_color=style.bgcolor,
            bar_color=style.color,
        ).segments
        strips: dict[int, Strip] = {}
        for segment in segments:
            if id(segment) not in strips:
                strips[id(segment)] = self._strip(segment)
        return [strips[id(segment)] for segment in segments]

    def _strip(self, segment: Segment) -> Strip:
        strip, background = Strip([segment], self.size.width), self.background_colors[1]
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, background)
        return strip
