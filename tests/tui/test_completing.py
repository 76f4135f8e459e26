"""Completing names while one types, and saved searches."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.journal import Journal
from retro.query import parse
from retro.tui.completing import completed, last_word, likely, word_of_capture, word_of_query
from tests.conftest import noon
from tests.tui.driving import driven, fill

NAMES = {"company": ("Amazon EKS", "D2IQ", "Mesosphere"), "theme": ("leadership/hiring", "trust")}


@pytest.mark.parametrize(
    ("line", "field", "text"),
    [
        ("company:mes", "company", "mes"),
        ("frog -theme:tr", "theme", "tr"),
        ("(@mes", "company", "mes"),
        ("#", "theme", ""),
        ('company:"Amazon E', "company", "Amazon E"),
        ("kind:", "kind", ""),
    ],
)
def test_the_name_that_is_typed_in_a_query_is_found(line: str, field: str, text: str) -> None:
    typed = word_of_query(line, len(line))
    assert typed is not None
    assert (typed.field, typed.text) == (field, text)


@pytest.mark.parametrize("line", ["", "frog", "company", 'company:"Amazon EKS" ', "a@b"])
def test_where_no_name_is_typed_none_is_found(line: str) -> None:
    assert word_of_query(line, len(line)) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mes", "Mesosphere"),
        ("eks", "Amazon EKS"),
        ("sphere", "Mesosphere"),
        ("mspr", "Mesosphere"),
        ("mesosfe", "Mesosphere"),
        ("amzaon", "Amazon EKS"),
    ],
)
def test_a_name_is_likely_by_its_beginning_its_inside_its_letters_or_misspelt(typed: str, name: str) -> None:
    word = word_of_query(f"@{typed}", 1 + len(typed))
    assert word is not None
    assert likely(word, NAMES)[0] == name


def test_a_name_that_is_typed_out_is_not_offered_again() -> None:
    word = word_of_query("@mesosphere", 11)
    assert word is not None
    assert likely(word, NAMES) == ()


def test_a_name_is_put_where_it_was_typed_quoted_where_it_must_be() -> None:
    word = word_of_query("frog @am water", 8)
    assert word is not None
    assert completed("frog @am water", word, "Amazon EKS") == ('frog @"Amazon EKS" water', 18)
    word = word_of_capture("Boil #tr", 8)
    assert word is not None
    assert completed("Boil #tr", word, "trust") == ("Boil #trust ", 12)
    word = last_word("trust, le", 9, field="theme", several=True)
    assert completed("trust, le", word, "leadership/hiring") == ("trust, leadership/hiring", 24)


@given(
    st.text(max_size=30), st.text(alphabet=st.characters(exclude_characters='"\\'), min_size=1, max_size=12)
)
def test_any_line_can_be_completed_and_reads_as_the_name(line: str, name: str) -> None:
    for word_of in (word_of_query, word_of_capture):
        for cursor in range(len(line) + 1):
            word = word_of(line, cursor)
            if word is not None:
                after, place = completed(line, word, name)
                assert name in after[word.start : place]
                assert after[: word.start] == line[: word.start]
                assert after.endswith(line[word.end :])


@given(st.text(alphabet="abc XY/-", min_size=1, max_size=12).filter(lambda name: name.strip() == name))
def test_a_completed_query_asks_for_the_name(name: str) -> None:
    word = word_of_query("company:q", 9)
    assert word is not None
    after, _ = completed("company:q", word, name)
    assert parse(after).fields("company") == (name,)


async def test_tab_completes_a_company_in_the_query(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("company:eks")
        assert app.browse.query_line.offered == ("Amazon EKS",)
        await app.press("tab")
        assert app.browse.text == 'company:"Amazon EKS" '
        assert app.shown == ["Boil the frog"]
        assert app.browse.focused is app.browse.query_line
        await app.type("kind:")
        assert "lesson" in app.browse.query_line.offered
        await app.press("down", "enter")
        assert app.browse.text.startswith('company:"Amazon EKS" kind:')
        await app.press("escape")
        assert app.browse.focused is not None
        assert app.browse.focused.id == "lessons"


async def test_escape_declines_and_a_click_takes(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("slash")
        await app.type("#tr")
        assert app.browse.query_line.offered
        await app.press("escape")
        assert app.browse.query_line.offered == ()
        assert app.browse.focused is app.browse.query_line
        await app.press("backspace")
        await app.click("Completions", (3, 0))
        assert app.browse.text.startswith("#")
        assert app.browse.text.endswith(" ")


async def test_names_are_completed_while_capturing(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Slow is smooth @amz")
        assert "Amazon EKS" in app.text
        await app.press("tab")
        await app.type("#pitch")
        await app.press("tab", "enter")
        with Journal.open(journal_path, clock=noon) as journal:
            lesson = next(
                lesson
                for lesson in journal.lessons.by_numbers(range(1, 9))
                if lesson.title == "Slow is smooth"
            )
        assert (lesson.company, lesson.themes) == ("Amazon EKS", ("leadership/pitching",))


async def test_a_search_is_saved_chosen_and_forgotten(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("w")
        assert app.said[-1] == "There is no query to save."
        await app.press("W")
        assert app.said[-1] == "No search is saved."
        await app.press("slash")
        await app.type("kind:win")
        await app.press("enter", "w")
        await app.type("Victories")
        await app.press("enter")
        assert "● Victories" in app.text
        await app.press("escape", "1")
        assert len(app.shown) == 4
        await app.press("g", "j", "enter")
        assert app.browse.text == "kind:win"
        await app.press("enter")
        assert app.browse.text == ""
        await app.press("2", "W")
        await app.type("vict")
        await app.press("tab", "enter")
        assert "Victories" not in "\n".join(line[:28] for line in app.lines)
        await app.press("u")
        assert "Victories" in "\n".join(line[:28] for line in app.lines)


async def test_the_order_by_due_day_is_one_of_the_orders(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        said = []
        for _ in range(4):
            said.append(str(app.browse.lessons.border_subtitle))
            await app.press("o")
        assert said == ["newest first", "newest first", "last captured first", "due first"]
