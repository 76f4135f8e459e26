"""When lessons come back: their cards in the schedule, what was said of them, and what is up today.

Everything here is SQL alone, so that a first screen can ask what is due without loading the scheduler
(``retro.practice.review``), which alone decides when a lesson is due next.
"""

import datetime as dt
import json
from collections.abc import Collection
from typing import NamedTuple

from retro.errors import NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.filters import EVERYTHING, INDEXED, Condition, due, start_of
from retro.journal.history import History
from retro.journal.identity import new_id
from retro.model import Lesson, Status
from retro.surroundings import ComingBack, ReviewAnswer, ReviewCard, Reviewed

__all__ = ["ComingDecision", "Reviews"]


class ComingDecision(NamedTuple):
    """A decision whose day comes: its words, the day, and the ids of the lessons that it names."""

    id: str
    text: str
    due: str
    lesson_ids: tuple[str, ...]


class Reviews:
    """The schedule of a journal, and the answers that it was made of.

    Args:
        connection: The open journal.
        history: Where steps are made.
    """

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    # What is up

    def count_due(self, today: dt.date) -> int:
        """How many lessons are up for review: one pass over them."""
        condition = EVERYTHING & due(today)
        return int(
            self._connection.value(f"SELECT count(*) {_LESSONS} WHERE {condition.sql}", condition.parameters)
        )

    def on_this_day(self, today: dt.date, limit: int = 3) -> list[str]:
        """The ids of lessons that happened on this day in earlier years, the latest first.

        Where it is not said when one happened, the day of its capture counts; what is known to a month or a
        year only has no day. The 29th of February comes with the 28th.
        """
        days = [f"{today:%m-%d}"]
        if days == ["02-28"] and (today + dt.timedelta(days=1)).month == 3:
            days.append("02-29")
        rows = self._connection.rows(
            f"SELECT id FROM (SELECT id, coalesce(happened, substr(created_at, 1, 10)) AS at {_LESSONS}"
            " WHERE deleted_at IS NULL) WHERE length(at) = 10 AND at < ?"
            " AND substr(at, 6) IN (SELECT value FROM json_each(?)) ORDER BY at DESC, id LIMIT ?",
            (today.isoformat(), json.dumps(days), limit),
        )
        return [row["id"] for row in rows]

    def by_chance(self, limit: int, within: Condition = INDEXED) -> list[str]:
        """The ids of some lessons that are not retired, others each time."""
        return self._ids(EVERYTHING & _HELD & within, "random()", limit)

    def next_up(self, limit: int, within: Condition = INDEXED) -> list[str]:
        """The ids of lessons that are not retired, the longest due first, also those not due yet."""
        return self._ids(EVERYTHING & _HELD & within, _BY_DUE_DAY, limit)

    def returning(self, today: dt.date, limit: int, without: Collection[str] = ()) -> list[str]:
        """The ids of lessons that are due and were reviewed before, the longest due first."""
        condition = EVERYTHING & due(today) & _HAS_CARD & _but(without)
        return self._ids(condition, _BY_DUE_DAY, limit)

    def unseen(self, today: dt.date, limit: int, without: Collection[str] = ()) -> list[str]:
        """The ids of lessons that are due and never came back yet: starred ones, then the oldest, first."""
        condition = EVERYTHING & due(today) & Condition(f"NOT {_HAS_CARD.sql}") & _but(without)
        return self._ids(condition, "lesson.starred DESC, lesson.created_at, lesson.id", limit)

    def violated(self, today: dt.date, limit: int, without: Collection[str] = ()) -> list[str]:
        """The ids of lessons that are due and were violated last, those violated most first."""
        condition = EVERYTHING & due(today) & _VIOLATED_LAST & _but(without)
        return self._ids(condition, f"{_VIOLATIONS} DESC, lesson.id", limit)

    def _ids(self, condition: Condition, order: str, limit: int) -> list[str]:
        rows = self._connection.rows(
            f"SELECT lesson.id {_LESSONS} WHERE {condition.sql} ORDER BY {order} LIMIT ?",
            (*condition.parameters, limit),
        )
        return [row["id"] for row in rows]

    def coming_decisions(self, today: dt.date, days: int) -> list[ComingDecision]:
        """Decisions whose day is within so many days, or has passed, the nearest first.

        As they stood when the day began: one that is reviewed today is among them, one written today is not.
        """
        rows = self._connection.rows(
            "SELECT id, text, due, (SELECT json_group_array(lesson) FROM (SELECT lessons.id AS lesson"
            " FROM decision_lessons JOIN lessons ON lessons.number = decision_lessons.lesson"
            " WHERE decision = decisions.number ORDER BY position)) AS lessons"
            " FROM decisions WHERE due <= :last AND created_at < :midnight"
            " AND (came_true IS NULL OR reviewed_at >= :midnight) ORDER BY due, id",
            {"last": (today + dt.timedelta(days=days)).isoformat(), "midnight": start_of(today)},
        )
        return [
            ComingDecision(row["id"], row["text"], row["due"], tuple(json.loads(row["lessons"])))
            for row in rows
        ]

    # Cards

    def card(self, lesson_id: str) -> ReviewCard | None:
        """Where a lesson stands; None before it was first answered, applied or violated."""
        row = self._connection.row(
            "SELECT reviews.* FROM reviews JOIN lessons ON lessons.number = lesson WHERE lessons.id = ?",
            (lesson_id,),
        )
        return None if row is None else _card(row)

    def comes_back(self, lesson: Lesson) -> dt.date | None:
        """The day from which a lesson is up for review; None for one that is retired or deleted.

        Without a card that is the day after it was captured.
        """
        if lesson.status is Status.RETIRED or lesson.deleted_at is not None:
            return None
        card = self.card(lesson.id)
        if card is not None:
            return card.due
        return dt.datetime.fromisoformat(lesson.created_at).astimezone().date() + dt.timedelta(days=1)

    def coming_back(self, lesson: Lesson) -> ComingBack | None:
        """When a lesson comes back, and what was said of it when it did; None for one that does not."""
        due = self.comes_back(lesson)
        if due is None:
            return None
        said = self.answers(lesson.id)
        return ComingBack(due, len(said), said[-1] if said else None)

    def status(self, lesson_id: str) -> Status:
        """What the log last made of a lesson's status; one that is another was set by hand."""
        status = self._connection.value(
            "SELECT reviews.status FROM reviews JOIN lessons ON lessons.number = lesson WHERE lessons.id = ?",
            (lesson_id,),
        )
        return Status.OBSERVED if status is None else Status(status)

    def keep_card(self, lesson_id: str, card: ReviewCard, status: Status | None = None) -> None:
        """Put a lesson where it stands now; inside the step of what was said of it.

        Args:
            lesson_id: The whole id of the lesson.
            card: Where it stands.
            status: What the log makes of its status; None leaves what was known of that.

        Raises:
            NothingFound: When there is no such lesson.
        """
        with self._history.step("review", "Put a lesson into the schedule"):
            number = self._number(lesson_id)
            values: dict[str, object] = {
                "lesson": number,
                "due_at": _moment(card.due),
                "stability": card.stability,
                "difficulty": card.difficulty,
                "state": card.state,
                "step": card.step,
                "last_review_at": None if card.last_review is None else _moment(card.last_review),
            }
            if status is not None:
                values["status"] = str(status)
            if self._connection.row("SELECT 1 FROM reviews WHERE lesson = ?", (number,)):
                assignments = ", ".join(f"{name} = :{name}" for name in values)
                self._connection.execute(f"UPDATE reviews SET {assignments} WHERE lesson = :lesson", values)
            else:
                marks = ", ".join(f":{name}" for name in values)
                self._connection.execute(
                    f"INSERT INTO reviews ({', '.join(values)}) VALUES ({marks})", values
                )

    def _number(self, lesson_id: str) -> int:
        number = self._connection.value("SELECT number FROM lessons WHERE id = ?", (lesson_id,))
        if number is None:
            raise NothingFound(f"There is no lesson “{lesson_id}”.")
        return int(number)

    # Answers

    def record(self, lesson_id: str, answer: ReviewAnswer, day: dt.date) -> None:
        """Keep what was said of a lesson on a day.

        Raises:
            NothingFound: When there is no such lesson.
        """
        with self._history.step("review", f"Said of a lesson: {answer}"):
            self._connection.execute(
                "INSERT INTO review_answers (id, lesson, answer, day, created_at) VALUES (?, ?, ?, ?, ?)",
                (new_id(), self._number(lesson_id), str(answer), day.isoformat(), self._history.moment()),
            )

    def answers(self, lesson_id: str) -> list[Reviewed]:
        """What was said of a lesson, oldest first."""
        return self._answers("lessons.id = ?", lesson_id)

    def answered_on(self, day: dt.date) -> list[Reviewed]:
        """What was said on a day, in the order in which it was."""
        return self._answers("review_answers.day = ? AND deleted_at IS NULL", day.isoformat())

    def _answers(self, where: str, value: str) -> list[Reviewed]:
        rows = self._connection.rows(
            "SELECT review_answers.*, lessons.id AS lesson_id FROM review_answers"
            f" JOIN lessons ON lessons.number = lesson WHERE {where}"
            " ORDER BY review_answers.day, review_answers.created_at, review_answers.number",
            (value,),
        )
        return [
            Reviewed(
                row["id"],
                row["lesson_id"],
                ReviewAnswer(row["answer"]),
                dt.date.fromisoformat(row["day"]),
                row["created_at"],
            )
            for row in rows
        ]

    def touched_on(self, today: dt.date) -> list[str]:
        """The ids of lessons that were answered, applied or violated since the day began."""
        rows = self._connection.rows(
            "SELECT id FROM lessons WHERE deleted_at IS NULL AND number IN"
            " (SELECT lesson FROM review_answers WHERE day >= ?"
            " UNION SELECT lesson FROM applications WHERE created_at >= ?) ORDER BY id",
            (today.isoformat(), start_of(today)),
        )
        return [row["id"] for row in rows]


