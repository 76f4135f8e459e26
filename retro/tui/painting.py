"""Puts a screen together from its widgets, in a fraction of the time that Textual takes for it.

Textual cuts every line of every widget wherever any widget begins or ends, also of those that lie behind
others, and then chooses among the pieces: a third of the time of a frame, when a list is painted. Here each
stretch of a line that has to be painted is filled from the front, until nothing of it is left.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console
    from textual.widget import Widget

__all__ = ["Painter"]

Span = tuple[int, int, int]
"""A stretch of a line of the screen: the line, its first column, and the one after its last."""


class _Piece(NamedTuple):
    """What stands at a place of the screen."""

    column: int
    line: int
    strip: Strip


class _Update(CompositorUpdate):
    """Pieces, as Textual has them written to the terminal."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = pieces

    def render_segments(self, console: "Console") -> str:
        """Each piece, with the way to its place."""
        return "".join(
            [f"\x1b[{line + 1};{column + 1}H{strip.render(console)}" for column, line, strip in self._pieces]
        )


class Painter(Compositor):
    """Textual's compositor, which paints in another way; it still knows what lies where."""

    def render_partial_update(self) -> _Update | None:  # type: ignore[override]
        """What has changed since the last time."""
        bounds = self.size.region
        regions = [shown for region in self._dirty_regions if (shown := region.intersection(bounds))]
        self._dirty_regions.clear()
        return _Update(list(self._pieces(self._regions_to_spans(regions)))) if regions else None

    def render_full_update(self, simplify: bool = False) -> CompositorUpdate:  # type: ignore[override]
        """The whole screen; ``simplify`` is for pictures, and Textual's own affair."""
        if simplify:
            return super().render_full_update(simplify=True)
        self._dirty_regions.clear()
        return _Update(list(self._pieces(self._lines(self.size))))

    def render_strips(self, size: Size | None = None) -> list[Strip]:
        """The lines of the screen."""
        lines: list[list[_Piece]] = [[] for _ in range((size or self.size).height)]
        for piece in self._pieces(self._lines(size or self.size)):
            lines[piece.line].append(piece)
        return [Strip.join([strip for *_, strip in sorted(line, key=lambda piece: piece.column)]) for line in lines]

    @staticmethod
    def _lines(size: Size) -> Iterator[Span]:
        return ((line, 0, size.width) for line in range(size.height))

    def _pieces(self, spans: Iterable[Span]) -> Iterator[_Piece]:
        """What is seen of the widgets in some stretches of lines."""
        layers = self.layers_visible
        drawn: dict[Widget, list[Strip]] = {}
        for line, start, stop in spans:
            gaps = [(start, stop)]
            for widget, shown, region in layers[line] if line < len(layers) else ():
                first, last = shown.x, shown.x + shown.width
                left = []
                for start, stop in gaps:
                    begin, end = max(start, first), min(stop, last)
                    if begin >= end:
                        left.append((start, stop))
                        continue
                    strips = drawn.get(widget)
                    if strips is None:
                        strips = drawn[widget] = widget.render_lines(
                            Region(shown.x - region.x, shown.y - region.y, shown.width, shown.height)
                        )
                    if line - shown.y >= len(strips):
                        left.append((start, stop))
                        continue
                    strip = strips[line - shown.y]
                    if (begin, end) != (first, last):
                        strip = strip.crop(begin - first, end - first)
                    yield _Piece(begin, line, strip)
                    if start < begin:
                        left.append((start, begin))
                    if end < stop:
                        left.append((end, stop))
                gaps = left
                if not gaps:
                    break
