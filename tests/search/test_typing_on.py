"""While a query is typed, what came up does not sink again."""

from itertools import pairwise
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from retro.search import SearchEngine


@pytest.fixture
def attached(tmp_path: Path) -> Journal:
    journal = Journal.open(tmp_path / "journal.db")
    with journal.step("import"):
        for number in range(12):
            journal.lessons.add(LessonDraft(f"Attaching files {number}"))
        for number in range(30):
            journal.lessons.add(LessonDraft(f"Attach early, attach often {number}"))
    return journal


def titles(engine: SearchEngine, text: str) -> list[str]:
    return [hit.lesson.title for hit in engine.find(text).page(0, 10)]


def test_what_was_on_the_first_page_stays_there_while_it_has_every_word(attached: Journal) -> None:
    engine = SearchEngine(attached)
    before = titles(engine, "attaching")
    engine.find("attac")
    shown = [titles(engine, "attaching"[:end]) for end in range(5, 10)]
    for earlier, later in pairwise(shown):
        still = [title for title in earlier if title.startswith("Attaching")][:7]
        assert set(still) <= set(later)
    assert shown[-1] == before


def test_the_first_places_are_always_the_best(attached: Journal) -> None:
    fresh = titles(SearchEngine(attached), "attach")
    engine = SearchEngine(attached)
    for end in range(1, 7):
        typed = titles(engine, "attach"[:end])
    assert typed[:3] == fresh[:3]
    assert all(title.startswith("Attach early") for title in fresh)


def test_another_query_or_a_change_forgets_what_was_shown(attached: Journal) -> None:
    engine = SearchEngine(attached)
    fresh = titles(SearchEngine(attached), "attach")
    titles(engine, "often attach")
    assert titles(engine, "attach") == fresh
    titles(engine, "attac")
    attached.lessons.add(LessonDraft("Something else"))
    assert titles(engine, "attach") == titles(SearchEngine(attached), "attach")
    assert titles(engine, "attach ") == titles(engine, "attach ")
