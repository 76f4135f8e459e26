"""Decisions in the app: written down, reviewed and taken away by keys, and judged by a plot."""

import datetime as dt
from pathlib import Path

import pytest

from retro.errors import InvalidValue
from retro.journal import Journal
from retro.journal.decisions import Decision
from retro.tui.jobs.decisions import Typed
from retro.tui.screens.decide import DecideScreen, ReviewDecisionScreen
from retro.tui.screens.decisions import DecisionsScreen
from retro.tui.widgets.calibration_plot import CalibrationPlot
from retro.tui.widgets.fields import Line
from tests.conftest import noon
from tests.tui.driving import driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_drafts import left_behind
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

TODAY = dt.date(2024, 5, 15)


@pytest.fixture
def filled(journal_path: Path) -> Path:
    ids = fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        for number, (text, percent) in enumerate(
            (("Hire Ann", 70), ("Move to Ostrava", 20), ("Ship it", 90))
        ):
            made = journal.decisions.add(
                text, f"It helps {number}", percent / 100, TODAY, company="Amazon EKS", lessons=ids[:1]
            )
            if number:
                journal.decisions.review(made.id, came_true=number == 2, outcome="As said")
    return journal_path


def decisions(path: Path) -> list[Decision]:
    with Journal.open(path, clock=noon) as journal:
        return journal.decisions.all()


async def test_they_are_listed_with_what_is_known_of_each(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("D")
        assert isinstance(app.screen, DecisionsScreen)
        for said in (
            "Decisions · 3 · 1 due",
            "Hire Ann",
            "due 2024-05-15",
            "70 %",
            "Boil the frog",
            "Brier 0.025",
        ):
            assert said in app.text, said
        await app.press("j", "j", "escape")
        assert not isinstance(app.screen, DecisionsScreen)


async def test_one_is_written_down_with_lessons_that_are_proposed(journal_path: Path) -> None:
    frog = fill(journal_path)[0]
    async with driven(journal_path) as app:
        await app.press("D")
        assert "No decision yet" in app.text
        await app.press("a")
        assert isinstance(app.screen, DecideScreen)
        for text in ("Boil a frog", "It stays calm", "70 %", "in 3 months", "Amazon EKS"):
            await app.type(text)
            await app.settle()
            await app.press("tab")
        assert "Boil the frog" in app.text
        await app.press("ctrl+l", "enter")
        assert isinstance(app.screen, DecisionsScreen)
        assert "Decided: Boil a frog" in app.said
    [made] = decisions(journal_path)
    assert (made.text, made.expectation, made.probability) == ("Boil a frog", "It stays calm", 0.7)
    assert (made.due, made.company, made.lessons) == (dt.date(2024, 8, 15), "Amazon EKS", (frog,))


async def test_what_is_wrong_is_said_and_what_was_typed_stays(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("D", "a")
        await app.type("Buy a boat")
        await app.press("enter")
        assert "what you expect" in app.text or "per cent" in app.text
        await app.press("escape", "escape", "D", "a")
        assert app.screen.query_one("#text", Line).value == "Buy a boat"
    assert len(decisions(filled)) == 3


async def test_one_is_reviewed_and_taken_back(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("D", "enter")
        assert isinstance(app.screen, ReviewDecisionScreen)
        await app.press("right", "tab")
        await app.type("She left")
        await app.press("ctrl+l", "enter")
        assert "Reviewed “Hire Ann”" in app.said
        reviewed = next(each for each in decisions(filled) if each.text == "Hire Ann")
        assert (reviewed.came_true, reviewed.outcome) == (False, "She left")
        assert reviewed.changed_by == reviewed.lessons[0]
        await app.press("u")
        assert next(each for each in decisions(filled) if each.text == "Hire Ann").is_open
        await app.press("d")
        assert len(decisions(filled)) == 2
        await app.press("u")
        assert len(decisions(filled)) == 3
        await app.press("U")
        assert len(decisions(filled)) == 2


async def test_private_mode_shows_pseudonyms_and_asks_for_nothing(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("P")
        assert "private mode" in app.lines[0]
        await app.press("D")
        assert "Hire Ann" in app.text
        assert "Amazon EKS" not in app.text
        await app.press("a", "enter")
        assert isinstance(app.screen, DecisionsScreen)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 40), (20, 5)], ids=str)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_it_is_readable_at_every_size(filled: Path, size: tuple[int, int], theme: str) -> None:
    async with driven(filled, size=size) as app:
        app.app.theme = theme
        await app.press("D")
        assert hardly_readable(app) == []
        plot = app.screen.query_one(CalibrationPlot)
        if size[1] >= 24:
            assert plot.display
            assert "●" in app.text
        await app.press("a")
        assert hardly_readable(app) == []


async def test_it_is_worked_by_the_mouse(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("D")
        await app.click("#decisions", (4, 4), times=2)
        assert isinstance(app.screen, ReviewDecisionScreen)


async def test_hostile_text_does_no_harm(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        for text in (*ESCAPES, *MARKUP):
            made = journal.decisions.add(text, text, 0.5, TODAY, company="x" + text)
            journal.decisions.review(made.id, came_true=False, outcome=text)
    async with driven(journal_path) as app:
        await app.press("D")
        for _ in (*ESCAPES, *MARKUP):
            assert_harmless(app)
            await app.press("enter")
            assert_harmless(app)
            await app.press("escape", "j")


async def test_what_is_typed_is_kept_on_disk_and_here_again(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("D", "a")
        await app.type("Hire Ann")
        await app.press("tab")
        await app.type("It helps")
        drafts = app.app._unsaved()
        assert len(drafts) == 1
        await app.press("escape", "escape")
        assert app.app._unsaved() == drafts
    left_behind(monkeypatch, *drafts, journal=str(journal_path))
    async with driven(journal_path) as app:
        assert "here again" in app.said[-1]
        await app.press("m")
        assert "A decision that is being written down" in app.text
        await app.press("escape", "D", "a")
        assert isinstance(app.screen, DecideScreen)
        assert app.screen.typed.text == "Hire Ann"
        assert app.screen.query_one("#expectation", Line).value == "It helps"


@pytest.mark.parametrize("text", ["", "[]", "{}x", '{"text": 1}', '{"other": "x"}', "[" * 10_000])
def test_what_is_no_decision_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Typed.from_text(text)
