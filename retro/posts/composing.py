"""Lessons composed into posts: one of many lessons, or one a lesson. Pure: nothing is read or written.

A post reads well on a site, and retro reads it back without loss: what its text cannot tell (kind, themes,
dates …) stands under ``retro:`` in the front matter, in the order in which the lessons appear.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retro.display import plain_inline
from retro.errors import PublishRefused
from retro.model import Kind, Lesson, Visibility
from retro.posts.bodies import write_body
from retro.posts.dialects import dialect_named, flow, head
from retro.posts.entries import entry_of
from retro.posts.portable import needs_templates_off, portable_line
from retro.posts.sections import Section, plain_title, section_of
from retro.posts.slugs import file_name

__all__ = [
    "GroupBy",
    "Post",
    "Selection",
    "compose",
    "compose_each",
    "post_date",
    "publishable",
]


class GroupBy(StrEnum):
    """What the sections of a post are."""

    COMPANY = "company"
    THEME = "theme"
    KIND = "kind"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Post:
    """A composed post: the name of its file, its whole text, and the lessons in it, in order."""

    filename: str
    text: str
    lesson_ids: tuple[str, ...]
    title: str
    dialect: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What may leave the journal, and how many lessons may not."""

    lessons: tuple[Lesson, ...]
    withheld: int


_WITHOUT_GROUP = "And also"

_PLURAL = {
    Kind.LESSON: "Lessons",
    Kind.MISTAKE: "Mistakes",
    Kind.WIN: "Wins",
    Kind.TIP: "Tips",
    Kind.PRACTICE: "Practices",
    Kind.OUTCOME: "Outcomes",
    Kind.QUOTE: "Quotations",
}


def publishable(lessons: Iterable[Lesson], *, asked_for: Collection[str] = ()) -> Selection:
    """Take out what is private.

    Args:
        lessons: What a query found.
        asked_for: Ids that were asked for one by one: of these, a private one is refused aloud.

    Raises:
        PublishRefused: When a private lesson was asked for by its id.
    """
    found = tuple(lessons)
    allowed = tuple(lesson for lesson in found if lesson.visibility is Visibility.PUBLISHABLE)
    for lesson in found:
        if lesson.visibility is Visibility.PRIVATE and lesson.id in asked_for:
            raise PublishRefused(
                f"“{plain_inline(lesson.title)}” is private, and private lessons never leave the journal.",
                hint=f"retro edit {lesson.id} --publishable",
            )
    return Selection(allowed, len(found) - len(allowed))


def post_date(lessons: Iterable[Lesson], today: dt.date) -> dt.date:
    """The day that a post of these lessons bears unless told otherwise: that of its latest lesson.

    The same lessons give the same day, so that exporting again writes the same file; never a day to come,
    for Jekyll and Hugo skip those.
    """
    return min(max((_day(lesson) for lesson in lessons), default=today), today)


def _day(lesson: Lesson) -> dt.date:
    if lesson.happened is not None:
        return lesson.happened.last_day
    return dt.date.fromisoformat(lesson.created_at[:10])


def compose(
    lessons: Iterable[Lesson],
    *,
    title: str,
    date: dt.date,
    group_by: GroupBy = GroupBy.COMPANY,
    category: str = "leadership",
    tags: Sequence[str] = (),
    intro: str = "",
    dialect: str = "jekyll",
) -> Post:
    """One post of many lessons, in sections, in the order in which they are given.

    Args:
        lessons: Private ones are left out whatever was asked (``publishable`` counts them).
        title: Of the post.
        date: Its day, in its name and its front matter.
        group_by: What its sections are.
        category: For generators that have one; empty for none.
        tags: Of the post; when there are none, the most frequent themes of its lessons.
        intro: Markdown before the first section.
        dialect: The generator that it is for.
    """
    chosen = publishable(lessons).lessons
    groups = _groups(chosen, group_by)
    blocks = [write_body(intro).text] if intro.strip() else []
    ordered: list[_Piece] = []
    for heading, members in groups:
        more, pieces = _section([_Piece.of(lesson) for lesson in members])
        blocks += [f"## {portable_line(heading)}", *more] if heading else more
        ordered += pieces
    entries = ["  lessons:", *(f"    - {flow(piece.entry())}" for piece in ordered)] if ordered else []
    return _post(
        _one_line(title),
        date,
        category,
        tuple(tags) or frequent_themes(chosen),
        "\n\n".join(blocks),
        ["retro:", *entries] if entries else [],
        tuple(piece.lesson.id for piece in ordered),
        dialect,
    )


