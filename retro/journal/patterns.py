"""What lessons look like together: how many there are over time, and of which theme at which company.

Everything is counted over the lessons that a condition leaves, so a pattern is that of what a query finds.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import product, takewhile
from typing import NamedTuple

from retro.journal.connection import Connection
from retro.journal.filters import Condition

__all__ = ["MOST", "Halves", "Matrix", "PatternCounts", "Tally", "Timeline", "Unit"]

MOST = 30
"""Themes and companies of a matrix: more than a person compares, and few enough to count at once."""

_MOST_MONTHS, _MOST_QUARTERS = 18, 16
"""Longer than that, time is told in quarters, and in years."""

_MOST_EMPTY = 120
"""Over more periods than these, only those that have lessons are listed."""


class Unit(StrEnum):
    """What time is told in."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class Tally(NamedTuple):
    """Lessons of one kind, of one company (None: of none), in one period."""

    period: str
    company: str | None
    kind: str
    lessons: int


class Timeline(NamedTuple):
    """Lessons over time, each counted once, in the period of its last day, by which lists are ordered.

    Args:
        unit: How long a period is.
        periods: From the first to the last, also those without lessons, as ``on:`` reads them: ``2021``,
            ``2021-Q1`` or ``2021-03``.
        tallies: What is in them.
    """

    unit: Unit
    periods: tuple[str, ...]
    tallies: tuple[Tally, ...]


class Matrix(NamedTuple):
    """How many lessons of a company have a theme, or one below it.

    Args:
        companies: Those with the most lessons first.
        themes: The same; a theme counts the lessons of those below it, each once.
        company_count: How many companies there are, also those left out.
        theme_count: The same of themes.
        cells: By company and theme, without those that are empty; None is any, or none.
    """

    companies: tuple[str, ...]
    themes: tuple[str, ...]
    company_count: int
    theme_count: int
    cells: Mapping[tuple[str | None, str | None], int]


class Halves(NamedTuple):
    """The earlier and the later half of all lessons, and how many of each have a theme, or one below it.

    Args:
        split: The day on which the later half begins; "" where there are no two halves.
        earlier: Lessons before it.
        later: Lessons on it and after it.
        themes: Theme -> its lessons in either half.
    """

    split: str
    earlier: int
    later: int
    themes: Mapping[str, tuple[int, int]]


