"""Many lessons composed into one file that is no post: a journal for jrnl, or all of it as JSON."""

import datetime as dt
from collections.abc import Iterable

from retro.journal import Journal
from retro.model import Lesson
from retro.posts.composing import Post, post_date, publishable
from retro.posts.dialects import jrnl, lossless
from retro.posts.dialects.lossless import Contents

__all__ = ["compose_journal", "contents_of"]

_FILES = {"json": "retro.json", "jrnl-json": "jrnl.json", "jrnl-txt": "jrnl.txt"}


def contents_of(journal: Journal, lessons: Iterable[Lesson]) -> Contents:
    """Lessons with all that belongs to them: names that one of them carries, and nothing of any other.

    Args:
        journal: Where they are.
        lessons: Private ones are left out, and with them every relation to one.
    """
    chosen = tuple(publishable(lessons).lessons)
    ids = {lesson.id for lesson in chosen}
    applications = tuple(entry for lesson in chosen for entry in journal.applications.of(lesson.id))
    relations = tuple(
        relation
        for lesson in chosen
        for relation in journal.relations.of(lesson.id)
        if relation.source_id == lesson.id and relation.target_id in ids
    )
    at = {lesson.company for lesson in chosen} | {entry.company for entry in applications}
    themes = {theme for lesson in chosen for theme in lesson.themes}
    people = {name for lesson in chosen for name in lesson.people}
    return Contents(
        chosen,
        tuple(each for each in journal.companies.all() if each.name in at),
        tuple(each for each in journal.themes.all() if each.name in themes),
        tuple(each for each in journal.people.all() if each.name in people),
        relations,
        applications,
    )


def compose_journal(contents: Contents, dialect: str, *, today: dt.date) -> Post:
    """One file with everything in it.

    Args:
        contents: What leaves.
        dialect: One of ``retro.posts.dialects.JOURNALS``.
        today: No entry is dated later.
    """
    dated = [(post_date([lesson], today), lesson) for lesson in contents.lessons]
    if dialect == "json":
        text = lossless.as_json(contents)
    else:
        text = jrnl.as_json(dated) if dialect == "jrnl-json" else jrnl.as_text(dated)
    return Post(
        filename=_FILES[dialect],
        text=text,
        lesson_ids=tuple(lesson.id for lesson in contents.lessons),
        title=_FILES[dialect],
        dialect=dialect,
    )
