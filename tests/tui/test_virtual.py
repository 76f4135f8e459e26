"""Long lists: what is drawn and kept does not depend on how many rows there are."""

from pathlib import Path

import pytest
from rich.segment import Segment

from retro.journal import Journal
from retro.model import LessonDraft
from retro.tui.widgets.lesson_list import LessonList
from tests.conftest import noon
from tests.tui.driving import driven

ROWS = 10_000


@pytest.fixture(scope="module")
def long_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "journal.db"
    with Journal.open(path, clock=noon) as journal, journal.step("test"):
        for number in range(ROWS):
            journal.lessons.add(LessonDraft(f"Lesson {number:05}", "text", themes=(f"t{number % 30}",)))
    return path


async def test_only_rows_on_the_screen_are_drawn(long_journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[int] = set()
    draw = LessonList.draw_row

    def noted(self: LessonList, row: int, line: int, width: int) -> list[Segment]:
        drawn.add(row)
        return draw(self, row, line, width)

    monkeypatch.setattr(LessonList, "draw_row", noted)
    async with driven(long_journal) as app:
        assert app.browse.lessons.count == ROWS
        assert len(drawn) <= 20
        drawn.clear()
        await app.press("G")
        assert app.browse.lessons.cursor == ROWS - 1
        assert len(drawn) <= 60
        assert app.selected.startswith("Lesson")


async def test_memory_holds_a_few_pages_however_far_one_goes(long_journal: Path) -> None:
    async with driven(long_journal) as app:
        for _ in range(20):
            await app.pilot.press("pagedown")
        await app.settle()
        assert app.browse.lessons.cursor >= 20 * 10
        for place in (9_000, 200, 5_000, 7_777, 3_333, 1_111, 8_888, 4_444, 2_222, 6_666):
            app.browse.lessons.move_to(place)
            await app.settle()
            assert app.selected.startswith("Lesson")
        assert app.browse.lessons.pages_here <= 16


async def test_holding_j_loses_no_key(long_journal: Path) -> None:
    async with driven(long_journal) as app:
        await app.pilot.press(*["j"] * 60)
        await app.settle()
        assert app.browse.lessons.cursor == 60
        rendered = app.browse.preview.rendered
        hit = app.browse.lessons.selected
        assert rendered is not None
        assert hit is not None
        assert rendered.lesson_id == hit.lesson.id
