"""The journal: one SQLite file with everything, and the facade that every front end goes through."""

import datetime as dt
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from retro.journal.connection import Connection
from retro.journal.facets import FacetCounts
from retro.journal.fulltext import FullText
from retro.journal.history import Clock, History, StepInProgress, utc_now
from retro.journal.lessons import Lessons
from retro.journal.names import Companies, People, Themes
from retro.journal.opening import default_path, open_connection
from retro.journal.practice_log import Applications, Relations
from retro.journal.publishing import Imports, Posts

__all__ = ["Journal"]


class Journal:
    """An open journal. Its rooms are its attributes: ``journal.lessons.add(…)``, ``journal.themes.all()``.

    Every write happens in a step (``journal.step``), which is one transaction and one ``undo``. Use it as a
    context manager, and from one thread at a time.

    Args:
        connection: The open file.
        clock: Where the time comes from; tests pass their own.
    """

    def __init__(self, connection: Connection, clock: Clock = utc_now) -> None:
        self._connection = connection
        self._clock = clock
        self.history = History(connection, clock)
        self.companies = Companies(connection, self.history)
        self.themes = Themes(connection, self.history)
        self.people = People(connection, self.history)
        self.lessons = Lessons(connection, self.history, self.companies, self.themes, self.people)
        self.relations = Relations(connection, self.history)
        self.applications = Applications(connection, self.history, self.companies)
        self.imports = Imports(connection, self.history)
        self.posts = Posts(connection, self.history)
        self.fulltext = FullText(connection)
        self.facets = FacetCounts(connection)

    @classmethod
    def open(
        cls, path: Path | None = None, *, create: bool = True, writable: bool = True, clock: Clock = utc_now
    ) -> Self:
        """Open the journal at ``path`` (by default the user's own), made when it is new and ``create``.

        Raises:
            NothingFound: When there is none and ``create`` is false.
            JournalUnusable: When it is no journal, a newer one, damaged, or cannot be written.
        """
        return cls(open_connection(path or default_path(), create=create, writable=writable), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._connection.path

    def step(self, command: str, summary: str = "") -> AbstractContextManager[StepInProgress]:
        """Everything that is written inside is one transaction, and one step to undo."""
        return self.history.step(command, summary)

    def today(self) -> dt.date:
        """The present day where the user is."""
        return self._clock().astimezone().date()

    def data_version(self) -> int:
        """A number that changes when another connection has changed the journal."""
        return int(self._connection.value("PRAGMA data_version"))
