"""The picture that the README opens with: ``python -m retro.tui.picture OUT.svg``.

Drawn by the app itself on the demo journal. The same code and data give the same picture: ids are random, and
order what has one date, so here chance is seeded.
"""

import asyncio
import os
import random
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from retro.posts.demo import build_demo
from retro.tui.retro_app import RetroApp
from retro.tui.screens.browse import BrowseScreen

__all__ = ["draw"]

COLUMNS, ROWS = 140, 40
QUERY = "customers"
ROW = 4


def draw(out: Path, query: str = QUERY) -> None:
    """Write the picture of the app with a query typed."""
    chance = random.Random(2024).randbytes  # noqa: S311 - the same picture each time is the point
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "demo.db"
        with patch.object(os, "urandom", chance):
            build_demo(journal)
        out.write_text(asyncio.run(_drawn(journal, query)), encoding="utf-8")


async def _drawn(journal: Path, query: str) -> str:
    app = RetroApp(journal)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        screen = app.screen
        assert isinstance(screen, BrowseScreen)  # noqa: S101 - nothing else was opened
        screen.query_line.value = query
        for _ in range(3):
            await pilot.pause()
            while not (app.storage.idle and not screen.busy):
                await pilot.pause(0.01)
            screen.lessons.move_to(ROW)
        return app.export_screenshot(title="retro")


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
