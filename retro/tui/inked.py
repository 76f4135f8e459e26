"""Text in inks, cut to columns: what Rich's ``Text`` does, for one line and in a tenth of the time."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

__all__ = ["Line", "columns_of", "cut", "inked"]


class _Forgetful:
    """In the place of a cache: it keeps nothing."""

    def get(self, key: object) -> None:
        """Nothing is there."""

    def __setitem__(self, key: object, value: object) -> None:
        """Nothing is kept."""


_FORGETFUL: Any = _Forgetful()


class Line(Strip):
    """A line that is painted as it is, without the seven caches that Textual gives each: they cost more."""

    __slots__ = ()

    def __init__(self, segments: list[Segment], columns: int) -> None:
        self._segments = segments
        self._cell_length = columns
        self._divide_cache = self._crop_cache = self._style_cache = self._filter_cache = _FORGETFUL
        self._line_length_cache = self._crop_extend_cache = self._offsets_cache = _FORGETFUL
        self._render_cache = self._link_ids = self._cell_count = None


def columns_of(text: str) -> int:
    """How many columns a text takes; wide characters take two."""
    return len(text) if text.isascii() else cell_len(text)


def inked(text: str, ink: Style | None, spans: Iterable[tuple[int, int]], mark: Style) -> list[Segment]:
    """A text in one ink, and its spans, which are in order, in another."""
    parts, at, length = [], 0, len(text)
    for first, last in spans:
        start, stop = max(first, at), min(last, length)
        if start < stop:
            if at < start:
                parts.append(Segment(text[at:start], ink))
            parts.append(Segment(text[start:stop], mark))
            at = stop
    if at < length:
        parts.append(Segment(text[at:], ink))
    return parts


def cut(parts: Sequence[Segment], columns: int) -> list[Segment]:
    """Exactly so many columns, one at the least: filled with spaces, or cut with an ellipsis."""
    columns = max(1, columns)
    wide = sum([columns_of(text) for text, _, _ in parts])
    if wide <= columns:
        return [*parts, Segment(" " * (columns - wide))] if wide < columns else list(parts)
    kept, left = [], columns - 1
    for text, ink, _ in parts:
        taken = columns_of(text)
        if taken > left:
            kept.append(Segment(set_cell_size(text, left) + "…", ink))
            break
        kept.append(Segment(text, ink))
        left -= taken
    return kept
