"""Checklists: the lessons that fit a situation, each to be answered before one goes on."""

from collections.abc import Sequence
from typing import NamedTuple

from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection
from retro.journal.history import History
from retro.journal.identity import name_key, new_id, storable
from retro.journal.prefixes import id_beginning_with, shortest_ids
from retro.surroundings import CheckState

__all__ = ["CheckIn", "CheckIns", "CheckItem"]


class CheckItem(NamedTuple):
    """A line of a checklist: a lesson, how it was answered, and what was said of it."""

    lesson_id: str
    state: CheckState = CheckState.OPEN
    answer: str = ""
    answered_at: str | None = None


class CheckIn(NamedTuple):
    """A checklist for a situation; ``items`` in their order, without deleted lessons."""

    id: str
    situation: str
    created_at: str
    items: tuple[CheckItem, ...] = ()

    @property
    def open_items(self) -> tuple[CheckItem, ...]:
        """What is still to be answered."""
        return tuple(item for item in self.items if item.state is CheckState.OPEN)

    @property
    def is_open(self) -> bool:
        """Something is still to be answered."""
        return bool(self.open_items)


class CheckIns:
    """The checklists of a journal."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    # Reading

    def all(self) -> list[CheckIn]:
        """Every checklist, those that are open first, the latest first among them."""
        found = self._found("1 ORDER BY created_at DESC, number DESC")
        return sorted(found, key=lambda check_in: not check_in.is_open)

    def get(self, prefix: str) -> CheckIn:
        """The checklist whose id begins so (four characters at the least).

        Raises:
            InvalidValue: When that cannot be the beginning of an id.
            NothingFound: When no checklist has it.
            AmbiguousId: When several have.
        """
        found = id_beginning_with(
            self._connection, "check_ins", "situation", prefix, noun="check-in", hint="retro check-in"
        )
        return self._found("id = ?", (found,))[0]

    def of_situation(self, situation: str) -> CheckIn | None:
        """The last checklist of a situation, answered or not; capitals and spaces make no difference."""
        key = name_key(storable(situation))
        ids = [
            row["id"]
            for row in self._connection.rows("SELECT id, situation FROM check_ins ORDER BY number DESC")
            if name_key(row["situation"]) == key
        ]
        return self.get(ids[0]) if ids else None

    def short_ids(self) -> dict[str, str]:
        """Of each id the shortest beginning that no other checklist shares."""
        return shortest_ids(self._connection, "check_ins")

    def _found(self, condition: str, parameters: Sequence[object] = ()) -> list[CheckIn]:
        items: dict[int, list[CheckItem]] = {}
        for row in self._connection.rows(
            "SELECT check_in_items.*, lessons.id AS lesson_id FROM check_in_items"
            " JOIN lessons ON lessons.number = lesson WHERE deleted_at IS NULL ORDER BY check_in, position"
        ):
            item = CheckItem(row["lesson_id"], CheckState(row["state"]), row["answer"], row["answered_at"])
            items.setdefault(row["check_in"], []).append(item)
        rows = self._connection.rows(f"SELECT * FROM check_ins WHERE {condition}", tuple(parameters))
        return [
            CheckIn(row["id"], row["situation"], row["created_at"], tuple(items.get(row["number"], ())))
            for row in rows
        ]

    # Writing

    def start(self, situation: str, lessons: Sequence[str], *, again: bool = False) -> CheckIn:
        """A checklist of lessons for a situation; the last one of that situation, where there is one.

        Args:
            situation: What one is about to do.
            lessons: Whole ids, in order.
            again: Begin anew, unless the last one is still open.

        Raises:
            InvalidValue: When the situation is empty, or there is no lesson.
            NothingFound: When there is no such lesson.
        """
        situation = " ".join(storable(situation).split())
        if not situation:
            raise InvalidValue("A check-in needs a situation: what are you about to do?")
        with self._history.step("check-in", f"Made a checklist for “{situation}”"):
            known = self.of_situation(situation)
            if known is not None and known.items and (known.is_open or not again):
                return known
            if not lessons:
                raise InvalidValue("A checklist needs at least one lesson.")
            identity = new_id()
            number = self._connection.execute(
                "INSERT INTO check_ins (id, situation, created_at) VALUES (?, ?, ?)",
                (identity, situation, self._history.moment()),
            )
            for position, lesson in enumerate(dict.fromkeys(lessons)):
                self._insert(number, lesson, position)
            return self.get(identity)

    def _insert(self, check_in: int, lesson_id: str, position: int) -> None:
        lesson = self._connection.value(
            "SELECT number FROM lessons WHERE id = ? AND deleted_at IS NULL", (lesson_id,)
        )
        if lesson is None:
            raise NothingFound(f"There is no lesson “{lesson_id}”.")
        self._connection.execute(
            "INSERT INTO check_in_items (id, check_in, lesson, position) VALUES (?, ?, ?, ?)",
            (new_id(), check_in, lesson, position),
        )

    def answer(self, check_in_id: str, lesson_id: str, state: CheckState, answer: str = "") -> CheckIn:
        """Answer a line of a checklist; ``CheckState.OPEN`` takes the answer back.

        Raises:
            NothingFound: When there is no such checklist, or the lesson is not on it.
        """
        check_in = self.get(check_in_id)
        if all(item.lesson_id != lesson_id for item in check_in.items):
            raise NothingFound(f"Lesson “{lesson_id}” is not on that checklist.")
        is_open = state is CheckState.OPEN
        with self._history.step("check-in", f"Answered “{check_in.situation}”: {state}"):
            self._connection.execute(
                "UPDATE check_in_items SET state = ?, answer = ?, answered_at = ?"
                " WHERE check_in = (SELECT number FROM check_ins WHERE id = ?)"
                " AND lesson = (SELECT number FROM lessons WHERE id = ?)",
                (
                    str(state),
                    "" if is_open else " ".join(storable(answer).split()),
                    None if is_open else self._history.moment(),
                    check_in.id,
                    lesson_id,
                ),
            )
        return self.get(check_in.id)

    def remove(self, check_in_id: str) -> CheckIn:
        """Take a checklist away with its answers; undo brings them back.

        Raises:
            NothingFound: When there is no such checklist.
        """
        check_in = self.get(check_in_id)
        with self._history.step("check-in", f"Took away the checklist for “{check_in.situation}”"):
            self._connection.execute("DELETE FROM check_ins WHERE id = ?", (check_in.id,))
        return check_in