class PatternCounts:
    """Counts over the lessons that a condition leaves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def timeline(self, condition: Condition) -> Timeline:
        """Lessons by period, company and kind; in months or quarters where years would say little."""
        span = self._connection.row(
            f"SELECT min(day) AS first, max(day) AS last FROM lessons AS lesson WHERE {condition.sql}",
            condition.parameters,
        )
        if span is None or span["first"] is None:
            return Timeline(Unit.YEAR, (), ())
        unit = _unit(span["first"], span["last"])
        rows = self._connection.rows(
            f"SELECT {_PERIODS[unit]} AS period, company, kind, count(*) AS lessons"
            f" {_LESSONS} WHERE {condition.sql} GROUP BY 1, 2, 3",
            condition.parameters,
        )
        names = self._names("companies")
        tallies = tuple(
            Tally(row["period"], names.get(row["company"]), row["kind"], row["lessons"]) for row in rows
        )
        used = dict.fromkeys(tally.period for tally in tallies)
        periods = _filled(unit, tallies[0].period, tallies[-1].period) or tuple(used)
        return Timeline(unit, periods, tallies)

    def matrix(self, condition: Condition, *, most: int = MOST) -> Matrix:
        """Lessons by company and theme, of the ``most`` companies and themes that have the most lessons."""
        everything = self._companies(condition)
        of_company = {name: count for name, count in everything.items() if name is not None}
        cells = self.cells(condition)
        # A lesson has one company, so that what is distinct in each of them is distinct in all.
        of_theme: Counter[str] = Counter()
        for (_, theme), count in cells.items():
            of_theme[theme] += count
        companies, themes = _greatest(of_company, most), _greatest(of_theme, most)
        counted: dict[tuple[str | None, str | None], int] = {(None, None): sum(everything.values())}
        counted |= {(company, None): of_company[company] for company in companies}
        counted |= {(None, theme): of_theme[theme] for theme in themes}
        counted |= {pair: cells[pair] for pair in product(companies, themes) if pair in cells}
        return Matrix(companies, themes, len(of_company), len(of_theme), counted)

    def _companies(self, condition: Condition) -> dict[str | None, int]:
        rows = self._connection.rows(
            f"SELECT company, count(*) AS lessons {_LESSONS} WHERE {condition.sql} GROUP BY company",
            condition.parameters,
        )
        names = self._names("companies")
        return {names.get(row["company"]): row["lessons"] for row in rows}

    def cells(self, condition: Condition) -> dict[tuple[str | None, str], int]:
        """Lessons by company and theme; a theme counts those below it, too, each lesson once."""
        # Only of themes that have others below them can a lesson have two that count for one.
        companies, themes = self._names("companies"), self._names("themes")
        parents = sorted({above for name in themes.values() for above in _above(name)})
        places = {name: place for place, name in enumerate(parents)}
        alone = [number for number, name in themes.items() if name not in places]
        below = [
            (number, places[above])
            for number, name in themes.items()
            for above in (name, *_above(name))
            if above in places
        ]
        cells = {
            (companies.get(row["company"]), themes[row["theme"]]): row["lessons"]
            for row in self._connection.rows(
                # The sign keeps SQLite from looking up each of these themes for each lesson.
                f"SELECT company, theme, count(*) AS lessons {_TAGS}"
                f" WHERE +tag.theme IN (SELECT value FROM json_each(?)) AND {condition.sql} GROUP BY 1, 2",
                (json.dumps(alone), *condition.parameters),
            )
        }
        rows = self._connection.rows(
            "WITH family AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS theme,"
            " json_extract(value, '$[1]') AS place FROM json_each(?))"
            " SELECT company, place, count(*) AS lessons FROM (SELECT DISTINCT tag.lesson, company, place"
            f" {_TAGS} JOIN family ON family.theme = +tag.theme WHERE {condition.sql}) GROUP BY 1, 2",
            (json.dumps(below), *condition.parameters),
        )
        cells |= {(companies.get(row["company"]), parents[row["place"]]): row["lessons"] for row in rows}
        return cells

    def count(self, condition: Condition) -> int:
        """How many lessons a condition leaves."""
        return sum(self._companies(condition).values())

    def halves(self, condition: Condition) -> Halves:
        """Themes in the earlier and in the later half of the lessons, by day: as many in each, or nearly."""
        total = self.count(condition)
        split = self._connection.value(
            f"SELECT day FROM lessons AS lesson WHERE {condition.sql} ORDER BY day LIMIT 1 OFFSET ?",
            (*condition.parameters, total // 2),
        )
        before = condition & Condition("lesson.day < ?", (split,))
        earlier = self.count(before) if split else 0
        if not earlier:
            return Halves("", 0, total, {})
        counts: dict[str, list[int]] = {}
        since = condition & Condition("lesson.day >= ?", (split,))
        for half, part in enumerate((before, since)):
            for (_, theme), lessons in self.cells(part).items():
                counts.setdefault(theme, [0, 0])[half] += lessons
        themes = {theme: (both[0], both[1]) for theme, both in counts.items()}
        return Halves(str(split), earlier, total - earlier, themes)

    def over_time(self, condition: Condition, themes: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Lessons of some themes, or of those below them, in each period of the timeline."""
        timeline = self.timeline(condition)
        places = {theme: place for place, theme in enumerate(themes)}
        family = [
            (number, places[above])
            for number, name in self._names("themes").items()
            for above in (name, *_above(name))
            if above in places
        ]
        rows = self._connection.rows(
            "WITH family AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS theme,"
            " json_extract(value, '$[1]') AS place FROM json_each(?))"
            " SELECT period, place, count(*) AS lessons FROM (SELECT DISTINCT tag.lesson, place,"
            f" {_PERIODS[timeline.unit]} AS period {_TAGS} JOIN family ON family.theme = +tag.theme"
            f" WHERE {condition.sql}) GROUP BY 1, 2",
            (json.dumps(family), *condition.parameters),
        )
        columns = {period: place for place, period in enumerate(timeline.periods)}
        counted = {theme: [0] * len(columns) for theme in themes}
        for row in rows:
            counted[themes[row["place"]]][columns[row["period"]]] = row["lessons"]
        return {theme: tuple(counts) for theme, counts in counted.items()}

    def shared_themes(self, condition: Condition) -> dict[str, dict[str, int]]:
        """Themes of lessons at two companies or more -> how many lessons of each company have it."""
        found: dict[str, dict[str, int]] = {}
        for (company, theme), lessons in self.cells(condition).items():
            if company is not None:
                found.setdefault(theme, {})[company] = lessons
        return {theme: companies for theme, companies in found.items() if len(companies) > 1}

    def lessons_of(self, condition: Condition, theme: str, most: int) -> list[str]:
        """Ids of lessons with a theme, or one below it, at a company: starred ones and the latest first."""
        rows = self._connection.rows(
            f"SELECT lesson.id {_LESSONS} WHERE company IS NOT NULL AND lesson.number IN"
            " (SELECT tag.lesson FROM lesson_themes AS tag JOIN themes ON themes.number = tag.theme"
            "  WHERE themes.name = ? OR substr(themes.name, 1, length(?) + 1) = ? || '/')"
            f" AND {condition.sql} ORDER BY starred DESC, day DESC, lesson.id LIMIT ?",
            (theme, theme, theme, *condition.parameters, most),
        )
        return [row["id"] for row in rows]

    def never_applied(self, condition: Condition, most: int) -> tuple[tuple[str, ...], int]:
        """Ids of lessons that were never applied, violated and starred ones first; and how many there are.

        What is learned, or retired, needs no more of it; an outcome and a quotation cannot be applied.
        """
        never = condition & Condition(
            "lesson.number NOT IN (SELECT lesson FROM applications WHERE outcome = 'applied')"
            " AND lesson.status NOT IN ('learned', 'retired') AND lesson.kind NOT IN ('outcome', 'quote')"
        )
        rows = self._connection.rows(
            "SELECT lesson.id,"
            " (SELECT count(*) FROM applications AS entry WHERE entry.lesson = lesson.number) AS violated"
            f" FROM lessons AS lesson WHERE {never.sql}"
            " ORDER BY violated DESC, starred DESC, day, lesson.id LIMIT ?",
            (*never.parameters, most),
        )
        return tuple(row["id"] for row in rows), self.count(never)

    def _names(self, table: str) -> dict[int | None, str]:
        rows = self._connection.rows(f"SELECT number, name FROM {table}")
        return {row["number"]: row["name"] for row in rows}


