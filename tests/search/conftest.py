"""Journals to search in."""

from collections.abc import Callable

import pytest

from retro.journal import Journal
from retro.model import Lesson, LessonDraft
from retro.search import Results, SearchEngine


@pytest.fixture
def engine(journal: Journal) -> SearchEngine:
    """An engine on the test's journal."""
    return SearchEngine(journal)


@pytest.fixture
def keep(journal: Journal) -> Callable[..., Lesson]:
    """Keeps a lesson: ``keep("Title", "Body", company="EKS")``."""

    def keep_one(title: str, body: str = "", **fields: object) -> Lesson:
        return journal.lessons.add(LessonDraft(title, body, **fields)).lesson  # type: ignore[arg-type]

    return keep_one


def titles(results: Results, limit: int = 10) -> list[str]:
    """The titles of the first page."""
    return [hit.lesson.title for hit in results.page(0, limit)]
