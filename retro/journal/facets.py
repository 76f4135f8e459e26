"""How many of the lessons found have each company, theme, kind, year and so on."""

from collections import Counter

from retro.journal.connection import Connection
from retro.journal.filters import Condition

__all__ = ["FacetCounts"]

_PLAIN = ("company", "kind", "year", "status", "starred", "visibility")


class FacetCounts:
    """Counts over the lessons that a condition leaves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plain(self, condition: Condition) -> dict[str, Counter[str]]:
        """Counts of everything that a lesson has one of, in one pass over the lessons.

        Returns:
            Column (company, kind, year, status, starred, visibility) -> value -> count. Lessons without a
            company are not counted there.
        """
        rows = self._connection.rows(
            "SELECT company, kind, substr(day, 1, 4) AS year, status, starred, visibility,"
            " count(*) AS lessons"
            f" FROM lessons AS lesson WHERE {condition.sql} GROUP BY 1, 2, 3, 4, 5, 6",
            condition.parameters,
        )
        names = {
            row["number"]: row["name"] for row in self._connection.rows("SELECT number, name FROM companies")
        }
        counts: dict[str, Counter[str]] = {column: Counter() for column in _PLAIN}
        for row in rows:
            for column in _PLAIN:
                value = names.get(row["company"]) if column == "company" else str(row[column])
                if value is not None:
                    counts[column][value] += row["lessons"]
        return counts

    def themes(self, condition: Condition) -> dict[str, int]:
        """Theme -> lessons that have it or a theme below it, each counted once; names in reading order."""
        rows = self._connection.rows(
            "WITH found AS (SELECT tag.lesson, theme.name FROM lesson_themes AS tag"
            " JOIN themes AS theme ON theme.number = tag.theme"
            " JOIN lessons AS lesson ON lesson.number = tag.lesson"
            f" WHERE {condition.sql}) SELECT name, count(*) AS lessons FROM found GROUP BY name",
            condition.parameters,
        )
        counts = {row["name"]: row["lessons"] for row in rows}
        for parent in {name[:at] for name in counts for at, mark in enumerate(name) if mark == "/"}:
            counts[parent] = self._connection.value(
                "SELECT count(DISTINCT tag.lesson) FROM lesson_themes AS tag"
                " JOIN themes AS theme ON theme.number = tag.theme"
                " JOIN lessons AS lesson ON lesson.number = tag.lesson"
                f" WHERE (theme.name = ? OR substr(theme.name, 1, ?) = ?) AND {condition.sql}",
                (parent, len(parent) + 1, parent + "/", *condition.parameters),
            )
        return {name: counts[name] for name in sorted(counts, key=lambda name: name.split("/"))}
