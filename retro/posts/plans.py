"""What importing posts would do, worked out without writing anything.

A post that comes again is compared with what the journal remembers of it: what the post did not change stays
as it is, what the user changed wins, what the user deleted stays deleted, and what has left the post is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from hashlib import blake2b
from pathlib import Path

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.publishing import ImportedLesson
from retro.model import Lesson, LessonDraft
from retro.posts.assets import own_addresses
from retro.posts.entries import OwnApplication, OwnRelation
from retro.posts.extraction import CompanyMention
from retro.posts.finding import STDIN, PostFile
from retro.posts.matching import Merge, match, merge
from retro.posts.read_ahead import read_ahead
from retro.posts.sites import Sites
from retro.posts.told import Reading, Told, forget_sites, read_lessons

__all__ = ["PostPlan", "Row", "State", "plan"]


class State(StrEnum):
    """What an import does with a lesson of a post."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept your edit"
    GONE = "gone from the post"
    DELETED = "you deleted it"


@dataclass(frozen=True, slots=True)
class Row:
    """One lesson of a post.

    Attributes:
        state: What the import does with it.
        draft: As it will be in the journal; for one that has gone from the post, as it is.
        before: The lesson as it was when the plan was made; None for a new one.
        told: As the post tells it, to be remembered; None for one that has gone.
        lesson_id: Which lesson it is, empty when it is new.
        changed: The fields that change.
        kept: The fields that the post changed as well, where the user's edit stays.
        near: Lessons from elsewhere that say nearly the same, for a new one.
        confidence: How sure the reader was that this is a lesson, from 0 to 1.
        rule: Which rule found it.
        relations: What the post tells of how it stands to others.
        applications: What the post tells of when it was applied or violated.
    """

    state: State
    draft: LessonDraft
    told: LessonDraft | None
    lesson_id: str = ""
    before: LessonDraft | None = None
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    near: tuple[Lesson, ...] = ()
    confidence: float = 1.0
    rule: str = ""
    relations: tuple[OwnRelation, ...] = ()
    applications: tuple[OwnApplication, ...] = ()


@dataclass(frozen=True, slots=True)
class PostPlan:
    """What importing one post would do.

    Attributes:
        path: The file.
        key: What the post is known by; standard input has no path of its own.
        title: The post's.
        published: Its day, empty when it has none.
        rows: Its lessons; those that have gone from it last.
        problems: What could not be read, each in one sentence.
        notes: What is worth knowing of it: that it is a draft, why nothing was read from it.
        content_hash: Of its bytes, and of what the user said about them.
        post: Its row among the imported posts, None when it is new.
        is_same: The same bytes were imported before: there is nothing to do.
        companies: What it tells about companies.
        again: Works the same out anew, for when somebody else has written since.
    """

    path: str
    key: str = ""
    title: str = ""
    published: str = ""
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    content_hash: str = ""
    post: int | None = None
    is_same: bool = False
    companies: tuple[CompanyMention, ...] = ()
    again: "Callable[[], PostPlan] | None" = field(default=None, repr=False, compare=False)


def plan(journal: Journal, files: Iterable[PostFile], *, company: str | None = None) -> Iterator[PostPlan]:
    """What importing posts would do, one after the other; nothing is written, nothing piles up.

    Args:
        journal: What is there already.
        files: The posts, in order.
        company: The company of all that does not name another.
    """
    forget_sites()
    sites = Sites()

    def is_known(file: PostFile) -> bool:
        return bool(file.problem) or _unchanged(journal, file, _digest(file, company)) is not None

    for file, reading in read_ahead(partial(read_lessons, company=company), files, unless=is_known):
        if file.problem:
            yield PostPlan(file.path, problems=(file.problem,))
        else:
            again = partial(_plan_file, journal, file, company, sites)
            yield replace(again(reading), again=again)


def _digest(file: PostFile, company: str | None) -> str:
    return blake2b(f"{file.content_hash} {company or ''}".encode(), digest_size=16).hexdigest()


def _unchanged(journal: Journal, file: PostFile, digest: str) -> int | None:
    """The post among those that were imported, where it is the same as it was then."""
    known = None if file.path == STDIN else journal.imports.find(file.path, "", "")
    return known if known is not None and journal.imports.unchanged(known, digest) else None


