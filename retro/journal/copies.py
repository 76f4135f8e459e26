"""Other copies of the journal: what they have and this one lacks comes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retro.errors import UsageProblem
from retro.journal.backups import Backup, Reason, make_backup
from retro.journal.connection import Connection
from retro.journal.history import Clock, History
from retro.journal.merging.contents import Contents, read_contents
from retro.journal.merging.matching import canonical_ids
from retro.journal.merging.past import Past, common_ancestor, merged_summary
from retro.journal.merging.planning import Plan, make_plan
from retro.journal.merging.reading import opened_copy
from retro.journal.merging.tables import NAMES
from retro.journal.merging.uniting import Registers, unite_names
from retro.journal.merging.writing import Versions, their_versions, write_plan

if TYPE_CHECKING:
    from retro.journal.registers import Companies, People, Themes

__all__ = ["Copies", "Merged"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, or would do.

    Attributes:
        plan: What comes in, what changes, what both have changed.
        backup: The journal as it was before; None when nothing was written.
    """

    plan: Plan
    backup: Backup | None = None


class Copies:
    """Merges other copies of the journal into it.

    Args:
        connection: The open journal.
        history: Where the step is made.
        clock: Where the time comes from.
        names: The journal's companies, themes and people.
    """

    def __init__(
        self,
        connection: Connection,
        history: History,
        clock: Clock,
        names: "tuple[Companies, Themes, People]",
    ) -> None:
        self._connection = connection
        self._history = history
        self._clock = clock
        self._names: Registers = dict(zip((place.table for place in NAMES), names, strict=True))

    def merge(self, other: Path, *, dry_run: bool = False) -> Merged:
        """Let this journal hold all that another copy of it holds, in one step, after a backup.

        Args:
            other: The copy, which is only read.
            dry_run: Write nothing, and tell what would be written.

        Raises:
            NothingFound: When there is no such file.
            UsageProblem: When it is this journal itself.
            JournalUnusable: When it is no journal, a newer one or damaged, or this one cannot be written.
        """
        if other.exists() and other.samefile(self._connection.path):
            raise UsageProblem(f"{other} is this journal itself.")
        with opened_copy(other) as connection:
            theirs = Past.read(connection)
        seen = self._version()
        merge = _Merge(Past.read(self._connection), theirs)
        plan = merge.plan()
        if dry_run or plan.is_empty:
            return Merged(plan)
        backup = make_backup(self._connection.path, Reason.MERGE, self._clock)
        with self._history.step("merge", merged_summary(theirs.mark, other.name)):
            if self._version() != seen:  # another program was faster
                merge = _Merge(Past.read(self._connection), theirs)
            if unite_names(self._connection, self._names, merge.canonical):
                merge.ours = read_contents(Past.read(self._connection).rows)
            plan = merge.plan()
            write_plan(self._connection, merge.ours, plan, merge.versions())
        return Merged(plan, backup)

    def _version(self) -> int:
        """Another number when another program has written."""
        return int(self._connection.value("PRAGMA data_version"))


class _Merge:
    """This journal, another copy, and what they were when they parted."""

    def __init__(self, ours: Past, theirs: Past) -> None:
        self._rows = ours.rows
        self._theirs_past = theirs
        self._purged = ours.purged
        self._ancestor = common_ancestor(ours, theirs)
        self._parted = self._ancestor.parted or self._ancestor.rows
        self.canonical = canonical_ids(ours.rows, theirs.rows, self._parted)
        self.ours: Contents = read_contents(ours.rows, self.canonical)

    def plan(self) -> Plan:
        """What is to be done; nothing, whatever was changed here since, when all of the copy is known."""
        if self._ancestor.has_all:
            return Plan()
        base = read_contents(self._ancestor.rows, self.canonical)
        is_parted = self._parted is self._ancestor.rows
        parted = base if is_parted else read_contents(self._parted, self.canonical)
        theirs = read_contents(self._theirs_past.rows, self.canonical)
        plan = make_plan(
            base,
            self.ours,
            theirs,
            parted=parted,
            purged=self._purged,
            purged_there=self._theirs_past.purged,
        )
        for table, count in self._to_be_united():
            plan.counts[table] = max(plan.counts.get(table, 0), count)
        return plan

    def _to_be_united(self) -> Iterator[tuple[str, int]]:
        """How many of our names are another's: often that is all that there is to do."""
        for place in NAMES:
            count = sum(row["id"] in self.canonical for row in self._rows[place.table].values())
            if count:
                yield place.table, count

    def versions(self) -> Versions:
        """What lessons said in the other copy since."""
        rows = self._theirs_past.rows
        companies = {
            int(row["number"]): self.canonical.get(row["id"], str(row["id"]))
            for row in rows["companies"].values()
        }
        found = self._theirs_past.versions(self._ancestor.theirs_since)
        return their_versions(found, companies, rows["lessons"])
