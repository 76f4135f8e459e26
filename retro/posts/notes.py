"""Lessons composed into notes, one each, that link to each other."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from retro.model import Lesson
from retro.posts.composing import Place, Post, post_date, publishable, purpose_of_one
from retro.posts.dialects import NOTES
from retro.posts.dialects.obsidian import Related, note_body, note_name, properties
from retro.posts.heads import note_front_matter
from retro.posts.many import Many, many_posts
from retro.posts.sections import plain_title
from retro.surroundings import Relation

__all__ = ["compose_notes"]


def compose_notes(
    lessons: Iterable[Lesson],
    relations: Iterable[Relation] = (),
    *,
    today: dt.date,
    tags: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    charts: Mapping[str, str] | None = None,
) -> Many[Post]:
    """A note for each lesson.

    Args:
        lessons: Private ones are left out whatever was asked (``publishable`` counts them).
        relations: How they stand to each other, and perhaps to lessons that are not here; those are not
            linked to.
        today: No note is dated later.
        tags: Of every note, before the lesson's own themes.
        names: Id of a lesson -> the name that its file has already.
        charts: Id of a lesson -> what the addresses of its charts begin with; nothing for no charts.
    """
    chosen = publishable(lessons).lessons
    files = {lesson.id: (names or {}).get(lesson.id) or note_name(lesson) for lesson in chosen}
    titles = {lesson.id: lesson.title for lesson in chosen}
    related: dict[str, list[Related]] = {}
    for each in relations:
        if each.source_id in files and each.target_id in files:
            for one, other, kind in (
                (each.source_id, each.target_id, each.kind),
                (each.target_id, each.source_id, None),
            ):
                found = Related(kind, files[other].removesuffix(".md"), titles[other])
                related.setdefault(one, []).append(found)
    return many_posts(
        _note(
            lesson,
            files[lesson.id],
            post_date([lesson], today),
            tags,
            related.get(lesson.id, ()),
            (charts or {}).get(lesson.id, ""),
        )
        for lesson in chosen
    )


def _note(
    lesson: Lesson, name: str, day: dt.date, tags: Sequence[str], related: Sequence[Related], charts: str
) -> Post:
    title = plain_title(lesson.title)
    front = note_front_matter(properties(lesson, title, day, tags=tags, related=related))
    text = f"{front}\n{note_body(lesson, charts)}"
    # The front matter and the empty line after it come before the title.
    heading = front.count("\n") + 2
    return Post(
        filename=name,
        text=text,
        lesson_ids=(lesson.id,),
        title=title,
        dialect=NOTES,
        places=(Place(heading, lesson.id),),
        dated=day.isoformat(),
        purpose=purpose_of_one(lesson.id),
    )
