"""A post from its lessons: gathered for an outline, composed as the outline says, and written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from retro.dates import PartialDate
from retro.errors import NothingFound, PublishRefused, UsageProblem
from retro.journal import Journal
from retro.model import Lesson
from retro.paths import state_folder
from retro.posts.asset_files import copy_assets
from retro.posts.chart_files import write_charts
from retro.posts.checks import Finding, Known, Preflight, refuse_what_must_not_go_out
from retro.posts.composing import Post, post_date, publishable, purpose_of
from retro.posts.dialects import DIALECTS
from retro.posts.grouping import WITHOUT_GROUP, GroupBy, arranged, group_of, grouped
from retro.posts.illustrated import Images
from retro.posts.merging import Conflict
from retro.posts.preview import preview_page, write_page
from retro.posts.redacting.leaks import Leak
from retro.posts.redacting.redactor import Level, Told, stricter
from retro.posts.requests import Request, requested_of
from retro.posts.sandbox import template_names
from retro.posts.sections import EvidenceAs
from retro.posts.sites import target
from retro.posts.writing import Draft, prepare, write_drafts
from retro.practice.retrospectives import summary
from retro.practice.retrospectives.formats import read_formats
from retro.practice.retrospectives.session import summary_of
from retro.search import Order, SearchEngine
from retro.settings import read_settings
from retro.tui.looks import shown_title
from retro.tui.outlines import Entry, Outline, Section

__all__ = [
    "CHART_WAYS",
    "DIALECT_NAMES",
    "EVIDENCE_WAYS",
    "GROUPINGS",
    "LEVELS",
    "WITHOUT_GROUP",
    "Composed",
    "Gathered",
    "Notice",
    "Plan",
    "Written",
    "composed",
    "gathered",
    "paged",
    "written",
]

GROUPINGS = tuple(str(each) for each in GroupBy)
"""What the sections of a post can be."""

EVIDENCE_WAYS = tuple(str(each) for each in EvidenceAs)
"""How what was measured can be told."""

CHART_WAYS = ("as the site", "yes", "no")
"""Whether what was measured can be drawn beside the post as well."""

LEVELS = {
    str(Level.NONE): "",
    str(Level.PEOPLE): "people by role",
    str(Level.COMPANIES): "companies by pseudonym",
    str(Level.ALL): "nobody by name",
}
"""Whose names can be replaced, and what is said of it."""

DIALECT_NAMES = tuple(DIALECTS)
"""The site generators that a post can be written for."""


class Gathered(NamedTuple):
    """What a post can be made of.

    Args:
        entries: Its lessons by id, as the outline shows them; no private one is among them.
        outlines: For each grouping, how the post would be arranged.
        withheld: Ids and titles of the lessons that stay, because they are private.
        notes: How the query was understood, where that may surprise.
        templates: What can make the text.
    """

    entries: dict[str, Entry]
    outlines: dict[str, Outline]
    withheld: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


class Plan(NamedTuple):
    """A post as it is to be.

    Args:
        lesson_ids: Its lessons, in order.
        left_out: Those that were found and are not to be in it.
        group_by: What its sections are.
        title: Of the post.
        folder: Where its file goes.
        dialect: The generator that it is for.
        template: What makes its text.
        evidence_as: How what was measured is told.
        date: Its day in ISO 8601; "" for that of its latest lesson.
        query: What found the lessons.
        redact: Whose names are replaced, and no fewer than its site says.
        charts: Whether what was measured is drawn beside it as well: one of ``CHART_WAYS``.
        retrospective_id: What is told before the lessons, in which they were learned; "" for none.
    """

    lesson_ids: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    group_by: str = "company"
    title: str = "Lessons learned"
    folder: Path = Path()
    dialect: str = "jekyll"
    template: str = "by-company"
    evidence_as: str = "sentence"
    date: str = ""
    query: str = ""
    redact: str = "none"
    charts: str = "as the site"
    retrospective_id: str = ""


class Notice(NamedTuple):
    """Something to know about a post before it is written.

    Args:
        code: What sort of thing: a check's code, or ``private``, ``redacted``, ``left-out``, ``gone`` …
        said: In one sentence.
        fix: What can be done about it.
        line: The line of the post, from 1; 0 where it is about none.
        lesson_id: Whose it is; "" for nobody's.
        refuses: The post cannot be written as it is.
    """

    code: str
    said: str
    fix: str = ""
    line: int = 0
    lesson_id: str = ""
    refuses: bool = False


class Composed(NamedTuple):
    """A post as it would be written, with what there is to know about it.

    ``places`` are lines, from 1, with the id of the lesson that begins there, "" for a section's heading;
    ``title`` is the post's, which redaction may have changed.
    """

    plan: Plan
    path: Path
    text: str
    date: str
    places: tuple[tuple[int, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    title: str = ""


class Made(NamedTuple):
    """A post that was made, and how."""

    post: Post
    lessons: list[Lesson]
    findings: tuple[Finding, ...]
    leaks: tuple[Leak, ...]
    told: Told
    draft: Draft | None = None
    images: Images = Images()


class Written(NamedTuple):
    """A post that was written; ``changed`` is false when the file held it already."""

    plan: Plan
    path: Path
    lessons: int
    changed: bool


def gathered(text: str, lesson_ids: Sequence[str] | None = None) -> Callable[[Journal], Gathered]:
    """What a post can be made of: what a query finds, or just these lessons; oldest first."""

    def job(journal: Journal) -> Gathered:
        notes: tuple[str, ...] = ()
        if lesson_ids is None:
            results = SearchEngine(journal).find(text, order=Order.DATE)
            found = [hit.lesson for hit in results.page(0, results.total)][::-1]
            notes = tuple(results.notes)
        else:
            today = journal.today()
            found = sorted(journal.lessons.by_ids(lesson_ids), key=lambda each: post_date([each], today))
        allowed = publishable(found).lessons
        ids = {lesson.id for lesson in allowed}
        return Gathered(
            {each.id: Entry(each.id, shown_title(each.title), str(each.kind)) for each in allowed},
            {str(group_by): _outline(allowed, group_by) for group_by in GroupBy},
            tuple((each.id, each.title) for each in found if each.id not in ids),
            notes,
            tuple(name for name in template_names() if name != "one-lesson"),
        )

    return job


def _outline(lessons: Iterable[Lesson], group_by: GroupBy) -> Outline:
    groups = grouped(arranged(lessons, group_by), group_by)
    return Outline(
        tuple(
            Section(group_of(members[0], group_by), tuple(lesson.id for lesson in members))
            for _, members in groups
        )
    )


def composed(plan: Plan) -> Callable[[Journal], Composed]:
    """The post of a plan, and what there is to know about it."""

    def job(journal: Journal) -> Composed:
        made = _made(journal, plan)
        post, lessons = made.post, made.lessons
        notices = [*map(partial(_leaking, post), made.leaks), *map(_notice, made.findings)]
        notices += _redacted(made.told)
        notices += [Notice("image-missing", said) for said in made.images.problems]
        notices += [Notice("chart-kept", said) for said in made.images.charts.problems]
        notices += [_conflict(each, post) for each in made.draft.conflicts] if made.draft else []
        missing = set(plan.lesson_ids) - {lesson.id for lesson in lessons}
        notices += [_gone(lesson_id) for lesson_id in plan.lesson_ids if lesson_id in missing]
        notices += [_private(lesson) for lesson in lessons if lesson.id not in post.lesson_ids]
        notices += [
            Notice("left-out", f"“{shown_title(lesson.title)}” is left out.", lesson_id=lesson.id)
            for lesson in journal.lessons.by_ids(plan.left_out)
        ]
        places = tuple((place.line, place.lesson_id) for place in post.places)
        path = plan.folder / post.filename
        return Composed(plan, path, post.text, post.dated, places, tuple(notices), post.title)

    return job


def _made(journal: Journal, plan: Plan) -> Made:
    """The post of a plan, with what its author changed in the file since retro wrote it."""
    lessons = journal.lessons.by_ids(plan.lesson_ids)
    made = requested_of(publishable(lessons), journal, _request(journal, plan), plan.folder)
    [post] = made.posts
    draft = None
    with suppress(PublishRefused, UsageProblem):  # a file stands in the way: writing says so, and asks
        [draft] = prepare(journal, [post], plan.folder)
    shown = draft.shown if draft else post
    images = made.illustrated.shown_in([shown.text])
    leaks = made.guard.leaks({shown.filename: shown.text.encode(), **images.contents})
    places = {leak.line for leak in leaks}
    findings = Preflight(Known.of(journal, made.lessons, made.small)).post(shown, made.lessons)
    return Made(
        shown,
        lessons,
        tuple(each for each in findings if not each.refuses or each.line not in places),
        tuple(leaks),
        made.redaction,
        draft,
        images,
    )


def _request(journal: Journal, plan: Plan) -> Request:
    """What a plan asks for, in its site's ways."""
    wants_charts = {"yes": True, "no": False}.get(plan.charts)
    place = target(plan.folder, read_settings(), dialect=plan.dialect, charts=wants_charts)
    # A selection is nobody's query: it never updates a post of another.
    purpose = purpose_of(plan.query, plan.template, plan.title) if plan.query else ""
    intro = ""
    if plan.retrospective_id:
        held = journal.retrospectives.get(plan.retrospective_id)
        purpose = summary.purpose_of(held)
        intro = summary.post_intro(summary_of(journal, held.id, read_formats().of(held.format)))
    return Request(
        template=plan.template,
        title=plan.title,
        date=PartialDate.parse(plan.date).first_day if plan.date else None,
        group_by=GroupBy(plan.group_by),
        category=place.category,
        evidence_as=EvidenceAs(plan.evidence_as),
        dialect=plan.dialect,
        author=place.author,
        taxonomies=place.taxonomies,
        zone=place.zone,
        redact=stricter(Level(plan.redact), Level(place.site.redact if place.site else "none")),
        charts=place.charts,
        lesson_ids=plan.lesson_ids,
        intro=intro,
        purpose=purpose,
    )


