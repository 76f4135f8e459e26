"""Widgets whose lines are kept: when a neighbour is painted, Textual asks all the others for theirs as well.

For lines that have not changed it still looks up colours, titles and filters: half the time of a frame.
"""

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object  # were it a widget, Textual would take its style sheets for those of the class

__all__ = ["Kept"]


class Kept(Widget):
    """Before a widget in the list of a class's bases: the widget is drawn when it has changed."""

    _strips: list[Strip] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """All lines as they were, unless something has changed."""
        if self._strips is None:
            self._strips = self.all_lines()
        strips = self._strips[crop.y : crop.bottom]
        if crop.column_span == (0, self.outer_size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def all_lines(self) -> list[Strip]:
        """Draw the lines of the widget, all of them."""
        return super().render_lines(self.outer_size.region)

    def _set_dirty(self, *regions: Region) -> None:
        """Textual's word for it that something has changed, be it content, size, scrolling or style."""
        self._strips = None
        super()._set_dirty(*regions)
