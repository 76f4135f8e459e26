"""Lessons composed into posts: one of many lessons, or one a lesson. Pure: nothing is read or written.

A post reads well on a site, and retro reads it back without loss: what its text cannot tell (kind, themes,
dates …) stands under ``retro:`` in the front matter, in the order in which the lessons appear.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

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
    "WITHOUT_GROUP",
    "GroupBy",
    "Place",
    "Post",
    "Selection",
    "arranged",
    "compose",
    "compose_each",
    "group_of",
    "grouped",
    "post_date",
    "publishable",
]


class GroupBy(StrEnum):
    """What the sections of a post are."""

    COMPANY = "company"
    THEME = "theme"
    KIND = "kind"
    YEAR = "year"
    NONE = "none"


class Place(NamedTuple):
    """Where something begins in a post: its line, from 1; ``lesson_id`` is "" for a section's heading."""

    line: int
    lesson_id: str


@dataclass(frozen=True, slots=True)
class Post:
    """A composed post: the name of its file, its whole text, and the lessons in it, in order.

    ``places`` say where its sections and lessons begin.
    """

    filename: str
    text: str
    lesson_ids: tuple[str, ...]
    title: str
    dialect: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What may leave the journal, and how many lessons may not."""

    lessons: tuple[Lesson, ...]
    withheld: int


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
    as_given: bool = False,
) -> Post:
    """One post of many lessons, in sections.

    Args:
        lessons: Private ones are left out whatever was asked (``publishable`` counts them).
        title: Of the post.
        date: Its day, in its name and its front matter.
        group_by: What its sections are.
        category: For generators that have one; empty for none.
        tags: Of the post; when there are none, the most frequent themes of its lessons.
        intro: Markdown before the first section.
        dialect: The generator that it is for.
        as_given: Keep the lessons in the order in which they are given, and sections in that of their first
            lessons; else they are ``arranged``.
    """
    chosen = publishable(lessons).lessons
    if not as_given:
        chosen = arranged(chosen, group_by)
    page = _Blocks()
    if intro.strip():
        page.add(write_body(intro).text)
    ordered: list[_Piece] = []
    for heading, members in grouped(chosen, group_by):
        pieces = [_Piece.of(lesson) for lesson in members]
        if heading:
            page.add(f"## {portable_line(heading)}", "")
        _section(page, pieces)
        ordered += pieces
    entries = ["  lessons:", *(f"    - {flow(piece.entry())}" for piece in ordered)] if ordered else []
    return _post(
        _one_line(title),
        date,
        category,
        tuple(tags) or frequent_themes(chosen),
        page.text,
        ["retro:", *entries] if entries else [],
        tuple(piece.lesson.id for piece in ordered),
        dialect,
        places=page.places,
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
            places=[Place(1, lesson.id)],
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


class _Blocks:
    """The text of a post while it grows, and where what is in it begins."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lines = 0
        self.places: list[Place] = []

    def add(self, block: str, place: str | None = None, *, gap: str = "\n\n") -> None:
        """A block after those before it; ``place`` is the id of the lesson that begins with it."""
        if self._parts:
            self._parts.append(gap)
            self._lines += len(gap)
        if place is not None:
            self.places.append(Place(self._lines + 1, place))
        self._parts.append(block)
        self._lines += block.count("\n")

    @property
    def text(self) -> str:
        return "".join(self._parts)


def _section(page: _Blocks, pieces: Sequence[_Piece]) -> None:
    """One group: titles without text make lists, quotations without text are quoted, the rest get headings.

    What follows a heading belongs to it, so that after the first one all have one.
    """
    before = ""
    for piece in pieces:
        if before == "###" or piece.section.text:
            below = f"\n\n{piece.section.text}" if piece.section.text else ""
            mark, block = "###", f"### {piece.title}{below}"
        else:
            mark = ">" if piece.lesson.kind is Kind.QUOTE else "*"
            block = f"{mark} {piece.title}"
        page.add(block, piece.lesson.id, gap="\n" if mark == before == "*" else "\n\n")
        before = mark


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
    places: Iterable[Place] = (),
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
    # The front matter and the empty line after it come before the text.
    above = front.count("\n") + 1
    below = tuple(Place(above + place.line, place.lesson_id) for place in places)
    return Post(file_name(date, title, suffix), text, ids, title, dialect, below)


def _one_line(title: str) -> str:
    return " ".join(title.split()) or "Lessons learned"
