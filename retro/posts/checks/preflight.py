"""Looking over what may go out, before it does."""

from collections.abc import Iterable

from retro.model import Lesson
from retro.posts.checks.finding import Finding
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page
from retro.posts.checks.registry import CHECKS
from retro.posts.composing import Post

__all__ = ["Preflight"]

_OF_TEXTS = frozenset({"private-leaves", "never-named", "person-named"})
"""What can be told without knowing where a text begins and ends."""


class Preflight:
    """All checks, made ready to look at any number of posts and lessons. Nothing is changed.

    Args:
        known: What they know besides.
    """

    def __init__(self, known: Known) -> None:
        self._looks = [check.prepared(known) for check in CHECKS]

    def post(self, post: Post, lessons: Iterable[Lesson] = ()) -> tuple[Finding, ...]:
        """Everything to look at in a post, by line.

        Args:
            post: As it would be written.
            lessons: Those in it, and perhaps others: their evidence is what percentages are held against.
        """
        return self._found(Page.of_post(post, lessons))

    def lesson(self, lesson: Lesson) -> tuple[Finding, ...]:
        """Everything to look at in a lesson, by the line that ``retro edit`` shows it on."""
        return self._found(Page.of_lesson(lesson))

    def texts(self, texts: Iterable[str]) -> tuple[Finding, ...]:
        """Who is named in texts that make no post, and what is private there; each once, on no line."""
        found = self._found(Page.of_texts(texts))
        return tuple(dict.fromkeys(each._replace(line=0) for each in found if each.code in _OF_TEXTS))

    def _found(self, page: Page) -> tuple[Finding, ...]:
        found = {_of_its_lesson(finding, page) for look in self._looks for finding in look(page)}
        return tuple(sorted(found, key=lambda finding: (finding.line, finding.code, finding.said)))


def _of_its_lesson(finding: Finding, page: Page) -> Finding:
    lesson = page.lesson_at(finding.line)
    return finding if lesson is None else finding._replace(lesson_id=lesson.id)
