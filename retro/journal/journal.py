"""The journal: one SQLite file with everything, and the facade that every front end goes through."""

import datetime as dt
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from retro.journal.connection import Connection, Waiting
from retro.journal.history import Clock, History, StepInProgress, utc_now
from retro.journal.lessons import Lessons
from retro.journal.opening import default_path, open_connection
from retro.journal.registers import Companies, People, Themes
from retro.model import VIOLATIONS_TO_RAISE

if TYPE_CHECKING:
    from retro.journal.candidates import Candidates
    from retro.journal.check_ins import CheckIns
    from retro.journal.commitments import Commitments
    from retro.journal.copies import Copies
    from retro.journal.decisions import Decisions
    from retro.journal.facets import FacetCounts
    from retro.journal.fulltext import FullText
    from retro.journal.looking_back import LookingBack
    from retro.journal.measurements import Measurements
    from retro.journal.merging.uniting import Registers
    from retro.journal.patterns import PatternCounts
    from retro.journal.practice_log import Applications, Relations
    from retro.journal.publishing import Imports, Posts
    from retro.journal.purging.purge import Purging
    from retro.journal.records.room import Records
    from retro.journal.retrospectives import Retrospectives
    from retro.journal.reviews import Reviews
    from retro.journal.saved_searches import SavedSearches
    from retro.journal.words import Words

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

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        create: bool = True,
        writable: bool = True,
        clock: Clock = utc_now,
        waiting: Waiting | None = None,
    ) -> Self:
        """Open the journal at ``path`` (by default the user's own), made when it is new and ``create``.

        Args:
            path: The file.
            create: Whether to make one where there is none.
            writable: False never changes a byte of it.
            clock: Where the time comes from.
            waiting: Called when it takes long, now or at a write, because another program is writing.

        Raises:
            NothingFound: When there is none and ``create`` is false.
            JournalUnusable: When it is no journal, a newer one, damaged, or cannot be written.
        """
        connection = open_connection(
            path or default_path(), create=create, writable=writable, waiting=waiting
        )
        return cls(connection, clock)

    # Rooms that capturing does without are opened when they are entered: together they cost 5 ms to import.

    @cached_property
    def relations(self) -> "Relations":
        """How lessons stand to each other."""
        from retro.journal.practice_log import Relations  # noqa: PLC0415

        return Relations(self._connection, self.history)

    @cached_property
    def applications(self) -> "Applications":
        """When lessons were applied or violated."""
        from retro.journal.practice_log import Applications  # noqa: PLC0415

        return Applications(self._connection, self.history, self.companies)

    @cached_property
    def reviews(self) -> "Reviews":
        """When lessons come back, and what was said of them then."""
        from retro.journal.reviews import Reviews  # noqa: PLC0415

        return Reviews(self._connection, self.history)

    @cached_property
    def retrospectives(self) -> "Retrospectives":
        """Guided sessions, and what was answered in them."""
        from retro.journal.retrospectives import Retrospectives  # noqa: PLC0415

        return Retrospectives(self._connection, self.history, self.companies, self.lessons)

    @cached_property
    def commitments(self) -> "Commitments":
        """What somebody will do until a day."""
        from retro.journal.commitments import Commitments  # noqa: PLC0415

        return Commitments(self._connection, self.history, self.companies)

    @cached_property
    def looking_back(self) -> "LookingBack":
        """What happened at a company in a period."""
        from retro.journal.looking_back import LookingBack  # noqa: PLC0415

        return LookingBack(self._connection, self.companies, self.lessons)

    @cached_property
    def imports(self) -> "Imports":
        """Posts that were imported."""
        from retro.journal.publishing import Imports  # noqa: PLC0415

        return Imports(self._connection, self.history)

    @cached_property
    def candidates(self) -> "Candidates":
        """What was found in posts, and waits for a review."""
        from retro.journal.candidates import Candidates  # noqa: PLC0415

        return Candidates(self._connection, self.history, self.lessons, self.imports)

    @cached_property
    def posts(self) -> "Posts":
        """Posts that were written."""
        from retro.journal.publishing import Posts  # noqa: PLC0415

        return Posts(self._connection, self.history)

    @cached_property
    def saved_searches(self) -> "SavedSearches":
        """Queries that were given a name."""
        from retro.journal.saved_searches import SavedSearches  # noqa: PLC0415

        return SavedSearches(self._connection, self.history)

    @cached_property
    def decisions(self) -> "Decisions":
        """What was decided, and what was expected of it."""
        from retro.journal.decisions import Decisions  # noqa: PLC0415

        return Decisions(self._connection, self.history, self.companies, self._clock)

    @cached_property
    def check_ins(self) -> "CheckIns":
        """Checklists of lessons that fit a situation."""
        from retro.journal.check_ins import CheckIns  # noqa: PLC0415

        return CheckIns(self._connection, self.history)

    @cached_property
    def copies(self) -> "Copies":
        """Other copies of this journal, to be merged into it."""
        from retro.journal.copies import Copies  # noqa: PLC0415

        names = (self.companies, self.themes, self.people)
        return Copies(self._connection, self.history, self._clock, names)

    @cached_property
    def records(self) -> "Records":
        """All of it as records that other devices understand."""
        from retro.journal.records.room import Records  # noqa: PLC0415

        registers: Registers = {"companies": self.companies, "themes": self.themes, "people": self.people}
        return Records(self._connection, self.history, registers)

    @cached_property
    def purging(self) -> "Purging":
        """Deleting for good."""
        from retro.journal.purging.purge import Purging  # noqa: PLC0415

        return Purging(self._connection, self.history.moment)

    @cached_property
    def fulltext(self) -> "FullText":
        """The full-text index."""
        from retro.journal.fulltext import FullText  # noqa: PLC0415

        return FullText(self._connection)

    @cached_property
    def words(self) -> "Words":
        """The words of the full-text index."""
        from retro.journal.words import Words  # noqa: PLC0415

        return Words(self._connection)

    @cached_property
    def facets(self) -> "FacetCounts":
        """How many lessons have what."""
        from retro.journal.facets import FacetCounts  # noqa: PLC0415

        return FacetCounts(self._connection)

    @cached_property
    def measurements(self) -> "Measurements":
        """What was measured, over all lessons."""
        from retro.journal.measurements import Measurements  # noqa: PLC0415

        return Measurements(self._connection)

    @cached_property
    def patterns(self) -> "PatternCounts":
        """How many lessons there are over time, and of which theme at which company."""
        from retro.journal.patterns import PatternCounts  # noqa: PLC0415

        return PatternCounts(self._connection)

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

    @property
    def note(self) -> str:
        """A sentence where the journal is read in another way than usual, for nothing can be written."""
        return self._connection.note

    @property
    def has_written(self) -> bool:
        """Whether something was written over it, so that there is no doubt that it can be."""
        return self._connection.has_written

    def step(
        self, command: str, summary: str = "", *, more_of: StepInProgress | None = None
    ) -> AbstractContextManager[StepInProgress]:
        """Everything that is written inside is one transaction, and one step to undo.

        With ``more_of``, a further transaction of an earlier step.
        """
        return self.history.step(command, summary, more_of=more_of)

    def today(self, zone: dt.tzinfo | None = None) -> dt.date:
        """The present day in a time zone; without one, where the user is."""
        return self._clock().astimezone(zone).date()

    def raised(self) -> dict[str, int]:
        """Lessons that stand out in lists, and how often each was violated; those violated most come first.

        Violated three times, and not learned since (``retro.standing``); retired lessons do not stand out.
        """
        rows = self._connection.rows(
            "SELECT lessons.id, count(*) AS violations FROM applications"
            " JOIN lessons ON lessons.number = lesson"
            " WHERE outcome = 'violated' AND deleted_at IS NULL AND status <> 'retired'"
            " GROUP BY lesson HAVING count(*) >= ? ORDER BY violations DESC, lessons.id",
            (VIOLATIONS_TO_RAISE,),
        )
        # What tells the rest takes 4 ms of imports, which a list without such a lesson is spared.
        return {row["id"]: row["violations"] for row in rows if self.applications.raises(row["id"])}

    def conflicts(self) -> int:
        """How many decisions wait on what two devices have changed in one place."""
        if not self._connection.value("SELECT EXISTS (SELECT 1 FROM conflicts)"):
            return 0  # to look at records takes 12 ms of imports
        return self.records.waiting()

    def data_version(self) -> int:
        """A number that changes when another connection has changed the journal."""
        return int(self._connection.value("PRAGMA data_version"))

    def state(self) -> tuple[int, int]:
        """A value that is another whenever this or another connection has changed the journal."""
        return self.data_version(), self._connection.changes
