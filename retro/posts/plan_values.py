"""What an import would do, as values: worked out by ``retro.posts.plans``, carried out by ``importing``."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from retro.journal.fulltext import Twin
from retro.model import LessonDraft
from retro.posts.entries import OwnApplication, OwnRelation
from retro.posts.extraction import CompanyMention
from retro.posts.own_names import OwnNames

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Identity", "PostPlan", "Row", "State", "Told", "Unit"]


class Identity(NamedTuple):
    """What a lesson out of another journal of retro brings along: its id, and when it was written down.

    ``created_at`` is in UTC, to the second; "" where it is not known.
    """

    id: str
    created_at: str = ""


class Unit(StrEnum):
    """What a plan is about: a post, an entry of a journal, or a file that something is wrong with."""

    POST = "post"
    ENTRY = "entry"
    FILE = "file"


class State(StrEnum):
    """What an import does with a lesson of a post."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept your edit"
    GONE = "gone from the post"
    DELETED = "you deleted it"
    WAITING = "to review"
    DROPPED = "you dropped it"


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
        identity: What a new one brings along.
        candidate: Its row on the review list, 0 when it is not on it.
    """

    state: State
    draft: LessonDraft
    told: LessonDraft | None
    lesson_id: str = ""
    before: LessonDraft | None = None
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    near: tuple[Twin, ...] = ()
    confidence: float = 1.0
    rule: str = ""
    relations: tuple[OwnRelation, ...] = ()
    applications: tuple[OwnApplication, ...] = ()
    identity: Identity | None = None
    candidate: int = 0


@dataclass(frozen=True, slots=True)
class PostPlan:
    """What importing one post, or one entry of a journal, would do.

    Attributes:
        path: The file.
        key: What it is known by: a post by its path, an entry by what tells it from the others.
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
        unit: What it is about.
        size: How many of them: entries of one minute are planned together.
        names: What another journal knows of names.
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
    unit: Unit = Unit.POST
    size: int = 1
    names: OwnNames | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A lesson as a post tells it, whichever way it was read."""

    draft: LessonDraft
    id: str = ""
    confidence: float = 1.0
    rule: str = ""
    relations: tuple[OwnRelation, ...] = ()
    applications: tuple[OwnApplication, ...] = ()
    identity: Identity | None = None
