"""A brief in the app: what fits follows what is typed, is answered by keys, and leads to its lesson."""

from pathlib import Path

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.journal.check_ins import CheckIn
from retro.model import LessonDraft
from retro.surroundings import CheckState, Outcome, RelationKind
from retro.tui.screens.brief import BriefScreen
from retro.tui.widgets.brief_list import BriefList
from retro.tui.widgets.situation_line import SituationLine
from tests.conftest import noon
from tests.tui.driving import Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_drafts import left_behind
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

SITUATION = "a frog that yelled"


@pytest.fixture
def filled(journal_path: Path) -> Path:
    fill(journal_path)
    return journal_path


def rows(app: Driver) -> BriefList:
    return app.screen.query_one("#fitting", BriefList)


def check_ins(path: Path) -> list[CheckIn]:
    with Journal.open(path, clock=noon) as journal:
        return journal.check_ins.all()


def states(path: Path) -> list[CheckState]:
    return [item.state for item in check_ins(path)[0].items]


async def test_what_fits_follows_what_is_typed(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        assert isinstance(app.screen, BriefScreen)
        assert "Say what you are about to do" in app.text
        await app.type(SITUATION)
        await app.settle()
        for said in ("What fits · 2", "Boil the frog", "I yelled at a developer", "“frog” (title)"):
            assert said in app.text, said
        assert check_ins(filled) == []
        await app.press("escape", "escape")
        assert not isinstance(app.screen, BriefScreen)
        await app.press("b")
        assert app.screen.query_one(SituationLine).value == SITUATION
        assert "Boil the frog" in app.text


async def test_each_is_answered_by_a_key_and_taken_back(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        await app.type(SITUATION)
        await app.press("enter", "c")
        assert "2 to answer" in app.text
        assert states(filled) == [CheckState.OPEN, CheckState.OPEN]
        await app.press("d")
        assert rows(app).cursor == 1
        await app.press("n")
        assert "all answered" in app.text
        assert states(filled) == [CheckState.DONE, CheckState.NOT_HERE]
        await app.press("o")
        assert states(filled) == [CheckState.DONE, CheckState.OPEN]
        await app.press("u", "u", "u")
        assert states(filled) == [CheckState.OPEN, CheckState.OPEN]
        await app.press("U")
        assert states(filled) == [CheckState.DONE, CheckState.OPEN]
    assert [each.situation for each in check_ins(filled)] == [SITUATION]


async def test_an_answer_makes_the_checklist_in_one_step(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        await app.type(SITUATION)
        await app.press("enter", "d")
        assert states(filled) == [CheckState.DONE, CheckState.OPEN]
        await app.press("u")
        assert check_ins(filled) == []
        assert str(rows(app).border_title) == "What fits · 2"


async def test_two_keys_at_once_are_for_two_lessons(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        await app.type(SITUATION)
        await app.press("enter", "c")
        await app.pilot.press("d", "d")
        await app.settle()
    assert states(filled) == [CheckState.DONE, CheckState.DONE]


async def test_it_leads_to_the_lesson(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        await app.type("a yelling frog")
        await app.press("enter")
        first = rows(app).selected
        assert first is not None
        await app.press("enter")
        assert not isinstance(app.screen, BriefScreen)
        assert app.selected == first.dossier.lesson.title


async def test_what_to_know_of_it_stands_below(filled: Path) -> None:
    with Journal.open(filled, clock=noon) as journal:
        frog, yelled, friday, _ = journal.lessons.by_numbers(range(1, 5))
        journal.relations.add(
            friday.id, frog.id, RelationKind.CONTRADICTS, when_source="when nobody waits", when_target=""
        )
        journal.applications.log(frog.id, Outcome.VIOLATED, Span.parse("2023-05"), company="EKS")
    async with driven(filled) as app:
        await app.press("b")
        await app.type("frog")
        assert "violated 2023-05 at EKS · but: We shipped" in app.text
    del yelled


async def test_what_fits_nothing_is_said(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        await app.type("zebra")
        assert "No lesson fits" in app.text
        await app.press("enter")
        assert isinstance(app.screen.focused, SituationLine)
        await app.press("escape")
        assert not isinstance(app.screen, BriefScreen)


async def test_private_mode_shows_pseudonyms(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("P", "b")
        await app.type(SITUATION)
        await app.press("enter", "d")
        assert "Boil the frog" in app.text
        assert "Amazon EKS" not in app.text
        assert "Mesosphere" not in app.text
    assert states(filled) == [CheckState.DONE, CheckState.OPEN]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 40)], ids=str)
async def test_it_is_readable_at_every_size(filled: Path, size: tuple[int, int]) -> None:
    async with driven(filled, size=size) as app:
        await app.press("b")
        await app.type(SITUATION)
        await app.press("enter", "d")
        assert "Boil the frog" in app.text
        assert "all answered" in app.text or "1 to answer" in app.text
        assert hardly_readable(app) == []


async def test_it_is_answered_by_the_mouse(filled: Path) -> None:
    async with driven(filled) as app:
        await app.press("b")
        await app.type(SITUATION)
        await app.press("enter")
        await app.click("#fitting", (4, 3))
        assert rows(app).cursor == 1
        await app.click("#fitting", (4, 3), times=2)
        assert not isinstance(app.screen, BriefScreen)


async def test_hostile_text_does_no_harm(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        for text in (*ESCAPES, *MARKUP):
            journal.lessons.add(LessonDraft(f"frog {text}", text, trigger=text))
    async with driven(journal_path) as app:
        await app.press("b")
        await app.type("frog")
        await app.press("enter", "d")
        assert_harmless(app)


async def test_a_situation_is_here_again_after_a_crash(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("b")
        await app.type("Pitching a change")
        [draft] = app.app._unsaved()
        await app.press("escape", "escape")
        assert app.app._unsaved() == ()
    left_behind(monkeypatch, draft, journal=str(journal_path))
    async with driven(journal_path) as app:
        await app.press("b")
        assert app.screen.query_one("#situation", SituationLine).value == "Pitching a change"
