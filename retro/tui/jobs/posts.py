"""A post from its lessons: gathered for an outline, composed as the outline says, and written."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from retro.dates import PartialDate
from retro.errors import NothingFound, PublishRefused
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.assets import Assets, assets_of, copy_assets, place_for
from retro.posts.composing import Post, compose, post_date, publishable
from retro.posts.dialects import DIALECTS
from retro.posts.grouping import WITHOUT_GROUP, GroupBy, arranged, group_of, grouped
from retro.posts.linting import Finding, check, refuse_what_must_not_go_out
from retro.posts.writing import write_posts
from retro.search import Order, SearchEngine
from retro.tui.looks import shown_title
from retro.tui.outlines import Entry, Outline, Section

__all__ = [
    "DIALECT_NAMES",
    "GROUPINGS",
    "WITHOUT_GROUP",
    "Composed",
    "Gathered",
    "Notice",
    "Plan",
    "Written",
    "composed",
    "gathered",
    "written",
]

GROUPINGS = tuple(str(each) for each in GroupBy)
"""What the sections of a post can be."""

DIALECT_NAMES = tuple(DIALECTS)
"""The site generators that a post can be written for."""


class Gathered(NamedTuple):
    """What a post can be made of.

    Args:
        entries: Its lessons by id, as the outline shows them; no private one is among them.
        outlines: For each grouping, how the post would be arranged.
        withheld: Ids and titles of the lessons that stay, because they are private.
        notes: How the query was understood, where that may surprise.
    """

    entries: dict[str, Entry]
    outlines: dict[str, Outline]
    withheld: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


class Plan(NamedTuple):
    """A post as it is to be.

    Args:
        lesson_ids: Its lessons, in order.
        left_out: Those that were found and are not to be in it.
        group_by: What its sections are.
        title: Of the post.
        folder: Where its file goes.
        dialect: The generator that it is for.
        date: Its day in ISO 8601; "" for that of its latest lesson.
        query: What found the lessons.
    """

    lesson_ids: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    group_by: str = "company"
    title: str = "Lessons learned"
    folder: Path = Path()
    dialect: str = "jekyll"
    date: str = ""
    query: str = ""


class Notice(NamedTuple):
    """Something to know about a post before it is written.

    Args:
        code: What sort of thing: a check's code, ``private``, ``left-out``, ``gone`` or ``query``.
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

    ``places`` are lines, from 1, with the id of the lesson that begins there, "" for a section's heading.
    """

    plan: Plan
    path: Path
    text: str
    date: str
    places: tuple[tuple[int, str], ...] = ()
    notices: tuple[Notice, ...] = ()


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
        post, lessons, findings, assets = _composed(journal, plan)
        notices = [_notice(finding, post) for finding in findings]
        notices += [Notice("image-missing", said) for said in assets.problems]
        missing = set(plan.lesson_ids) - {lesson.id for lesson in lessons}
        notices += [_gone(lesson_id) for lesson_id in plan.lesson_ids if lesson_id in missing]
        notices += [_private(lesson) for lesson in lessons if lesson.id not in post.lesson_ids]
        notices += [
            Notice("left-out", f"“{shown_title(lesson.title)}” is left out.", lesson_id=lesson.id)
            for lesson in journal.lessons.by_ids(plan.left_out)
        ]
        places = tuple((place.line, place.lesson_id) for place in post.places)
        day = post.filename[:10]
        return Composed(plan, plan.folder / post.filename, post.text, day, places, tuple(notices))

    return job


def _composed(journal: Journal, plan: Plan) -> tuple[Post, list[Lesson], tuple[Finding, ...], Assets]:
    lessons = journal.lessons.by_ids(plan.lesson_ids)
    allowed = publishable(lessons).lessons
    assets = assets_of(allowed)
    allowed = assets.placed(allowed, place_for(plan.folder))
    today = journal.today()
    date = PartialDate.parse(plan.date).first_day if plan.date else post_date(allowed, today)
    post = compose(
        allowed,
        title=plan.title,
        date=date,
        group_by=GroupBy(plan.group_by),
        dialect=plan.dialect,
        as_given=True,
    )
    return post, lessons, check(post, allowed, today=today, people=journal.people.all()), assets


def _notice(finding: Finding, post: Post) -> Notice:
    lesson_id = ""
    for place in post.places:
        if place.line > finding.line:
            break
        lesson_id = place.lesson_id
    return Notice(finding.code, finding.said, finding.fix, finding.line, lesson_id, finding.refuses)


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
        post, _, findings, assets = _composed(journal, plan)
        if not post.lesson_ids:
            raise NothingFound("No lesson is in the post, so nothing was written.")
        refuse_what_must_not_go_out(findings)
        if post.text != seen:
            raise PublishRefused(
                "A lesson was changed since, so nothing was written; the post is shown as it is now."
            )
        [file] = write_posts(journal, [post], plan.folder, query=plan.query, force=force)
        copy_assets(assets.found, place_for(plan.folder))
        return Written(plan, file.path, len(post.lesson_ids), file.changed)

    return job
