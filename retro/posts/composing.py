"""Lessons composed into posts: one of many lessons, or one a lesson. Pure: nothing is read or written.

A post reads well on a site, and retro reads it back without loss: what its text cannot tell (kind, themes,
dates …) stands under ``retro:`` in the front matter, in the order in which the lessons appear.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retro.display import plain_inline
from retro.errors import PublishRefused
from retro.model import Lesson, Visibility
from retro.posts.bodies import write_body
from retro.posts.chart_lines import with_charts
from retro.posts.dialects import Head, dialect_named
from retro.posts.entries import entry_of
from retro.posts.grouping import GroupBy
from retro.posts.heads import front_matter
from retro.posts.many import Many, many_lessons, many_posts
from retro.posts.portable import needs_templates_off
from retro.posts.read_ahead import done_ahead
from retro.posts.sections import EvidenceAs, plain_title, section_of
from retro.posts.slugs import file_name
from retro.posts.templates import Marks, Place, Rendered, render
from retro.posts.views import values_for
from retro.surroundings import Person

__all__ = [
    "Place",
    "Post",
    "Selection",
    "compose",
    "compose_each",
    "post_date",
    "publishable",
    "purpose_of",
    "purpose_of_one",
]


@dataclass(frozen=True, slots=True)
class Post:
    """A composed post: the name of its file, its whole text, and the lessons in it, in order.

    Attributes:
        places: Where its sections and lessons begin.
        dated: Its day, in ISO 8601.
        purpose: What it was asked to hold: written again, the same purpose updates the same file. Empty for a
            post that is always a new one.
    """

    filename: str
    text: str
    lesson_ids: tuple[str, ...]
    title: str
    dialect: str
    places: tuple[Place, ...] = ()
    dated: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What may leave the journal, and how many lessons may not."""

    lessons: Sequence[Lesson]
    withheld: int


def publishable(lessons: Iterable[Lesson], *, asked_for: Collection[str] = ()) -> Selection:
    """Take out what is private.

    Args:
        lessons: What a query found.
        asked_for: Ids that were asked for one by one: of these, a private one is refused aloud.

    Raises:
        PublishRefused: When a private lesson was asked for by its id.
    """
    withheld = 0

    def allowed() -> Iterator[Lesson]:
        nonlocal withheld
        for lesson in lessons:
            if _may_leave(lesson):
                yield lesson
                continue
            withheld += 1
            if lesson.id in asked_for:
                said = f"“{plain_inline(lesson.title)}” is private"
                raise PublishRefused(
                    f"{said}, and private lessons never leave the journal.",
                    hint=f"retro edit {lesson.id} --publishable",
                )

    found = many_lessons(allowed())
    return Selection(found, withheld)


def _may_leave(lesson: Lesson) -> bool:
    return lesson.visibility is Visibility.PUBLISHABLE


def purpose_of(query: str, template: str, title: str) -> str:
    """What a post of many lessons is asked to hold: the same query, told in the same way under one title."""
    return json.dumps([" ".join(query.split()), template, title.strip()], ensure_ascii=False)


