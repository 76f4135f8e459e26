"""Lessons without their private passages: for copying, and for what goes into a file."""

from typing import TypeVar

from retro.model import Evidence, LessonDraft, Source
from retro.posts.redacting.passages import left_open, without_passages

__all__ = ["NOTHING_LEFT", "without_private_passages"]

NOTHING_LEFT = "…"
"""What stands where all of a title was private."""

L = TypeVar("L", bound=LessonDraft)


def without_private_passages(lesson: L) -> tuple[L, int]:
    """The lesson without its private passages, and how many they were."""
    count = 0

    def text(field: str, opened: int = 0) -> str:
        nonlocal count
        kept, found = without_passages(field, opened)
        count += found
        return kept

    source = lesson.source
    public = lesson.replace(
        title=" ".join(text(lesson.title).split()) or NOTHING_LEFT,
        body=text(lesson.body, left_open(lesson.title)),
        company=(text(lesson.company) or None) if lesson.company else None,
        themes=tuple(filter(None, map(text, lesson.themes))),
        people=tuple(filter(None, map(text, lesson.people))),
        trigger=text(lesson.trigger),
        source=source and Source(text(source.path), text(source.heading), source.line),
        evidence=tuple(
            Evidence(text(each.metric) or NOTHING_LEFT, each.before, each.after, text(each.unit))
            for each in lesson.evidence
        ),
    )
    return (public, count) if count else (lesson, 0)
