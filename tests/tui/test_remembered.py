"""How the app was left comes back: query, order, cursor, pane and theme."""

import json
import os
import sys
from functools import partial
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.journal import Journal
from retro.tui.remembered import Remembered, recall, remember
from retro.tui.retro_app import RetroApp, Warm
from retro.tui.screens.browse import BrowseScreen
from retro.tui.storage import Ask, Found, Storage
from tests.conftest import noon
from tests.tui.driving import Driver, driven, fill


def state() -> Path:
    return Path(os.environ["XDG_STATE_HOME"]) / "retro" / "app.json"


def test_what_is_remembered_is_recalled_for_its_journal_alone() -> None:
    left = Remembered("frog", "due", "abc", 7, "facets", "nord")
    remember("/a.db", left)
    remember("/b.db", Remembered(query="trust", theme="nord"))
    assert recall("/a.db") == left
    assert recall("/b.db").query == "trust"
    assert recall("/c.db") == Remembered(theme="nord")
    assert state().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"theme": 3, "journals": []}',
        '{"journals": {"/a.db": 1}}',
        '{"journals": {"/a.db": {"row": "x"}}}',
        "é",
    ],
)
def test_what_cannot_be_read_is_as_if_it_were_the_first_time(text: str) -> None:
    state().parent.mkdir(parents=True)
    state().write_text(text, encoding="utf-8")
    assert recall("/a.db") == Remembered()
    remember("/a.db", Remembered(query="frog"))
    assert recall("/a.db").query == "frog"


def test_where_nothing_can_be_written_nothing_is_lost() -> None:
    state().mkdir(parents=True)
    remember("/a.db", Remembered(query="frog"))
    assert recall("/a.db") == Remembered()


@given(st.builds(Remembered, st.text(), st.text(), st.text(), st.integers(0, 10**9), st.text(), st.text()))
def test_any_state_comes_back(left: Remembered) -> None:
    remember("/a.db", left)
    assert recall("/a.db") == left


@pytest.mark.plain("the last query of an encrypted journal is not remembered")
async def test_the_screen_says_how_it_is_left(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("theme:trust")
        await app.press("enter", "o", "o", "j", "1")
        left = app.browse.left()
        assert (left.query, left.order, left.row, left.place) == ("theme:trust", "captured", 1, "facets")
        await app.press("q")
    kept = json.loads(state().read_text())
    assert kept["journals"][str(journal_path)]["query"] == "theme:trust"


async def test_it_comes_back_so(journal_path: Path) -> None:
    ids = fill(journal_path)
    left = Remembered("theme:trust", "captured", ids[1], 1, "preview", "textual-light")
    storage = Storage(journal_path, partial(Journal.open, clock=noon))
    found: list[Found] = []
    storage.search(Ask(left.query, left.order, keep=left.lesson_id, near=left.row), found.append, _raise)
    while not found:
        pass
    app = RetroApp(journal_path, storage=storage, warm=Warm(found[0], left))
    async with app.run_test(size=(140, 40)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        assert driver.browse.text == "theme:trust"
        assert driver.selected == "I yelled at a developer"
        assert driver.browse.lessons.border_subtitle == "last captured first"
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.focused is driver.browse.preview
        assert app.theme == "textual-light"
    storage.close()


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.plain("the last query of an encrypted journal is not remembered")
def test_a_whole_run_begins_where_the_one_before_ended(journal_path: Path) -> None:
    fill(journal_path)
    for keys, seen in (("/frog\rq", "Boil the frog"), ("q", "1 of 4")):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "retro", "--journal", str(journal_path)],
            env={**os.environ, "TERM": "xterm-256color"},
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=20,
        )
        child.expect(seen)
        for key in keys:
            child.send(key)
        child.expect(pexpect.EOF)
        child.close()
    assert recall(str(journal_path)).query == "frog"


@pytest.mark.encrypted
def test_of_an_encrypted_journal_all_but_the_query_is_remembered(journal_path: Path) -> None:
    Journal.open(journal_path).close()
    remember(str(journal_path), Remembered("theme:trust", "captured", row=3))
    assert "trust" not in state().read_text()
    assert recall(str(journal_path)) == Remembered("", "captured", row=3)
