"""Private mode: no name of a company or a person is on the screen, and all else goes on working."""

import re
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Lesson, LessonDraft
from tests.conftest import noon
from tests.tui.driving import LESSONS, Driver, driven, fill

NAMES = ("Amazon", "EKS", "Mesosphere", "D2IQ", "Ada", "Lovelace")


@pytest.fixture
def journal(journal_path: Path) -> Path:
    more = LessonDraft(
        "Ada Lovelace taught Mesosphere to count",
        "At D2IQ, formerly **Mesosphere**, Ada said that EKS's\npace is a choice. " * 3,
        company="Mesosphere",
        themes=("mesosphere/culture",),
        people=("Ada Lovelace",),
        trigger="before joining Amazon",
    )
    fill(journal_path, [*LESSONS, more])
    with Journal.open(journal_path, clock=noon) as opened:
        opened.companies.alias("Mesosphere", "D2IQ")
        opened.companies.describe("Mesosphere", pseudonym="a container company")
    return journal_path


def assert_no_name(app: Driver) -> None:
    for line in app.lines:
        assert not [name for name in NAMES if re.search(rf"\b{name}\b", line, re.IGNORECASE)], line


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
async def test_one_key_hides_every_name_and_says_so(journal: Path, size: tuple[int, int]) -> None:
    async with driven(journal, size=size) as app:
        assert "Mesosphere" in app.text
        await app.press("P")
        assert "private mode" in app.lines[0]
        assert_no_name(app)
        for row in range(5):
            await app.press("j" if row else "g")
            assert_no_name(app)
        await app.press("1")
        assert_no_name(app)
        await app.press("P")
        assert "private mode" not in app.lines[0]
        assert "Mesosphere" in app.text


async def test_a_query_by_name_goes_on_under_the_pseudonym(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("slash")
        await app.type("company:mesosphere pace")
        await app.press("escape")
        before = [hit.id for hit in _lessons(app)]
        await app.press("P")
        assert "a container company" in app.browse.text
        assert [hit.id for hit in _lessons(app)] == before
        assert_no_name(app)
        await app.press("P")
        assert "Mesosphere" in app.browse.text
        assert [hit.id for hit in _lessons(app)] == before


async def test_a_facet_is_chosen_by_its_pseudonym(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("P", "1", "g", "j", "enter")
        assert app.browse.text == 'company:"a container company"'
        assert app.browse.lessons.count == 3
        assert "● a container company" in app.text


async def test_what_would_show_names_is_refused_and_marks_still_work(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("slash")
        await app.type("lovelace")
        await app.press("escape", "P")
        for key in ("i", "e", "x"):
            await app.press(key)
            assert app.screen is app.browse
            assert "P ends private mode" in app.said[-1]
        await app.press("s")
        assert app.said[-1].startswith("Starred “Person ")
        await app.press("u", "a")
        await app.type("It is calm @mes")
        assert "Mesosphere" not in app.text
        await app.press("escape")
        with Journal.open(journal, clock=noon) as opened:
            assert [each.name for each in opened.companies.all() if "Company" in each.name] == []


async def test_matches_stay_marked_under_pseudonyms(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("P", "slash")
        await app.type("taught count")
        hit = app.browse.lessons.selected
        assert hit is not None
        marked = [hit.lesson.title[start:end] for start, end in hit.title_spans]
        assert marked == ["taught", "count"]


def _lessons(app: Driver) -> list[Lesson]:
    found = app.browse.lessons
    return [hit.lesson for row in range(found.count) if (hit := found.hit(row)) is not None]


async def test_patterns_are_seen_under_pseudonyms(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("P", "v")
        assert_no_name(app)
        await app.press("2")
        assert_no_name(app)
