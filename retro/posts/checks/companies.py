"""What the lessons at hand tell of their companies: that one was small, what was measured there."""

from collections.abc import Iterable, Mapping

from retro.model import Evidence, Lesson
from retro.posts.checks.roles import is_small

__all__ = ["measured", "small_companies"]


def small_companies(lessons: Iterable[Lesson]) -> frozenset[str]:
    """The companies of which some lesson tells that they were small."""
    found: set[str] = set()
    for lesson in lessons:
        if lesson.company and lesson.company not in found and _tells_of_a_small_one(lesson):
            found.add(lesson.company)
    return frozenset(found)


def _tells_of_a_small_one(lesson: Lesson) -> bool:
    return any("startup" in theme for theme in lesson.themes) or is_small(f"{lesson.title}\n{lesson.body}")


def measured(lessons: Iterable[Lesson]) -> Mapping[str, tuple[Evidence, ...]]:
    """The evidence of all lessons of each company."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for lesson in lessons:
        if lesson.company and lesson.evidence:
            found[lesson.company] = (*found.get(lesson.company, ()), *lesson.evidence)
    return found
