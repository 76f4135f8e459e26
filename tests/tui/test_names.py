"""Managing names: each command by key and by mouse, errors said in place, undo, and changes from outside."""

import re
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from retro.surroundings import Company, Consent, Person
from retro.tui.screens.help import HelpScreen
from retro.tui.screens.name_facts import NameFactsScreen
from retro.tui.screens.name_pick import NamePickScreen
from retro.tui.screens.name_prompt import NamePromptScreen
from retro.tui.screens.names import NamesScreen
from retro.tui.widgets.fields import Choice, Line
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.name_list import NameList
from tests.conftest import noon
from tests.tui.driving import LESSONS, Driver, driven, fill
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless


@pytest.fixture
def journal(journal_path: Path) -> Path:
    more = (
        LessonDraft("Count twice", company="D2IQ", themes=("leadership/hiring",), people=("Ada", "Charles")),
        LessonDraft("Listen", people=("Ada Lovelace",)),
    )
    fill(journal_path, [*LESSONS, *more])
    with Journal.open(journal_path, clock=noon) as opened:
        opened.companies.alias("Mesosphere", "Meso")
        opened.people.describe("Charles", role_label="an engineer", consent=Consent.NAMED)
    return journal_path


def companies(path: Path) -> dict[str, Company]:
    with Journal.open(path, clock=noon) as opened:
        return {each.name: each for each in opened.companies.all()}


def people(path: Path) -> dict[str, Person]:
    with Journal.open(path, clock=noon) as opened:
        return {each.name: each for each in opened.people.all()}


def names(app: Driver) -> NamesScreen:
    screen = next(each for each in app.app.screen_stack if isinstance(each, NamesScreen))
    assert isinstance(screen, NamesScreen)
    return screen


def under_cursor(app: Driver) -> str:
    each = names(app).under_cursor()
    return each.name if each else ""


def flowing(app: Driver) -> str:
    """What is on the screen, without the breaks that boxes make in it."""
    return re.sub(r"[│\s]+", " ", app.text)


async def go_to(app: Driver, name: str) -> None:
    """Find a name by typing it."""
    await app.press("slash")
    await app.type(name)
    await app.press("enter")
    assert under_cursor(app) == name
    await app.press("escape")
    assert under_cursor(app) == name


async def answer(app: Driver, text: str) -> None:
    """Type over what is in the dialog's line, and press Enter."""
    app.screen.query_one("#answer", Line).value = text
    await app.settle()
    await app.press("enter")


async def press_in_the_footer(app: Driver, name: str) -> None:
    """Click a key of the bar below."""
    bar = app.screen.query_one(KeyBar)
    place = bar.render().plain.index(f" {name} ") + 1
    await app.click("KeyBar", (place, 0))


async def test_three_sorts_are_listed_with_what_is_known(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        for said in ("1 Companies 3", "2 Themes 6", "3 People 3", "also Meso", "find a name"):
            assert said in app.text
        await go_to(app, "Mesosphere")
        for said in ("Latest lessons", "I yelled at a developer", "We shipped every Friday"):
            assert said in app.text
        await app.press("3")
        assert "an engineer · named" in app.text
        await app.press("2")
        assert "leadership/hiring" in app.text
        await go_to(app, "leadership")
        assert "with those of the themes below it" in app.text


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (("2",), "Themes"),
        (("3",), "People"),
        (("3", "1"), "Companies"),
        (("tab",), "Themes"),
        (("l", "l", "l"), "Companies"),
        (("right", "left"), "Companies"),
        (("h",), "People"),
        (("shift+tab", "shift+tab"), "Themes"),
    ],
)
async def test_one_goes_from_sort_to_sort(journal: Path, keys: tuple[str, ...], title: str) -> None:
    async with driven(journal) as app:
        await app.press("M", *keys)
        assert names(app).names.border_title == title


async def test_each_sort_remembers_where_one_was(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "j")
        here = under_cursor(app)
        await app.press("2", "G", "1")
        assert under_cursor(app) == here


async def test_a_tab_and_a_row_are_clicked(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await app.click("#tabs", (app.lines[0].index("People") + 1, 0))
        assert names(app).sort == "person"
        await app.click("#names", (5, 3))
        assert under_cursor(app) == "Charles"
        await app.click("#names", (5, 3), times=2)
        assert isinstance(app.screen, NameFactsScreen)
        await app.press("escape", "2")
        await app.click("#names", (5, 2), times=2)
        assert isinstance(app.screen, NamePromptScreen)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("eks", "Amazon EKS"), ("meso", "Mesosphere"), ("msph", "Mesosphere"), ("d2q", "D2IQ")],
)
async def test_a_name_is_found_by_a_part_of_it_or_of_an_alias(journal: Path, typed: str, found: str) -> None:
    async with driven(journal) as app:
        await app.press("M", "slash")
        await app.type(typed)
        assert under_cursor(app) == found
        assert "of 3" in app.text
        await app.press("enter")
        assert app.screen.focused is names(app).names
        await app.press("escape")
        assert names(app).line.value == ""
        assert under_cursor(app) == found
        await app.press("escape")
        assert app.screen is app.browse


