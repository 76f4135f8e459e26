"""What surrounds lessons, as values: companies, themes, people, relations, applications.

Apart from ``retro.model``, because capturing a lesson needs none of them.
"""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from retro.dates import PartialDate, Span

__all__ = [
    "Answer",
    "Application",
    "CheckState",
    "ComingBack",
    "Commitment",
    "CommitmentState",
    "Company",
    "Consent",
    "Outcome",
    "Person",
    "Relation",
    "RelationKind",
    "Retrospective",
    "ReviewAnswer",
    "ReviewCard",
    "Reviewed",
    "RitualStep",
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


class CommitmentState(StrEnum):
    """What became of a commitment."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class RitualStep(StrEnum):
    """The steps of a retrospective, in their order."""

    WARM_UP = "warm up"
    ANSWERS = "answers"
    RANKING = "ranking"
    LESSONS = "lessons"
    COMMITMENTS = "commitments"
    SUMMARY = "summary"


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


class ComingBack(NamedTuple):
    """When a lesson comes back for review, how often it was answered, and its last answer, if any."""

    due: dt.date
    answers: int = 0
    last: Reviewed | None = None

    def told(self, today: dt.date, in_words: Callable[[dt.date], str] = dt.date.isoformat) -> str:
        """One line of it.

        Args:
            today: Where the user is.
            in_words: How a day is written.
        """
        when = "due since" if self.due < today else "due" if self.due == today else "comes back"
        day = "today" if self.due == today else in_words(self.due)
        if self.last is None:
            return f"{when} {day}; not reviewed yet"
        times = "once" if self.answers == 1 else f"{self.answers:,} times"
        return f"{when} {day}; reviewed {times}, last “{self.last.answer}” on {in_words(self.last.day)}"


class Retrospective(NamedTuple):
    """A guided session in a format, for a company and a period.

    ``step`` is the farthest that it has come; ``finished_at`` is None as long as it is open.
    """

    id: str
    format: str
    company: str | None = None
    period: Span | None = None
    step: RitualStep = RitualStep.WARM_UP
    created_at: str = ""
    finished_at: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be gone on with."""
        return self.finished_at is None


class Answer(NamedTuple):
    """What was written at a prompt of a retrospective.

    ``position`` is its place in the whole retrospective; ``rank`` counts from 1, for the one that matters
    most, and is None where it was not ranked. ``lesson_id`` is the lesson that it has become.
    """

    id: str
    prompt: str
    position: int
    text: str
    group: str = ""
    rank: int | None = None
    lesson_id: str | None = None


class Commitment(NamedTuple):
    """What somebody will do until a day, and how it will be measured.

    ``reason`` says why it was dropped, or what came of it when it was done; ``closed_at`` is when.
    """

    id: str
    text: str
    measure: str
    due: dt.date
    state: CommitmentState = CommitmentState.OPEN
    reason: str = ""
    company: str | None = None
    retrospective_id: str | None = None
    created_at: str = ""
    closed_at: str | None = None

    def is_due(self, today: dt.date) -> bool:
        """It is open, and its day has come."""
        return self.state is CommitmentState.OPEN and self.due <= today
