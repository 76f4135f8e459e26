"""What is painted can be read: the contrast of every character on the screen, in the default themes."""

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.geometry import Region
from textual.screen import ModalScreen

from retro.tui.palette import READABLE, contrast
from tests.tui.driving import Driver, driven, fill

SCREENS = {
    "browsing": [],
    "searching": ["slash", *"mile"],
    "nothing found": ["slash", *"quantum"],
    "completing": ["slash", "number_sign", "t"],
    "selecting": ["space"],
    "facets": ["1", "j"],
    "private mode": ["P"],
    "capture": ["a", *"Slow ", "at", "a"],
    "form": ["i"],
    "prompt": ["t", "t"],
    "complaint": ["t", "enter"],
    "not understood": ["slash", *"company", "colon", *"nowhere"],
    "relate": ["r"],
    "jump": ["f"],
    "help": ["question_mark"],
    "timeline": ["v"],
    "matrix": ["v", "2"],
    "compose": ["x"],
    "names": ["M"],
}


def hardly_readable(app: Driver) -> list[str]:
    """Words that stand out too little from what is behind them; what a dialog dims does not count."""
    screen = app.app.screen
    region = screen.region
    if isinstance(screen, ModalScreen):
        boxes = list(screen.query("#box")) or list(screen.children)
        region = Region.from_union([box.region for box in boxes])
    found = []
    for row, strip in enumerate(screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            inside = region.contains(column, row)
            column += segment.cell_length
            if inside and any(character.isalnum() for character in segment.text):
                ratio = _contrast(segment)
                if ratio is not None and ratio < READABLE:
                    found.append(f"{row}: {segment.text.strip()} {ratio:.1f}")
    return found


def _contrast(segment: Segment) -> float | None:
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return None
    colours = [Color.from_rich_color(each) for each in (style.color, style.bgcolor)]
    if style.reverse:
        colours.reverse()
    return contrast(*colours)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_everything_can_be_read(journal_path: Path, theme: str, keys: list[str]) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(120, 34)) as app:
        app.app.theme = theme
        await app.settle()
        await app.press(*("space" if key == " " else key for key in keys))
        assert hardly_readable(app) == []