def _leaking(post: Post, leak: Leak) -> Notice:
    line = leak.line or 1  # the name of the file follows from the title, which stands at the top
    return Notice(leak.code, leak.said, leak.fix, line, _lesson_at(post, line), refuses=True)


def _redacted(told: Told) -> Iterator[Notice]:
    """What redaction did, a name each."""
    for each in told.names:
        times = "once" if each.times == 1 else f"{each.times:,} times"
        yield Notice("redacted", f"{each.name} is called “{each.instead}”, {times}.")
    if told.passages:
        noun = "passage was" if told.passages == 1 else "passages were"
        yield Notice("redacted", f"{told.passages:,} private {noun} taken out.")


def _conflict(conflict: Conflict, post: Post) -> Notice:
    said = "Your edit of the file stands; the lesson was changed, too."
    return Notice("conflict", said, "Change it in the file.", conflict.line, _lesson_at(post, conflict.line))


def _notice(finding: Finding) -> Notice:
    return Notice(finding.code, finding.said, finding.fix, finding.line, finding.lesson_id, finding.refuses)


def _refuse(made: Made) -> None:
    for leak in made.leaks:
        raise PublishRefused(f"{leak.said} Nothing was written. {leak.fix}")
    refuse_what_must_not_go_out((f"{made.post.filename}:{each.line}", each) for each in made.findings)


