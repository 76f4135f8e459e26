"""The registry of commands, and that every command of it works by its keys and by the palette."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from retro.tui import keys_page
from retro.tui.commands import COMMANDS, Command, Context, commands_in
from retro.tui.commands.definition import TOGETHER
from retro.tui.retro_app import RetroApp
from retro.tui.screens.brief import BriefScreen
from retro.tui.screens.browse import BrowseScreen
from retro.tui.screens.capture import CaptureScreen
from retro.tui.screens.commitments import CommitmentsScreen
from retro.tui.screens.compose import ComposeScreen
from retro.tui.screens.compose_details import DetailsScreen
from retro.tui.screens.confirm import ConfirmScreen
from retro.tui.screens.conflicts import ConflictsScreen
from retro.tui.screens.decide import DecideScreen, ReviewDecisionScreen
from retro.tui.screens.decisions import DecisionsScreen
from retro.tui.screens.form import FormScreen
from retro.tui.screens.help import HelpScreen
from retro.tui.screens.jump import JumpScreen
from retro.tui.screens.morning import MorningScreen
from retro.tui.screens.name_pick import NamePickScreen
from retro.tui.screens.name_prompt import NamePromptScreen
from retro.tui.screens.names import NamesScreen
from retro.tui.screens.patterns import PatternsScreen
from retro.tui.screens.prompt import PromptScreen
from retro.tui.screens.relate import RelateScreen
from retro.tui.screens.retrospectives import RetrospectivesScreen
from retro.tui.screens.review import ReviewScreen
from retro.tui.screens.review_import import ReviewImportScreen
from retro.tui.screens.ritual import RitualScreen
from retro.tui.screens.tensions import TensionsScreen
from retro.tui.screens.wording import WordingScreen
from retro.tui.widgets.answer_line import AnswerLine
from retro.tui.widgets.facet_list import FacetList
from retro.tui.widgets.finding_list import FindingList
from retro.tui.widgets.lesson_list import LessonList
from retro.tui.widgets.matrix_grid import MatrixGrid
from retro.tui.widgets.outline_list import OutlineList
from retro.tui.widgets.preview import Preview
from retro.tui.widgets.query_bar import QueryLine
from retro.tui.widgets.situation_line import SituationLine
from retro.tui.widgets.timeline import Timeline
from tests.needs import ROOT
from tests.tui.driving import driven, fill

SWALLOWED = {"ctrl+b", "ctrl+a", "ctrl+s", "ctrl+q", "ctrl+j", "ctrl+o", "ctrl+k"}
"""Keys that tmux, screen, editors' terminals or flow control take for themselves."""

OWNERS: dict[Context, tuple[type, ...]] = {
    Context.EVERYWHERE: (RetroApp,),
    Context.BROWSE: (BrowseScreen,),
    Context.PANE: (FacetList, LessonList, Preview, Timeline, MatrixGrid, OutlineList, FindingList),
    Context.FACETS: (FacetList,),
    Context.LESSONS: (BrowseScreen,),
    Context.QUERY: (QueryLine,),
    Context.MORNING: (MorningScreen,),
    Context.REVIEW: (ReviewScreen,),
    Context.PATTERNS: (PatternsScreen,),
    Context.CAPTURE: (CaptureScreen,),
    Context.FORM: (FormScreen,),
    Context.NAMES: (NamesScreen,),
    Context.CANDIDATES: (ReviewImportScreen,),
    Context.BRIEF: (BriefScreen,),
    Context.SITUATION: (SituationLine,),
    Context.TENSIONS: (TensionsScreen,),
    Context.CONFLICTS: (ConflictsScreen,),
    Context.WORDING: (WordingScreen,),
    Context.RETROSPECTIVES: (RetrospectivesScreen,),
    Context.RITUAL: (RitualScreen,),
    Context.ANSWER: (AnswerLine,),
    Context.COMMITMENTS: (CommitmentsScreen,),
    Context.DECISIONS: (DecisionsScreen,),
    Context.DECISION: (DecideScreen, ReviewDecisionScreen),
    Context.PROMPT: (PromptScreen,),
    Context.RENAME: (NamePromptScreen,),
    Context.PICK: (NamePickScreen,),
    Context.RELATE: (RelateScreen,),
    Context.COMPOSE: (ComposeScreen,),
    Context.DETAILS: (DetailsScreen,),
    Context.CONFIRM: (ConfirmScreen,),
    Context.HELP: (HelpScreen,),
    Context.JUMP: (JumpScreen,),
}

OPENS = {
    Context.MORNING: "m",
    Context.REVIEW: "R",
    Context.PATTERNS: "v",
    Context.CAPTURE: "a",
    Context.FORM: "i",
    Context.NAMES: "M",
    Context.CANDIDATES: "I",
    Context.BRIEF: "b F r o g enter",
    Context.SITUATION: "b",
    Context.TENSIONS: "tilde",
    Context.CONFLICTS: "X",
    Context.RETROSPECTIVES: "S",
    Context.RITUAL: "S enter enter enter",
    Context.ANSWER: "S enter enter enter 2 enter",
    Context.COMMITMENTS: "C",
    Context.DECISIONS: "D",
    Context.DECISION: "D a",
    Context.PROMPT: "t",
    Context.RENAME: "M r",
    Context.PICK: "M m",
    Context.RELATE: "r",
    Context.COMPOSE: "x",
    Context.DETAILS: "x e",
    Context.HELP: "question_mark",
    Context.JUMP: "f",
    Context.FACETS: "1",
    Context.LESSONS: "2",
    Context.PANE: "2",
    Context.QUERY: "slash",
}


