"""What fits a situation, read and answered; each function makes a job for ``Storage``."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from retro.display import plain_inline
from retro.journal import Journal
from retro.surroundings import CheckState
from retro.tui.jobs.dossiers import Dossier, read_dossier
from retro.tui.jobs.lessons import Wrote
from retro.tui.veil import veiled_dossier

if TYPE_CHECKING:
    from retro.posts.redacting.pseudonyms import Pseudonyms
    from retro.practice.briefs import Fitting
    from retro.search import SearchEngine

__all__ = ["BriefRow", "Briefed", "answer", "begin", "look", "veiled_brief"]


class BriefRow(NamedTuple):
    """A lesson that fits.

    Attributes:
        dossier: It, with all that is known about it.
        note: What one should know of it first, and why it is here, on one line.
        warns: The note begins with a violation or a tension.
        state: How it was answered; None where there is no checklist.
        answer: What was said then.
    """

    dossier: Dossier
    note: str
    warns: bool
    state: CheckState | None = None
    answer: str = ""


class Briefed(NamedTuple):
    """What fits a situation, under its real names, and how far its checklist has come."""

    situation: str
    rows: tuple[BriefRow, ...] = ()
    started: bool = False

    @property
    def waiting(self) -> int:
        """How many of the checklist are open."""
        return sum(row.state is CheckState.OPEN for row in self.rows)


def look(journal: Journal, engine: "SearchEngine", situation: str) -> Briefed:
    """The lessons that fit; before them those on the checklist of the situation, in its order."""
    from retro.practice.briefs import brief  # noqa: PLC0415 - loads what weighs

    if not situation.strip():
        return Briefed("")
    fittings = {each.lesson.id: each for each in brief(journal, engine, situation).fittings}
    check_in = journal.check_ins.of_situation(situation)
    items = {} if check_in is None else {item.lesson_id: item for item in check_in.items}
    rows = []
    for lesson_id in (*items, *(each for each in fittings if each not in items)):
        note, warns = _note(fittings.get(lesson_id))
        item = items.get(lesson_id)
        rows.append(
            BriefRow(
                read_dossier(lesson_id)(journal),
                note,
                warns,
                None if item is None else item.state,
                "" if item is None else item.answer,
            )
        )
    return Briefed(situation, tuple(rows), started=bool(items))


def _note(fitting: "Fitting | None") -> tuple[str, bool]:
    from retro.practice.briefs import because  # noqa: PLC0415 - as above

    if fitting is None:
        return "", False
    parts = []
    if fitting.violated is not None:
        at = f" at {fitting.violated.company}" if fitting.violated.company else ""
        parts.append(f"violated {fitting.violated.happened}{at}")
    for tension in fitting.tensions[:1]:
        when = f" ({tension.when_other})" if tension.when_other else ""
        parts.append(f"but: {plain_inline(tension.lesson.title)}{when}")
    warns = bool(parts)
    parts += [f"{each.how} {plain_inline(each.lesson.title)}" for each in fitting.companions[:1]]
    return " · ".join([*parts, because(fitting.reasons)]), warns


def begin(situation: str, lessons: Sequence[str]) -> Callable[[Journal], Wrote]:
    """Make a checklist of them; go on with the one that is open."""

    def job(journal: Journal) -> Wrote:
        journal.check_ins.start(situation, lessons, again=True)
        return Wrote("")

    return job


def answer(
    situation: str, lessons: Sequence[str], lesson_id: str, state: CheckState
) -> Callable[[Journal], Wrote]:
    """Answer one of them; the checklist is made where there is none."""

    def job(journal: Journal) -> Wrote:
        with journal.step("check-in", f"Answered “{situation}”: {state}"):
            check_in = journal.check_ins.start(situation, lessons)
            journal.check_ins.answer(check_in.id, lesson_id, state)
        return Wrote("")

    return job


def veiled_brief(briefed: Briefed, names: "Pseudonyms") -> Briefed:
    """A brief as others may see it; its situation is not shown but as it was typed."""
    rows = (
        row._replace(
            dossier=veiled_dossier(row.dossier, names),
            note=names.hide(row.note),
            answer=names.hide(row.answer),
        )
        for row in briefed.rows
    )
    return briefed._replace(rows=tuple(rows))