def _lesson_at(post: Post, line: int) -> str:
    """The lesson that a line of a post belongs to, "" where it is nobody's."""
    found = ""
    for place in post.places:
        if place.line > line:
            break
        found = place.lesson_id
    return found


def _gone(lesson_id: str) -> Notice:
    return Notice("gone", f"Lesson {lesson_id} is no longer in the journal.", lesson_id=lesson_id)


def _private(lesson: Lesson) -> Notice:
    return Notice("private", f"“{shown_title(lesson.title)}” is private by now, and stays.")


def written(plan: Plan, seen: str, *, force: bool) -> Callable[[Journal], Written]:
    """Write the post of a plan.

    Args:
        plan: What is written.
        seen: Its text as the person saw it: nothing else may go out.
        force: Write over a file that stands in the way.
    """

    def job(journal: Journal) -> Written:
        made = _made(journal, plan)
        post = made.post
        if not post.lesson_ids:
            raise NothingFound("No lesson is in the post, so nothing was written.")
        _refuse(made)
        if post.text != seen:
            raise PublishRefused(
                "A lesson was changed since, so nothing was written; the post is shown as it is now."
            )
        drafts = [made.draft] if made.draft else prepare(journal, [post], plan.folder, force=force)
        [file] = write_drafts(journal, drafts, plan.folder, query=plan.query)
        if made.images.place is not None:
            copy_assets(made.images.shown, made.images.place)
            write_charts(made.images.charts, made.images.place)
        return Written(plan, file.path, len(post.lesson_ids), file.changed)

    return job


def paged(plan: Plan) -> Callable[[Journal], Path]:
    """The post of a plan as a local page; its file."""

    def job(journal: Journal) -> Path:
        made = _made(journal, plan)
        _refuse(made)
        path = state_folder() / "preview.html"
        write_page(path, preview_page([made.post], made.images.charts.contents), private=True)
        return path

    return job
