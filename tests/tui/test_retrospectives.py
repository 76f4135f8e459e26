"""Retrospectives and commitments in the app: begun, answered, ranked, learned from, by keys and the mouse."""

import datetime as dt
from pathlib import Path

import pytest
from textual.events import Paste

from retro.dates import Span
from retro.drafts import Draft
from retro.journal import Journal
from retro.model import LessonDraft
from retro.surroundings import Answer, CommitmentState, RitualStep
from retro.tui.screens.commitments import CommitmentsScreen
from retro.tui.screens.compose import ComposeScreen
from retro.tui.screens.prompt import PromptScreen
from retro.tui.screens.proposal_form import ProposalForm
from retro.tui.screens.retrospectives import RetrospectivesScreen
from retro.tui.screens.ritual import RitualScreen
from retro.tui.widgets.answer_line import AnswerLine
from retro.tui.widgets.fields import Line
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.row_list import RowList
from tests.conftest import noon
from tests.tui.driving import Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

TEXTS = {"liked": ("The team", "Its humour"), "lacked": ("Before releasing, test", "Time")}


@pytest.fixture
def held(journal_path: Path) -> Path:
    """A journal with an open retrospective of four answers, at the answers."""
    fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        made = journal.retrospectives.begin("four-ls", company="Amazon EKS", period=Span.parse("2021..2023"))
        for prompt, texts in TEXTS.items():
            for text in texts:
                journal.retrospectives.answer(made.id, prompt, text)
        journal.retrospectives.reach(made.id, RitualStep.ANSWERS)
    return journal_path


def answers(path: Path) -> tuple[Answer, ...]:
    with Journal.open(path, clock=noon) as journal:
        return journal.retrospectives.answers(journal.retrospectives.all()[0].id)


def texts(path: Path) -> list[str]:
    return [each.text for each in sorted(answers(path), key=lambda each: each.position)]


def ranked(path: Path) -> list[str]:
    return [each.text for each in answers(path) if each.rank is not None]


def rows(app: Driver) -> RowList:
    return app.screen.query_one("#rows", RowList)


def here(app: Driver) -> str:
    row = rows(app).selected
    return row.text if row else ""


def line(app: Driver) -> AnswerLine:
    return app.screen.query_one("#answer", AnswerLine)


async def go_to(app: Driver, text: str) -> None:
    """Put the cursor on a row."""
    await app.press("g")
    for _ in range(60):
        if here(app) == text:
            return
        await app.press("j")
    raise AssertionError(f"{text} is not there")


