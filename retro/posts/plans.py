"""What importing posts would do, worked out without writing anything.

A post that comes again is compared with what the journal remembers of it: what the post did not change stays
as it is, what the user changed wins, what the user deleted stays deleted, and what has left the post is kept.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.identity import theme_name
from retro.journal.publishing import ImportedLesson
from retro.model import Lesson, LessonDraft, Source
from retro.posts.assets import own_addresses
from retro.posts.document import PostDocument, read_post
from retro.posts.entries import OwnApplication, OwnRelation
from retro.posts.extraction import CompanyMention, ThemeVocabulary, document_companies, extract
from retro.posts.finding import STDIN, PostFile
from retro.posts.matching import Merge, match, merge
from retro.posts.own_posts import read_own
from retro.posts.sites import Sites
from retro.resources import data_folder

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


@dataclass(frozen=True, slots=True)
class _Told:
    """A lesson as a post tells it, whichever way it was read."""

    draft: LessonDraft
    id: str = ""
    confidence: float = 1.0
    rule: str = ""
    relations: tuple[OwnRelation, ...] = ()
    applications: tuple[OwnApplication, ...] = ()


def plan(journal: Journal, files: Iterable[PostFile], *, company: str | None = None) -> Iterator[PostPlan]:
    """What importing posts would do, one after the other; nothing is written, nothing piles up.

    Args:
        journal: What is there already.
        files: The posts, in order.
        company: The company of all that does not name another.
    """
    themes, sites = _vocabulary(), Sites()
    for file in files:
        if file.problem:
            yield PostPlan(file.path, problems=(file.problem,))
        else:
            again = partial(_plan_file, journal, file, company, themes, sites)
            yield replace(again(), again=again)


@cache
def _vocabulary() -> ThemeVocabulary:
    """The starter themes with their synonyms.

    Not the journal's own: a theme made today would then tag the lessons of every post that is edited
    tomorrow, and only what changed in a post may change.
    """
    starters = tomllib.loads((data_folder() / "themes.toml").read_text(encoding="utf-8"))["theme"]
    return ThemeVocabulary.of({theme["name"]: theme.get("synonyms", ()) for theme in starters})


def _plan_file(
    journal: Journal, file: PostFile, company: str | None, themes: ThemeVocabulary, sites: Sites
) -> PostPlan:
    digest = blake2b(f"{file.content_hash} {company or ''}".encode(), digest_size=16).hexdigest()
    known = None if file.path == STDIN else journal.imports.find(file.path, "", "")
    if known is not None and journal.imports.unchanged(known, digest):
        return _same(journal, file.path, known)
    document = _read(file, sites)
    published = str(document.written or "")
    key = file.path if file.path != STDIN else f"- {published} {document.title}"
    post = known if known is not None else _found(journal, key, document.title, published)
    if post is not None and journal.imports.unchanged(post, digest):
        return _same(journal, file.path, post)
    told = [] if document.no_post else _own_lessons(document)
    companies: tuple[CompanyMention, ...] = ()
    if told is None:
        told = _extracted(document, company, themes)
        companies = document_companies(document) if told else ()
    told = [replace(item, draft=_storable(item.draft)) for item in told if item.draft.title.strip()]
    rows = _rows(journal, file, told, [] if post is None else journal.imports.lessons(post), sites)
    return PostPlan(
        path=file.path,
        key=key,
        title=document.title,
        published=published,
        rows=tuple(rows),
        problems=tuple(f"{file.path}: {problem}" for problem in document.problems),
        notes=tuple(_notes(document, has_lessons=bool(told))),
        content_hash=digest,
        post=post,
        companies=companies,
    )


def _read(file: PostFile, sites: Sites) -> PostDocument:
    site = sites.of(file.path)
    return read_post(
        file.content,
        file.path,
        generator=None if site is None else site.generator,
        locate=partial(sites.locate, file.path),
        beside=file.beside,
    )


def _notes(document: PostDocument, *, has_lessons: bool) -> Iterator[str]:
    if document.no_post:
        yield f"{document.path}: {document.no_post}; nothing was read from it."
    elif has_lessons and document.is_private:
        yield f"{document.path}: it is private, and so are its lessons."
    elif has_lessons and document.is_draft:
        yield f"{document.path}: it is a draft; its lessons were read all the same."


def _own_lessons(document: PostDocument) -> list[_Told] | None:
    own = read_own(document)
    if own is None:
        return None
    return [
        _Told(
            item.draft.replace(source=Source(document.path, item.heading, item.line)),
            item.id,
            rule="own post",
            relations=item.relations,
            applications=item.applications,
        )
        for item in own
    ]


def _extracted(document: PostDocument, company: str | None, themes: ThemeVocabulary) -> list[_Told]:
    return [
        _Told(item.draft, confidence=item.confidence, rule=item.rule)
        for item in extract(document, company=company, themes=themes)
    ]


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


def _storable(draft: LessonDraft) -> LessonDraft:
    """Without what the journal would refuse, such as a theme of nothing but ``#``."""
    return draft.replace(
        company=draft.company if draft.company and draft.company.strip() else None,
        themes=tuple(theme for theme in draft.themes if _is_theme(theme)),
        people=tuple(name for name in draft.people if name.strip()),
        evidence=tuple(
            item
            for item in draft.evidence
            if item.metric.strip() and not (item.before is None and item.after is None)
        ),
    )


def _is_theme(name: str) -> bool:
    try:
        theme_name(name)
    except InvalidValue:
        return False
    return True


def _rows(
    journal: Journal,
    file: PostFile,
    told: Sequence[_Told],
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


def _again(journal: Journal, item: _Told, before: ImportedLesson) -> Row:
    """A lesson that the post told before."""
    if before.deleted:
        return _row(State.DELETED, item, None, Merge(item.draft, (), ()), before.lesson_id)
    mine = journal.lessons.get(before.lesson_id)
    merged = merge(journal, before.draft, item.draft, mine)
    state = State.CHANGED if merged.changed else State.KEPT if merged.kept else State.UNCHANGED
    return _row(state, item, mine, merged)


def _written_here(journal: Journal, file: PostFile, item: _Told, sites: Sites) -> Row | None:
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


def _new(journal: Journal, item: _Told, from_here: set[str]) -> Row:
    draft = item.draft
    fields = {name: getattr(draft, name) for name in LessonDraft.field_names}
    unsaved = Lesson(**fields, id="", created_at="", updated_at="")
    near = tuple(lesson for lesson in journal.fulltext.near_duplicates(unsaved) if lesson.id not in from_here)
    return replace(_row(State.NEW, item, None, Merge(draft, (), ())), near=near)


def _row(state: State, item: _Told, before: Lesson | None, merged: Merge, lesson_id: str = "") -> Row:
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
