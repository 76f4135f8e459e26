"""Lessons that were violated again and again come first where lessons are listed by day."""

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft
from retro.search import Order, SearchEngine
from retro.surroundings import Outcome


@pytest.fixture
def engine(journal: Journal) -> SearchEngine:
    """``a`` to ``j``, the oldest first; ``b`` was violated three times, ``d`` four, ``a`` twice."""
    for place, title in enumerate("abcdefghij"):
        draft = LessonDraft(title, "frog", themes=("trust",), happened=Span.parse(f"2020-01-{place + 1:02}"))
        lesson = journal.lessons.add(draft).lesson.id
        for _ in range({"a": 2, "b": 3, "d": 4}.get(title, 0)):
            journal.applications.log(lesson, Outcome.VIOLATED, Span.parse("2024-01-01"))
    return SearchEngine(journal)


def listed(engine: SearchEngine, query: str, order: Order = Order.DATE, size: int = 3) -> str:
    """The titles, read in pages of a few."""
    results = engine.find(query, order=order, raise_violated=True)
    pages = [results.page(start, start + size) for start in range(0, results.total, size)]
    titles = "".join(hit.lesson.title for page in pages for hit in page)
    ids = [hit.lesson.id for page in pages for hit in page]
    assert results.ids() == ids
    return titles


@pytest.mark.parametrize("size", [1, 2, 3, 4, 20])
@pytest.mark.parametrize("order", [Order.DATE, Order.RELEVANCE])
def test_they_come_first_in_every_page(engine: SearchEngine, order: Order, size: int) -> None:
    assert listed(engine, "", order, size) == "dbjihgfeca"
    assert listed(engine, "theme:trust", order, size) == "dbjihgfeca"


def test_only_what_is_found_comes_first(engine: SearchEngine) -> None:
    assert listed(engine, "until:2020-01-03") == "bca"
    assert listed(engine, "theme:none") == ""
    assert listed(engine, "", Order.CAPTURED) == "jihgfedcba"


def test_posts_and_other_exports_are_not_reordered(engine: SearchEngine) -> None:
    results = engine.find("", order=Order.DATE)
    assert "".join(hit.lesson.title for hit in results.page(0, 10)) == "jihgfedcba"


def test_hits_say_it_in_any_order(engine: SearchEngine) -> None:
    for query in ("", "frog"):
        hits = engine.find(query).page(0, 10)
        assert {hit.lesson.title: hit.violations for hit in hits if hit.violations} == {"b": 3, "d": 4}


def test_what_is_learned_since_goes_back_to_its_place(engine: SearchEngine, journal: Journal) -> None:
    [worst] = engine.find("", raise_violated=True).page(0, 1)
    for day in (2, 3, 4):
        assert listed(engine, "").startswith("db")
        journal.applications.log(worst.lesson.id, Outcome.APPLIED, Span.parse(f"2024-01-0{day}"))
    assert listed(engine, "") == "bjihgfedca"
    journal.history.undo()
    assert listed(engine, "").startswith("db")
