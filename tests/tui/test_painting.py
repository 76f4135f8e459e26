"""What is painted is what Textual's own compositor would paint, whatever lies over what."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region

from retro.model import LessonDraft
from retro.tui.painting import Painter
from tests.tui.driving import LESSONS, driven, fill

MANY = tuple(LessonDraft(f"Boil frog {number} slowly", "In 日本 too.", company="AWS") for number in range(40))
"""Enough for scrollbars."""

STEPS = (
    (),
    ("slash", *"boil"),
    ("ctrl+u", *"lessno"),
    ("ctrl+u", "at"),
    ("escape", "escape", "asterisk"),
    ("a",),
    ("escape", "i"),
)
"""What is typed; after each step all is compared."""


@pytest.fixture
def filled(journal_path: Path) -> Path:
    fill(journal_path, (*LESSONS, *MANY))
    return journal_path


def put(cells: list[str], column: int, segments: Iterable[Segment]) -> None:
    """Write segments into a line of cells, as a terminal does."""
    for text, style, _ in segments:
        for character in text:
            wide = cell_len(character)
            cells[column : column + wide] = [f"{character}{style}", *[""] * (wide - 1)][:wide]
            column += wide


def painted(painter: Painter, start: int, stop: int) -> list[list[str]]:
    """The cells of a terminal that some columns of every line are written to."""
    columns, lines = painter.size
    shown = [[""] * columns for _ in range(lines)]
    for column, line, strip in painter._pieces([(line, start, stop) for line in range(lines)]):
        put(shown[line], column, strip)
    return shown


def by_textual(painter: Painter) -> list[list[str]]:
    """The cells as Textual puts them together."""
    shown = [[""] * painter.size.width for _ in range(painter.size.height)]
    for line, strip in enumerate(Compositor.render_strips(painter)):
        put(shown[line], 0, strip)
    return shown


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (60, 15)])
async def test_every_cell_is_as_textual_has_it(filled: Path, size: tuple[int, int]) -> None:
    """Lists with scrollbars, a note on the query, names below it, a message, and dialogs over all that."""
    seen: list[str] = []
    async with driven(filled, size=size) as app:
        for keys in STEPS:
            await app.press(*keys)
            painter = app.screen._compositor
            assert isinstance(painter, Painter)
            expected, columns = by_textual(painter), painter.size.width
            assert painted(painter, 0, columns) == expected
            seen.append(type(app.screen).__name__)
            for start, stop in ((3, columns // 2), (columns // 3, columns - 1)):
                part = painted(painter, start, stop)
                outside = [line[:start] + line[stop:] for line in part]
                assert not any(map("".join, outside))
    assert seen == ["BrowseScreen"] * 5 + ["CaptureScreen", "FormScreen"]


async def test_only_what_has_changed_is_written(filled: Path) -> None:
    """Each piece goes to its place, and nothing moves what is below it."""
    async with driven(filled) as app:
        painter = app.browse._compositor
        painter._dirty_regions.clear()
        assert painter.render_update() is None
        painter._dirty_regions.update((Region(2, 5, 10, 1), Region(130, 39, 50, 9)))
        update = painter.render_update()
        assert isinstance(update, CompositorUpdate)
        written = update.render_segments(Console(color_system="truecolor"))
        assert written.startswith("\x1b[6;3H")
        assert "\x1b[40;131H" in written
        assert "\n" not in written
