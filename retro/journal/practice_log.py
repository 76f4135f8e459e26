"""What was done with lessons: how they relate, and when each was applied or violated."""

import datetime as dt

from retro.dates import Span
from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.history import History
from retro.journal.identity import new_id, storable
from retro.journal.registers import Companies
from retro.standing import entries_of, standing
from retro.surroundings import Application, Outcome, Relation, RelationKind, ReviewAnswer, Reviewed

__all__ = ["Applications", "Relations"]


class Relations:
    """How lessons stand to each other."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def add(
        self,
        source_id: str,
        target_id: str,
        kind: RelationKind,
        *,
        when_source: str = "",
        when_target: str = "",
    ) -> None:
        """Relate one lesson to another; saying it twice is saying it once.

        Raises:
            InvalidValue: When both are the same lesson.
        """
        if source_id == target_id:
            raise InvalidValue("A lesson cannot be related to itself.")
        with self._history.step("relate", f"Related a lesson that {kind} another"):
            self._connection.execute(
                "INSERT INTO relations (id, source, target, kind, when_source, when_target, created_at)"
                " SELECT ?, source.number, target.number, ?, ?, ?, ?"
                " FROM lessons AS source, lessons AS target"
                " WHERE source.id = ? AND target.id = ? AND NOT EXISTS (SELECT 1 FROM relations AS old"
                "   WHERE old.source = source.number AND old.target = target.number AND old.kind = ?)",
                (
                    new_id(),
                    str(kind),
                    storable(when_source),
                    storable(when_target),
                    self._history.moment(),
                    source_id,
                    target_id,
                    str(kind),
                ),
            )

    def remove(self, relation_id: str) -> None:
        """Take a relation away.

        Raises:
            NothingFound: When there is none of that id.
        """
        with self._history.step("relate", "Took a relation away"):
            if not self._connection.row("SELECT 1 FROM relations WHERE id = ?", (relation_id,)):
                raise NothingFound("That relation is gone.")
            self._connection.execute("DELETE FROM relations WHERE id = ?", (relation_id,))

    def of(self, lesson_id: str) -> list[Relation]:
        """Every relation that a lesson is part of, on either side, to lessons that are not deleted."""
        rows = self._connection.rows(
            "SELECT relations.*, source.id AS source_id, target.id AS target_id FROM relations"
            " JOIN lessons AS source ON source.number = relations.source"
            " JOIN lessons AS target ON target.number = relations.target"
            " WHERE (source.id = :id OR target.id = :id)"
            " AND source.deleted_at IS NULL AND target.deleted_at IS NULL ORDER BY relations.number",
            {"id": lesson_id},
        )
        return list(map(_relation, rows))

    def all(self, kind: RelationKind) -> list[Relation]:
        """Every relation of a kind between lessons that are not deleted, oldest first."""
        rows = self._connection.rows(
            "SELECT relations.*, source.id AS source_id, target.id AS target_id FROM relations"
            " JOIN lessons AS source ON source.number = relations.source"
            " JOIN lessons AS target ON target.number = relations.target"
            " WHERE relations.kind = ? AND source.deleted_at IS NULL AND target.deleted_at IS NULL"
            " ORDER BY relations.number",
            (str(kind),),
        )
        return list(map(_relation, rows))

    def dismiss(self, source_id: str, target_id: str, kind: str) -> None:
        """Remember that two lessons do not stand to each other in a way that was proposed.

        Args:
            source_id: The one.
            target_id: The other; which of them is which makes no difference.
            kind: A relation, ``duplicates`` or ``principle``.

        Raises:
            InvalidValue: When both are the same lesson.
        """
        if source_id == target_id:
            raise InvalidValue("A lesson cannot be related to itself.")
        with self._history.step("tensions", f"Dismissed that a lesson {kind} another"):
            self._connection.execute(
                "INSERT INTO dismissed_relations (source, target, kind)"
                " SELECT source.number, target.number, ? FROM lessons AS source, lessons AS target"
                " WHERE source.id = ? AND target.id = ? ON CONFLICT DO NOTHING",
                (kind, *sorted((source_id, target_id))),
            )

    def settled(self, kind: str) -> frozenset[tuple[str, str]]:
        """Pairs of ids, the lesser first, that are related in any way, or of which a kind was dismissed."""
        return self._pairs(
            "SELECT source, target FROM relations"
            " UNION SELECT source, target FROM dismissed_relations WHERE kind = ?",
            kind,
        )

    def dismissed(self, kind: str) -> frozenset[tuple[str, str]]:
        """Pairs of ids, the lesser first, of which a kind was dismissed."""
        return self._pairs("SELECT source, target FROM dismissed_relations WHERE kind = ?", kind)

    def _pairs(self, selected: str, kind: str) -> frozenset[tuple[str, str]]:
        rows = self._connection.rows(
            f"SELECT source.id AS source, target.id AS target FROM ({selected}) AS pair"
            " JOIN lessons AS source ON source.number = pair.source"
            " JOIN lessons AS target ON target.number = pair.target",
            (kind,),
        )
        pairs = (sorted((row["source"], row["target"])) for row in rows)
        return frozenset((one, other) for one, other in pairs)


class Applications:
    """When lessons were applied or violated."""

    def __init__(self, connection: Connection, history: History, companies: Companies) -> None:
        self._connection = connection
        self._history = history
        self._companies = companies

    def log(
        self,
        lesson_id: str,
        outcome: Outcome,
        happened: Span,
        *,
        company: str | None = None,
        result: str = "",
    ) -> None:
        """Note that a lesson was applied or violated on a day, at a company, with a result."""
        with self._history.step(str(outcome), f"Noted a lesson as {outcome}"):
            at = None if company is None else self._companies.find_or_make(company)[0]
            self._connection.execute(
                "INSERT INTO applications (id, lesson, outcome, company, happened, result, created_at)"
                " SELECT ?, number, ?, ?, ?, ?, ? FROM lessons WHERE id = ?",
                (
                    new_id(),
                    str(outcome),
                    at,
                    str(happened),
                    storable(result),
                    self._history.moment(),
                    lesson_id,
                ),
            )

    def of(self, lesson_id: str) -> list[Application]:
        """A lesson's log, oldest first."""
        rows = self._connection.rows(
            "SELECT applications.*, companies.name AS company_name FROM applications"
            " JOIN lessons ON lessons.number = lesson LEFT JOIN companies"
            " ON companies.number = applications.company WHERE lessons.id = ?"
            " ORDER BY applications.happened, applications.number",
            (lesson_id,),
        )
        return [
            Application(
                row["id"],
                lesson_id,
                Outcome(row["outcome"]),
                Span.parse(row["happened"]),
                row["company_name"],
                row["result"],
                row["created_at"],
            )
            for row in rows
        ]

    def raises(self, lesson_id: str) -> bool:
        """Whether what was logged of a lesson makes it stand out in lists (``retro.standing``)."""
        return standing(entries_of(self.of(lesson_id), self._used(lesson_id))).raised

    def _used(self, lesson_id: str) -> list[Reviewed]:
        rows = self._connection.rows(
            "SELECT review_answers.* FROM review_answers JOIN lessons ON lessons.number = lesson"
            " WHERE lessons.id = ? AND answer = ?",
            (lesson_id, str(ReviewAnswer.USED)),
        )
        return [
            Reviewed(
                row["id"], lesson_id, ReviewAnswer.USED, dt.date.fromisoformat(row["day"]), row["created_at"]
            )
            for row in rows
        ]


def _relation(row: Row) -> Relation:
    return Relation(
        row["id"],
        row["source_id"],
        row["target_id"],
        RelationKind(row["kind"]),
        row["when_source"],
        row["when_target"],
    )