def _plan_file(
    journal: Journal, file: PostFile, company: str | None, sites: Sites, reading: Reading | None = None
) -> PostPlan:
    digest = _digest(file, company)
    same = _unchanged(journal, file, digest)
    if same is not None:
        return _same(journal, file.path, same)
    read = reading or read_lessons(file, company=company)
    key = file.path if file.path != STDIN else f"- {read.published} {read.title}"
    known = None if file.path == STDIN else journal.imports.find(file.path, "", "")
    post = known if known is not None else _found(journal, key, read.title, read.published)
    if post is not None and journal.imports.unchanged(post, digest):
        return _same(journal, file.path, post)
    rows = _rows(journal, file, read.told, [] if post is None else journal.imports.lessons(post), sites)
    return PostPlan(
        path=file.path,
        key=key,
        title=read.title,
        published=read.published,
        rows=tuple(rows),
        problems=read.problems,
        notes=read.notes,
        content_hash=digest,
        post=post,
        companies=read.companies,
    )


def _same(journal: Journal, path: str, post: int) -> PostPlan:
    """The same bytes again; only how many lessons came from them is worth telling."""
    rows = tuple(
        Row(State.DELETED if item.deleted else State.UNCHANGED, item.draft, None, item.lesson_id)
        for item in journal.imports.lessons(post)
    )
    return PostPlan(path, rows=rows, post=post, is_same=True)


def _found(journal: Journal, key: str, title: str, published: str) -> int | None:
    """A post of the same title and day, if it moved here: if it is no longer where it was."""
    post = journal.imports.find(key, title, published)
    if post is None:
        return None
    before = journal.imports.path(post)
    return post if before == key or (not before.startswith("- ") and not Path(before).exists()) else None


def _rows(
    journal: Journal,
    file: PostFile,
    told: Sequence[Told],
    before: Sequence[ImportedLesson],
    sites: Sites,
) -> Iterator[Row]:
    matched = match([item.draft for item in before], [item.draft for item in told])
    from_here = {item.lesson_id for item in before}
    for index, item in enumerate(told):
        if index in matched:
            yield _again(journal, item, before[matched[index]])
        else:
            yield _written_here(journal, file, item, sites) or _new(journal, item, from_here)
    gone = set(range(len(before))) - set(matched.values())
    for index in sorted(gone):
        if not before[index].deleted:
            lesson = journal.lessons.get(before[index].lesson_id)
            yield Row(State.GONE, lesson, None, lesson.id)


def _again(journal: Journal, item: Told, before: ImportedLesson) -> Row:
    """A lesson that the post told before."""
    if before.deleted:
        return _row(State.DELETED, item, None, Merge(item.draft, (), ()), before.lesson_id)
    mine = journal.lessons.get(before.lesson_id)
    merged = merge(journal, before.draft, item.draft, mine)
    state = State.CHANGED if merged.changed else State.KEPT if merged.kept else State.UNCHANGED
    return _row(state, item, mine, merged)


def _written_here(journal: Journal, file: PostFile, item: Told, sites: Sites) -> Row | None:
    """A lesson that this journal exported itself.

    The post's words win where the lesson was not touched since it was written; else the journal's do.
    """
    if not item.id:
        return None
    try:
        mine = journal.lessons.get(item.id)
    except (NothingFound, InvalidValue):
        return None
    written = journal.posts.at(file.path)
    if mine.id != item.id or written is None or mine.id not in written.lesson_ids:
        return None
    # Its images lie where it came from first; the post shows their copies.
    told = own_addresses(item.draft, mine, sites)
    item = replace(item, draft=told.replace(source=mine.source or told.source))
    merged = merge(journal, mine, item.draft, mine)
    if merged.changed and mine.updated_at > written.written_at:
        return _row(State.KEPT, item, mine, Merge(mine, (), merged.changed))
    return _row(State.CHANGED if merged.changed else State.UNCHANGED, item, mine, merged)


def _new(journal: Journal, item: Told, from_here: set[str]) -> Row:
    draft = item.draft
    fields = {name: getattr(draft, name) for name in LessonDraft.field_names}
    unsaved = Lesson(**fields, id="", created_at="", updated_at="")
    near = tuple(lesson for lesson in journal.fulltext.near_duplicates(unsaved) if lesson.id not in from_here)
    return replace(_row(State.NEW, item, None, Merge(draft, (), ())), near=near)


def _row(state: State, item: Told, before: Lesson | None, merged: Merge, lesson_id: str = "") -> Row:
    draft = merged.draft
    if merged.changed:
        draft = draft.replace(source=item.draft.source)
    return Row(
        state=state,
        draft=draft,
        told=item.draft,
        lesson_id=lesson_id if before is None else before.id,
        before=before,
        changed=merged.changed,
        kept=merged.kept,
        confidence=item.confidence,
        rule=item.rule,
        relations=item.relations,
        applications=item.applications,
    )
