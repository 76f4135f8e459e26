"""What a journal has of a company and a period: what a retrospective warms up with."""

import datetime as dt
from typing import NamedTuple

from retro.dates import Span
from retro.journal.connection import Connection
from retro.journal.lessons import Lessons
from retro.journal.registers import Companies
from retro.model import Lesson
from retro.surroundings import Outcome

__all__ = ["LookingBack", "PastApplication"]


class PastApplication(NamedTuple):
    """A lesson that was applied or violated, by its title."""

    title: str
    outcome: Outcome
    happened: Span
    result: str


class LookingBack:
    """Reads what happened at a company in a period; with neither, what the journal has.

    Args:
        connection: The open journal.
        companies: Where company names are looked up.
        lessons: Where lessons are read.
    """

    def __init__(self, connection: Connection, companies: Companies, lessons: Lessons) -> None:
        self._connection = connection
        self._companies = companies
        self._lessons = lessons

    def lessons(self, company: str | None, period: Span | None) -> tuple[Lesson, ...]:
        """The lessons, oldest first; one whose date is not exact counts when it can overlap."""
        where, values = self._where(
            "lesson.company",
            "coalesce(lesson.first_day, lesson.day)",
            "coalesce(lesson.last_day, lesson.day)",
            company,
            period,
        )
        rows = self._connection.rows(
            f"SELECT lesson.number FROM lessons AS lesson WHERE lesson.deleted_at IS NULL{where}"
            " ORDER BY lesson.day, lesson.number",
            values,
        )
        return tuple(self._lessons.by_numbers([row["number"] for row in rows]))

    def applications(self, company: str | None, period: Span | None) -> tuple[PastApplication, ...]:
        """When lessons were applied or violated, oldest first."""
        where, values = self._where("applications.company", None, None, company, None)
        rows = self._connection.rows(
            "SELECT applications.*, lessons.title FROM applications"
            f" JOIN lessons ON lessons.number = lesson WHERE lessons.deleted_at IS NULL{where}"
            " ORDER BY applications.happened, applications.number",
            values,
        )
        found = (
            PastApplication(
                row["title"],
                Outcome(row["outcome"]),
                Span.parse(row["happened"]),
                row["result"],
            )
            for row in rows
        )
        return tuple(each for each in found if _overlap(each.happened, period))

    def _where(
        self, column: str, first: str | None, last: str | None, company: str | None, period: Span | None
    ) -> tuple[str, tuple[object, ...]]:
        """Conditions on rows, and the values that they bind."""
        where = ""
        values: tuple[object, ...] = ()
        if company is not None:
            where, values = f" AND {column} = ?", (self._companies.number(company),)
        if period is None or first is None:
            return where, values
        return f"{where} AND {last} >= ? AND {first} <= ?", (*values, *map(dt.date.isoformat, _days(period)))


def _days(period: Span) -> tuple[dt.date, dt.date]:
    return period.first_day, period.last_day


def _overlap(happened: Span, period: Span | None) -> bool:
    if period is None:
        return True
    return happened.first_day <= period.last_day and happened.last_day >= period.first_day
