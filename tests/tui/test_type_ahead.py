"""Keys that come faster than they are answered reach what the keys before them opened."""

import time
from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from retro.tui import type_ahead
from retro.tui.screens.capture import CaptureScreen
from retro.tui.widgets.fields import Line
from tests.tui.driving import Driver, driven, fill

KEYS = {"/": "slash", " ": "space", ":": "colon", "\r": "enter", "@": "at", "-": "minus"}


def post(app: Driver, text: str) -> None:
    """Keys as they come from the terminal, none waited for."""
    for character in text:
        app.app.post_message(events.Key(KEYS.get(character, character), character))


async def burst(app: Driver, text: str) -> None:
    """All keys at once, as from a paste or a busy machine."""
    post(app, text)
    await rest(app)


async def rest(app: Driver) -> None:
    """Wait until no key is held back."""
    await app.settle()
    for _ in range(50):
        await app.pilot.pause(0.01)
        if not app.app._held:
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


async def test_what_follows_enter_in_the_query_goes_to_the_list(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await burst(app, "/since:2019\rjj")
        assert app.browse.text == "since:2019"
        assert "3 of 4" in app.lines[0]
        assert app.browse.lessons.has_focus
        assert app.browse.lessons.cursor == 2


async def test_what_follows_the_enter_that_saves_goes_to_the_list(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await burst(app, "aSaid and done\r/done")
        assert app.browse.text == "done"
        assert app.shown == ["Said and done"]


async def test_an_enter_that_cannot_save_leaves_what_follows_to_the_dialog(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await burst(app, "a\r@eks")
        assert app.screen.query_one("#capture", Line).value == "@eks"


async def test_keys_do_not_wait_for_a_journal_that_hangs(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "LONGEST_MOVE", 0.05)
    async with driven(journal_path) as app:
        await app.press("a", "x")
        screen = app.screen
        assert isinstance(screen, CaptureScreen)
        screen.begin_saving()
        await burst(app, "yz")
        assert screen.query_one("#capture", Line).value == "xyz"


@pytest.mark.parametrize("key", ["t", "-", "@"])
async def test_what_follows_the_key_of_a_question_is_the_answer(journal_path: Path, key: str) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await burst(app, f"{key}ddata")
        assert app.screen.query_one("#answer", Line).value == "ddata"
        await app.press("escape")
        assert "4 lessons" in app.lines[0]


async def test_what_is_pasted_waits_its_turn(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        post(app, "aone ")
        app.app.post_message(events.Paste("two "))
        await burst(app, "three")
        assert app.screen.query_one("#capture", Line).value == "one two three"


async def test_a_key_for_the_list_waits_for_the_change_before(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await burst(app, "ddj")
        assert "2 lessons" in app.lines[0]
        assert app.browse.lessons.cursor == 1


async def test_no_key_overtakes_those_that_are_held_back_on_a_busy_machine(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "LONGEST_WAIT", 0.01)

    def busy(typed_meanwhile: str) -> None:
        time.sleep(0.03)
        post(app, typed_meanwhile)

    async with driven(journal_path) as app:
        await app.press("a")
        for burst_of, meanwhile in (("the", "quick"), ("brown", "f"), ("o", "x")):
            post(app, burst_of)
            app.app.call_later(busy, meanwhile)
            await rest(app)
        assert app.screen.query_one("#capture", Line).value == "thequickbrownfox"


async def test_what_followed_a_key_and_went_with_its_widget_is_sent_again(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "LONGEST_WAIT", 0.01)
    follow = type_ahead.TypeAhead._follow
    sent: list[Widget] = []

    def follow_but_once(app: type_ahead.TypeAhead[int], target: Widget) -> None:
        sent.append(target)
        if len(sent) > 1:
            follow(app, target)

    monkeypatch.setattr(type_ahead.TypeAhead, "_follow", follow_but_once)
    async with driven(journal_path) as app:
        await app.press("a", "x")
        assert app.screen.query_one("#capture", Line).value == "x"
