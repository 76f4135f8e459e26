"""The last look at every line before it is painted: where ``safe`` was forgotten, it steers nothing either.

Textual writes what a widget renders to the terminal as it is, escape sequences and links with it.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from retro.display import safe_line

__all__ = ["GUARD", "harmless_text"]


def harmless_text(text: str) -> str:
    """The text of a segment as it may be painted."""
    return text if text.isprintable() else safe_line(text)


class _Guard(LineFilter):
    """What Textual asks, for every line of every widget with its border and titles, to look it over."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line; with stand-ins, and without links, where it would have done more than be seen."""
        del background
        if all(text.isprintable() and (style is None or style.link is None) for text, style, _ in segments):
            return segments
        return [
            Segment(
                harmless_text(text), style if style is None or style.link is None else style.update_link()
            )
            for text, style, _ in segments
        ]


GUARD = _Guard()
