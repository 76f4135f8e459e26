"""The lesson under the cursor, to be read: lines that were drawn elsewhere, scrolled and searched here."""

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.widgets.framed import Framed

if TYPE_CHECKING:
    from retro.tui.rendering import Rendered

__all__ = ["Preview"]

_EMPTY = Strip([])


class Preview(Framed, can_focus=True, inherit_bindings=False):
    """A rendered lesson; scrolls by lines and from match to match."""

    BINDINGS = bindings_for(Context.PANE)

    DEFAULT_CSS = """
    Preview {
        overflow-x: hidden; scrollbar-size-vertical: 1; padding: 1 1 0 2;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
    }
    """

    class Resized(Message):
        """There is another width, or another theme: the lesson has to be drawn again."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rendered: Rendered | None = None
        self._match = -1
        self._drawn_for = 0
        self._kept: dict[int, tuple[_Looks, Strip]] = {}

    @property
    def columns(self) -> int:
        """How wide a lesson may be drawn."""
        return self.content_region.width - 2  # room for the scrollbar, and air before it

    @property
    def rendered(self) -> "Rendered | None":
        """What is shown."""
        return self._rendered

    def show(self, rendered: "Rendered | None") -> None:
        """Show a lesson, from its top unless it is the one that was shown."""
        same = self._rendered and rendered and self._rendered.lesson_id == rendered.lesson_id
        self._rendered = rendered
        self.span(len(rendered.lines) if rendered else 0)
        if not same:
            self._match = -1
            self.scroll_to(y=0, animate=False, force=True)
        self._tell()
        self.refresh()

    def _tell(self) -> None:
        found = self._rendered.matches if self._rendered else ()
        if not found:
            self.border_subtitle = ""
        elif self._match < 0:
            self.border_subtitle = frame_title(
                f"{len(found)} {'match' if len(found) == 1 else 'matches'} · n"
            )
        else:
            self.border_subtitle = frame_title(f"match {self._match + 1} of {len(found)}")

    def go_to_match(self, step: int) -> None:
        """Scroll to the next line with a match, or the one before; round the end."""
        found = self._rendered.matches if self._rendered else ()
        if not found:
            return
        if self._match < 0:
            top = self.scroll_offset.y
            place = bisect_left(found, top) if step > 0 else bisect_right(found, top) - 1
        else:
            place = self._match + step
        self._match = place % len(found)
        height = self.scrollable_content_region.height
        self.scroll_to(y=max(0, found[self._match] - height // 3), animate=False, force=True)
        self._tell()
        self.refresh()

    def content_lines(self, height: int) -> list[Strip]:
        """The lines on the screen; one that looks as before is not put together again."""
        kept, self._kept = self._kept, {}
        lines = self._rendered.lines if self._rendered else ()
        matches = self._rendered.matches if self._rendered else ()
        match = matches[self._match] if self._match >= 0 else -1
        selection = self.text_selection
        for place in range(self.scroll_offset.y, self.scroll_offset.y + height):
            looks = _Looks(
                lines[place] if place < len(lines) else _EMPTY,
                place == match,
                None if selection is None or place >= len(lines) else selection.get_span(place),
                self.is_marked(place),
            )
            line = kept.get(place)
            if line is None or line[0] != looks:
                line = looks, self._drawn(place, looks)
            self._kept[place] = line
        return [strip for _, strip in self._kept.values()]

    def is_marked(self, place: int) -> bool:  # noqa: ARG002 - for subclasses
        """Whether a bar stands before a line."""
        return False

    def forget_lines(self) -> None:
        """Every line looks different."""
        self._kept = {}

    def _drawn(self, place: int, looks: "_Looks") -> Strip:
        """One line of what was drawn, with what is marked in it."""
        strip = looks.line
        if looks.is_match:
            strip = strip.apply_style(Style(bold=True))
        if looks.selected is not None:
            start, end = looks.selected
            cells = strip.cell_length
            end = cells if end == -1 else min(end, cells)
            style = self.screen.get_component_rich_style("screen--selection")
            before, chosen, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end, cells)
            strip = Strip.join([before, _on(chosen, style), after])
        if looks.is_marked:
            bar = Segment("▌", palette(self.app).bar_focused)
            strip = Strip([bar, *strip.crop(1, strip.cell_length)])
        return self.selectable(self.framed(list(strip)), place)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse selected, as text."""
        return (selection.extract(self._rendered.text), "\n") if self._rendered else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Another width needs other lines."""
        del event
        if self.columns != self._drawn_for:
            self._drawn_for = self.columns
            self.post_message(self.Resized())

    def action_move_down(self) -> None:
        """A line down."""
        self.scroll_relative(y=1, animate=False)

    def action_move_up(self) -> None:
        """A line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_move_half_down(self) -> None:
        """Half a page down."""
        self.scroll_relative(y=self.size.height // 2, animate=False)

    def action_move_half_up(self) -> None:
        """Half a page up."""
        self.scroll_relative(y=-(self.size.height // 2), animate=False)

    def action_move_page_down(self) -> None:
        """A page down."""
        self.scroll_relative(y=self.size.height - 1, animate=False)

    def action_move_page_up(self) -> None:
        """A page up."""
        self.scroll_relative(y=1 - self.size.height, animate=False)

    def action_move_first(self) -> None:
        """To the top."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_move_last(self) -> None:
        """To the bottom."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)


class _Looks(NamedTuple):
    """What decides how a line looks."""

    line: Strip
    is_match: bool
    selected: tuple[int, int] | None
    is_marked: bool


def _on(strip: Strip, style: Style) -> Strip:
    """A strip whose every segment takes a style over its own."""
    return Strip((Segment(each.text, (each.style or Style()) + style) for each in strip), strip.cell_length)
