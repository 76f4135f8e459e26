"""Every change in steps that can be undone, across runs.

Triggers keep what each row was before (``retro.journal.triggers``); a step groups the changes of one command.
Undoing a step is itself a step, so that redoing is undoing the undoing, and nothing is ever forgotten.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from retro.errors import NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.identity import storable

if TYPE_CHECKING:
    from retro.journal.marks import Mark

__all__ = ["Change", "Clock", "History", "Step", "StepInProgress", "utc_now"]

LONGEST_SUMMARY = 200
"""Characters: a title may be a megabyte, and each undoing repeats it."""

Clock = Callable[[], dt.datetime]
"""Returns the present moment, aware of its zone."""


def utc_now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


class Step(NamedTuple):
    """One command's changes. ``made_at`` is ISO 8601 in UTC; ``undone`` says whether it has been undone."""

    number: int
    made_at: str
    command: str
    summary: str
    undone: bool


class Change(NamedTuple):
    """What happened to a lesson's row: before (None: it was new) and after (None: it is gone for good)."""

    made_at: str
    command: str
    before: dict[str, object] | None
    after: dict[str, object] | None


class StepInProgress:
    """A step that is being made; its ``summary`` can be set until it ends."""

    __slots__ = ("moment", "number", "summary")

    def __init__(self, number: int, summary: str, moment: str) -> None:
        self.number = number
        self.summary = summary
        self.moment = moment


def _in_short(summary: str) -> str:
    """One line of a readable length, whatever the title or the path in it."""
    line = " ".join(storable(summary).split())
    return line if len(line) <= LONGEST_SUMMARY else f"{line[: LONGEST_SUMMARY - 1]}…"


