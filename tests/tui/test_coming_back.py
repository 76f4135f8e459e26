"""The review in the app: the title first, then all of it, one key for each answer; and the log."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft, Status
from retro.surroundings import Outcome, ReviewAnswer
from retro.tui.jobs.reviewing import Way, sitting
from retro.tui.screens.line import LineScreen
from retro.tui.screens.review import ReviewScreen
from retro.tui.screens.reword_form import RewordForm
from retro.tui.widgets.answer_bar import AnswerBar
from retro.tui.widgets.fields import Line
from retro.tui.widgets.key_bar import KeyBar
from tests.conftest import NOON, noon
from tests.practice.clocks import MovingClock
from tests.tui.driving import LESSONS, Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

TODAY = NOON.date()


def fill_early(path: Path, drafts: Sequence[LessonDraft] = LESSONS[:3]) -> list[str]:
    """Add lessons a month before, one a day, so that all are due, the first of them first."""
    with Journal.open(path, clock=lambda: NOON - dt.timedelta(days=30)) as journal:
        return [
            journal.lessons.add(draft, created_at=f"2024-04-{place + 1:02}T12:00:00Z").lesson.id
            for place, draft in enumerate(drafts)
        ]


@pytest.fixture
def due(journal_path: Path) -> Path:
    fill_early(journal_path)
    return journal_path


def answers(path: Path) -> list[ReviewAnswer]:
    with Journal.open(path, clock=noon) as journal:
        return [each.answer for each in journal.reviews.answered_on(TODAY)]


def lesson(path: Path, number: int) -> tuple[str, str, Status]:
    with Journal.open(path, clock=noon) as journal:
        [found] = journal.lessons.by_numbers([number])
        return found.title, found.body, found.status


async def test_the_title_comes_first_and_then_the_rest(due: Path) -> None:
    async with driven(due) as app:
        await app.press("R")
        assert isinstance(app.screen, ReviewScreen)
        assert "1 of 3" in app.text
        assert "has not come back since it was captured on 2024-04-01" in app.text
        assert "Boil the frog" in app.text
        assert "Pitch in" not in app.text
        assert not app.screen.query_one(AnswerBar).display
        await app.press("space")
        assert "Pitch in" in app.text
        for said in ReviewAnswer:
            assert said in app.text
        await app.press("escape")
        assert app.selected == "Boil the frog"
    assert answers(due) == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("plus", ReviewAnswer.USED),
        ("t", ReviewAnswer.STILL_TRUE),
        ("s", ReviewAnswer.AGAIN_SOON),
        ("1", ReviewAnswer.USED),
        ("2", ReviewAnswer.STILL_TRUE),
        ("5", ReviewAnswer.AGAIN_SOON),
    ],
)
async def test_an_answer_is_one_key_and_goes_to_the_next(due: Path, key: str, said: ReviewAnswer) -> None:
    async with driven(due) as app:
        await app.press("R", key)
        assert answers(due) == [], "what was not read is not answered: the key shows it"
        assert "Pitch in" in app.text
        await app.press(key)
        assert answers(due) == [said]
        assert "2 of 3" in app.text
        assert str(said).capitalize() in app.text
        assert "back on 2024-05-" in app.text
        await app.press("u")
        assert answers(due) == []
        assert "1 of 3" in app.text
        await app.press("U")
        assert answers(due) == [said]
        assert "2 of 3" in app.text


async def test_two_keys_at_once_are_for_two_lessons(due: Path) -> None:
    async with driven(due) as app:
        await app.press("R", "space")
        await app.pilot.press("t", "space", "t", "space", "s")
        await app.settle()
        assert answers(due) == [ReviewAnswer.STILL_TRUE, ReviewAnswer.STILL_TRUE, ReviewAnswer.AGAIN_SOON]
        assert "All 3 are answered." in app.text
        assert "Boil the frog  still true" in app.text
        await app.press("t", "e", "d", "space")
        assert len(answers(due)) == 3
        await app.press("u")
        assert "3 of 3" in app.text
        await app.press("escape", "R")
        assert "3 of 3" in app.text


async def test_what_is_typed_ahead_is_for_the_lessons_that_are_still_being_read(due: Path) -> None:
    async with driven(due) as app:
        await app.pilot.press("R", "space", "t", "r", "space", "n")
        await app.settle()
        assert answers(due) == [ReviewAnswer.STILL_TRUE]
        assert "by chance" in app.lines[0]


async def test_going_about(due: Path) -> None:
    async with driven(due) as app:
        await app.press("R", "n")
        assert "I yelled" in app.text
        await app.press("p", "p")
        assert "We shipped" in app.text
        await app.press("space", "t", "n")
        assert "I yelled" in app.text
        await app.press("p", "p")
        assert "answered: still true" in app.text
        await app.press("r")
        assert "by chance" in app.text
        await app.press("o")
        assert "No lesson is of this day" in app.text
        await app.press("R")
        assert "today" in app.lines[0]
        assert "1 of 3" in app.text


async def test_saying_it_differently_is_done_in_the_form(due: Path) -> None:
    async with driven(due) as app:
        await app.press("R", "space", "e")
        assert isinstance(app.screen, RewordForm)
        await app.press("f2")
        assert "It says what it said before." in app.text
        app.screen.query_one("#title", Line).value = "Raise the heat"
        await app.settle()
        await app.press("f2")
        assert isinstance(app.screen, ReviewScreen)
        assert "2 of 3" in app.text
    assert answers(due) == [ReviewAnswer.REWORDED]
    assert lesson(due, 1)[0] == "Raise the heat"


async def test_what_is_no_longer_true_is_retired_with_a_reason(due: Path) -> None:
    async with driven(due) as app:
        await app.press("R", "space", "d")
        assert isinstance(app.screen, LineScreen)
        await app.press("enter")
        assert "Say why it is no longer true" in app.text
        await app.type("Nobody commutes.")
        await app.press("enter")
        assert "2 of 3" in app.text
        _, body, status = lesson(due, 1)
        assert body.endswith("No longer true since 2024-05-15: Nobody commutes.")
        assert status is Status.RETIRED
        await app.press("u")
        assert lesson(due, 1)[2] is Status.OBSERVED
        await app.press("d", "escape")
    assert answers(due) == []


async def test_by_mouse(due: Path) -> None:
    async with driven(due, size=(60, 15)) as app:
        await app.press("R")
        bar = app.screen.query_one("ReviewScreen > KeyBar", KeyBar)
        await app.click("ReviewScreen > KeyBar", offset=(app.lines[bar.region.y].index("Show"), 0))
        answer_bar = app.screen.query_one(AnswerBar)
        region = answer_bar.region
        assert region.height == 2
        line = app.lines[region.y + 1]
        await app.click("AnswerBar", offset=(line.index("again soon") - region.x, 1))
    assert answers(due) == [ReviewAnswer.AGAIN_SOON]


async def test_what_another_program_answers_is_seen(due: Path) -> None:
    async with driven(due) as app:
        await app.press("R", "space")
        with Journal.open(due, clock=noon) as journal:
            journal.reviews.record(journal.lessons.ids([1])[0], ReviewAnswer.USED, TODAY)
        app.screen._look()  # type: ignore[attr-defined]
        await app.settle()
        assert "2 of 3" in app.text


async def test_without_anything_due(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("R")
        assert "No lesson is due today." in app.text
        await app.press("space", "t", "n", "p", "e", "d", "r")
        assert "1 of 3" in app.text
        await app.press("escape")
        assert not isinstance(app.screen, ReviewScreen)


async def test_private_mode_shows_no_name(journal_path: Path) -> None:
    draft = LessonDraft("Mesosphere shipped", "At Mesosphere.", company="Mesosphere")
    [named] = fill_early(journal_path, [draft])
    with Journal.open(journal_path, clock=noon) as journal, journal.step("decide"):
        journal._connection.execute(
            "INSERT INTO decisions (id, text, expectation, probability, decided, due, created_at)"
            " VALUES ('d00000000000', 'Leave Mesosphere', 'x', 0.5, '2024', '2024-05-20',"
            " '2024-05-01T00:00:00Z')"
        )
        journal._connection.execute("INSERT INTO decision_lessons VALUES (1, 1, 0)")
    async with driven(journal_path) as app:
        await app.press("P", "R")
        assert "before the decision of 2024-05-20" in app.text
        assert "Mesosphere" not in app.text
        await app.press("space")
        assert "Mesosphere" not in app.text
        await app.press("d")
        assert "Mesosphere" not in app.text
        await app.press("escape", "e")
        assert not isinstance(app.screen, RewordForm)
        await app.press("t")
        assert "Mesosphere" not in app.text
        await app.press("u")
        assert "Mesosphere" not in app.text
    assert named


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (60, 15), (50, 15), (20, 5)])
async def test_every_size(due: Path, size: tuple[int, int]) -> None:
    async with driven(due, size=size) as app:
        await app.press("R", "space", "j", "k", "t", "space", "s")
    assert answers(due) == [ReviewAnswer.STILL_TRUE, ReviewAnswer.AGAIN_SOON]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_what_is_painted_can_be_read(due: Path, theme: str) -> None:
    async with driven(due) as app:
        app.app.theme = theme
        for keys in (("R",), ("space",), ("t", "space", "t", "space", "t")):
            await app.press(*keys)
            assert hardly_readable(app) == []


@pytest.mark.parametrize("text", [" ".join(ESCAPES), " ".join(MARKUP)], ids=["escapes", "markup"])
async def test_hostile_text(journal_path: Path, text: str) -> None:
    fill_early(journal_path, [LessonDraft(f"t {text}", text, company=f"c {text}")])
    async with driven(journal_path) as app:
        for keys in (("R",), ("space",), ("d",), ("escape", "t"), ("u",), ("escape", "plus")):
            await app.press(*keys)
            assert_harmless(app)
        await app.type("@x [b]")
        await app.press("enter")
        assert_harmless(app)
        assert app.app.return_code is None


def test_another_day_has_other_lessons_though_nothing_was_changed(journal_path: Path) -> None:
    clock = MovingClock()
    with Journal.open(journal_path, clock=clock) as journal:
        journal.lessons.add(LessonDraft("Boil the frog"))
        today = sitting(Way.TODAY)(journal)
        assert today is not None
        assert today.items == ()
        assert sitting(Way.TODAY, today)(journal) is None
        clock.move(1)
        tomorrow = sitting(Way.TODAY, today)(journal)
        assert tomorrow is not None
        assert tomorrow.waiting == 1


# The log, from browsing


def logged(path: Path) -> list[tuple[str, Outcome, str | None, str]]:
    with Journal.open(path, clock=noon) as journal:
        return [
            (lesson.title, entry.outcome, entry.company, entry.result)
            for lesson in journal.lessons.by_numbers(range(1, 9))
            for entry in journal.applications.of(lesson.id)
        ]


async def log(app: Driver, key: str, text: str) -> None:
    await app.press(key)
    assert isinstance(app.screen, LineScreen)
    await app.type(text)
    await app.press("enter")


async def test_applied_and_violated_are_one_key_and_one_line(due: Path) -> None:
    async with driven(due) as app:
        await log(app, "plus", "Nobody noticed @Acme really")
        assert lesson(due, 1)[2] is Status.IDENTIFIED
        await log(app, "exclamation_mark", "")
        assert "applied 15 May 2024" in app.text
        assert "violated 15 May 2024" in app.text
    assert logged(due) == [
        ("Boil the frog", Outcome.APPLIED, "Acme", "Nobody noticed really"),
        ("Boil the frog", Outcome.VIOLATED, None, ""),
    ]


async def test_many_are_one_step(due: Path) -> None:
    async with driven(due) as app:
        await app.press("asterisk")
        await log(app, "exclamation_mark", "@Acme")
        assert [outcome for _, outcome, *_ in logged(due)] == [Outcome.VIOLATED] * 3
        await app.press("u")
        assert logged(due) == []


async def test_companies_are_completed_and_escape_notes_nothing(due: Path) -> None:
    async with driven(due) as app:
        await app.press("plus")
        await app.type("@meso")
        await app.press("tab")
        assert app.screen.query_one("#answer", Line).value.strip() == "@Mesosphere"
        await app.press("escape")
        assert not isinstance(app.screen, LineScreen)
    assert logged(due) == []


async def test_three_violations_raise_a_lesson_and_say_so(due: Path) -> None:
    with Journal.open(due, clock=noon) as journal:
        [last] = journal.lessons.ids([2])
        for _ in range(2):
            journal.applications.log(last, Outcome.VIOLATED, Span.on(TODAY))
    async with driven(due, size=(80, 24)) as app:
        assert app.shown == ["Boil the frog", "We shipped every Friday", "I yelled at a developer"]
        await app.press("G")
        await log(app, "exclamation_mark", "")
        assert app.shown == ["I yelled at a developer", "Boil the frog", "We shipped every Friday"]
        assert app.selected == "I yelled at a developer"
        assert "violated 3×" in app.text
        await app.press("u")
        assert app.shown[0] == "Boil the frog"
        assert "violated 3×" not in app.text