async def test_a_misspelt_name_is_found_and_nothing_is_said_to_be_nothing(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "slash")
        await app.type("mesosfere")
        assert under_cursor(app) == "Mesosphere"
        await app.press("ctrl+u")
        await app.type("quantum")
        assert "Nothing is called that; esc shows all." in app.text
        await app.press("enter", "r")
        assert "There is no name here." in app.said
        await app.press("escape")
        assert names(app).names.count == 3
        assert app.screen.focused is names(app).names


async def test_a_name_is_renamed_and_undo_takes_it_back(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "D2IQ")
        await app.press("r")
        assert app.screen.query_one("#answer", Line).value == "D2IQ"
        assert "texts of lessons as they were written." in flowing(app)
        await answer(app, "Mesosphere Two")
        assert under_cursor(app) == "Mesosphere Two"
        assert app.said[-1] == "Renamed D2IQ to Mesosphere Two; D2IQ still finds it"
        assert companies(journal)["Mesosphere Two"].aliases == ("D2IQ",)
        await app.press("u")
        assert set(companies(journal)) == {"Amazon EKS", "Mesosphere", "D2IQ"}
        await app.press("U")
        assert "Mesosphere Two" in companies(journal)
        await app.press("u", "ctrl+y")
        assert "Mesosphere Two" in companies(journal)


async def test_nothing_new_changes_nothing(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "r", "enter")
        assert app.screen is names(app)
        await app.press("r")
        await answer(app, " ")
        assert "Type a name." in app.text
        await app.press("escape", "a", "enter")
        assert "Type a name." in app.text
        await app.press("escape", "e", "enter")
        assert app.screen is names(app)
        assert not app.said


async def test_a_name_that_is_anothers_can_be_merged_with_instead(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "D2IQ")
        await app.press("r")
        await answer(app, "meso")
        assert "That names “Mesosphere” already. f4 merges the two instead." in app.text
        assert app.screen.query_one("#answer", Line).value == "meso"
        await app.type("x")
        assert "already" not in app.text
        assert "Merge instead" not in app.text
        await answer(app, "meso")
        await press_in_the_footer(app, "Merge instead")
        assert under_cursor(app) == "Mesosphere"
        assert app.said[-1] == "Merged D2IQ into Mesosphere: 1 lesson moved"
        assert companies(journal)["Mesosphere"].lessons == 3


async def test_an_alias_that_is_anothers_name_can_be_merged_in(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "Mesosphere")
        await app.press("a")
        await answer(app, "D2IQ")
        assert "That names “D2IQ” already" in app.text
        await app.press("f4")
        assert companies(journal)["Mesosphere"].aliases == ("D2IQ", "Meso")


async def test_merging_says_what_moves_and_asks(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "Mesosphere")
        await app.press("m")
        assert isinstance(app.screen, NamePickScreen)
        assert app.screen.names.count == 2
        await app.press("down", "up", "pagedown", "pageup")
        await app.type("d2")
        assert "2 lessons of Mesosphere move to D2IQ; Mesosphere becomes an alias of it." in flowing(app)
        await app.press("enter")
        assert "Sure? enter again does it" in app.text
        assert len(companies(journal)) == 3
        await app.type("i")
        assert "Sure?" not in app.text
        await app.press("enter", "enter")
        assert under_cursor(app) == "D2IQ"
        assert companies(journal)["D2IQ"].lessons == 3
        assert companies(journal)["D2IQ"].aliases == ("Meso", "Mesosphere")
        await app.press("u")
        assert companies(journal)["Mesosphere"].lessons == 2
        assert companies(journal)["Mesosphere"].aliases == ("Meso",)
        assert under_cursor(app) == "D2IQ"


async def test_merging_by_mouse(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "3")
        assert under_cursor(app) == "Ada"
        await press_in_the_footer(app, "Merge")
        await app.click("#names", (4, 0), times=2)
        assert "Sure?" in app.text
        await press_in_the_footer(app, "Done")
        assert people(journal)["Ada Lovelace"].lessons == 2
        assert under_cursor(app) == "Ada Lovelace"


async def test_there_must_be_another_to_merge_into(journal_path: Path) -> None:
    fill(journal_path, [LessonDraft("x", company="One")])
    async with driven(journal_path) as app:
        await app.press("M", "m")
        assert "There is no other company to merge it into." in app.said
        await app.press("x")
        assert "One has no alias." in app.said
        await app.press("3")
        assert "No person yet." in app.text
        await app.press("r", "e", "p", "enter", "1")
        assert under_cursor(app) == "One"
        assert app.screen.focused is names(app).names