def test_every_command_has_an_id_of_its_own_help_keys_and_a_word_on_undo() -> None:
    assert len({each.id for each in COMMANDS}) == len(COMMANDS)
    for each in COMMANDS:
        assert each.help.endswith("."), each.id
        assert each.keys, each.id
        assert each.undo, each.id
        if "." in each.undo and " " not in each.undo:
            assert each.undo in {other.id for other in COMMANDS}


def test_no_command_hangs_on_a_key_that_terminals_swallow() -> None:
    for each in COMMANDS:
        assert set(each.keys) - SWALLOWED, each.id


@pytest.mark.parametrize("together", TOGETHER, ids=lambda places: "+".join(sorted(places)))
def test_no_key_means_two_things_in_one_place(together: set[Context]) -> None:
    keys = [key for each in commands_in(*together) for key in each.keys]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.id)
def test_every_command_is_carried_out_by_someone(each: Command) -> None:
    for owner in OWNERS[each.context]:
        assert callable(getattr(owner, f"action_{each.action}", None)), owner


def test_the_page_of_keys_is_made_from_the_registry() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_page.render()


@pytest.mark.parametrize("context", Context, ids=lambda context: context.name.lower())
async def test_every_key_of_every_command_reaches_it(
    journal_path: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal_path)
    called: list[str] = []
    for each in commands_in(context):
        for owner in OWNERS[context]:
            monkeypatch.setattr(owner, f"action_{each.action}", _recorder(called, each))
    async with driven(journal_path) as app:
        if context in OPENS:
            await app.press(*OPENS[context].split())
        if context in (Context.CONFIRM, Context.WORDING):  # which no key opens here
            kind = ConfirmScreen if context is Context.CONFIRM else WordingScreen
            more = () if context is Context.CONFIRM else ("A text",)
            app.app.push_screen(kind(app.app.storage, "Sure?", "Something follows from it.", *more))
            await app.settle()
        for each in commands_in(context):
            for key in each.keys:
                called.clear()
                await app.press(key)
                # Where one types, a letter is a letter; another key does the same.
                typed = context is Context.HELP and key in ("q", "question_mark")
                assert called == ([] if typed else [each.id]), key


def _recorder(called: list[str], each: Command) -> Callable[[object], None]:
    def record(_self: object) -> None:
        called.append(each.id)

    return record


async def test_the_palette_offers_every_command(journal_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(journal_path)
    called: list[str] = []
    offered = [each for each in COMMANDS if each.palette]
    for each in offered:
        monkeypatch.setattr(OWNERS[each.context][0], f"action_{each.action}", _recorder(called, each))
    async with driven(journal_path) as app:
        for each in offered:
            called.clear()
            await app.press("colon")
            app.screen.query_one(Input).value = each.title
            for _ in range(100):
                await app.pilot.pause(0.02)
                found = app.screen.query_one(OptionList)
                if found.option_count and each.title in str(found.get_option_at_index(0).prompt):
                    break
            await app.press("enter")
            assert called == [each.id]


@pytest.mark.parametrize(
    ("key", "context"),
    [
        ("x", Context.COMPOSE),
        ("M", Context.NAMES),
        ("v", Context.PATTERNS),
        ("I", Context.CANDIDATES),
        ("m", Context.MORNING),
        ("R", Context.REVIEW),
        ("S", Context.RETROSPECTIVES),
        ("C", Context.COMMITMENTS),
        ("X", Context.CONFLICTS),
    ],
)
async def test_in_another_room_the_palette_offers_what_works_there(
    journal_path: Path, key: str, context: Context
) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press(key)
        offered = {each.title for each in app.app.get_system_commands(app.screen)}
        here = {each.title for each in COMMANDS if each.context is context}
        everywhere = {each.title for each in COMMANDS if each.context is Context.EVERYWHERE and each.palette}
        assert offered == here | everywhere


async def test_a_command_of_another_room_is_carried_out(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "colon")
        app.screen.query_one(Input).value = "Other sections"
        await app.pilot.pause(0.5)
        await app.press("enter")
        await app.settle()
        assert "by theme" in app.text


async def test_help_lists_every_command_and_finds_one(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("question_mark")
        assert Context.EVERYWHERE.value in app.text
        await app.type("captured")
        assert "Change the order" in app.text
        assert "Quit" not in app.text
        await app.press("escape")
        assert app.screen is app.browse


async def test_help_opens_from_a_dialog_too(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("a", "f1")
        assert type(app.screen).__name__ == "HelpScreen"
        await app.press("escape")
        assert type(app.screen).__name__ == "CaptureScreen"


async def test_a_theme_is_chosen_and_everything_is_drawn_again(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        for theme in app.app.available_themes:
            app.app.theme = theme
            await app.settle()
            assert "Boil the frog" in app.text
