"""Briefs: what fits a situation comes first, with what one should know of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Status
from retro.practice.briefs import Brief, because, brief
from retro.search import SearchEngine
from retro.surroundings import Outcome, RelationKind
from tests.needs import shared
from tests.posts.test_real_journals import imported
from tests.practice.blind_situations import BLIND_ON_NASA, BLIND_ON_NASA_AGAIN, BLIND_ON_THE_POST
from tests.practice.nasa_situations import TO_TUNE_ON_NASA
from tests.practice.situations import CHECKED_LATER, CHECKED_WHILE_TUNING, TO_TUNE_ON, Situation

Keep = Callable[..., Lesson]


@pytest.fixture
def keep(journal: Journal) -> Keep:
    def keep_one(title: str, body: str = "", **fields: object) -> Lesson:
        return journal.lessons.add(LessonDraft(title, body, **fields)).lesson  # type: ignore[arg-type]

    return keep_one


def ask(journal: Journal, situation: str, most: int = 5) -> Brief:
    return brief(journal, SearchEngine(journal), situation, most)


def titles(found: Brief) -> list[str]:
    return [fitting.lesson.title for fitting in found.fittings]


@pytest.fixture
def filled(keep: Keep) -> Keep:
    """A journal in which a rare word is rare."""
    for number in range(20):
        keep(f"Nothing to do with it, number {number}")
    return keep


def test_what_a_trigger_says_counts_more_than_a_title_or_a_body(journal: Journal, filled: Keep) -> None:
    filled("In the text", "Once there was a hurricane")
    filled("The hurricane of that year")
    filled("Close the windows", trigger="before a hurricane")
    expected = ["Close the windows", "The hurricane of that year", "In the text"]
    assert titles(ask(journal, "a hurricane is coming")) == expected


def test_no_word_has_to_be_there(journal: Journal, filled: Keep) -> None:
    filled("Automating parts of a process")
    found = ask(journal, "I am about to pitch automation to somebody with a monocle")
    assert titles(found) == ["Automating parts of a process"]
    assert "“automation”" in because(found.fittings[0].reasons)


def test_it_is_found_by_a_synonym_and_by_what_is_brought_to_mind(journal: Journal, filled: Keep) -> None:
    filled("Cofounders should not yell at each other")
    filled("We measured the release")
    for situation in ("he shouted at me", "I lost my temper", "raising my voice"):
        assert titles(ask(journal, situation)) == ["Cofounders should not yell at each other"], situation
    assert because(ask(journal, "he shouted").fittings[0].reasons) == "“shouted”, here “yell” (title)"
    assert because(ask(journal, "raise my voice").fittings[0].reasons) == (
        "“raise voice” brings “yell” to mind (title)"
    )


def test_a_saying_is_more_than_its_words(journal: Journal, filled: Keep) -> None:
    filled("We stopped when the goal was met")
    filled("A good manager")
    assert titles(ask(journal, "is it good enough now?"))[0] == "We stopped when the goal was met"


def test_a_long_lesson_that_has_every_word_somewhere_comes_after_one_that_has_them_together(
    journal: Journal, filled: Keep
) -> None:
    between = " ".join(f"word{number}" for number in range(200))
    filled("Of everything", f"hurricane {between} windows {between} insurance")
    filled("Of one thing", "hurricane windows insurance")
    assert titles(ask(journal, "hurricane windows insurance"))[0] == "Of one thing"


def test_fields_and_a_minus_decide_what_is_looked_at(journal: Journal, filled: Keep) -> None:
    filled("A hurricane at home", company="EKS")
    filled("A hurricane elsewhere", company="Mesosphere")
    filled("A hurricane with rain", company="EKS")
    assert titles(ask(journal, "hurricane company:eks -rain")) == ["A hurricane at home"]


def test_what_is_retired_or_superseded_goes_last(journal: Journal, filled: Keep) -> None:
    filled("Hurricane: close the windows", trigger="hurricane", status=Status.RETIRED)
    old = filled("Hurricane: open the doors", trigger="hurricane")
    new = filled("In a hurricane, leave")
    journal.relations.add(new.id, old.id, RelationKind.SUPERSEDES)
    found = titles(ask(journal, "a hurricane"))
    assert found[0] == "In a hurricane, leave"
    assert set(found[1:]) == {"Hurricane: close the windows", "Hurricane: open the doors"}
    assert titles(ask(journal, "a hurricane", most=1)) == ["In a hurricane, leave"]


def test_what_one_should_know_comes_with_it(journal: Journal, filled: Keep) -> None:
    lesson = filled("In a hurricane, leave")
    other, finer = filled("Always stay together"), filled("Take the road to the north")
    journal.relations.add(
        other.id, lesson.id, RelationKind.CONTRADICTS, when_source="with small children", when_target="alone"
    )
    journal.relations.add(finer.id, lesson.id, RelationKind.REFINES)
    for year in (2019, 2021):
        journal.applications.log(
            lesson.id, Outcome.VIOLATED, Span.on(dt.date(year, 9, 1)), company="EKS", result="Wet feet"
        )
    journal.applications.log(lesson.id, Outcome.APPLIED, Span.on(dt.date(2022, 9, 1)))
    [fitting] = ask(journal, "a hurricane").fittings
    assert fitting.violated is not None
    assert (str(fitting.violated.happened), fitting.violated.result) == ("2021-09-01", "Wet feet")
    [tension] = fitting.tensions
    assert (tension.lesson, tension.when_this, tension.when_other) == (other, "alone", "with small children")
    [companion] = fitting.companions
    assert (companion.lesson, companion.how) == (finer, "refined by")
    assert ask(journal, "a hurricane").lessons() == [lesson, other, finer]


def test_a_deleted_lesson_is_in_no_brief(journal: Journal, filled: Keep) -> None:
    lesson, other = filled("In a hurricane, leave"), filled("Stay together")
    journal.relations.add(other.id, lesson.id, RelationKind.CONTRADICTS)
    journal.lessons.delete([other.id])
    assert ask(journal, "a hurricane").fittings[0].tensions == ()
    journal.lessons.delete([lesson.id])
    assert ask(journal, "a hurricane").fittings == ()


@pytest.mark.parametrize(
    "situation", ["", " ", "the and of", '"', "-", "company:", "((((", "\0", "\ud800", "🦀"]
)
def test_any_text_is_a_situation(journal: Journal, filled: Keep, situation: str) -> None:
    filled("A lesson")
    assert ask(journal, situation).fittings == ()


def _found(journal: Journal, situations: tuple[Situation, ...]) -> int:
    """In how many situations a right lesson is among the first three."""
    engine = SearchEngine(journal)
    return sum(
        any(lesson.title.startswith(each.right) for lesson, _ in engine.weigh(each.said, 3))
        for each in situations
    )


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real post's lessons among NASA's: 855."""
    path = tmp_path_factory.mktemp("real") / "journal.db"
    post, table = shared("seed/new-startup-new-team-new-game.md"), shared("corpora/sets/nasa-llis.csv")
    with Journal.open(path) as journal:
        imported(journal, post)
        imported(journal, table)
    return path


@pytest.mark.parametrize(
    ("situations", "found"),
    [
        pytest.param(TO_TUNE_ON, 47, id="to tune on, 60"),
        pytest.param(TO_TUNE_ON_NASA, 11, id="to tune on, NASA, 20"),
        pytest.param(CHECKED_WHILE_TUNING, 23, id="checked while tuning, 30"),
        pytest.param(CHECKED_LATER, 20, id="checked later, 30"),
        pytest.param(BLIND_ON_THE_POST, 6, id="blind, the post, 12"),
        pytest.param(BLIND_ON_NASA, 11, id="blind, NASA, 18"),
        pytest.param(BLIND_ON_NASA_AGAIN, 5, id="blind, NASA again, 13"),
    ],
)
def test_the_right_lesson_is_among_the_first_three_as_often_as_the_page_on_briefs_says(
    real: Path, situations: tuple[Situation, ...], found: int
) -> None:
    """Exactly: who makes it better or worse says so in docs/briefs.md as well."""
    with Journal.open(real) as journal:
        assert _found(journal, situations) == found