_LESSONS = "FROM lessons AS lesson NOT INDEXED"
"""Read in the order of the file: by an index, the lessons of 100,000 take eight times as long."""

_HELD = Condition("lesson.status <> 'retired'")

_HAS_CARD = Condition("EXISTS (SELECT 1 FROM reviews WHERE reviews.lesson = lesson.number)")

_BY_DUE_DAY = (
    "coalesce((SELECT substr(due_at, 1, 10) FROM reviews WHERE reviews.lesson = lesson.number),"
    " date(lesson.created_at, '+1 day')), lesson.id"
)

_VIOLATIONS = (
    "(SELECT count(*) FROM applications WHERE applications.lesson = lesson.number AND outcome = 'violated')"
)

_VIOLATED_LAST = Condition(
    "lesson.number IN (SELECT lesson FROM applications WHERE outcome = 'violated') AND 'violated' ="
    " (SELECT outcome FROM applications WHERE applications.lesson = lesson.number"
    " ORDER BY happened DESC, number DESC LIMIT 1)"
)


def _but(ids: Collection[str]) -> Condition:
    if not ids:
        return INDEXED
    return Condition("lesson.id NOT IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _card(row: Row) -> ReviewCard:
    reviewed = row["last_review_at"]
    return ReviewCard(
        dt.date.fromisoformat(row["due_at"][:10]),
        row["stability"],
        row["difficulty"],
        row["state"],
        row["step"],
        None if reviewed is None else dt.date.fromisoformat(reviewed[:10]),
    )
