"""Retrospectives and commitments, read and changed; each function makes a job for ``Storage``."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from retro.dates import Span
from retro.errors import PublishRefused
from retro.journal import Journal
from retro.model import Lesson, LessonDraft
from retro.practice.retrospectives.formats import Formats, read_formats
from retro.practice.retrospectives.proposing import Proposal
from retro.practice.retrospectives.ranking import ranked_ids
from retro.practice.retrospectives.session import Session, session_of, summary_of
from retro.practice.retrospectives.session import begin as begin_session
from retro.practice.retrospectives.summary import title_of, whole_summary
from retro.practice.retrospectives.warming_up import WarmUp, warm_up
from retro.surroundings import Commitment, Retrospective, RitualStep
from retro.tui.jobs.lessons import Wrote

if TYPE_CHECKING:
    from retro.practice.retrospectives.formats import Format
    from retro.practice.retrospectives.ranking import Cluster
    from retro.tui.jobs.posts import Plan

__all__ = [
    "Begun",
    "Committed",
    "Held",
    "Overview",
    "answer",
    "arrange",
    "begin",
    "commit",
    "commitments_since",
    "drop",
    "finish",
    "group",
    "held_since",
    "keep",
    "learn",
    "overview_since",
    "plan_of",
    "reach",
    "remove",
    "reword",
    "take_back",
]

Job = Callable[[Journal], Wrote]
State = tuple[int, int]


class Overview(NamedTuple):
    """The formats, and the retrospectives with how many answers each has, the newest first."""

    state: State
    formats: Formats = Formats(())
    retrospectives: tuple[tuple[Retrospective, int], ...] = ()


class Held(NamedTuple):
    """A retrospective with all that its steps show."""

    state: State
    session: Session
    warm_up: WarmUp
    proposals: tuple[Proposal, ...]
    lessons: tuple[Lesson, ...]
    commitments: tuple[Commitment, ...]
    summary: str


class Committed(NamedTuple):
    """What was committed to, by its day."""

    state: State
    commitments: tuple[Commitment, ...] = ()


class Begun(NamedTuple):
    """A retrospective that was begun, and its format."""

    retrospective: Retrospective
    how: "Format"


def overview_since(state: State) -> Callable[[Journal], Overview | None]:
    """Read what there is, unless nothing was changed since a state of the data."""

    def job(journal: Journal) -> Overview | None:
        now = journal.state()
        if now == state:
            return None
        room = journal.retrospectives
        return Overview(now, read_formats(), tuple((each, len(room.answers(each.id))) for each in room.all()))

    return job


def held_since(state: State, retrospective_id: str, how: "Format") -> Callable[[Journal], Held | None]:
    """Read a retrospective, unless nothing was changed since a state of the data."""

    def job(journal: Journal) -> Held | None:
        now = journal.state()
        if now == state:
            return None
        from retro.posts.journal_themes import journal_themes  # noqa: PLC0415 - loads what reads posts

        session = session_of(journal, retrospective_id, how)
        summary = summary_of(journal, retrospective_id, how)
        return Held(
            now,
            session,
            warm_up(journal, session.retrospective),
            session.proposals(journal.today(), journal_themes(journal).themes_in),
            summary.lessons,
            summary.commitments,
            whole_summary(summary),
        )

    return job


def commitments_since(state: State) -> Callable[[Journal], Committed | None]:
    """Read the commitments, unless nothing was changed since a state of the data."""

    def job(journal: Journal) -> Committed | None:
        now = journal.state()
        return None if now == state else Committed(now, journal.commitments.all())

    return job


def begin(how: "Format", company: str | None, period: Span | None) -> Callable[[Journal], Begun]:
    """Open a retrospective."""

    def job(journal: Journal) -> Begun:
        session = begin_session(journal, how.name, company=company, period=period)
        return Begun(session.retrospective, session.how)

    return job


def remove(retrospective_id: str) -> Job:
    """Throw a retrospective away."""

    def job(journal: Journal) -> Wrote:
        journal.retrospectives.remove(retrospective_id)
        return Wrote("Threw the retrospective away; its lessons and commitments stay.")

    return job


def answer(retrospective_id: str, prompt_id: str, text: str) -> Job:
    """Write an answer down."""

    def job(journal: Journal) -> Wrote:
        journal.retrospectives.answer(retrospective_id, prompt_id, text)
        return Wrote("")

    return job


def reword(answer_id: str, text: str) -> Job:
    """Say an answer in another way."""

    def job(journal: Journal) -> Wrote:
        journal.retrospectives.reword(answer_id, text)
        return Wrote("")

    return job


def take_back(answer_id: str) -> Job:
    """Take an answer back."""

    def job(journal: Journal) -> Wrote:
        gone = journal.retrospectives.take_back(answer_id)
        return Wrote(f"Took back “{gone.text.partition(chr(10))[0]}”")

    return job


def arrange(retrospective_id: str, ranked: Sequence[str]) -> Job:
    """Rank the answers."""

    def job(journal: Journal) -> Wrote:
        journal.retrospectives.arrange(retrospective_id, ranked)
        return Wrote("")

    return job


def group(together: "tuple[Cluster, ...]") -> Job:
    """Put clusters together; take one that stands alone apart."""

    def job(journal: Journal) -> Wrote:
        if len(together) == 1:
            journal.retrospectives.group(together[0].ids, "")
            return Wrote(f"Took “{together[0].label}” apart")
        name = next((each.name for each in together if each.name), together[0].label)
        journal.retrospectives.group(ranked_ids(together), name)
        return Wrote(f"Put together as “{name}”")

    return job


def learn(answer_ids: Sequence[str], draft: LessonDraft) -> Job:
    """Make a lesson of answers."""

    def job(journal: Journal) -> Wrote:
        lesson = journal.retrospectives.learn(answer_ids, draft).lesson
        return Wrote(f"Learned “{lesson.title}”", lesson.id)

    return job


def reach(retrospective_id: str, step: RitualStep) -> Job:
    """Note how far it has come."""

    def job(journal: Journal) -> Wrote:
        journal.retrospectives.reach(retrospective_id, step)
        return Wrote("")

    return job


def finish(retrospective_id: str, *, again: bool) -> Job:
    """Close a retrospective, or take it up again."""

    def job(journal: Journal) -> Wrote:
        if again:
            journal.retrospectives.reopen(retrospective_id)
            return Wrote("It is open again.")
        journal.retrospectives.finish(retrospective_id)
        return Wrote("Finished.")

    return job


def plan_of(retrospective_id: str) -> "Callable[[Journal], Plan]":
    """Its post as it is at first: what may be published of what was learned, in the order of the answers."""

    def job(journal: Journal) -> "Plan":
        from retro.tui.jobs.posts import Plan  # noqa: PLC0415 - loads all that posts need

        held = journal.retrospectives.get(retrospective_id)
        summary = summary_of(journal, held.id, read_formats().of(held.format))
        if not summary.public_ids:
            raise PublishRefused("None of its answers has become a lesson that may be published.")
        return Plan(
            summary.public_ids,
            group_by="none",
            title=title_of(summary.how, held),
            template="retrospective",
            retrospective_id=held.id,
        )

    return job


def commit(
    text: str,
    measure: str,
    until: dt.date,
    *,
    company: str | None = None,
    retrospective_id: str | None = None,
) -> Job:
    """Commit to something."""

    def job(journal: Journal) -> Wrote:
        made = journal.commitments.add(
            text, measure, until, company=company, retrospective_id=retrospective_id
        )
        return Wrote(f"Committed until {made.due}: “{made.text}”")

    return job


def put_off(commitment_id: str, until: dt.date) -> Job:
    """Give a commitment another day."""

    def job(journal: Journal) -> Wrote:
        before = journal.commitments.get(commitment_id)
        after = journal.commitments.change(before.id, text=before.text, measure=before.measure, due=until)
        return Wrote(f"Until {after.due} now: “{after.text}”")

    return job


def keep(commitment_id: str, result: str) -> Job:
    """Note that a commitment was kept."""

    def job(journal: Journal) -> Wrote:
        return Wrote(f"Kept “{journal.commitments.done(commitment_id, result).text}”")

    return job


def drop(commitment_id: str, reason: str) -> Job:
    """Give a commitment up."""

    def job(journal: Journal) -> Wrote:
        return Wrote(f"Dropped “{journal.commitments.drop(commitment_id, reason).text}”")

    return job
