"""What is up today: by its key, once a day by itself, and nothing where nothing waits."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft
from retro.tui.remembered import recall
from retro.tui.screens.commitments import CommitmentsScreen
from retro.tui.screens.morning import MorningScreen
from tests.conftest import noon
from tests.tui.driving import driven, fill
from tests.tui.real_terminal import RealTerminal, call, wait_until

TODAY = noon().date()


def commit(path: Path, due: dt.date = TODAY - dt.timedelta(days=3)) -> None:
    with Journal.open(path, clock=noon) as journal:
        journal.commitments.add("Pair on every release", "no rollback in May", due, company="Mesosphere")


async def test_it_has_what_is_due_and_goes_on_where_it_is_done(journal_path: Path) -> None:
    fill(journal_path)
    commit(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        journal.decisions.add("Hire a second lead", "fewer nights on call", 0.7, TODAY)
    async with driven(journal_path, greets=True) as app:
        assert isinstance(app.screen, MorningScreen)
        for said in ("Wednesday, 15 May 2024", "Pair on every release", "3 days late", "Hire a second lead"):
            assert said in app.text
        assert "no rollback in May" in app.text
        await app.press("enter")
        assert isinstance(app.screen, CommitmentsScreen)
        await app.press("escape", "m", "escape")
        assert app.screen is app.browse


async def test_a_lesson_of_this_day_is_gone_to(journal_path: Path) -> None:
    fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Ask twice", happened=Span.parse("2018-05-15")))
    async with driven(journal_path) as app:
        await app.press("m", "G")
        assert "in 2018" in app.text
        await app.press("enter")
        assert app.selected == "Ask twice"


async def test_it_opens_by_itself_where_something_waits(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, greets=True) as app:
        assert app.screen is app.browse
        await app.press("q")
    commit(journal_path)
    async with driven(journal_path, greets=True) as app:
        assert isinstance(app.screen, MorningScreen)
        await app.press("escape", "q")
    assert recall(str(journal_path)).greeted == "2024-05-15"


def test_and_once_a_day_only(terminal: Callable[..., RealTerminal], journal_path: Path) -> None:
    fill(journal_path)
    commit(journal_path)
    shown = terminal()
    shown.shell(call(journal_path))
    shown.wait_for("Pair on every release", "days late")
    shown.keys("Escape")
    shown.wait_for("4 lessons", "Boil the frog")
    shown.keys("q")
    wait_until(lambda: not shown.modes.alternate_screen)
    shown.assert_clean()
    shown.shell(call(journal_path))
    shown.wait_for("4 lessons", "Nobody jumps")
    shown.keys("m")
    shown.wait_for("Pair on every release", "days late")
    shown.keys("Escape")
    shown.wait_for("4 lessons")
    shown.keys("q")
    wait_until(lambda: not shown.modes.alternate_screen)
    shown.assert_clean()


async def test_names_are_hidden_in_private_mode(journal_path: Path) -> None:
    fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        journal.commitments.add("Call Mesosphere", "Mesosphere was called", TODAY)
    async with driven(journal_path) as app:
        await app.press("P", "m")
        assert "Call" in app.text
        assert "Mesosphere" not in app.text