class History:
    """Steps: making them, listing them, undoing and redoing them.

    Args:
        connection: The open journal.
        clock: Where the time comes from.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._current: StepInProgress | None = None

    @contextmanager
    def step(
        self, command: str, summary: str = "", *, more_of: StepInProgress | None = None
    ) -> Iterator[StepInProgress]:
        """A transaction whose changes are undone together; an inner step joins the outer one.

        Args:
            command: What made the step.
            summary: What it did.
            more_of: An earlier step of this run that this transaction belongs to: work of minutes lets
                others write in between, and is still undone at once.

        Raises:
            JournalUnusable: When the journal cannot be written; nothing was changed.
        """
        if self._current is not None:
            yield self._current
            return
        with self._connection.transaction():
            step = self._resume(more_of) or self._begin(command, summary)
            self._current = step
            try:
                yield step
            finally:
                self._current = None
            self._end(step)

    def _begin(self, command: str, summary: str, undoes: int | None = None) -> StepInProgress:
        moment = self.moment()
        number = self._connection.execute(
            "INSERT INTO steps (made_at, command, summary, undoes) VALUES (?, ?, ?, ?)",
            (moment, command, _in_short(summary), undoes),
        )
        self._connection.execute("UPDATE current_step SET step = ?", (number,))
        return StepInProgress(number, summary, moment)

    def _resume(self, step: StepInProgress | None) -> StepInProgress | None:
        """The same step again, unless it changed nothing so far or has been undone meanwhile."""
        if (
            step is None
            or self._connection.value(
                "SELECT 1 FROM steps WHERE number = ? AND undone_by IS NULL", (step.number,)
            )
            is None
        ):
            return None
        self._connection.execute("UPDATE current_step SET step = ?", (step.number,))
        return step

    def _end(self, step: StepInProgress) -> None:
        self._connection.execute("UPDATE current_step SET step = NULL")
        if self._connection.row("SELECT 1 FROM changes WHERE step = ? LIMIT 1", (step.number,)):
            self._connection.execute(
                "UPDATE steps SET summary = ? WHERE number = ?", (_in_short(step.summary), step.number)
            )
        else:
            self._connection.execute("DELETE FROM steps WHERE number = ?", (step.number,))
            step.number = 0  # its number is free for another step

    def moment(self) -> str:
        """The present moment as it is kept: ISO 8601 in UTC, to the second."""
        return self._clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def is_at(self, mark: "Mark | None") -> bool:
        """Whether nothing has happened since a moment."""
        from retro.journal.marks import mark_of  # noqa: PLC0415 - only sync asks

        return mark is not None and mark == mark_of(self._connection)

    def steps(self, limit: int = 20) -> list[Step]:
        """The last steps, newest first, without the undoings themselves."""
        rows = self._connection.rows(
            "SELECT * FROM steps WHERE undoes IS NULL ORDER BY number DESC LIMIT ?", (limit,)
        )
        return [_step(row) for row in rows]

    def start_afresh(self) -> None:
        """Forget every step, so that undoing ends here: for journals that are made and not lived."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM changes")
            self._connection.execute("UPDATE steps SET undoes = NULL, undone_by = NULL")
            self._connection.execute("DELETE FROM steps")

    def undo(self) -> Step:
        """Undo the last step that is not undone yet.

        Raises:
            NothingFound: When there is none.
            JournalUnusable: When the journal cannot be written; nothing was changed.
        """
        with self._connection.transaction():
            row = self._connection.row(
                "SELECT * FROM steps WHERE undoes IS NULL AND undone_by IS NULL ORDER BY number DESC LIMIT 1"
            )
            if row is None:
                raise NothingFound("There is nothing to undo.")
            step = self._begin("undo", f"Undid: {row['summary']}", undoes=row["number"])
            self._revert(row["number"])
            self._connection.execute(
                "UPDATE steps SET undone_by = ? WHERE number = ?", (step.number, row["number"])
            )
            self._connection.execute("UPDATE current_step SET step = NULL")
            return _step({**dict(row), "undone_by": step.number})

    def redo(self) -> Step:
        """Take back the last undo, unless something was changed since.

        Raises:
            NothingFound: When there is nothing to redo.
            JournalUnusable: When the journal cannot be written; nothing was changed.
        """
        with self._connection.transaction():
            row = self._connection.row(
                "SELECT undone.*, undoing.number AS undoing FROM steps AS undone"
                " JOIN steps AS undoing ON undoing.number = undone.undone_by"
                " WHERE undoing.number > (SELECT max(number) FROM steps WHERE undoes IS NULL)"
                " ORDER BY undone.number LIMIT 1"
            )
            if row is None:
                raise NothingFound("There is nothing to redo.")
            self._connection.execute("UPDATE current_step SET step = ?", (row["number"],))
            self._revert(row["undoing"])
            self._connection.execute("UPDATE steps SET undone_by = NULL WHERE number = ?", (row["number"],))
            self._connection.execute("UPDATE current_step SET step = NULL")
            return _step({**dict(row), "undone_by": None})

    def _revert(self, step: int) -> None:
        """Put every row that a step changed back as it was, last change first."""
        import json  # noqa: PLC0415 - 1 ms that a capture does not need

        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        changes = self._connection.rows(
            "SELECT table_name, row_key, before FROM changes WHERE step = ? ORDER BY number DESC", (step,)
        )
        for change in changes:
            before = None if change["before"] is None else json.loads(change["before"])
            self._put_back(change["table_name"], json.loads(change["row_key"]), before)

    def _put_back(self, table: str, key: dict[str, object], before: dict[str, object] | None) -> None:
        where = " AND ".join(f'"{column}" IS :{column}' for column in key)
        if before is None:
            self._connection.execute(f"DELETE FROM {table} WHERE {where}", key)
        elif self._connection.row(f"SELECT 1 FROM {table} WHERE {where}", key):
            assignments = ", ".join(f'"{column}" = :{column}' for column in before if column not in key)
            if assignments:
                self._connection.execute(f"UPDATE {table} SET {assignments} WHERE {where}", before)
        else:
            columns = ", ".join(f'"{column}"' for column in before)
            values = ", ".join(f":{column}" for column in before)
            self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", before)

    def of_lesson(self, number: int) -> list[Change]:
        """What happened to a lesson's own row, newest first."""
        import json  # noqa: PLC0415 - 1 ms that a capture does not need

        rows = self._connection.rows(
            "SELECT coalesce(steps.made_at, '') AS made_at, coalesce(steps.command, '') AS command, before"
            " FROM changes LEFT JOIN steps ON steps.number = changes.step"
            " WHERE table_name = 'lessons' AND row_key = json_object('number', ?)"
            " ORDER BY changes.number DESC",
            (number,),
        )
        now = self._connection.row("SELECT * FROM lessons WHERE number = ?", (number,))
        after = None if now is None else dict(now)
        changes = []
        for row in rows:
            before = None if row["before"] is None else json.loads(row["before"])
            changes.append(Change(row["made_at"], row["command"], before, after))
            after = before
        return changes


def _step(row: Row) -> Step:
    return Step(row["number"], row["made_at"], row["command"], row["summary"], row["undone_by"] is not None)
