"""What was measured, over all lessons."""

from retro.journal.connection import Connection
from retro.journal.lesson_rows import SELECT_LESSON, lesson_from_row
from retro.model import Lesson

__all__ = ["Measurements"]


class Measurements:
    """Lessons that have evidence."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, company: str | None, *, but: str = "") -> list[Lesson]:
        """The lessons of a company that have evidence, in the order of their days; none of no company.

        Args:
            company: By its own name.
            but: The id of a lesson that is left out.
        """
        rows = self._connection.rows(
            f"{SELECT_LESSON} WHERE lesson.number IN (SELECT lesson FROM evidence) AND deleted_at IS NULL"
            " AND lesson.company = (SELECT number FROM companies WHERE name = ?) AND lesson.id <> ?"
            " ORDER BY lesson.day, lesson.id",
            (company, but),
        )
        return [lesson_from_row(row) for row in rows]
