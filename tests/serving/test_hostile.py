"""A journal full of hostile strings in a window: the page is told to do what retro does, and nothing else."""

from pathlib import Path

from tests.hostile.filled import filled
from tests.hostile.reading import foreign_on_screen
from tests.hostile.strings import UNSEEN
from tests.serving.conftest import Start


async def test_nothing_in_a_journal_steers_the_page(serve: Start, tmp_path: Path) -> None:
    journal = tmp_path / "<script>alert(1)</script>\x1b[8m\u202e\x9b8m.db"
    lessons = len(filled(journal, 1000))
    served = serve(journal=journal)
    page = served.ask("/", Cookie=served.cookie()).text
    assert "<script>alert" not in page
    assert not UNSEEN.intersection(page) - {"\r"}
    async with served.window() as window:
        await window.wait_for(f"{lessons} lessons")
        for keys, shown in (
            ("jjj/", "To the list"),
            ("hacked", f" of {lessons}"),
            ("\x1b", "a Add"),
            ("\x1b", f"{lessons} lessons"),
            ("?", "type to find a command"),
            ("\x1b", f"{lessons} lessons"),
        ):
            await window.type(keys)
            await window.wait_for(shown)
        assert "\N{SYMBOL FOR ESCAPE}[" in window.text
        await window.type("q")
        await window.rest()
    assert window.painted.count(b"\x1b[") > 100
    assert foreign_on_screen(window.painted) == []
    assert window.told == []
