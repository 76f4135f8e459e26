"""A lesson with all that is known about it, for the preview."""

from collections.abc import Callable
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson
from retro.surroundings import Application, RelationKind
from retro.tui.looks import day_in_words

__all__ = ["Dossier", "Event", "Related", "read_dossier"]


class Related(NamedTuple):
    """Another lesson that one is related to. ``outward`` when the relation starts at the lesson shown."""

    kind: RelationKind
    outward: bool
    short_id: str
    title: str
    when_here: str
    when_there: str


class Event(NamedTuple):
    """Something that was done to a lesson: the moment, ISO 8601 in UTC, and what."""

    moment: str
    said: str


class Dossier(NamedTuple):
    """A lesson with all that is known about it."""

    lesson: Lesson
    short_id: str
    relations: tuple[Related, ...] = ()
    applications: tuple[Application, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    history: tuple[Event, ...] = ()
    review: str = ""
    """When it comes back, and what was said of it then, in a line."""


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
        _history(journal, lesson),
        _review(journal, lesson),
    )


def _review(journal: Journal, lesson: Lesson) -> str:
    returning = journal.reviews.coming_back(lesson)
    if returning is None:
        return ""
    return returning.told(journal.today(), lambda day: day_in_words(day.isoformat()))


_SAID = {
    "add": "captured",
    "import": "imported",
    "demo": "captured",
    "rm": "deleted",
    "restore": "taken back",
}

_FIELDS = {
    "title": "title",
    "body": "text",
    "kind": "kind",
    "company": "company",
    "happened": "date",
    "trigger": "trigger",
    "status": "status",
    "visibility": "visibility",
    "starred": "star",
}


def _history(journal: Journal, lesson: Lesson) -> tuple[Event, ...]:
    """What was done to a lesson, newest first, with the fields that were changed."""
    events: list[Event] = []
    for change in journal.history.of_lesson(journal.lessons.number(lesson.id)):
        before, after = change.before or {}, change.after or {}
        fields = [said for column, said in _FIELDS.items() if before.get(column) != after.get(column)]
        said = _SAID.get(change.command, "changed")
        # Themes, people and evidence are in tables of their own: then no field of the row says which.
        which = f": {', '.join(fields)}" if said == "changed" and fields else ""
        events.append(Event(change.made_at, said + which))
    return tuple(events)
