"""Stops the opening of an earlier retro's journal at a statement: by an error of SQLite's, or by a kill.

As a program it does the second: it loads the modules once and forks for each moment. What it reads from stdin
says which journal to take, where, and at which statements.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retro.journal import Journal, backups, opening
from retro.journal.connection import connect
from tests.journals.earlier import unpack

if TYPE_CHECKING:
    from retro.journal.library import sqlite3

__all__ = ["Statements", "killed_at", "watched"]


class Statements:
    """What the backup and the migration ask of SQLite, counted over all their connections.

    Args:
        at: At which statement something happens; 0 for never.
        happens: What; it is given the connection.
    """

    def __init__(self, at: int = 0, happens: "Callable[[sqlite3.Connection], object] | None" = None) -> None:
        self.at = at
        self.count = 0
        self._happens = happens

    def connect(self, *args: Any, **options: Any) -> "sqlite3.Connection":
        """As ``connect`` does it; from then on its statements are counted."""
        connection = connect(*args, **options)

        def executes(_statement: str) -> None:
            self.count += 1
            if self.count == self.at and self._happens is not None:
                self._happens(connection)

        connection.set_trace_callback(executes)
        return connection


@contextmanager
def watched(statements: Statements) -> Iterator[Statements]:
    """Count while it lasts."""
    for module in (opening, backups):
        module.connect = statements.connect  # type: ignore[attr-defined]
    try:
        yield statements
    finally:
        for module in (opening, backups):
            module.connect = connect  # type: ignore[attr-defined]


def interrupt(connection: "sqlite3.Connection") -> None:
    """SQLite gives the next statement up, once: what it does to undo that goes on."""
    answers = [1]
    connection.set_progress_handler(lambda: answers.pop() if answers else 0, 1)


def killed_at(packed: Path, path: Path, statement: int) -> int:
    """Open a journal in a process that is killed at a statement; returns which signal has ended it."""
    unpack(packed, path)
    process = os.fork()
    if process == 0:
        with watched(Statements(statement, lambda _: os.kill(os.getpid(), signal.SIGKILL))):
            Journal.open(path).close()
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return -os.waitstatus_to_exitcode(status)


def _main() -> None:
    asked = json.loads(sys.stdin.read())
    for number in asked["statements"]:
        folder = Path(asked["folder"], str(number))
        folder.mkdir()
        ended_by = killed_at(Path(asked["packed"]), folder / "journal.db", number)
        if ended_by != signal.SIGKILL:
            raise AssertionError(f"It was not killed at statement {number}, but ended by {ended_by}.")


if __name__ == "__main__":
    import retro.journal.migrations  # noqa: F401

    _main()
