"""What a query's fields leave of the lessons."""

import datetime as dt
from collections.abc import Callable

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.journal.filters import filtered
from retro.model import Evidence, Kind, LessonDraft, Status, Visibility
from retro.query import parse
from retro.surroundings import Outcome

TODAY = dt.date(2024, 5, 15)
Ask = Callable[[str], list[str]]


@pytest.fixture
def ask(journal: Journal) -> Ask:
    """Titles of what a query leaves, in order."""
    for draft in (
        LessonDraft(
            "A",
            "Body",
            kind=Kind.MISTAKE,
            company="Mesosphere",
            themes=("leadership/hiring",),
            happened=Span.parse("2018-06"),
            people=("Ada",),
            starred=True,
        ),
        LessonDraft(
            "B",
            company="EKS",
            themes=("leadership", "trust"),
            happened=Span.parse("2021"),
            trigger="before hiring",
            status=Status.LEARNED,
            evidence=(Evidence("release cycle", 16, 4, "weeks"),),
        ),
        LessonDraft("C", "Frogs", happened=Span.parse("2021-12-24"), visibility=Visibility.PRIVATE),
    ):
        journal.lessons.add(draft)
    gone = journal.lessons.add(LessonDraft("D", company="EKS")).lesson
    journal.lessons.delete([gone.id])
    journal.companies.alias("Mesosphere", "D2IQ")
    journal.themes.alias("leadership", "leading")

    def titles(text: str) -> list[str]:
        condition = filtered(parse(text).root, TODAY)
        numbers = journal.fulltext.listed(condition, "captured", 0, -1)
        return sorted(lesson.title for lesson in journal.lessons.by_numbers(numbers))

    return titles


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", "ABC"),
        ("company:mesosphere", "A"),
        ("company:D2IQ", "A"),
        ("company:eks company:mesosphere", "AB"),
        ("theme:leadership", "AB"),
        ("theme:leading", "AB"),
        ("theme:leadership/hiring", "A"),
        ("theme:lead", ""),
        ("kind:mistake", "A"),
        ("kind:mistake,lesson", "ABC"),
        ("status:learned", "B"),
        ("person:ada", "A"),
        ("since:2019", "BC"),
        ("until:2018", "A"),
        ("on:2021-12", "BC"),
        ("on:2021-12-24", "BC"),
        ('since:"3 years ago"', "BC"),
        ("is:starred", "A"),
        ("is:private", "C"),
        ("is:unpublished", "ABC"),
        ("is:due", ""),
        ("is:violated", ""),
        ("is:deleted", "D"),
        ("has:evidence", "B"),
        ("has:trigger", "B"),
        ("has:body", "AC"),
        ("-company:eks", "AC"),
        ("-(company:eks OR is:private)", "A"),
        ("theme:trust OR frogs", "BC"),
        ("-frogs is:private", ""),
        ("(frog* OR body) -kind:mistake", "C"),
    ],
)
def test_a_query_leaves(ask: Ask, query: str, left: str) -> None:
    assert ask(query) == list(left)


def test_a_violated_lesson_is_found(journal: Journal, ask: Ask) -> None:
    [lesson] = [lesson for lesson in journal.lessons.by_numbers(range(1, 4)) if lesson.title == "A"]
    journal.applications.log(lesson.id, Outcome.VIOLATED, Span.on(TODAY))
    assert ask("is:violated") == ["A"]
