"""Lessons that come back, answers to them, and log entries; each function makes a job for ``Storage``."""

import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from retro.journal import Journal
from retro.model import LessonDraft
from retro.surroundings import Outcome, ReviewAnswer
from retro.tui.jobs.dossiers import Dossier, read_dossier
from retro.tui.jobs.lessons import Wrote

if TYPE_CHECKING:
    from retro.practice.review.answering import Said
    from retro.practice.review.selecting import Pick

__all__ = ["Item", "Sitting", "Way", "answer", "log", "sitting"]


class Way(StrEnum):
    """How the lessons of a sitting are chosen; the value is what the screen says."""

    TODAY = "today"
    CHANCE = "by chance"
    ON_THIS_DAY = "on this day"


class Item(NamedTuple):
    """A lesson that comes back: all that is known of it, why, and what was said of it today."""

    dossier: Dossier
    why: str
    answer: ReviewAnswer | None = None


class Sitting(NamedTuple):
    """The lessons that are looked at on a day, as the journal had them in a state of its data."""

    state: tuple[int, int]
    way: Way = Way.TODAY
    items: tuple[Item, ...] = ()
    day: dt.date = dt.date.min

    @property
    def waiting(self) -> int:
        """How many have no answer yet."""
        return sum(each.answer is None for each in self.items)


def sitting(way: Way, known: Sitting | None = None) -> Callable[[Journal], Sitting | None]:
    """Read the lessons of a sitting; None where nothing was changed since one that is known.

    What was chosen by chance stays what it is: only the answers are read again.
    """

    def job(journal: Journal) -> Sitting | None:
        state, today = journal.state(), journal.today()
        if known is not None and (known.state, known.day) == (state, today):
            return None
        items = tuple(_item(journal, pick) for pick in _picks(journal, way, known))
        return Sitting(state, way, items, today)

    return job


def _picks(journal: Journal, way: Way, known: Sitting | None) -> "list[Pick]":
    from retro.practice.review import selecting  # noqa: PLC0415 - only who reviews needs it

    today = journal.today()
    if way is Way.TODAY:
        return selecting.todays(journal, today)
    if known is not None:
        why = {each.dossier.lesson.id: each.why for each in known.items}
        return selecting.again(journal, why, today)
    if way is Way.CHANCE:
        return selecting.by_chance(journal, today)
    return selecting.on_this_day(journal, today)


def _item(journal: Journal, pick: "Pick") -> Item:
    return Item(read_dossier(pick.lesson.id)(journal), pick.why, pick.answer)


def answer(
    lesson_id: str, said: ReviewAnswer, *, draft: LessonDraft | None = None, reason: str = ""
) -> Callable[[Journal], Wrote]:
    """Answer at a review."""

    def job(journal: Journal) -> Wrote:
        from retro.practice.review import answering  # noqa: PLC0415 - loads the scheduler

        done = answering.answer(journal, lesson_id, said, draft=draft, reason=reason)
        return Wrote(f"{str(said).capitalize()} · {_told(done)}", lesson_id)

    return job


def log(ids: Sequence[str], outcome: Outcome, text: str) -> Callable[[Journal], Wrote]:
    """Note that lessons were applied or violated; ``text`` is ``@company`` and what came of it."""

    def job(journal: Journal) -> Wrote:
        from retro.practice.review import answering  # noqa: PLC0415 - loads the scheduler

        company, result = _company_and_result(text)
        done = answering.log(journal, ids, outcome, company=company, result=result)
        if len(done) > 1:
            return Wrote(f"Noted {len(done):,} lessons as {outcome}")
        return Wrote(f"Noted “{done[0].lesson.title}” as {outcome} · {_told(done[0])}", done[0].lesson.id)

    return job


def _company_and_result(text: str) -> tuple[str | None, str]:
    from retro.capture.tokens import Part, find_tokens  # noqa: PLC0415 - only to log

    for token in find_tokens(text):
        if token.part is Part.COMPANY and not token.escaped:
            return token.value, " ".join(f"{text[: token.start]} {text[token.end :]}".split())
    return None, " ".join(text.split())


def _told(said: "Said") -> str:
    status = str(said.lesson.status)
    if said.before is not said.lesson.status:
        status = f"now {status}"
    elif said.held is not None:
        status += f", as you set it (by its log {said.held})"
    return status if said.due is None else f"{status} · back on {said.due}"
