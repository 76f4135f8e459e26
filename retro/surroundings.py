"""What surrounds lessons, as values: companies, themes, people, relations, applications.

Apart from ``retro.model``, because capturing a lesson needs none of them.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from retro.dates import PartialDate, Span

__all__ = [
    "Application",
    "CheckState",
    "Company",
    "Consent",
    "Outcome",
    "Person",
    "Relation",
    "RelationKind",
    "ReviewAnswer",
    "ReviewCard",
    "Reviewed",
    "SavedSearch",
    "Theme",
]


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


class ReviewAnswer(StrEnum):
    """What is said of a lesson when it comes back."""

    USED = "used it"
    STILL_TRUE = "still true"
    REWORDED = "would say it differently"
    NO_LONGER_TRUE = "no longer true"
    AGAIN_SOON = "again soon"


class CheckState(StrEnum):
    """How a lesson of a checklist was answered."""

    OPEN = "open"
    DONE = "done"
    NOT_HERE = "does not apply"


class Company(NamedTuple):
    """Where lessons were learned. ``pseudonym`` is its name in published posts."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    began: PartialDate | None = None
    ended: PartialDate | None = None
    pseudonym: str = ""
    lessons: int = 0


class Theme(NamedTuple):
    """A tag; ``/`` nests (``leadership/hiring``). ``lessons`` counts its own, not its children's."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    lessons: int = 0


class Person(NamedTuple):
    """Someone named in lessons.

    ``role_label`` is what to call them in public ("a product manager"), ``pseudonym`` a name to use instead.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role_label: str = ""
    consent: Consent = Consent.ROLE_ONLY
    pseudonym: str = ""
    lessons: int = 0


class Relation(NamedTuple):
    """How the lesson ``source_id`` stands to ``target_id``; each side of a tension has its own "when"."""

    id: str
    source_id: str
    target_id: str
    kind: RelationKind
    when_source: str = ""
    when_target: str = ""


class SavedSearch(NamedTuple):
    """A query under a name."""

    name: str
    query: str


class Application(NamedTuple):
    """A log entry: the lesson was applied, or violated, at a company, on a day, with a result.

    ``logged`` is when it was written down, in UTC to the second.
    """

    id: str
    lesson_id: str
    outcome: Outcome
    happened: Span
    company: str | None = None
    result: str = ""
    logged: str = ""


class Reviewed(NamedTuple):
    """An answer at a review, on a day where the user was; ``logged`` is when, in UTC to the second."""

    id: str
    lesson_id: str
    answer: ReviewAnswer
    day: dt.date
    logged: str = ""


class ReviewCard(NamedTuple):
    """Where a lesson stands in the schedule, counted in days.

    ``stability`` is the days after which it is remembered with 90 %, ``difficulty`` goes from 1 to 10, and
    ``state`` is ``learning``, ``review`` or ``relearning``, in which ``step`` counts: the terms of FSRS
    (https://github.com/open-spaced-repetition/py-fsrs).
    """

    due: dt.date
    stability: float | None = None
    difficulty: float | None = None
    state: str = "learning"
    step: int | None = None
    last_review: dt.date | None = None