def compose_each(
    lessons: Iterable[Lesson],
    *,
    today: dt.date,
    category: str = "leadership",
    tags: Sequence[str] = (),
    dialect: str = "jekyll",
) -> tuple[Post, ...]:
    """A post for each lesson, dated by the lesson itself; two of one name get the lesson's id in it.

    Args:
        lessons: Private ones are left out whatever was asked (``publishable`` counts them).
        today: No post is dated later.
        category: For generators that have one; empty for none.
        tags: Before the lesson's own themes.
        dialect: The generator that the posts are for.
    """
    posts = []
    taken: set[str] = set()
    for lesson in publishable(lessons).lessons:
        piece = _Piece.of(lesson)
        title = plain_title(lesson.title)
        post = _post(
            title,
            post_date([lesson], today),
            category,
            tuple(dict.fromkeys((*tags, *lesson.themes))),
            piece.section.text,
            ["retro:", f"  lesson: {flow(piece.entry())}"],
            (lesson.id,),
            dialect,
            suffix=lesson.id if file_name(post_date([lesson], today), title) in taken else "",
        )
        taken.add(post.filename)
        posts.append(post)
    return tuple(posts)


def frequent_themes(lessons: Iterable[Lesson], limit: int = 5) -> tuple[str, ...]:
    """The themes that most of the lessons carry, the most frequent first."""
    counts: dict[str, int] = {}
    for lesson in lessons:
        for theme in lesson.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return tuple(sorted(counts, key=lambda theme: (-counts[theme], theme))[:limit])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A lesson on its way into a post."""

    lesson: Lesson
    section: Section

    @classmethod
    def of(cls, lesson: Lesson) -> "_Piece":
        return cls(lesson, section_of(lesson))

    @property
    def title(self) -> str:
        return portable_line(self.lesson.title)

    def entry(self) -> Mapping[str, object]:
        body = None if self.section.exact else self.lesson.body
        return entry_of(self.lesson, self.lesson.id, body=body, headings=self.section.headings)


def _section(pieces: Sequence[_Piece]) -> tuple[list[str], list[_Piece]]:
    """The blocks of one group, and its lessons in the order in which they now appear.

    Titles without text make a list, quotations without text are quoted, the rest get headings of their own.
    """
    short = [piece for piece in pieces if not piece.section.text and piece.lesson.kind is not Kind.QUOTE]
    quotations = [piece for piece in pieces if not piece.section.text and piece.lesson.kind is Kind.QUOTE]
    long = [piece for piece in pieces if piece.section.text]
    blocks = ["\n".join(f"* {piece.title}" for piece in short)] if short else []
    blocks += [f"> {piece.title}" for piece in quotations]
    blocks += [f"### {piece.title}\n\n{piece.section.text}" for piece in long]
    return blocks, short + quotations + long


def _groups(lessons: Sequence[Lesson], group_by: GroupBy) -> list[tuple[str, list[Lesson]]]:
    """Sections by first appearance, kinds in their own order; what belongs to none comes last."""
    found: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        found.setdefault(_group(lesson, group_by), []).append(lesson)
    if group_by is GroupBy.KIND:
        found = {_PLURAL[kind]: found[_PLURAL[kind]] for kind in Kind if _PLURAL[kind] in found}
    rest = found.pop("", [])
    groups = list(found.items())
    return [*groups, (_WITHOUT_GROUP if groups else "", rest)] if rest else groups


def _group(lesson: Lesson, group_by: GroupBy) -> str:
    if group_by is GroupBy.COMPANY:
        return lesson.company or ""
    if group_by is GroupBy.THEME:
        return lesson.themes[0] if lesson.themes else ""
    if group_by is GroupBy.KIND:
        return _PLURAL[lesson.kind]
    return str(lesson.happened.start.year) if lesson.happened else ""


def _post(
    title: str,
    date: dt.date,
    category: str,
    tags: Sequence[str],
    body: str,
    retro: Sequence[str],
    ids: tuple[str, ...],
    dialect: str,
    suffix: str = "",
) -> Post:
    front = head(
        dialect_named(dialect),
        title=title,
        date=date.isoformat(),
        category=category,
        tags=tags,
        retro=retro,
        templates_off=needs_templates_off(body),
    )
    text = f"{front}\n{body}\n" if body else front
    # A title out of a shell's arguments may hold bytes that are no text.
    text = text.encode("utf-8", "replace").decode()
    return Post(file_name(date, title, suffix), text, ids, title, dialect)


def _one_line(title: str) -> str:
    return " ".join(title.split()) or "Lessons learned"