async def test_an_alias_comes_and_goes(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "Mesosphere")
        await press_in_the_footer(app, "Alias")
        await answer(app, "M6e")
        assert companies(journal)["Mesosphere"].aliases == ("M6e", "Meso")
        assert under_cursor(app) == "Mesosphere"
        await app.press("x")
        await app.type("meso")
        assert "“Meso” will no longer find the lessons of Mesosphere" in app.text
        await app.press("enter")
        assert companies(journal)["Mesosphere"].aliases == ("M6e",)
        assert app.said[-1] == "Meso no longer means Mesosphere"
        await app.press("u", "u")
        assert companies(journal)["Mesosphere"].aliases == ("Meso",)


async def test_a_pseudonym_is_set_and_taken_away(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "3", "p")
        await answer(app, "Grace")
        assert people(journal)["Ada"].pseudonym == "Grace"
        assert "“Grace”" in app.text
        await app.press("p")
        await answer(app, "")
        assert people(journal)["Ada"].pseudonym == ""
        await app.press("2", "p", "e")
        assert "A theme has no pseudonym." in app.said
        assert "A theme has nothing but its names; r renames it." in app.said


async def test_the_facts_of_a_company_are_edited_and_what_is_wrong_is_said(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "Mesosphere")
        await app.press("e")
        await app.type("VP")
        app.screen.query_one("#began", Line).value = "june 2018"
        app.screen.query_one("#ended", Line).value = "garbage"
        await app.press("enter")
        assert "“garbage” is not a date" in app.text
        assert companies(journal)["Mesosphere"].role == ""
        app.screen.query_one("#ended", Line).value = "2017"
        await app.press("enter")
        assert "Mesosphere cannot end in 2017, before it began in 2018-06." in app.text
        await app.press("escape")
        assert "Not saved yet: enter saves, esc again throws the changes away." in app.text
        app.screen.query_one("#ended", Line).value = "2021"
        await app.press("f2")
        found = companies(journal)["Mesosphere"]
        assert (found.role, str(found.began), str(found.ended)) == ("VP", "2018-06", "2021")
        assert "2018–2021 · VP · also Meso" in app.text
        assert "June 2018 – 2021" in app.text
        await app.press("e")
        app.screen.query_one("#ended", Line).value = ""
        await app.press("enter")
        assert companies(journal)["Mesosphere"].ended is None
        assert "since June 2018" in app.text
        await app.press("u", "u")
        assert companies(journal)["Mesosphere"].began is None


async def test_what_a_person_agreed_to_is_chosen(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "3", "e")
        await app.type("a mathematician")
        app.screen.query_one("#consent", Choice).value = "never"
        await press_in_the_footer(app, "Done")
        ada = people(journal)["Ada"]
        assert (ada.role_label, ada.consent, ada.pseudonym) == ("a mathematician", Consent.NEVER, "")
        await app.press("e")
        await app.type("x")
        await app.press("escape", "escape")
        assert people(journal)["Ada"].role_label == "a mathematician"


@pytest.mark.parametrize(
    ("sort", "name", "query", "count"),
    [
        ("1", "Amazon EKS", 'company:"Amazon EKS"', 1),
        ("2", "leadership", "theme:leadership", 3),
        ("3", "Ada Lovelace", 'person:"Ada Lovelace"', 1),
    ],
)
async def test_enter_shows_the_lessons(journal: Path, sort: str, name: str, query: str, count: int) -> None:
    async with driven(journal) as app:
        await app.press("1", "M", sort)
        await go_to(app, name)
        await app.press("enter")
        assert app.screen is app.browse
        assert app.browse.text == query
        assert app.browse.lessons.count == count
        assert app.browse.focused is app.browse.lessons
        await app.press("M", "q")
        assert app.browse.text == query


async def test_browsing_shows_what_was_changed(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "Amazon EKS")
        await app.press("r")
        await answer(app, "Bookshop")
        await app.press("q")
        app.app.clear_notifications()
        await app.settle()
        assert "Bookshop" in app.text
        assert "Amazon EKS" not in app.text


async def test_a_change_from_outside_appears(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "Mesosphere")
        with Journal.open(journal, clock=noon) as other:
            other.companies.rename("Mesosphere", "Mesosphere Inc")
            other.lessons.add(LessonDraft("x", company="Aardvark"))
        for _ in range(300):
            await app.pilot.pause(0.01)
            if "Aardvark" in app.text:
                break
        assert under_cursor(app) == "Mesosphere Inc"
        assert "1 Companies 4" in app.text


