"""A lesson with all that is known about it, for the preview."""

from collections.abc import Callable
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson
from retro.surroundings import Application, RelationKind

__all__ = ["Dossier", "Related", "read_dossier"]


class Related(NamedTuple):
    """Another lesson that one is related to. ``outward`` when the relation starts at the lesson shown."""

    kind: RelationKind
    outward: bool
    short_id: str
    title: str
    when_here: str
    when_there: str


class Dossier(NamedTuple):
    """A lesson with all that is known about it."""

    lesson: Lesson
    short_id: str
    relations: tuple[Related, ...] = ()
    applications: tuple[Application, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()


def read_dossier(lesson_id: str) -> Callable[[Journal], Dossier]:
    """Read a lesson, its relations, its log and the posts that hold it."""
    return lambda journal: _dossier(journal, lesson_id)


def _dossier(journal: Journal, lesson_id: str) -> Dossier:
    lesson = journal.lessons.get(lesson_id)
    relations = []
    for relation in journal.relations.of(lesson.id):
        outward = relation.source_id == lesson.id
        other = journal.lessons.get(relation.target_id if outward else relation.source_id)
        whens = (relation.when_source, relation.when_target)
        here, there = whens if outward else whens[::-1]
        relations.append(
            Related(relation.kind, outward, journal.lessons.short_id(other.id), other.title, here, there)
        )
    return Dossier(
        lesson,
        journal.lessons.short_id(lesson.id),
        tuple(relations),
        tuple(journal.applications.of(lesson.id)),
        tuple(journal.posts.of_lesson(lesson.id)),
    )
