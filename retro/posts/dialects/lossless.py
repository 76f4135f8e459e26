"""All that may leave the journal as one JSON document, for another journal to take in again.

One item a line, so that two exports can be compared. What a lesson was imported from is a path on this
machine, and stays here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from retro.model import Lesson
from retro.posts.dialects.scalars import flow
from retro.surroundings import Application, Company, Person, Relation, Theme

__all__ = ["FORMAT", "SCHEMA", "Contents", "as_json", "texts"]

FORMAT = "retro-journal"
"""What the document says that it is, in its first field."""

SCHEMA = 1
"""Raised when a field changes its meaning; new fields do not raise it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What leaves: lessons, the names that they carry, and what was done with them."""

    lessons: tuple[Lesson, ...]
    companies: tuple[Company, ...] = ()
    themes: tuple[Theme, ...] = ()
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    applications: tuple[Application, ...] = ()


def as_json(contents: Contents) -> str:
    """The document. Names come before the lessons that carry them, and lessons before what ties them."""
    lines = [f'{{"format": "{FORMAT}", "schema": {SCHEMA}']
    for name, items in _tables(contents):
        told = ",\n  ".join(map(flow, items))
        lines.append(f' "{name}": [\n  {told}\n ]' if told else f' "{name}": []')
    return ",\n".join(lines) + "\n}\n"


def texts(contents: Contents) -> Iterator[str]:
    """Every text that leaves, plain, as a reader would meet it."""
    for _, items in _tables(contents):
        for item in items:
            yield from _texts(item)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _tables(contents: Contents) -> Iterator[tuple[str, Iterable[Mapping[str, object]]]]:
    yield "companies", map(_company, contents.companies)
    yield "themes", ({"name": each.name, "aliases": each.aliases} for each in contents.themes)
    yield "people", map(_person, contents.people)
    yield "lessons", map(_lesson, contents.lessons)
    yield "relations", map(_relation, contents.relations)
    yield "applications", map(_application, contents.applications)


def _company(company: Company) -> Mapping[str, object]:
    return {
        "name": company.name,
        "aliases": company.aliases,
        "role": company.role,
        "began": None if company.began is None else str(company.began),
        "ended": None if company.ended is None else str(company.ended),
        "pseudonym": company.pseudonym,
    }


def _person(person: Person) -> Mapping[str, object]:
    return {
        "name": person.name,
        "aliases": person.aliases,
        "role_label": person.role_label,
        "consent": str(person.consent),
        "pseudonym": person.pseudonym,
    }


def _lesson(lesson: Lesson) -> Mapping[str, object]:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "body": lesson.body,
        "kind": str(lesson.kind),
        "company": lesson.company,
        "themes": lesson.themes,
        "people": lesson.people,
        "happened": None if lesson.happened is None else str(lesson.happened),
        "trigger": lesson.trigger,
        "status": str(lesson.status),
        "starred": lesson.starred,
        "evidence": [item._asdict() for item in lesson.evidence],
        "created_at": lesson.created_at,
        "updated_at": lesson.updated_at,
    }


def _relation(relation: Relation) -> Mapping[str, object]:
    return {
        "lesson": relation.source_id,
        "kind": str(relation.kind),
        "other": relation.target_id,
        "when": relation.when_source,
        "other_when": relation.when_target,
    }


def _application(application: Application) -> Mapping[str, object]:
    return {
        "lesson": application.lesson_id,
        "outcome": str(application.outcome),
        "on": str(application.happened),
        "at": application.company,
        "result": application.result,
    }
