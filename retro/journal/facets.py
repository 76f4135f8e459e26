"""How many of the lessons found have each company, theme, kind, year and so on."""

from collections import Counter

from retro.journal.connection import Connection
from retro.journal.filters import Condition
from retro.journal.patterns import PatternCounts

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
        counts: Counter[str] = Counter()
        # A lesson has one company, so what is distinct in each of them is distinct in all.
        for (_, theme), lessons in PatternCounts(self._connection).cells(condition).items():
            counts[theme] += lessons
        return {name: counts[name] for name in sorted(counts, key=lambda name: name.split("/"))}
