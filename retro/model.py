"""Lessons as values: frozen, without I/O, equal when their fields are equal.

A lesson is a draft with an id. What lessons hold are named tuples, which cost 0.08 ms to make where a
dataclass costs 0.7: ``retro add`` has 15 ms.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from retro.values import Value

if TYPE_CHECKING:
    from retro.dates import Span  # a capture without a date does not load dates: 1 ms

__all__ = [
    "VIOLATIONS_TO_RAISE",
    "Evidence",
    "Kind",
    "Lesson",
    "LessonDraft",
    "Source",
    "Status",
    "Visibility",
]

VIOLATIONS_TO_RAISE = 3
"""So often violated, and not learned since, a lesson stands out in every list."""


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


class Source(NamedTuple):
    """Where a lesson was imported from: a file, the heading above it, its line (from 1)."""

    path: str
    heading: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Evidence(NamedTuple):
    """A measured change: what was measured, before and after, in which unit."""

    metric: str
    before: float | None
    after: float | None
    unit: str = ""


class LessonDraft(Value):
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
    happened: "Span | None" = None
    trigger: str = ""
    status: Status = Status.OBSERVED
    visibility: Visibility = Visibility.PUBLISHABLE
    starred: bool = False
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()


class Lesson(LessonDraft, kw_only=True):
    """A lesson in the journal.

    ``id`` is 12 letters and digits of Crockford's base 32, the same on every machine; ``created_at`` and
    ``updated_at`` are ISO 8601 in UTC, to the second.
    """

    id: str
    created_at: str
    updated_at: str
    deleted_at: str | None = None
