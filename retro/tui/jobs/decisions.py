"""Decisions, read and changed; each function makes a job for ``Storage``."""

import datetime as dt
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Self

from retro.drafts import DECISION, Draft
from retro.errors import InvalidValue
from retro.journal import Journal
from retro.journal.decisions import Decision
from retro.practice.calibration import Calibration, calibrated
from retro.tui.jobs.lessons import Wrote

if TYPE_CHECKING:
    from retro.posts.redacting.pseudonyms import Pseudonyms
    from retro.search import SearchEngine

__all__ = [
    "Decided",
    "Reviewed",
    "Row",
    "Typed",
    "add",
    "look",
    "propose",
    "remove",
    "review",
    "veiled_decisions",
]


class Row(NamedTuple):
    """A decision, and the short ids and titles of the lessons that it names."""

    decision: Decision
    consulted: tuple[tuple[str, str], ...] = ()
    changed_by: tuple[str, str] | None = None


class Decided(NamedTuple):
    """All decisions, today, and how well those were judged whose outcome is known."""

    rows: tuple[Row, ...]
    today: dt.date
    calibration: Calibration


class Typed(NamedTuple):
    """A decision as it is typed."""

    text: str = ""
    expectation: str = ""
    percent: str = ""
    due: str = ""
    company: str = ""
    lessons: str = ""

    def drafts(self) -> tuple[Draft, ...]:
        """What is to be kept of it while it is typed."""
        return (Draft(json.dumps(self._asdict()), prompt=DECISION),) if any(map(str.strip, self)) else ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What was kept of it.

        Raises:
            InvalidValue: When it is something else.
        """
        try:
            said = json.loads(text)
            typed = cls(**said)
        except (ValueError, TypeError, RecursionError) as error:
            raise InvalidValue("This is no decision that was being written down.") from error
        if not all(isinstance(each, str) for each in typed):
            raise InvalidValue("This is no decision that was being written down.")
        return typed


class Reviewed(NamedTuple):
    """A review as it is typed."""

    came_true: bool
    outcome: str = ""
    changed_by: str = ""


def look(journal: Journal) -> Decided:
    """Read them all."""
    decisions = journal.decisions.all()
    rows = tuple(
        Row(
            each,
            tuple(_named(journal, lesson) for lesson in each.lessons),
            None if each.changed_by is None else _named(journal, each.changed_by),
        )
        for each in decisions
    )
    return Decided(rows, journal.today(), calibrated(decisions))


def _named(journal: Journal, lesson_id: str) -> tuple[str, str]:
    return journal.lessons.short_id(lesson_id), journal.lessons.get(lesson_id).title


def propose(journal: Journal, engine: "SearchEngine", text: str) -> tuple[tuple[str, str], ...]:
    """The short ids and titles of a few lessons that fit a decision."""
    from retro.practice.briefs import brief  # noqa: PLC0415 - loads what weighs

    if not text.strip():
        return ()
    fittings = brief(journal, engine, text, most=3).fittings
    return tuple(_named(journal, each.lesson.id) for each in fittings)


def add(typed: Typed) -> Callable[[Journal], Wrote]:
    """Write a decision down."""

    def job(journal: Journal) -> Wrote:
        made = journal.decisions.add(
            typed.text,
            typed.expectation,
            _share(typed.percent),
            _day(typed.due, journal.today()),
            company=typed.company.strip() or None,
            lessons=[journal.lessons.get(each).id for each in typed.lessons.replace(",", " ").split()],
        )
        return Wrote(f"Decided: {made.text}")

    return job


def review(decision_id: str, said: Reviewed) -> Callable[[Journal], Wrote]:
    """Say what came of a decision."""

    def job(journal: Journal) -> Wrote:
        changed_by = said.changed_by.strip()
        lesson = journal.lessons.get(changed_by).id if changed_by else None
        reviewed = journal.decisions.review(
            decision_id, came_true=said.came_true, outcome=said.outcome, changed_by=lesson
        )
        return Wrote(f"Reviewed “{reviewed.text}”")

    return job


def remove(decision_id: str) -> Callable[[Journal], Wrote]:
    """Take a decision away."""

    def job(journal: Journal) -> Wrote:
        return Wrote(f"Took away “{journal.decisions.remove(decision_id).text}”")

    return job


def _share(text: str) -> float:
    try:
        return float(text.strip().removesuffix("%").replace(",", ".")) / 100
    except ValueError as error:
        raise InvalidValue("How likely is it? Say it in per cent, 0 to 100.") from error


def _day(text: str, today: dt.date) -> dt.date:
    from retro.natural_dates import parse_span  # noqa: PLC0415 - only when a date is given

    span = parse_span(text, today, strict=False) if text.strip() else None
    if span is None:
        raise InvalidValue("On which day will you look at it again? Try 2027-03-01 or “in 3 months”.")
    return span.first_day


def veiled_decisions(decided: Decided, names: "Pseudonyms") -> Decided:
    """Decisions as others may see them."""

    def hidden(lesson: tuple[str, str]) -> tuple[str, str]:
        return lesson[0], names.hide(lesson[1])

    rows = tuple(
        Row(
            row.decision._replace(
                text=names.hide(row.decision.text),
                expectation=names.hide(row.decision.expectation),
                outcome=names.hide(row.decision.outcome),
                company=None if row.decision.company is None else names.hide(row.decision.company),
            ),
            tuple(map(hidden, row.consulted)),
            None if row.changed_by is None else hidden(row.changed_by),
        )
        for row in decided.rows
    )
    return decided._replace(rows=rows)
