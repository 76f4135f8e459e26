"""What waits for a review, read and decided; each function makes a job for ``Storage``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from retro.journal import Journal
from retro.model import Lesson, LessonDraft
from retro.tui.jobs.dossiers import Dossier
from retro.tui.jobs.lessons import Wrote

if TYPE_CHECKING:
    from retro.journal.candidates import ImportCandidate

__all__ = [
    "Candidate",
    "Decide",
    "Waiting",
    "accept",
    "accept_edited",
    "changed_since",
    "drop",
    "merge",
    "split",
]

Decide = Callable[[Journal], Wrote]


class Candidate(NamedTuple):
    """A lesson that may be one, as the screen shows it.

    Attributes:
        number: What it is known by.
        dossier: The lesson that it would be.
        confidence: How sure the reader of the post was, from 0 to 1.
        why: Which rule found it.
    """

    number: int
    dossier: Dossier
    confidence: float
    why: str

    @property
    def draft(self) -> LessonDraft:
        """The lesson that it would be."""
        return self.dossier.lesson


class Waiting(NamedTuple):
    """All that waits, as the journal had it in a state of its data."""

    state: tuple[int, int]
    candidates: tuple[Candidate, ...] = ()


def changed_since(state: tuple[int, int]) -> Callable[[Journal], Waiting | None]:
    """Read what waits, unless nothing was changed since a state of the data."""

    def job(journal: Journal) -> Waiting | None:
        now = journal.state()
        if now == state:
            return None
        return Waiting(now, tuple(map(_candidate, journal.candidates.waiting())))

    return job


def _candidate(candidate: "ImportCandidate") -> Candidate:
    fields = {name: getattr(candidate.draft, name) for name in LessonDraft.field_names}
    lesson = Lesson(**fields, id=f"candidate {candidate.number}", created_at="", updated_at="")
    return Candidate(candidate.number, Dossier(lesson, ""), candidate.confidence, candidate.rule)


def accept(number: int) -> Decide:
    """Make a lesson of it."""

    def job(journal: Journal) -> Wrote:
        lesson = journal.candidates.accept(number).lesson
        return Wrote(f"Accepted “{lesson.title}”", lesson.id)

    return job


def accept_edited(number: int, draft: LessonDraft) -> Decide:
    """Make a lesson of it as its reader has edited it."""

    def job(journal: Journal) -> Wrote:
        lesson = journal.candidates.accept(number, draft).lesson
        return Wrote(f"Accepted “{lesson.title}”", lesson.id)

    return job


def drop(number: int) -> Decide:
    """Say that it is no lesson."""

    def job(journal: Journal) -> Wrote:
        title = journal.candidates.get(number).draft.title
        journal.candidates.drop(number)
        return Wrote(f"Dropped “{title}”")

    return job


def split(number: int) -> Decide:
    """Make two of it."""

    def job(journal: Journal) -> Wrote:
        from retro.posts.reviewing import split as split_one  # noqa: PLC0415 - loads what reads Markdown

        candidate = journal.candidates.get(number)
        split_one(journal, candidate)
        return Wrote(f"Split “{candidate.draft.title}”")

    return job


def merge(number: int) -> Decide:
    """Make one of it and the next of its post."""

    def job(journal: Journal) -> Wrote:
        from retro.posts.reviewing import merge_with_next  # noqa: PLC0415 - as above

        candidate = journal.candidates.get(number)
        merge_with_next(journal, candidate)
        return Wrote(f"Merged the next one into “{candidate.draft.title}”")

    return job
