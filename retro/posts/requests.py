"""What somebody asks to be published, and the posts that come of it: for ``retro export`` and its like."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from retro.errors import NothingFound, PublishRefused
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.asset_files import AssetPlace, place_for
from retro.posts.assets import Assets, assets_of, relocated
from retro.posts.chart_lines import chart_bases
from retro.posts.checks.companies import small_companies
from retro.posts.composing import (
    Post,
    Selection,
    compose,
    compose_each,
    post_date,
    publishable,
    purpose_of,
    purpose_of_one,
)
from retro.posts.dialects import JOURNALS, NOTES
from retro.posts.dialects.lossless import texts
from retro.posts.grouping import GroupBy
from retro.posts.illustrated import Illustrated, Images
from retro.posts.journals import compose_journal, contents_of
from retro.posts.many import Many, many_lessons, many_posts, without_texts
from retro.posts.notes import compose_notes
from retro.posts.redacting.contents import redacted, redacted_people, redacted_relation
from retro.posts.redacting.leaks import Guard
from retro.posts.redacting.redactor import Level, Redactor, Told
from retro.posts.sections import EvidenceAs
from retro.posts.writing import earlier, written_before
from retro.search import Order, SearchEngine
from retro.surroundings import Person

__all__ = ["Request", "Requested", "requested", "requested_of"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be published, and how.

    Attributes:
        query: What finds the lessons.
        each: One post a lesson, in the place of one of all.
        unpublished: Only lessons that are in no post yet; then the post is a new one each time.
        template: What makes the text; empty for the usual one.
        title: The post's; empty for the template's or one of the query.
        date: The post's day; None for the one that it has, or that of its latest lesson.
        group_by: What its sections are; None leaves it to the template.
        category: Of the post.
        tags: Of the post; none for the themes of its lessons.
        evidence_as: How evidence is told.
        dialect: What it is written for.
        author: Of the post; may be empty.
        taxonomies: What the site has pages for.
        zone: Where the site's days begin; None for where the user is.
        redact: Whose names are replaced.
        charts: Whether what was measured is drawn beside the posts as well.
        lesson_ids: The lessons in their order, in the place of a query.
        intro: Markdown before them, in one post of all.
        purpose: What a post of named lessons is known by; without it, each is a new one.
    """

    query: str = ""
    each: bool = False
    unpublished: bool = False
    template: str = ""
    title: str = ""
    date: dt.date | None = None
    group_by: GroupBy | None = None
    category: str = "leadership"
    tags: tuple[str, ...] = ()
    evidence_as: EvidenceAs = EvidenceAs.SENTENCE
    dialect: str = "jekyll"
    author: str = ""
    taxonomies: frozenset[str] = frozenset({"tags"})
    zone: dt.tzinfo | None = None
    redact: Level = Level.NONE
    charts: bool = False
    lesson_ids: tuple[str, ...] = ()
    intro: str = ""
    purpose: str = ""

    @property
    def lessons_query(self) -> str:
        """The query that finds the lessons."""
        if not self.unpublished:
            return self.query
        return f"({self.query}) is:unpublished" if self.query.strip() else "is:unpublished"


@dataclass(frozen=True)
class Requested:
    """What came of a request.

    Attributes:
        posts: Or notes, or the one file of a journal.
        lessons: Those in them; of more than five hundred, the bodies of the first alone.
        withheld: How many private ones were left out.
        level: Whose names were replaced in them.
        redaction: What was replaced and taken out.
        guard: Finds what must not leave.
        small: The companies of which a lesson tells that they were small.
        texts: All that a journal's file holds, as a reader would meet it; none for posts.
        renamed: Names of files in which posts were until now, and that give somebody away.
        illustrated: Images and charts, of which the posts show some.
    """

    posts: Sequence[Post]
    lessons: Sequence[Lesson]
    withheld: int
    level: Level
    redaction: Told
    guard: Guard
    small: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    illustrated: Illustrated = field(default_factory=Illustrated)

    @cached_property
    def images(self) -> Images:
        """What the posts show."""
        return self.illustrated.shown_in(post.text for post in self.posts)


def requested(journal: Journal, request: Request, folder: Path | None = None) -> Requested:
    """Compose what was requested; nothing is written.

    Args:
        journal: Where the lessons are.
        request: What is asked for.
        folder: Where it is to go: a post that is there already keeps its file's name and its day.

    Raises:
        NothingFound: When no lesson may be published, or there is no such template.
        PublishRefused: When the query is not exact.
        UsageProblem: When a template has a mistake.
    """
    selection = _named(journal, request) if request.lesson_ids else _selected(journal, request.lessons_query)
    return requested_of(selection, journal, request, folder)