def purpose_of_one(lesson_id: str) -> str:
    """What a post or a note of one lesson is asked to hold."""
    return f"lesson {lesson_id}"


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
    title: str = "",
    date: dt.date,
    group_by: GroupBy | None = None,
    category: str = "leadership",
    tags: Sequence[str] = (),
    intro: str = "",
    dialect: str = "jekyll",
    author: str = "",
    taxonomies: Collection[str] = ("tags",),
    as_given: bool = False,
    template: str = "by-company",
    evidence_as: EvidenceAs = EvidenceAs.SENTENCE,
    people: Iterable[Person] = (),
    purpose: str = "",
    charts: Mapping[str, str] | None = None,
) -> Post:
    """One post of many lessons.

    Args:
        lessons: Private ones are left out whatever was asked (``publishable`` counts them). Those that the
            template does not print are not in the post.
        title: Of the post; when empty, what the template calls it.
        date: Its day, in its name and its front matter.
        group_by: What its sections are; None leaves it to the template.
        category: For generators that have one; empty for none.
        tags: Of the post; when there are none, the most frequent themes of its lessons.
        intro: Markdown before the first section.
        dialect: The generator that it is for.
        author: Whose post it is; empty for nobody's.
        taxonomies: What the site has pages for (``Head`` says more).
        as_given: Keep the lessons in the order in which they are given, and sections in that of their first
            lessons; else they are ``arranged``.
        template: What makes its body.
        evidence_as: How evidence is told.
        people: Everyone registered: a template may thank those who want to be named.
        purpose: What it was asked to hold; empty for a post that is always a new one.
        charts: Id of a lesson -> what the addresses of its charts begin with; nothing for no charts.

    Raises:
        NothingFound: When there is no such template.
        UsageProblem: When the template has a mistake.
    """
    chosen = publishable(lessons).lessons
    title = _one_line(title) if title.strip() else ""
    marks = _marks(chosen, evidence_as, charts or {}, intro)
    values = values_for(
        chosen,
        marks,
        group_by=group_by,
        as_given=as_given,
        evidence_as=evidence_as,
        people=people,
        charts=charts,
    )
    values |= {"intro": marks.words(write_body(intro).text if intro.strip() else ""), "post_title": title}
    body = render(template, values, marks)
    by_id = {lesson.id: lesson for lesson in chosen}
    told = [by_id[place.lesson_id] for place in body.places if place.lesson_id]
    entries = [entry_for(lesson, evidence_as, whole=not body.readable) for lesson in told]
    return _post(
        title or _one_line(body.title),
        date,
        category,
        tuple(tags) or frequent_themes(told),
        body.text,
        _own_map(body, lessons=entries) if entries else {},
        tuple(lesson.id for lesson in told),
        dialect,
        author=author,
        taxonomies=taxonomies,
        places=body.places,
        purpose=purpose,
    )


def compose_each(
    lessons: Collection[Lesson],
    *,
    today: dt.date,
    category: str = "leadership",
    tags: Sequence[str] = (),
    dialect: str = "jekyll",
    author: str = "",
    taxonomies: Collection[str] = ("tags",),
    template: str = "one-lesson",
    evidence_as: EvidenceAs = EvidenceAs.SENTENCE,
    people: Iterable[Person] = (),
    charts: Mapping[str, str] | None = None,
) -> Many[Post]:
    """A post for each lesson, dated by the lesson itself; two of one name get the lesson's id in it.

    Args:
        lessons: Private ones are left out whatever was asked (``publishable`` counts them).
        today: No post is dated later.
        category: For generators that have one; empty for none.
        tags: Before the lesson's own themes.
        dialect: The generator that the posts are for.
        author: Whose posts they are; empty for nobody's.
        taxonomies: What the site has pages for (``Head`` says more).
        template: What makes their bodies.
        evidence_as: How evidence is told.
        people: Everyone registered.
        charts: Id of a lesson -> what the addresses of its charts begin with; nothing for no charts.

    Raises:
        NothingFound: When there is no such template.
        UsageProblem: When the template has a mistake.
    """
    compose_one = _One(
        today,
        category,
        tuple(tags),
        dialect,
        author,
        tuple(taxonomies),
        template,
        evidence_as,
        tuple(people),
        dict(charts or {}),
    )
    return many_posts(_named_apart(done_ahead(compose_one, filter(_may_leave, lessons), len(lessons))))


def _named_apart(posts: Iterable[tuple[Lesson, Post]]) -> Iterator[Post]:
    """Posts of one lesson each, of which no two have the same name."""
    taken: set[str] = set()
    for lesson, post in posts:
        named = post
        if post.filename in taken:
            name = file_name(dt.date.fromisoformat(post.dated), post.title, lesson.id)
            named = replace(post, filename=name)
        taken.add(named.filename)
        yield named