async def test_begun_from_a_format_with_its_company_and_period(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("S")
        assert isinstance(app.screen, RetrospectivesScreen)
        await go_to(app, "4Ls")
        assert "What did I learn?" in app.text
        await app.press("enter")
        assert isinstance(app.screen, PromptScreen)
        await app.type("Amazon EKS")
        await app.press("enter")
        await app.type("some day")
        await app.press("enter")
        assert any("is not a period" in said for said in app.said)
        app.screen.query_one("#answer", Line).value = "2021..2023"
        await app.press("enter")
        assert isinstance(app.screen, RitualScreen)
        for said in ("4Ls: Amazon EKS, 2021..2023", "1 Warm up", "Boil the frog", "release duration: 16"):
            assert said in app.text, said
    with Journal.open(journal_path, clock=noon) as journal:
        [made] = journal.retrospectives.all()
        assert (made.format, made.company, str(made.period)) == ("four-ls", "Amazon EKS", "2021..2023")


async def test_answers_are_kept_one_by_one_in_any_order(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter", "enter")
        assert line(app).has_focus
        await app.type("Measure the whole")
        await app.press("enter")
        assert texts(held)[-1] == "Measure the whole"
        assert line(app).value == ""
        await app.press("up")
        await app.type("Pace")
        await app.press("enter", "enter", "enter", "enter")
        assert "What did I wish for?" in here(app)
        await app.type("A mandate")
        await app.press("enter")
    assert [(each.prompt, each.text) for each in answers(held)][4:] == [
        ("learned", "Measure the whole"),
        ("liked", "Pace"),
        ("longed-for", "A mandate"),
    ]


async def test_what_is_typed_stays_with_its_prompt_and_through_closing(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter", "enter")
        await app.type("Half a thou")
        await app.press("down")
        assert line(app).value == ""
        await app.press("up")
        assert line(app).value == "Half a thou"
        await app.press("escape", "escape", "escape")
        assert [draft.text for draft in app.browse.unsaved()] == ["Half a thou"]
        await app.press("S", "enter")
        assert line(app).value == "Half a thou"
        await app.press("enter", "enter")
        assert app.browse.unsaved() == ()
    assert texts(held)[-1] == "Half a thou"


async def test_what_was_typed_when_the_app_was_killed_is_at_its_prompt_again(held: Path) -> None:
    with Journal.open(held, clock=noon) as journal:
        held_id = journal.retrospectives.all()[0].id
    async with driven(held) as app:
        app.browse.find_again((Draft("Half a thou", prompt=(held_id, "learned")),))
        await app.settle()
        assert any("The answer that you were typing is here again" in said for said in app.said)
        await app.press("S", "enter")
        assert line(app).value == "Half a thou"


async def test_a_commitment_that_was_not_made_in_the_end_is_offered_again(held: Path) -> None:
    async with driven(held) as app:
        await app.press("C", "a")
        await app.type("Write tests")
        await app.press("enter", "escape", "a")
        assert app.screen.query_one("#answer", Line).value == "Write tests"


async def test_an_answer_of_several_lines_is_edited_in_the_editor(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(held, clock=noon) as journal:
        journal.retrospectives.answer(journal.retrospectives.all()[0].id, "learned", "First\nSecond")

    def edited(_: object, text: str) -> str:
        return text.replace("Second", "Third")

    monkeypatch.setattr("retro.tui.editing.edit_in_terminal", edited)
    async with driven(held) as app:
        await app.press("S", "enter")
        await go_to(app, "First\nSecond")
        await app.press("e")
    assert texts(held)[-1] == "First\nThird"


async def test_an_answer_is_reworded_and_taken_back(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter")
        await go_to(app, "Time")
        await app.press("e")
        await app.type(" to think")
        await app.press("enter", "escape")
        assert "Time to think" in texts(held)
        await go_to(app, "Its humour")
        await app.press("d")
        assert "Its humour" not in texts(held)
        await app.press("u")
        assert "Its humour" in texts(held)
        await app.press("U")
        assert "Its humour" not in texts(held)


async def test_several_pasted_lines_are_one_answer(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter", "enter")
        line(app).post_message(Paste("First\nSecond"))
        await app.settle()
    assert texts(held)[-1] == "First\nSecond"


async def test_ranking_by_keys_crosses_the_line_and_puts_together(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter", "3")
        assert "Nothing is above the line yet" in app.text
        await go_to(app, "Time")
        await app.press("K")
        await go_to(app, "The team")
        await app.press("enter")
        assert ranked(held) == ["Time", "The team"]
        await app.press("K")
        assert ranked(held) == ["The team", "Time"]
        await app.press("J", "J")
        assert ranked(held) == ["Time"]
        await app.press("u")
        assert ranked(held) == ["Time", "The team"]
        await go_to(app, "Time")
        await app.press("m")
        assert {each.group for each in answers(held)} == {"Time", ""}
        assert "2 together" in app.text
        await app.press("s")
        assert {each.group for each in answers(held)} == {""}


async def test_what_matters_is_proposed_learned_and_edited(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter", "3")
        for text in ("Before releasing, test", "Its humour", "The team"):
            await go_to(app, text)
            await app.press("enter")
        await app.press("4")
        assert "Proposed · 3" in app.text
        assert "Applies: before releasing" in app.text
        await app.press("enter")
        assert "Learned “Before releasing, test”" in app.said
        await app.press("e")
        assert isinstance(app.screen, ProposalForm)
        app.screen.query_one("#title", Line).value = "Laugh together"
        await app.press("ctrl+s")
        assert isinstance(app.screen, RitualScreen)
        await go_to(app, "The team")
        await app.press("d")
        assert "Proposed" not in app.text
        await app.press("escape", "escape")
        assert app.selected == "Laugh together"
    assert [bool(each.lesson_id) for each in answers(held)] == [True, True, False, False]
    with Journal.open(held, clock=noon) as journal:
        lesson = journal.lessons.get(answers(held)[0].lesson_id or "")
        assert (lesson.kind, lesson.company, str(lesson.happened)) == ("mistake", "Amazon EKS", "2021..2023")


async def test_commitments_end_it_and_the_summary_finishes_it(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter", "5", "enter")
        await app.type("Write tests")
        await app.press("enter", "enter")
        assert "needs a measure" in app.text
        await app.type("eighty per cent")
        await app.press("enter")
        app.screen.query_one("#answer", Line).value = "some day"
        await app.press("enter")
        assert any("is not a date" in said for said in app.said)
        app.screen.query_one("#answer", Line).value = "in 2 weeks"
        await app.press("enter")
        assert "until 2024-05-29" in app.text
        await app.press("6")
        assert "What was missing?" in app.text
        await app.press("enter")
        assert "finished" in app.lines[0]
        await app.press("escape")
        assert "Finished" in app.text
    with Journal.open(held, clock=noon) as journal:
        [made] = journal.commitments.all()
        assert (made.text, made.company) == ("Write tests", "Amazon EKS")
        assert not journal.retrospectives.all()[0].is_open


async def test_steps_are_gone_through_freely_and_the_farthest_is_remembered(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter")
        for key, said in (("l", "Ranking"), ("tab", "Lessons"), ("h", "Ranking"), ("1", "Warm up")):
            await app.press(key)
            assert rows(app).border_title is not None
            assert said in str(rows(app).border_title), key
        await app.press("escape", "enter")
        assert "Lessons" in str(rows(app).border_title)


async def test_open_commitments_come_first_in_the_warm_up_and_are_kept_there(held: Path) -> None:
    with Journal.open(held, clock=noon) as journal:
        journal.commitments.add("Old promise", "is done", dt.date(2024, 5, 1), company="Amazon EKS")
    async with driven(held) as app:
        await app.press("S", "enter", "1")
        await app.press("g")
        assert here(app) == "Old promise"
        await app.press("x")
        await app.type("It helped")
        await app.press("enter")
    with Journal.open(held, clock=noon) as journal:
        [kept] = journal.commitments.all()
        assert (kept.state, kept.reason) == (CommitmentState.DONE, "It helped")


async def test_a_commitment_is_put_off_and_that_undone(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        journal.commitments.add("Due one", "is done", dt.date(2024, 5, 1))
    async with driven(journal_path) as app:
        await app.press("C", "p")
        assert "“Due one”, until when?" in app.text
        await app.press("end", "space")
        await app.type("or never")
        await app.press("enter")
        assert "“2024-05-01 or never” is not a date." in app.said
        await app.press("ctrl+u")
        await app.type("2031-06")
        await app.press("enter")
        with Journal.open(journal_path, clock=noon) as journal:
            [put_off] = journal.commitments.open()
        assert (put_off.text, put_off.measure, put_off.due) == ("Due one", "is done", dt.date(2031, 6, 30))
        await app.press("u")
        with Journal.open(journal_path, clock=noon) as journal:
            assert journal.commitments.open()[0].due == dt.date(2024, 5, 1)


async def test_the_commitments_screen_keeps_drops_adds_and_shows_all(journal_path: Path) -> None:
    fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        journal.commitments.add("Due one", "is done", dt.date(2024, 5, 1))
        journal.commitments.add("Far one", "is done", dt.date(2025, 5, 1))
    async with driven(journal_path) as app:
        await app.press("C")
        assert isinstance(app.screen, CommitmentsScreen)
        for said in ("2 open · 1 due", "Due · 1", "Open · 1", "Measured by: is done"):
            assert said in app.text, said
        await app.press("d", "enter")
        assert "Say why it is dropped" in app.text
        await app.type("No time")
        await app.press("enter")
        assert "Due · 1" not in app.text
        await app.press("o")
        assert "Why it was dropped: No time" in app.text or "Dropped · 1" in app.text
        await app.press("u", "o")
        assert "2 open · 1 due" in app.text
        await app.press("escape")
        assert not isinstance(app.screen, CommitmentsScreen)
    with Journal.open(journal_path, clock=noon) as journal:
        assert len(journal.commitments.open()) == 2


async def test_thrown_away_and_back(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "d")
        with Journal.open(held, clock=noon) as journal:
            assert journal.retrospectives.all() == ()
        await app.press("u")
    assert len(answers(held)) == 4


async def test_by_mouse(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S")
        await app.click("#rows", offset=(5, 2), times=2)
        assert isinstance(app.screen, RitualScreen)
        bar = app.screen.query_one(KeyBar)
        await app.click("KeyBar", offset=(app.lines[bar.region.y].index("Next step"), 0))
        assert "Ranking" in str(rows(app).border_title)
        await app.press("2")
        await app.click("#answer")
        assert line(app).has_focus


async def test_in_private_mode_they_stay_closed(held: Path) -> None:
    async with driven(held) as app:
        await app.press("P", "S", "C")
        assert len(app.app.screen_stack) == 1
        assert any("would show names" in said for said in app.said)


async def test_what_another_program_throws_away_closes(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "enter")
        with Journal.open(held, clock=noon) as journal:
            journal.retrospectives.remove(journal.retrospectives.all()[0].id)
        for screen in app.app.screen_stack:
            if isinstance(screen, RitualScreen):
                screen.look()
                screen.look()
        await app.settle()
        assert isinstance(app.screen, RetrospectivesScreen)
        assert any("no retrospective" in said for said in app.said)


async def test_one_whose_format_is_gone_can_still_be_ranked(journal_path: Path) -> None:
    fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        made = journal.retrospectives.begin("no-more")
        journal.retrospectives.reach(made.id, RitualStep.ANSWERS)
    async with driven(journal_path) as app:
        await app.press("S", "enter")
        assert "no longer there" in app.text
        await app.press("enter")
        await app.type("Where to")
        await app.press("enter")
        assert any("needs a prompt" in said for said in app.said)
        assert line(app).value == "Where to"
        with Journal.open(journal_path, clock=noon) as journal:
            journal.retrospectives.answer(made.id, "once", "Said")
        app.screen.look()  # type: ignore[attr-defined]
        await app.settle()
        assert "once" in app.text
        await app.press("escape", "3")
        await go_to(app, "Said")
        await app.press("K")
    assert ranked(journal_path) == ["Said"]


async def test_a_format_that_is_none_is_told(held: Path, a_home_of_its_own: Path) -> None:
    folder = a_home_of_its_own / "config" / "retro" / "formats"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text("title")
    async with driven(held) as app:
        await app.press("S")
        assert any("no TOML" in said for said in app.said)


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (60, 15), (20, 5)])
async def test_every_size(held: Path, size: tuple[int, int]) -> None:
    async with driven(held, size=size) as app:
        await app.press("S", "enter", "enter")
        await app.type("Small")
        await app.press("enter", "escape")
        for key in "123456":
            await app.press(key, "j", "k")
        await app.press("escape", "escape", "C", "escape")
        assert len(app.app.screen_stack) == 1
    assert texts(held)[-1] == "Small"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_what_is_painted_can_be_read(held: Path, theme: str) -> None:
    async with driven(held) as app:
        app.app.theme = theme
        await app.press("S")
        assert hardly_readable(app) == []
        await app.press("enter")
        for key in "123456":
            await app.press(key)
            assert hardly_readable(app) == [], key
        await app.press("escape", "escape", "C")
        assert hardly_readable(app) == []


@pytest.mark.parametrize("text", [*ESCAPES, *MARKUP])
async def test_hostile_text(journal_path: Path, text: str) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        made = journal.retrospectives.begin("four-ls", company=f"c {text}")
        answer = journal.retrospectives.answer(made.id, "liked", f"a {text}")
        journal.retrospectives.arrange(made.id, [answer.id])
        journal.lessons.add(LessonDraft(f"l {text}", text, company=f"c {text}"))
        journal.commitments.add(f"t {text}", f"m {text}", noon().date(), company=f"c {text}")
    async with driven(journal_path) as app:
        await app.press("S")
        assert_harmless(app)
        await app.press("enter")
        for key in ("1", "2", "3", "4", "5", "6"):
            await app.press(key)
            assert_harmless(app)
        await app.press("4", "enter", "escape", "escape", "C")
        assert_harmless(app)
        assert app.app.return_code is None


def posts(folder: Path) -> str:
    """The only post there."""
    [path] = folder.glob("*.md")
    return path.read_text("utf-8")


async def test_written_as_a_post(held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Journal.open(held, clock=noon) as journal:
        [made] = journal.retrospectives.all()
        answers = {each.text: each.id for each in journal.retrospectives.answers(made.id)}
        for text, title in (("Time", "Plan for time"), ("The team", "Keep the team")):
            journal.retrospectives.learn([answers[text]], LessonDraft(title, "So that it is there."))
    async with driven(held) as app:
        await app.press("S", "x")
        assert isinstance(app.screen, ComposeScreen)
        assert "4Ls: Amazon EKS, 2021..2023" in app.text
        assert "Its humour" in app.text
        await app.press("w")
        text = posts(tmp_path)
        assert "* Its humour" in text
        assert text.index("## What I learned") < text.index("### Keep") < text.index("### Plan")
        await app.press("escape", "enter", "6", "p", "w")
        assert "Unchanged" in app.said[-1]
    assert posts(tmp_path) == text


async def test_a_retrospective_of_which_nothing_may_leave_is_no_post(held: Path) -> None:
    async with driven(held) as app:
        await app.press("S", "p")
        assert isinstance(app.screen, RetrospectivesScreen)
        assert app.said[-1] == "None of its answers has become a lesson that may be published."