def requested_of(
    selection: Selection, journal: Journal, request: Request, folder: Path | None = None
) -> Requested:
    """Compose what was requested of lessons that were found already, perhaps of none; nothing is written.

    Args:
        selection: The lessons that may leave.
        journal: Where they are.
        request: What is asked for.
        folder: Where it is to go.

    Raises:
        NothingFound: When there is no such template.
        UsageProblem: When a template has a mistake.
    """
    redactor = Redactor(journal.companies.all(), journal.people.all(), request.redact)
    if request.dialect in JOURNALS:
        entries = tuple(map(redactor.lesson, selection.lessons))
        contents = redacted(contents_of(journal, selection.lessons), entries, redactor)
        file = compose_journal(contents, request.dialect, today=journal.today(request.zone))
        return Requested(
            (file,),
            entries,
            selection.withheld,
            request.redact,
            redactor.told,
            redactor.guard(),
            small_companies(entries),
            tuple(texts(contents)),
        )
    # Their copies have names that may be published, so that redaction leaves their addresses alone.
    assets = assets_of(selection.lessons, word=redactor.word)
    place = None if folder is None else place_for(folder)
    lessons = _published(selection.lessons, assets, place, redactor)
    maker = _Maker(journal, _public(request, redactor), lessons, folder, redactor)
    posts = maker.posts()
    renamed: set[str] = set()
    if folder is not None:
        # A post keeps the name of its file, so that its address stays, unless that gives somebody away.
        known = written_before(journal, {post.purpose for post in without_texts(posts)}, folder)
        names = {purpose: str(path.relative_to(folder.resolve())) for purpose, path in known.items()}
        away = {name for name in names.values() if redactor.gives_away(name)}
        posts = posts.renamed(partial(_under_its_name, names=names, away=away))
        renamed = away - {post.filename for post in without_texts(posts)}
    bases: Mapping[str, str] = {}
    if request.charts:
        # What a chart is called follows from its post's name, which is known only now.
        bases = chart_bases(
            lessons,
            ((post.filename, post.lesson_ids) for post in without_texts(posts)),
            place.prefix if place else "",
        )
        if bases:
            before = iter([post.filename for post in without_texts(posts)])
            posts = maker.posts(bases).renamed(lambda post: replace(post, filename=next(before)))
    shells = tuple(without_texts(lessons))
    return Requested(
        posts,
        shells,
        selection.withheld,
        request.redact,
        redactor.told,
        redactor.guard(),
        small_companies(lessons),
        renamed=tuple(sorted(renamed)),
        illustrated=Illustrated(assets, shells, bases, place),
    )


def _published(
    lessons: Sequence[Lesson], assets: Assets, place: AssetPlace | None, redactor: Redactor
) -> Many[Lesson]:
    """Lessons as they may be published, with the addresses that their images will have."""
    images = iter(assets.by_lesson)

    def relocating(lesson: Lesson) -> Lesson:
        shown = next(images)
        return lesson if place is None else relocated(lesson, shown, place.prefix)

    return redactor.lessons(lessons if isinstance(lessons, Many) else many_lessons(lessons), relocating)


def _under_its_name(post: Post, names: Mapping[str, str], away: Collection[str]) -> Post:
    """A post under the name that its file has, by its purpose, unless that gives somebody away."""
    name = names.get(post.purpose, post.filename)
    return post if name in away else replace(post, filename=name)


def _public(request: Request, redactor: Redactor) -> Request:
    """The request with what it says itself as it may be published; the title is redacted where it is made."""
    return replace(
        request,
        category=redactor.word(request.category),
        tags=tuple(map(redactor.word, request.tags)),
        author=request.author and redactor.text(request.author),
        intro=request.intro and redactor.text(request.intro),
    )


def _named(journal: Journal, request: Request) -> Selection:
    """The lessons that were named and that may leave, in their order."""
    selection = publishable(journal.lessons.by_ids(request.lesson_ids))
    if not selection.lessons:
        raise NothingFound("None of these lessons may be published, so nothing was written.")
    return selection