@dataclass(frozen=True, slots=True)
class _One:
    """Composes the post of one lesson, in whichever process: all that ``compose_each`` was told."""

    today: dt.date
    category: str
    tags: tuple[str, ...]
    dialect: str
    author: str
    taxonomies: tuple[str, ...]
    template: str
    evidence_as: EvidenceAs
    people: tuple[Person, ...]
    charts: Mapping[str, str]

    def __call__(self, lesson: Lesson) -> Post:
        marks = _marks([lesson], self.evidence_as, self.charts)
        title = plain_title(lesson.title)
        values = values_for(
            [lesson], marks, evidence_as=self.evidence_as, people=self.people, charts=self.charts
        )
        values |= {"lesson": values["lessons"][0], "intro": "", "post_title": title}
        body = render(self.template, values, marks)
        entry = entry_for(lesson, self.evidence_as, whole=not body.readable)
        # Of ten thousand lessons none comes twice.
        section_of.cache_clear()
        return _post(
            title,
            post_date([lesson], self.today),
            self.category,
            tuple(dict.fromkeys((*self.tags, *lesson.themes))),
            body.text,
            _own_map(body, lesson=entry),
            (lesson.id,),
            self.dialect,
            author=self.author,
            taxonomies=self.taxonomies,
            places=[Place(1, lesson.id)],
            purpose=purpose_of_one(lesson.id),
        )


def _own_map(body: Rendered, **told: object) -> Mapping[str, object]:
    """Retro's own map; ``whole`` says that the text does not give the lessons back."""
    return told if body.readable else {"whole": True, **told}


def _marks(
    lessons: Iterable[Lesson], evidence_as: EvidenceAs, charts: Mapping[str, str], intro: str = ""
) -> Marks:
    told = [
        (
            each.title,
            each.company or "",
            *each.themes,
            with_charts(section_of(each, evidence_as).text, each.evidence, charts.get(each.id, "")),
        )
        for each in lessons
    ]
    return Marks([intro, *(text for texts in told for text in texts)])


def entry_for(lesson: Lesson, evidence_as: EvidenceAs, *, whole: bool) -> Mapping[str, object]:
    """What the front matter tells of a lesson: its body too where the text does not give it back."""
    section = section_of(lesson, evidence_as)
    body = None if section.exact and not whole else lesson.body
    return entry_of(lesson, lesson.id, body=body, headings=() if whole else section.headings)


def frequent_themes(lessons: Iterable[Lesson], limit: int = 5) -> tuple[str, ...]:
    """The themes that most of the lessons carry, the most frequent first."""
    counts: dict[str, int] = {}
    for lesson in lessons:
        for theme in lesson.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return tuple(sorted(counts, key=lambda theme: (-counts[theme], theme))[:limit])


def _post(
    title: str,
    date: dt.date,
    category: str,
    tags: Sequence[str],
    body: str,
    retro: Mapping[str, object],
    ids: tuple[str, ...],
    dialect: str,
    *,
    author: str = "",
    taxonomies: Collection[str] = (),
    suffix: str = "",
    places: Iterable[Place] = (),
    purpose: str = "",
) -> Post:
    chosen = dialect_named(dialect)
    head = Head(
        title=title,
        date=date,
        category=category,
        tags=tags,
        author=author,
        retro=retro,
        templates_off=needs_templates_off(body),
        taxonomies=frozenset(taxonomies),
    )
    front = front_matter(chosen, head)
    text = f"{front}\n{chosen.shield(body)}\n" if body else front
    # A title out of a shell's arguments may hold bytes that are no text.
    text = text.encode("utf-8", "replace").decode()
    # The front matter and the empty line after it come before the text.
    above = front.count("\n") + 1
    below = tuple(Place(above + place.line, place.lesson_id) for place in places)
    name = file_name(date, title, suffix)
    return Post(name, text, ids, title, dialect, below, date.isoformat(), purpose)


def _one_line(title: str) -> str:
    return " ".join(title.split()) or "Lessons learned"
