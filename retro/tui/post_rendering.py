"""A composed post as lines for its two panes: as a reader sees it, and as Markdown.

Runs in a thread of its own, as ``retro.tui.rendering`` does. What did not change since the last time is not
drawn again: of 500 lessons one was moved, and 499 are at hand.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from retro.display import safe, safe_line
from retro.tui.jobs.posts import Composed
from retro.tui.markdown import LessonMarkdown
from retro.tui.palette import Palette
from retro.tui.rendering import LONGEST_BODY, harmless, markdown_console

__all__ = ["MARGIN", "DrawnPost", "PostDrawing", "section_key"]

MARGIN = 2
"""Columns before each line, for the bar beside the lesson under the cursor."""

_WIDEST = 80
_INDENT = Segment(" " * MARGIN)

Lines = tuple[Strip, ...]


class DrawnPost(NamedTuple):
    """Both panes, and which rows of each belong to what.

    ``post_rows`` and ``markdown_rows`` give the first row and the one after the last by a lesson's id, or by
    ``section_key`` of the first lesson below a heading. ``markdown_starts`` gives the first row of each line
    of the text.
    """

    composed: Composed
    post: Lines
    markdown: Lines
    post_rows: dict[str, tuple[int, int]]
    markdown_rows: dict[str, tuple[int, int]]
    markdown_starts: tuple[int, ...]


def section_key(lesson_id: str) -> str:
    """What a section's rows are found by: it has no id of its own, but it begins with a lesson."""
    return f"§{lesson_id}"


class PostDrawing:
    """Draws posts, and remembers their pieces."""

    def __init__(self) -> None:
        self._look: tuple[Palette, int, int] | None = None
        self._pieces: dict[str, Lines] = {}
        self._source: dict[str, Lines] = {}

    def draw(self, composed: Composed, widths: tuple[int, int], inks: Palette) -> DrawnPost:
        """Draw a post for panes of two widths (rendered, Markdown), in columns."""
        wide, narrow = (max(12, width - MARGIN) for width in widths)
        look = (inks, min(wide, _WIDEST), narrow)
        if look != self._look:
            self._look, self._pieces, self._source = look, {}, {}
        post, post_rows = self._post(composed, look[1], inks)
        markdown, starts = self._markdown(composed.text, narrow, inks)
        markdown_rows = {}
        for key, line, end in _pieces(composed, len(starts)):
            first, last = starts[line - 1], starts[end - 1] if end <= len(starts) else len(markdown)
            while last > first + 1 and not markdown[last - 1].text.strip():
                last -= 1
            markdown_rows[key] = (first, last)
        return DrawnPost(composed, post, markdown, post_rows, markdown_rows, starts)

    # As a reader sees it

    def _post(
        self, composed: Composed, width: int, inks: Palette
    ) -> tuple[Lines, dict[str, tuple[int, int]]]:
        plan = composed.plan
        rows: list[Strip] = [
            *_plain(Text(safe_line(composed.title or plan.title), inks.strong), width),
            *_plain(Text(f"{composed.date}  ·  {plan.dialect}", inks.muted), width),
            _BLANK,
        ]
        lines = composed.text.split("\n")
        console = markdown_console(width, inks)
        found: dict[str, tuple[int, int]] = {}
        pieces: dict[str, Lines] = {}
        for key, line, end in _pieces(composed, len(lines)):
            source = "\n".join(lines[line - 1 : end - 1])
            piece = self._pieces.get(source)
            if piece is None:
                piece = _rendered(source.strip("\n"), console, inks)
            pieces[source] = piece
            found[key] = (len(rows), len(rows) + len(piece))
            rows += piece
            # Items of one list stand without space between them, as in the source.
            if source.endswith("\n") or end > len(lines):
                rows.append(_BLANK)
        self._pieces = pieces
        return tuple(rows), found

    # As Markdown

    def _markdown(self, text: str, width: int, inks: Palette) -> tuple[Lines, tuple[int, ...]]:
        rows: list[Strip] = []
        starts: list[int] = []
        known: dict[str, Lines] = {}
        lines = text.split("\n")
        front = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else -1
        for number, line in enumerate(lines):
            key = f"{'front' if number <= front else 'text'} {line}"
            drawn = self._source.get(key) or known.get(key)
            if drawn is None:
                drawn = (_front if number <= front else _source)(line, width, inks)
            known[key] = drawn
            starts.append(len(rows))
            rows += drawn
        self._source = known
        return tuple(rows), tuple(starts)


_BLANK = Strip([Segment("")])


def _pieces(composed: Composed, last: int) -> Iterator[tuple[str, int, int]]:
    """The key of each section and lesson, its first line and the one after its last.

    ``last`` is the post's last line.
    """
    places = composed.places
    for at, (line, lesson_id) in enumerate(places):
        end, following = places[at + 1] if at + 1 < len(places) else (last + 1, "")
        yield lesson_id or section_key(following), line, end


def _rendered(source: str, console: Console, inks: Palette) -> Lines:
    width = console.width
    shown = LessonMarkdown(safe(source[:LONGEST_BODY]))
    lines = [
        Strip([_INDENT, *harmless(segments)])
        for segments in console.render_lines(shown, console.options.update(height=None), pad=False)
    ]
    while lines and not lines[0].text.strip():
        lines.pop(0)
    while lines and not lines[-1].text.strip():
        lines.pop()
    if source.startswith("## ") and lines:
        end = cell_len(lines[-1].text.rstrip())
        rule = Segment(f" {'─' * max(0, width + MARGIN - end - 1)}", inks.muted)
        lines[-1] = Strip([*lines[-1].crop(0, end), rule])
    return tuple(lines)


def _front(line: str, width: int, inks: Palette) -> Lines:
    """A line of the front matter, cut: what retro keeps for itself can be a thousand characters."""
    text = Text(safe_line(line), inks.muted, no_wrap=True)
    text.truncate(width, overflow="ellipsis")
    return (Strip([_INDENT, *_segments(text)]),)


_MARK = re.compile(r"\s*(?:#{1,6} |[*+-] |\d{1,9}\. |>+ ?|```.*|~~~.*)")


def _source(line: str, width: int, inks: Palette) -> Lines:
    """A line of Markdown as it is written, its mark told apart."""
    shown = safe(line[:LONGEST_BODY]).replace("\t", "    ")
    match = _MARK.match(shown)
    mark = match[0].strip() if match else ""
    text = Text(
        shown, inks.strong if mark.startswith("#") else inks.quote if mark.startswith(">") else inks.text
    )
    if match:
        text.stylize(inks.company, 0, match.end())
    return tuple(_plain(text, width))


def _plain(text: Text, width: int) -> list[Strip]:
    return [Strip([_INDENT, *_segments(line)]) for line in text.wrap(_PLAIN, width)] or [_BLANK]


_PLAIN = Console(color_system=None, legacy_windows=False)


def _segments(text: Text) -> list[Segment]:
    text.end = ""
    text.stylize_before(text.style)  # without a span, Rich forgets the style of the whole
    return [Segment(part.rstrip("\n"), style or Style.null()) for part, style, _ in text.render(_PLAIN)]
