"""A few pictures, each of something that a person would notice: drawn again and compared."""

import os
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from retro.journal import Journal
from retro.tui.retro_app import RetroApp
from retro.tui.storage import Storage
from tests.conftest import noon
from tests.tui.driving import LESSONS

Compare = Callable[..., bool]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RetroApp:
    """The app on four lessons whose ids and days never change."""
    path = tmp_path / "journal.db"
    with monkeypatch.context() as seeded:
        seeded.setattr(os, "urandom", random.Random(7).randbytes)  # noqa: S311 - the same each time
        with Journal.open(path, clock=noon) as journal:
            for draft in LESSONS:
                journal.lessons.add(draft)
    return RetroApp(path, storage=Storage(path, partial(Journal.open, clock=noon)))


async def settled(pilot: object) -> None:
    """Wait until nothing is going on, with time for a busy machine."""
    assert isinstance(pilot, Pilot)
    app = pilot.app
    assert isinstance(app, RetroApp)
    quiet, until = 0, time.monotonic() + 60
    while time.monotonic() < until:
        await pilot.pause()
        busy = getattr(app.screen_stack[0], "busy", False)
        quiet = quiet + 1 if app.storage.idle and not busy else 0
        if quiet >= 3:
            return
        await pilot.pause(0.002)
    raise AssertionError("the app never came to rest")


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [
        pytest.param((140, 40), "textual-dark", [], id="wide and dark"),
        pytest.param((80, 24), "textual-light", ["slash", *"mile"], id="standard and light, searching"),
        pytest.param((60, 15), "textual-dark", ["h"], id="small, facets"),
        pytest.param((140, 40), "textual-dark", ["a", *"Ask", "space", "at", *"new"], id="capture"),
        pytest.param((140, 40), "textual-light", ["i"], id="form"),
        pytest.param((80, 24), "ansi-dark", ["question_mark"], id="help in the terminal's own colours"),
    ],
)
def test_looks(
    snap_compare: Compare, app: RetroApp, size: tuple[int, int], theme: str, keys: list[str]
) -> None:
    async def before(pilot: object) -> None:
        app.theme = theme
        app.animation_level = "none"
        await settled(pilot)
        for key in keys:
            await pilot.press(key)  # type: ignore[attr-defined]
            await settled(pilot)
        app.screen.query("Input").set(disabled=False)
        for field in app.screen.query("Input, TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)