async def test_a_name_that_went_away_meanwhile_is_said_in_the_dialog(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M")
        await go_to(app, "D2IQ")
        await app.press("r")
        with Journal.open(journal, clock=noon) as other:
            other.companies.merge("D2IQ", "Mesosphere")
            other.companies.unalias("Mesosphere", "D2IQ")
        await answer(app, "Two")
        assert "There is no company called “D2IQ”." in app.text
        assert app.screen.query_one("#answer", Line).value == "Two"
        await app.press("escape")
        assert app.screen is names(app)


async def test_a_second_enter_does_not_write_twice(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("M", "a")
        dialog = app.screen
        assert isinstance(dialog, NamePromptScreen)
        dialog.query_one("#answer", Line).value = "Another"
        dialog.action_prompt_done()
        dialog.action_prompt_done()
        await app.settle()
        assert app.said == ["Another now also means " + under_cursor(app)]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 60)])
async def test_everything_fits(journal: Path, size: tuple[int, int]) -> None:
    async with driven(journal, size=size) as app:
        await app.press("M", "3", "j", "j")
        assert "Charles" in app.text
        assert "? Help" in app.lines[-1]
        assert ("Latest lessons" in app.text) is (size[0] >= 112)
        for key in ("r", "m", "a", "p", "e"):
            await app.press(key)
            assert "esc Close" in app.text, key
            assert not any(len(line) > size[0] for line in app.lines)
            await app.press("escape")
        await app.press("J", "K", "question_mark")
        assert isinstance(app.screen, HelpScreen)


async def test_the_facts_are_scrolled(journal: Path) -> None:
    with Journal.open(journal, clock=noon) as opened:
        for number in range(60):
            opened.people.alias("Ada", f"Ada the {number}th of her long and noble name")
    async with driven(journal, size=(120, 20)) as app:
        await app.press("M", "3", "J", "J", "J")
        assert names(app).facts.scroll_offset.y == 3
        await app.press("K")
        assert names(app).facts.scroll_offset.y == 2
        await app.press("j")
        assert names(app).facts.scroll_offset.y == 0


async def test_hostile_names_only_show(journal_path: Path) -> None:
    texts = (*ESCAPES, *MARKUP, "[red]x[/]")
    fill(
        journal_path,
        [
            LessonDraft(f"{text} t", company=f"C {text}", themes=(f"t{text}",), people=(f"P {text}",))
            for text in texts
        ],
    )
    with Journal.open(journal_path, clock=noon) as opened:
        for text in texts:
            opened.people.alias(f"P {text}", f"alias {text}")
            opened.people.describe(f"P {text}", role_label=text, pseudonym=text)
            opened.companies.describe(f"C {text}", role=text, pseudonym=text)
    async with driven(journal_path) as app:
        await app.press("M")
        for sort in ("1", "2", "3"):
            await app.press(sort)
            for _ in texts:
                assert_harmless(app)
                await app.press("j")
            for key in ("r", "m", "a", "p", "e", "x"):
                await app.press(key)
                assert_harmless(app)
                if key == "m":
                    await app.press("enter")
                    assert_harmless(app)
                if app.screen is not names(app):
                    await app.press("escape")
        await app.press("g", "r")
        await answer(app, "\x1b]52;c;AAAA\x07[red]")
        assert_harmless(app)
        await app.press("slash")
        await app.type("[red]x")
        assert under_cursor(app) == "P [red]x[/]"
        assert "P [red]x[/]" in app.text
        await app.press("enter", "enter")
        assert app.shown == ["[red]x[/] t"]
        assert_harmless(app)


async def test_a_name_with_control_characters_keeps_them_when_only_looked_at(journal_path: Path) -> None:
    fill(journal_path, [LessonDraft("x", company="C \x1b[2J")])
    async with driven(journal_path) as app:
        await app.press("M", "r", "enter")
        await app.press("e")
        await app.type("CTO")
        await app.press("enter")
    assert list(companies(journal_path)) == ["C \x1b[2J"]
    assert companies(journal_path)["C \x1b[2J"].role == "CTO"


async def test_private_mode_keeps_the_names_closed(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("P", "M")
        assert app.screen is app.browse
        assert "P ends private mode" in app.said[-1]


async def test_an_empty_journal_says_how_names_come_about(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("M")
        assert "No company yet. A lesson with @company makes one." in app.text
        await app.press("l")
        assert "No theme yet. A lesson with #theme makes one." in app.text
        await app.press("m", "x", "a", "escape")
        assert app.screen is app.browse


async def test_a_thousand_names_are_found_at_every_keystroke(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as opened, opened.step("test"):
        for number in range(1000):
            opened.themes.find_or_make(f"theme-{number}")
    async with driven(journal_path) as app:
        await app.press("M", "2", "G")
        assert under_cursor(app) == "theme-999"
        await app.press("slash")
        await app.type("theme-77")
        listed = app.screen.query_one("#names", NameList)
        assert listed.count == 11
