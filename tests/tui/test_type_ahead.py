"""Keys that come faster than they are answered reach what the keys before them opened."""

import time
from pathlib import Path

import pytest
from textual import events

from retro.tui import type_ahead
from retro.tui.widgets.fields import Line
from tests.tui.driving import Driver, driven, fill


async def burst(app: Driver, text: str) -> None:
    """All keys at once, as from a paste or a busy machine."""
    for character in text:
        key = {"/": "slash", " ": "space"}.get(character, character)
        app.app.post_message(events.Key(key, character))
    await app.settle()
    for _ in range(50):
        await app.pilot.pause(0.01)
        if not app.app._keys_held:
            break
    await app.settle()


@pytest.mark.parametrize("text", ["/mid", "/dddd", "/aqx"])
async def test_what_follows_the_slash_is_the_query(journal_path: Path, text: str) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await burst(app, text)
        assert app.browse.text == text[1:]
        assert app.screen is app.browse
        assert "4 lessons" in app.lines[0] or "of 4" in app.lines[0]


async def test_what_follows_add_is_the_lesson(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await burst(app, "aquit delegating")
        assert app.screen.query_one("#capture", Line).value == "quit delegating"


async def test_a_key_whose_widget_went_away_does_not_hold_up_the_next(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        for _ in range(3):
            await app.press("a", "escape", "j")
        assert app.browse.lessons.cursor == 3


async def test_no_key_overtakes_those_that_are_held_back_on_a_busy_machine(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "LONGEST_WAIT", 0.01)

    def busy(typed_meanwhile: str) -> None:
        time.sleep(0.03)
        for character in typed_meanwhile:
            app.app.post_message(events.Key(character, character))

    async with driven(journal_path) as app:
        await app.press("a")
        for burst_of, meanwhile in (("the", "quick"), ("brown", "f"), ("o", "x")):
            for character in burst_of:
                app.app.post_message(events.Key(character, character))
            app.app.call_later(busy, meanwhile)
            await app.settle()
        for _ in range(50):
            await app.pilot.pause(0.01)
        assert app.screen.query_one("#capture", Line).value == "thequickbrownfox"
