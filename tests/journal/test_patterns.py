"""Lessons counted over time, and by company and theme: as a person would count them."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.journal import Journal
from retro.journal.filters import EVERYTHING, Condition, filtered
from retro.journal.patterns import Unit
from retro.model import Kind, LessonDraft
from retro.query import parse
from retro.search import SearchEngine
from tests.conftest import NOON, noon

THEMES = ("trust", "leadership", "leadership/hiring", "leadership/hiring/juniors", "release")

lessons = st.lists(
    st.builds(
        LessonDraft,
        title=st.sampled_from(["Boil the frog", "Trust is earned", "Ship it"]),
        kind=st.sampled_from(list(Kind)),
        company=st.sampled_from([None, "Mesosphere", "Amazon EKS", "co]:\"x' --"]),
        themes=st.lists(st.sampled_from(THEMES), unique=True, max_size=4).map(tuple),
        happened=st.sampled_from(
            [None, *map(Span.parse, ("2019", "2021-03", "2021-11-30", "2020..2023-02"))]
        ),
    ),
    max_size=12,
)


def day(draft: LessonDraft) -> str:
    """The day that a lesson is counted on."""
    return NOON.date().isoformat() if draft.happened is None else draft.happened.last_day.isoformat()


def has(draft: LessonDraft, theme: str | None) -> bool:
    """Whether a lesson has a theme, or one below it."""
    return theme is None or any(f"{each}/".startswith(f"{theme}/") for each in draft.themes)


def happening(*days: str) -> list[LessonDraft]:
    """A lesson for each day."""
    return [LessonDraft("Boil the frog", happened=Span.parse(each)) for each in days]


def fill(journal: Journal, drafts: Sequence[LessonDraft]) -> None:
    """Add lessons."""
    with journal.step("test"):
        for draft in drafts:
            journal.lessons.add(draft)


@settings(max_examples=25)
@given(lessons)
def test_the_matrix_is_what_counting_by_hand_gives(drafts: list[LessonDraft]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Journal.open(Path(folder) / "journal.db", clock=noon) as journal,
    ):
        fill(journal, drafts)
        matrix = journal.patterns.matrix(EVERYTHING)
        companies = {draft.company for draft in drafts}
        by_hand = {
            (company, theme): sum(company in (None, draft.company) and has(draft, theme) for draft in drafts)
            for company in companies | {None}
            for theme in (*THEMES, None)
        }
        counted = {pair: count for pair, count in by_hand.items() if count or pair == (None, None)}
        assert matrix.cells == counted
        assert set(matrix.companies) == companies - {None}
        assert list(matrix.themes) == sorted(matrix.themes, key=lambda name: (-by_hand[None, name], name))


@settings(max_examples=25)
@given(lessons)
def test_the_timeline_is_what_counting_by_hand_gives(drafts: list[LessonDraft]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Journal.open(Path(folder) / "journal.db", clock=noon) as journal,
    ):
        fill(journal, drafts)
        timeline = journal.patterns.timeline(EVERYTHING)
        tallies = {(each.period, each.company, each.kind): each.lessons for each in timeline.tallies}

        def period(draft: LessonDraft) -> str:
            year, month = day(draft)[:4], int(day(draft)[5:7])
            names = {Unit.YEAR: year, Unit.QUARTER: f"{year}-Q{-(-month // 3)}", Unit.MONTH: day(draft)[:7]}
            return names[timeline.unit]

        assert tallies == Counter((period(draft), draft.company, str(draft.kind)) for draft in drafts)
        assert set(timeline.periods) >= {each.period for each in timeline.tallies}
        assert list(timeline.periods) == sorted(timeline.periods)


@pytest.mark.parametrize(
    ("days", "unit", "periods"),
    [
        (("2021",), Unit.MONTH, ["2021-12"]),
        (("2020-11-05", "2021-02"), Unit.MONTH, ["2020-11", "2020-12", "2021-01", "2021-02"]),
        (
            ("2019-12", "2021-08-01"),
            Unit.QUARTER,
            ["2019-Q4", *(f"2020-Q{n}" for n in range(1, 5)), "2021-Q1", "2021-Q2", "2021-Q3"],
        ),
        (("2015", "2019"), Unit.YEAR, ["2015", "2016", "2017", "2018", "2019"]),
        (("0001", "1999", "9999"), Unit.YEAR, ["0001", "1999", "9999"]),
    ],
)
def test_time_is_told_in_what_its_length_asks_for(
    journal: Journal, days: tuple[str, ...], unit: Unit, periods: list[str]
) -> None:
    fill(journal, happening(*days))
    timeline = journal.patterns.timeline(EVERYTHING)
    assert timeline.unit is unit
    assert list(timeline.periods) == periods


@pytest.mark.parametrize("span", ["2021-03-04..2021-05", "2019..2022-02", "1990..2020"])
def test_each_period_finds_its_lessons(journal: Journal, span: str) -> None:
    first, last = span.split("..")
    fill(journal, [*happening(first, last), LessonDraft("Ship it", happened=Span.parse(last))])
    engine = SearchEngine(journal)
    for tally in journal.patterns.timeline(EVERYTHING).tallies:
        assert engine.find(f"on:{tally.period}").total == tally.lessons


def test_deleted_lessons_and_others_than_those_found_do_not_count(journal: Journal) -> None:
    drafts = [
        LessonDraft("Boil the frog", company="Mesosphere", themes=("change",)),
        LessonDraft("Boiling frogs", company="Amazon EKS", themes=("change",)),
        LessonDraft("Ship it", company="Amazon EKS", themes=("change",)),
    ]
    fill(journal, drafts)
    gone = journal.lessons.add(LessonDraft("Frog soup", company="Mesosphere", themes=("change",))).lesson
    journal.lessons.delete([gone.id])
    engine = SearchEngine(journal)
    assert journal.patterns.matrix(engine.condition("")).cells[None, "change"] == 3
    assert journal.patterns.matrix(engine.condition("forg")).cells == {
        (None, None): 2,
        ("Mesosphere", None): 1,
        ("Amazon EKS", None): 1,
        (None, "change"): 2,
        ("Mesosphere", "change"): 1,
        ("Amazon EKS", "change"): 1,
    }
    assert sum(each.lessons for each in journal.patterns.timeline(engine.condition("forg")).tallies) == 2
    query = filtered(parse('company:"amazon eks" -frog*').root, NOON.date())
    assert journal.patterns.matrix(query).cells[None, None] == 1


def test_nothing_found_has_no_pattern(journal: Journal) -> None:
    for condition in (EVERYTHING, Condition("FALSE")):
        assert journal.patterns.timeline(condition).periods == ()
        matrix = journal.patterns.matrix(condition)
        assert (matrix.companies, matrix.themes, matrix.cells) == ((), (), {(None, None): 0})


def test_only_the_greatest_are_shown_and_the_others_counted(journal: Journal) -> None:
    fill(
        journal,
        [
            LessonDraft("Lesson", company=f"Company {number % size}", themes=(f"theme{number % size}",))
            for size in (1, 3, 40)
            for number in range(size)
        ],
    )
    matrix = journal.patterns.matrix(EVERYTHING, most=3)
    assert matrix.companies == ("Company 0", "Company 1", "Company 2")
    assert matrix.themes == ("theme0", "theme1", "theme2")
    assert (matrix.company_count, matrix.theme_count) == (40, 40)
    assert matrix.cells[None, None] == 44
    assert matrix.cells["Company 0", "theme0"] == 3
    assert ("Company 3", "theme3") not in matrix.cells
