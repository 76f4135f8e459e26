"""Lessons in sections: by company, by theme, by kind or by year."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from retro.model import Kind, Lesson
from retro.posts.sections import section_of

__all__ = ["WITHOUT_GROUP", "GroupBy", "arranged", "group_of", "grouped"]


class GroupBy(StrEnum):
    """What the sections of a post are."""

    COMPANY = "company"
    THEME = "theme"
    KIND = "kind"
    YEAR = "year"
    NONE = "none"


WITHOUT_GROUP = "And also"
"""The heading of what belongs to no section, after others."""

_PLURAL = {
    Kind.LESSON: "Lessons",
    Kind.MISTAKE: "Mistakes",
    Kind.WIN: "Wins",
    Kind.TIP: "Tips",
    Kind.PRACTICE: "Practices",
    Kind.OUTCOME: "Outcomes",
    Kind.QUOTE: "Quotations",
}


def arranged(lessons: Iterable[Lesson], group_by: GroupBy) -> tuple[Lesson, ...]:
    """Lessons in the order in which a post tells them unless told otherwise.

    Sections by first appearance, kinds in their own order, what belongs to none last; in a section, titles
    without text come first, then quotations. Without sections the lessons stay as they are.
    """
    given = tuple(lessons)
    if group_by is GroupBy.NONE:
        return given
    found = _by_group(given, group_by)
    if group_by is GroupBy.KIND:
        found = {_PLURAL[kind]: found[_PLURAL[kind]] for kind in Kind if _PLURAL[kind] in found}
    rest = found.pop("", [])
    return tuple(lesson for group in (*found.values(), rest) for lesson in sorted(group, key=_length))


def _length(lesson: Lesson) -> int:
    """Titles alone, quotations alone, then what has a text."""
    if section_of(lesson).text:
        return 2
    return 1 if lesson.kind is Kind.QUOTE else 0


def grouped(lessons: Sequence[Lesson], group_by: GroupBy) -> list[tuple[str, list[Lesson]]]:
    """Sections by the first appearance of their lessons, each with its heading.

    What belongs to none has no heading where it comes first, for then it needs none.
    """
    groups = _by_group(lessons, group_by)
    return [
        (heading or (WITHOUT_GROUP if place else ""), members)
        for place, (heading, members) in enumerate(groups.items())
    ]


def _by_group(lessons: Iterable[Lesson], group_by: GroupBy) -> dict[str, list[Lesson]]:
    found: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        found.setdefault(group_of(lesson, group_by), []).append(lesson)
    return found


def group_of(lesson: Lesson, group_by: GroupBy) -> str:
    """The section that a lesson belongs to, "" where it belongs to none."""
    if group_by is GroupBy.COMPANY:
        return lesson.company or ""
    if group_by is GroupBy.THEME:
        return lesson.themes[0] if lesson.themes else ""
    if group_by is GroupBy.KIND:
        return _PLURAL[lesson.kind]
    if group_by is GroupBy.NONE:
        return ""
    return str(lesson.happened.start.year) if lesson.happened else ""