def _selected(journal: Journal, text: str) -> Selection:
    """The lessons that a query finds and that may leave, oldest first, as a post tells them."""
    results = SearchEngine(journal).find(text, order=Order.DATE)
    if results.notes:
        # Searching may guess; publishing what a guess brought in cannot be taken back.
        raise PublishRefused(f"The query is not exact, so nothing was written. {' '.join(results.notes)}")
    found = results.ids()[::-1]
    if not found:
        raise NothingFound("No lesson matches, so nothing was written.")
    selection = publishable(_read(journal, found))
    if not selection.lessons:
        raise NothingFound(f"Nothing was written: all that matches is private ({selection.withheld}).")
    return selection


def _read(journal: Journal, ids: Sequence[str]) -> Iterator[Lesson]:
    """Lessons by their ids, some at once."""
    for start in range(0, len(ids), _TOGETHER):
        yield from journal.lessons.by_ids(ids[start : start + _TOGETHER])


_TOGETHER = 200


@dataclass(frozen=True)
class _Maker:
    """Composes the posts of a request.

    Attributes:
        journal: Knows what was written before.
        request: As it may be published.
        lessons: Likewise.
        folder: Where they are to go; None for nowhere.
        redactor: Redacts titles.
    """

    journal: Journal
    request: Request
    lessons: Sequence[Lesson]
    folder: Path | None
    redactor: Redactor

    def posts(self, charts: Mapping[str, str] | None = None) -> Many[Post]:
        """The posts, or notes.

        Args:
            charts: Id of a lesson -> what the addresses of its charts begin with; nothing for no charts.
        """
        if self.request.dialect == NOTES:
            return self._notes(charts)
        return self._one_each(charts) if self.request.each else many_posts([self._one(charts)])

    def _notes(self, charts: Mapping[str, str] | None) -> Many[Post]:
        names: dict[str, str] = {}
        if self.folder is not None:
            # Notes link to each other by name, so that one that is there keeps its own.
            purposes = {purpose_of_one(lesson.id): lesson.id for lesson in self.lessons}
            for purpose, path in written_before(self.journal, purposes, self.folder).items():
                if not self.redactor.gives_away(path.name):
                    names[purposes[purpose]] = path.name
        relations = {
            each.id: redacted_relation(each, self.redactor)
            for lesson in self.lessons
            for each in self.journal.relations.of(lesson.id)
        }
        return compose_notes(
            self.lessons,
            relations.values(),
            today=self.journal.today(self.request.zone),
            tags=self.request.tags,
            names=names,
            charts=charts,
        )

    def _one_each(self, charts: Mapping[str, str] | None) -> Many[Post]:
        request = self.request
        return compose_each(
            self.lessons,
            today=self.journal.today(request.zone),
            category=request.category,
            tags=request.tags,
            dialect=request.dialect,
            author=request.author,
            taxonomies=request.taxonomies,
            template=request.template or "one-lesson",
            evidence_as=request.evidence_as,
            people=self._people,
            charts=charts,
        )

    def _one(self, charts: Mapping[str, str] | None) -> Post:
        request = self.request
        template = request.template or "by-company"
        purpose = "" if request.unpublished else purpose_of(request.query, template, request.title)
        purpose = request.purpose if request.lesson_ids else purpose
        known = None if self.folder is None else earlier(self.journal, purpose, self.folder)
        before = dt.date.fromisoformat(known.dated) if known and known.dated else None
        return compose(
            self.lessons,
            title=self._title,
            # Its address may not change when a lesson is added.
            date=request.date or before or post_date(self.lessons, self.journal.today(request.zone)),
            group_by=request.group_by,
            category=request.category,
            tags=request.tags,
            dialect=request.dialect,
            author=request.author,
            taxonomies=request.taxonomies,
            template=template,
            evidence_as=request.evidence_as,
            people=self._people,
            purpose=purpose,
            charts=charts,
            intro=request.intro,
            as_given=bool(request.lesson_ids),
        )

    @cached_property
    def _people(self) -> tuple[Person, ...]:
        """Redacted once, as well."""
        return tuple(redacted_people(self.journal.people.all(), self.lessons, self.redactor))

    @cached_property
    def _title(self) -> str:
        """Redacted once, for what was replaced is counted."""
        request = self.request
        title = request.title or ("" if request.template else _title(request.query))
        return title and self.redactor.title(title)


def _title(query: str) -> str:
    return f"Lessons: {query}" if query.strip() else "Lessons learned"
