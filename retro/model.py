"""The vocabulary as values: frozen, without I/O, equal when their fields are equal."""

from dataclasses import dataclass
from enum import StrEnum

from retro.dates import PartialDate, Span

__all__ = [
    "Application",
    "Company",
    "Consent",
    "Evidence",
    "Kind",
    "Lesson",
    "LessonDraft",
    "Outcome",
    "Person",
    "Relation",
    "RelationKind",
    "Source",
    "Status",
    "Theme",
    "Visibility",
]


class Kind(StrEnum):
    """What sort of thing was learned."""

    LESSON = "lesson"
    MISTAKE = "mistake"
    WIN = "win"
    TIP = "tip"
    PRACTICE = "practice"
    OUTCOME = "outcome"
    QUOTE = "quote"


class Status(StrEnum):
    """How far a lesson has come."""

    OBSERVED = "observed"
    IDENTIFIED = "identified"
    LEARNED = "learned"
    RETIRED = "retired"


class Visibility(StrEnum):
    """Whether a lesson may ever leave the journal. Nothing leaves without an explicit export."""

    PUBLISHABLE = "publishable"
    PRIVATE = "private"


class Consent(StrEnum):
    """What a person has agreed to be called in public."""

    NAMED = "named"
    ROLE_ONLY = "role only"
    NEVER = "never"


class RelationKind(StrEnum):
    """How one lesson stands to another. A contradiction is a tension."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    REFINES = "refines"
    SUPERSEDES = "supersedes"


class Outcome(StrEnum):
    """What an application says: the lesson was followed, or it was not."""

    APPLIED = "applied"
    VIOLATED = "violated"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a lesson was imported from: a file, the heading above it, its line (from 1)."""

    path: str
    heading: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measured change: what was measured, before and after, in which unit."""

    metric: str
    before: float | None
    after: float | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """A lesson before the journal has given it an id.

    ``title`` is one line of inline Markdown, ``body`` is Markdown (it may be empty), ``company`` and
    ``themes`` are names, ``happened`` is a day, month, year or span, and ``trigger`` says when the lesson
    applies ("before committing to cofounders").
    """

    title: str
    body: str = ""
    kind: Kind = Kind.LESSON
    company: str | None = None
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    happened: Span | None = None
    trigger: str = ""
    status: Status = Status.OBSERVED
    visibility: Visibility = Visibility.PUBLISHABLE
    starred: bool = False
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(LessonDraft):
    """A lesson in the journal.

    ``id`` is 12 letters and digits of Crockford's base 32, the same on every machine; ``created_at`` and
    ``updated_at`` are ISO 8601 in UTC, to the second.
    """

    id: str
    created_at: str
    updated_at: str
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """Where lessons were learned. ``pseudonym`` is its name in published posts."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    began: PartialDate | None = None
    ended: PartialDate | None = None
    pseudonym: str = ""
    lessons: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """A tag; ``/`` nests (``leadership/hiring``). ``lessons`` counts its own, not its children's."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    lessons: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in lessons; ``role_label`` is what to call them in public ("a product manager")."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role_label: str = ""
    consent: Consent = Consent.ROLE_ONLY


@dataclass(frozen=True, slots=True)
class Relation:
    """How the lesson ``source_id`` stands to ``target_id``; each side of a tension has its own "when"."""

    id: str
    source_id: str
    target_id: str
    kind: RelationKind
    when_source: str = ""
    when_target: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """A log entry: the lesson was applied, or violated, at a company, on a day, with a result."""

    id: str
    lesson_id: str
    outcome: Outcome
    happened: Span
    company: str | None = None
    result: str = ""