_LESSONS = "FROM lessons AS lesson NOT INDEXED"
"""Read in the order of the file: by an index, the lessons of 100,000 take five times as long."""

_TAGS = f"{_LESSONS} CROSS JOIN lesson_themes AS tag ON tag.lesson = lesson.number"

_PERIODS = {
    Unit.YEAR: "substr(day, 1, 4)",
    Unit.QUARTER: "substr(day, 1, 4) || '-Q' || ((substr(day, 6, 2) + 2) / 3)",
    Unit.MONTH: "substr(day, 1, 7)",
}


def _unit(first: str, last: str) -> Unit:
    months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7]) + 1
    if months <= _MOST_MONTHS:
        return Unit.MONTH
    return Unit.QUARTER if months <= 3 * _MOST_QUARTERS else Unit.YEAR


def _filled(unit: Unit, first: str, last: str) -> tuple[str, ...]:
    """All periods from one to another; none where there are too many."""
    if unit is Unit.YEAR and int(last) - int(first) >= _MOST_EMPTY:
        return ()
    return (*takewhile(lambda period: period != last, _following(unit, first)), last)


def _following(unit: Unit, period: str) -> Iterator[str]:
    """A period and those after it."""
    year, _, part = period.partition("-")
    place = int(year) if unit is Unit.YEAR else int(part.lstrip("Q")) - 1
    parts, sign, digits = (4, "Q", 1) if unit is Unit.QUARTER else (12, "", 2)
    while True:
        if unit is Unit.YEAR:
            yield f"{place:04d}"
        else:
            yield f"{int(year) + place // parts:04d}-{sign}{place % parts + 1:0{digits}d}"
        place += 1


def _above(theme: str) -> Iterator[str]:
    """The themes above one, whether or not they are themes of their own."""
    return (theme[:at] for at, mark in enumerate(theme) if mark == "/")


def _greatest(counts: Mapping[str, int], most: int) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:most])
