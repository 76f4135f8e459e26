"""Decisions: what was decided and expected, how surely, and what came of it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from retro.dates import PartialDate, Span
from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.history import Clock, History
from retro.journal.identity import new_id, storable
from retro.journal.prefixes import id_beginning_with, shortest_ids
from retro.journal.registers import Companies

__all__ = ["Decision", "Decisions"]


class Decision(NamedTuple):
    """Something that was decided.

    Args:
        id: Its id.
        text: What was decided, one line.
        expectation: What is expected to come of it, one line.
        probability: How likely that was thought to be, 0 to 1.
        company: Where.
        decided: The day it was decided.
        due: The day from which on it is to be looked at again.
        lessons: Ids of the lessons that were consulted, in order; deleted ones are not named.
        came_true: Whether what was expected came; None while that is open.
        outcome: What came of it, in words.
        changed_by: The id of the lesson that would have changed the decision.
        created_at: When it was written down, ISO 8601 in UTC.
        reviewed_at: When it was looked at again.
    """

    id: str
    text: str
    expectation: str
    probability: float
    company: str | None
    decided: dt.date
    due: dt.date
    lessons: tuple[str, ...] = ()
    came_true: bool | None = None
    outcome: str = ""
    changed_by: str | None = None
    created_at: str = ""
    reviewed_at: str | None = None

    @property
    def is_open(self) -> bool:
        """Nobody has said yet whether it came true."""
        return self.came_true is None

    def is_due(self, today: dt.date) -> bool:
        """It is open, and its day has come."""
        return self.is_open and self.due <= today


_SELECT = (
    "SELECT decisions.*, companies.name AS company_name, changing.id AS changed_by_id FROM decisions"
    " LEFT JOIN companies ON companies.number = decisions.company"
    " LEFT JOIN lessons AS changing ON changing.number = changed_by AND changing.deleted_at IS NULL"
)


class Decisions:
    """The decisions of a journal.

    Args:
        connection: The open journal.
        history: Where steps are made.
        companies: Where company names are looked up.
        clock: Where the time comes from.
    """

    def __init__(self, connection: Connection, history: History, companies: Companies, clock: Clock) -> None:
        self._connection = connection
        self._history = history
        self._companies = companies
        self._clock = clock

    # Reading

    def all(self) -> list[Decision]:
        """Every decision: the open ones by the day they are due, then the others, the last reviewed first."""
        return self.open() + self._found(
            "came_true IS NOT NULL ORDER BY reviewed_at DESC, decisions.number DESC"
        )

    def open(self) -> list[Decision]:
        """Those of which nobody has said yet what came of them, by the day they are due."""
        return self._found("came_true IS NULL ORDER BY due, decisions.number")

    def due(self, today: dt.date) -> list[Decision]:
        """Those whose day has come, the longest overdue first."""
        return [decision for decision in self.open() if decision.due <= today]

    def reviewed(self) -> list[Decision]:
        """Those of which it is known whether they came true, in the order of the days they were decided."""
        return self._found("came_true IS NOT NULL ORDER BY decided, decisions.number")

    def get(self, prefix: str) -> Decision:
        """The decision whose id begins so (four characters at the least).

        Raises:
            InvalidValue: When that cannot be the beginning of an id.
            NothingFound: When no decision has it.
            AmbiguousId: When several have.
        """
        found = id_beginning_with(
            self._connection, "decisions", "text", prefix, noun="decision", hint="retro decisions"
        )
        return self._found("decisions.id = ?", (found,))[0]

    def short_ids(self) -> dict[str, str]:
        """Of each id the shortest beginning that no other decision shares."""
        return shortest_ids(self._connection, "decisions")

    def of_lesson(self, lesson_id: str) -> list[Decision]:
        """The decisions for which a lesson was consulted, the latest first."""
        return self._found(
            "decisions.number IN (SELECT decision FROM decision_lessons JOIN lessons"
            " ON lessons.number = lesson WHERE lessons.id = ?) ORDER BY decided DESC, decisions.number DESC",
            (lesson_id,),
        )

    def made_in(self, company: str | None, period: Span | None) -> list[Decision]:
        """Those that were made at a company and in a period, the earliest first; with neither, all."""
        condition = "TRUE"
        values: list[object] = []
        if company is not None:
            condition += " AND decisions.company = ?"
            values.append(self._companies.number(company))
        if period is not None:
            condition += " AND decided BETWEEN ? AND ?"
            values += [period.first_day.isoformat(), period.last_day.isoformat()]
        return self._found(f"{condition} ORDER BY decided, decisions.number", values)

    def _found(self, condition: str, parameters: Sequence[object] = ()) -> list[Decision]:
        lessons: dict[int, list[str]] = {}
        for row in self._connection.rows(
            "SELECT decision, lessons.id FROM decision_lessons JOIN lessons ON lessons.number = lesson"
            " WHERE deleted_at IS NULL ORDER BY decision, position"
        ):
            lessons.setdefault(row["decision"], []).append(row["id"])
        rows = self._connection.rows(f"{_SELECT} WHERE {condition}", tuple(parameters))
        return [_decision(row, tuple(lessons.get(row["number"], ()))) for row in rows]

    # Writing

    def add(
        self,
        text: str,
        expectation: str,
        probability: float,
        due: dt.date,
        *,
        company: str | None = None,
        lessons: Sequence[str] = (),
        decided: dt.date | None = None,
    ) -> Decision:
        """Write down a decision and what is expected of it.

        Args:
            text: What was decided.
            expectation: What is expected to come of it, so that it can be told whether it came.
            probability: How likely that is, 0 to 1.
            due: When to look at it again.
            company: Where; made when it is new.
            lessons: Whole ids of the lessons that were consulted.
            decided: When, if not today.

        Raises:
            InvalidValue: When a text is missing, the probability is none, or it would be due before it is
                made.
            NothingFound: When there is no such lesson.
        """
        text, expectation = _line(text), _line(expectation)
        day = decided or self._clock().astimezone().date()
        _check(text, expectation, probability, day, due)
        with self._history.step("decisions", f"Decided: {text}"):
            at = None if company is None else self._companies.find_or_make(company)[0]
            identity = new_id()
            number = self._connection.execute(
                "INSERT INTO decisions (id, text, expectation, probability, company, decided, due,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    identity,
                    text,
                    expectation,
                    probability,
                    at,
                    day.isoformat(),
                    due.isoformat(),
                    self._history.moment(),
                ),
            )
            for position, lesson in enumerate(dict.fromkeys(lessons)):
                self._connection.execute(
                    "INSERT INTO decision_lessons VALUES (?, ?, ?)", (number, self._lesson(lesson), position)
                )
            return self.get(identity)

    def review(
        self, decision_id: str, *, came_true: bool, outcome: str = "", changed_by: str | None = None
    ) -> Decision:
        """Say what came of a decision; saying it again replaces what was said.

        Args:
            decision_id: Its whole id.
            came_true: Whether what was expected came.
            outcome: What came, in words.
            changed_by: The whole id of a lesson that would have changed it.

        Raises:
            NothingFound: When there is no such decision or lesson.
        """
        decision = self.get(decision_id)
        said = "came true" if came_true else "did not come true"
        with self._history.step("decisions", f"Reviewed “{decision.text}”: it {said}"):
            self._connection.execute(
                "UPDATE decisions SET came_true = ?, outcome = ?, changed_by = ?, reviewed_at = ?"
                " WHERE id = ?",
                (
                    int(came_true),
                    storable(outcome).strip(),
                    None if changed_by is None else self._lesson(changed_by),
                    self._history.moment(),
                    decision.id,
                ),
            )
        return self.get(decision.id)

    def remove(self, decision_id: str) -> Decision:
        """Take a decision away, as if it had never been made; undo brings it back.

        Raises:
            NothingFound: When there is no such decision.
        """
        decision = self.get(decision_id)
        with self._history.step("decisions", f"Took away the decision “{decision.text}”"):
            self._connection.execute("DELETE FROM decisions WHERE id = ?", (decision.id,))
        return decision

    def _lesson(self, lesson_id: str) -> int:
        number = self._connection.value(
            "SELECT number FROM lessons WHERE id = ? AND deleted_at IS NULL", (lesson_id,)
        )
        if number is None:
            raise NothingFound(f"There is no lesson “{lesson_id}”.")
        return int(number)


def _line(text: str) -> str:
    return " ".join(storable(text).split())


def _check(text: str, expectation: str, probability: float, decided: dt.date, due: dt.date) -> None:
    if not text:
        raise InvalidValue("A decision needs a text: what was decided.")
    if not expectation:
        raise InvalidValue("A decision needs what you expect of it, so that it can be told whether it came.")
    if not 0 <= probability <= 1:
        raise InvalidValue("A probability is between 0 and 100 %.")
    if due < decided:
        raise InvalidValue(f"It cannot be reviewed on {due}, before it was made on {decided}.")


def _decision(row: Row, lessons: tuple[str, ...]) -> Decision:
    return Decision(
        id=row["id"],
        text=row["text"],
        expectation=row["expectation"],
        probability=row["probability"],
        company=row["company_name"],
        decided=PartialDate.parse(row["decided"]).first_day,
        due=PartialDate.parse(row["due"]).first_day,
        lessons=lessons,
        came_true=None if row["came_true"] is None else bool(row["came_true"]),
        outcome=row["outcome"],
        changed_by=row["changed_by_id"],
        created_at=row["created_at"],
        reviewed_at=row["reviewed_at"],
    )
