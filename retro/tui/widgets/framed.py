"""What is scrolled inside a border, painted in a fraction of the time that Textual takes for a line.

Textual asks for each line by itself, and then fills it up, styles it, puts border and padding around it, and
filters its colours, each time as a strip of its own: 0.3 ms a line, for 36 lines at every key. Here the
border is Textual's own, asked for when it changes and cut into ends; the styles are merged and filtered once
for each ink; and a line is put together in one go.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from retro.tui.guard import harmless_text
from retro.tui.inked import Line, columns_of
from retro.tui.widgets.kept import Kept
from retro.tui.widgets.still_bar import StillBar

__all__ = ["Framed"]

_NOTHING = Style.null()

_MOST_INKS = 500
"""A Markdown text brings inks of its own; so many are remembered."""


class Framed(Kept, ScrollView):
    """A subclass gives the lines of its content (``content_lines``), each made by ``framed``."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._times_styled = 0
        self._frame: object = None
        self._above: list[Strip] = []
        self._below: list[Strip] = []
        self._looks: object = None
        self._ends: tuple[list[Segment], list[Segment]] = ([], [])
        self._width = self._room = 0
        self._ground = Style.null()
        self._inks: dict[Style, dict[Style | None, Style]] = {}

    def content_lines(self, height: int) -> Sequence[Strip]:
        """So many lines, whole, as ``framed`` makes them."""
        raise NotImplementedError

    def forget_lines(self) -> None:
        """Lines that were kept look different now: there is another width, border or theme."""

    # Textual's side

    @property
    def vertical_scrollbar(self) -> StillBar:
        """The scrollbar, made when it is first needed, as Textual makes its own."""
        if not isinstance(self._vertical_scrollbar, StillBar):
            self._vertical_scrollbar = StillBar(thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001 - nothing public starts one
        return self._vertical_scrollbar

    def render_line(self, y: int) -> Strip:
        """What Textual puts its border around: nothing."""
        del y
        return Strip.blank(self.scrollable_content_region.width, self.rich_style)

    def all_lines(self) -> list[Strip]:
        """Border and padding as Textual draws them, and between them the content."""
        width, height = self.outer_size
        top, _, bottom, _ = self.gutter
        rows = height - top - bottom
        if rows <= 0:
            return super().all_lines()
        frame = (
            *(self.outer_size, self.gutter, self.scrollable_content_region.width, self.background_colors),
            *(self._border_title, self._border_subtitle, self.app.theme, self._times_styled),
        )
        if frame != self._frame:
            self._frame = frame
            *self._above, line = ScrollView.render_lines(self, Region(0, 0, width, top + 1))
            lowest = Region(0, height - bottom, width, bottom)
            self._below = ScrollView.render_lines(self, lowest) if bottom else []
            self._take_ends(line)
        return [*self._above, *self.content_lines(rows), *self._below]

    def notify_style_update(self) -> None:
        """The border may look different."""
        self._times_styled += 1
        super().notify_style_update()

    def _take_ends(self, line: Strip) -> None:
        """Cut the ends off an empty line; when it looks different, all lines do."""
        start, room = self.gutter.left, self.scrollable_content_region.width
        ends = list(line.crop(0, start)), list(line.crop(start + room, line.cell_length))
        looks = (ends, line.cell_length, room, self.rich_style, self.app.theme)
        if looks != self._looks:
            self._looks, self._inks = looks, {}
            self._ends, self._width, self._room, self._ground, _ = looks
            self.forget_lines()

    # For subclasses

    @property
    def room(self) -> int:
        """How many columns there are between border and padding."""
        return self._room

    def span(self, lines: int) -> None:
        """Have the scrollbar know how many lines there are, without laying the whole screen out for it."""
        size = Size(max(1, self.size.width), lines)
        if size != self.virtual_size:
            self.set_reactive(Framed.virtual_size, size)
            self._refresh_scrollbars()
            self.vertical_scrollbar.window_virtual_size = lines
            self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def framed(self, segments: Sequence[Segment], ground: Style = _NOTHING) -> Strip:
        """A line as wide as the widget: what is in it, filled up, between border and padding.

        Args:
            segments: What is in it, in inks.
            ground: What lies behind it.
        """
        inks = self._inks.setdefault(ground, {})
        before, after = self._ends
        line, columns = before.copy(), 0
        for text, ink, _ in segments:
            shown = harmless_text(text)
            line.append(Segment(shown, inks.get(ink) or self._mixed(ink, ground)))
            columns += columns_of(shown)
        if columns > self._room:
            return self.framed(list(Strip(segments).crop(0, self._room)), ground)
        if columns < self._room:
            line.append(Segment(" " * (self._room - columns), inks.get(None) or self._mixed(None, ground)))
        line += after
        return Line(line, self._width)

    def selectable(self, line: Strip, place: int) -> Strip:
        """A framed line that knows where its text is, so that the mouse can select it.

        Args:
            line: As ``framed`` makes it.
            place: The number of the line in all that there is.
        """
        ends = [len(end) for end in self._ends]
        segments = list(line)
        column, stop = 0, len(segments) - ends[1]
        for index in range(ends[0], stop):
            text, style, _ = segments[index]
            segments[index] = Segment(text, (style or _NOTHING) + _offset(column, place))
            column += len(text)
        return Line(segments, line.cell_length)

    def _mixed(self, ink: Style | None, ground: Style) -> Style:
        """An ink over a ground over what the theme says, as the terminal is to have it."""
        style = self._ground + ground + ink
        background = self.background_colors[1]
        for each in self.get_line_filters():
            [segment] = each.apply([Segment("x", style)], background)
            style = segment.style or _NOTHING
        inks = self._inks[ground]
        if len(inks) > _MOST_INKS:
            inks.clear()
        inks[ink] = style
        return style


@lru_cache(maxsize=2048)
def _offset(column: int, line: int) -> Style:
    """What tells Textual where in the text a segment begins."""
    return Style.from_meta({"offset": (column, line)})
