"""What a journal was at any moment of its history, and where two copies of one journal parted.

Two copies have the same changes, one by one, until they part. What both were then is what a merge compares
them with; where one has merged the other since, it is what that one was at that time.
"""

import json
import re
from _blake2 import blake2b
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from retro.journal.connection import Connection, Row
from retro.journal.purging.tombstones import purged_ids

__all__ = ["Ancestor", "Past", "Rows", "Values", "common_ancestor", "merged_summary"]

Values = dict[str, Any]
"""A row: column -> value."""

Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Values]]
"""Table -> key -> row."""

_MERGED = re.compile(r"Merged copy ([0-9a-f]{16})\b")


def merged_summary(mark: str, name: str) -> str:
    """The summary of a step that merges a copy; the copy's mark in it tells later what has been merged.

    Args:
        mark: Of the copy, as it was.
        name: Of its file.
    """
    return f"Merged copy {mark} ({name})"


class _Change(NamedTuple):
    number: int
    step: int | None
    table: str
    key: Key
    before: Values | None


class _Merge(NamedTuple):
    """A step of a journal that has merged a copy: its number, the copy's mark, and its last change."""

    mark: str
    last_change: int


@dataclass
class Past:
    """A journal's rows and all that happened to them, read at one moment.

    Attributes:
        rows: As they are.
        changes: From the first to the last.
        merges: The copies that it has merged, the last of them last.
        purged: Ids of lessons that were deleted for good.
    """

    rows: Rows
    changes: Sequence[_Change]
    merges: Sequence[_Merge]
    purged: frozenset[str]

    @classmethod
    def read(cls, connection: Connection) -> "Past":
        """Read all of it."""
        from retro.journal.migrations import HISTORIC_TABLES  # noqa: PLC0415 - loads sqlite_utils, 85 ms

        keys = {table: _key_columns(connection, table) for table in HISTORIC_TABLES}
        rows = {
            table: {
                tuple(row[name] for name in key): dict(row)
                for row in connection.rows(f"SELECT * FROM {table}")
            }
            for table, key in keys.items()
        }
        changes = [
            _change(row, keys)
            for row in connection.rows("SELECT * FROM changes ORDER BY number")
            if row["table_name"] in keys
        ]
        return cls(rows, changes, _merges(connection), purged_ids(connection))

    def at(self, point: int) -> Rows:
        """The rows as they were after the change of a number; before the first one with 0."""
        rows = {table: dict(found) for table, found in self.rows.items()}
        for change in reversed(self.changes):
            if change.number <= point:
                break
            if change.before is None:
                rows[change.table].pop(change.key, None)
            else:
                rows[change.table][change.key] = change.before
        return rows

    @property
    def last(self) -> int:
        """The number of the last change."""
        return self.changes[-1].number if self.changes else 0

    @property
    def mark(self) -> str:
        """What this state of this journal is known by: 16 hexadecimal digits."""
        return list(self.marks)[-1]

    @cached_property
    def marks(self) -> dict[str, int]:
        """A mark for each state that the journal has been in -> the number of its last change."""
        mark = _digest(json.dumps(_sorted_rows(self.at(0))))
        marks = {mark: 0}
        for change, after in zip(self.changes, self.afterwards, strict=True):
            became = None if after is None else after.get("id")
            mark = _digest(json.dumps([mark, change.table, change.key, change.before, became]))
            marks[mark] = change.number
        return marks

    @cached_property
    def afterwards(self) -> list[Values | None]:
        """What each change made of its row."""
        later: dict[tuple[str, Key], Values | None] = {}
        found = []
        for change in reversed(self.changes):
            place = (change.table, change.key)
            found.append(later[place] if place in later else self.rows[change.table].get(change.key))
            later[place] = change.before
        return found[::-1]

    def parted_from(self, other: "Past") -> int:
        """The number of the last change that two copies have in common, 0 when there is none.

        What one of them has purged is left out of its history, so that numbers may be missing.
        """
        theirs = {change.number: place for place, change in enumerate(other.changes)}
        for place, change in enumerate(self.changes):
            there = theirs.get(change.number)
            if there is None:
                continue
            if not _same((change, self.afterwards[place]), (other.changes[there], other.afterwards[there])):
                return min(self.before_step(place), other.before_step(there))
        return min(self.last, other.last)

    def versions(self, since: int) -> dict[int, list[Values]]:
        """Row number of a lesson -> what its row was after a change and since then, the present last."""
        found: dict[int, list[Values]] = {}
        for change in self.changes:
            if change.number > since and change.table == "lessons" and change.before is not None:
                found.setdefault(change.key[0], []).append(change.before)
        for key, row in self.rows["lessons"].items():
            found.setdefault(key[0], []).append(row)
        return found

    def before_step(self, place: int) -> int:
        """The number of the change before the step that a change belongs to."""
        step = self.changes[place].step
        while place and self.changes[place - 1].step == step:
            place -= 1
        return self.changes[place - 1].number if place else 0


class Ancestor(NamedTuple):
    """What two copies have in common.

    Args:
        rows: As they were.
        theirs_since: The number of the last change of the other copy that this one knows.
        has_all: This one knows all of the other copy.
        parted: As they were when the file was copied, before they were merged.
    """

    rows: Rows
    theirs_since: int
    has_all: bool = False
    parted: Rows | None = None


def common_ancestor(ours: Past, theirs: Past) -> Ancestor:
    """The latest state that two copies have in common, by copying the file or by merging."""
    taken = _last_known(ours.merges, theirs.marks)
    given = _last_known(theirs.merges, ours.marks)
    if given is not None and (taken is None or ours.marks[given.mark] >= taken.last_change):
        return Ancestor(ours.at(ours.marks[given.mark]), given.last_change, parted=_parted(ours, theirs).rows)
    if taken is not None:
        point = theirs.marks[taken.mark]
        has_all = point == theirs.last
        return Ancestor(theirs.at(point), point, has_all, None if has_all else _parted(ours, theirs).rows)
    return _parted(ours, theirs)


def _parted(ours: Past, theirs: Past) -> Ancestor:
    """What two copies were when the file was copied; nothing where neither is a copy of the other."""
    point = ours.parted_from(theirs)
    if not point and ours.at(0) != theirs.at(0):
        return Ancestor({table: {} for table in ours.rows}, 0)
    return Ancestor(theirs.at(point), point, has_all=point == theirs.last)


def _last_known(merges: Sequence[_Merge], marks: Mapping[str, int]) -> _Merge | None:
    return next((each for each in reversed(merges) if each.mark in marks), None)


def _same(one: tuple[_Change, Values | None], other: tuple[_Change, Values | None]) -> bool:
    (ours, our_row), (theirs, their_row) = one, other
    return (
        (ours.table, ours.key) == (theirs.table, theirs.key)
        and _alike(ours.before, theirs.before)
        and _alike(our_row, their_row)
    )


def _alike(one: Values | None, other: Values | None) -> bool:
    """Whether two rows say the same, as far as both have the columns: a later schema has more of them."""
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _change(row: Row, keys: Mapping[str, Sequence[str]]) -> _Change:
    said = json.loads(row["row_key"])
    key = tuple(said[name] for name in keys[row["table_name"]])
    before = None if row["before"] is None else json.loads(row["before"])
    return _Change(row["number"], row["step"], row["table_name"], key, before)


def _key_columns(connection: Connection, table: str) -> tuple[str, ...]:
    columns = [row for row in connection.rows(f"PRAGMA table_info({table})") if row["pk"]]
    return tuple(row["name"] for row in sorted(columns, key=lambda row: int(row["pk"])))


def _merges(connection: Connection) -> list[_Merge]:
    """What was merged and is not undone."""
    rows = connection.rows(
        "SELECT summary, (SELECT max(number) FROM changes WHERE step = steps.number) AS last FROM steps"
        " WHERE command = 'merge' AND undone_by IS NULL ORDER BY number"
    )
    found = ((_MERGED.match(row["summary"]), row["last"]) for row in rows)
    return [_Merge(match[1], last) for match, last in found if match and last is not None]


def _sorted_rows(rows: Rows) -> list[Any]:
    return [[table, sorted(found.items(), key=repr)] for table, found in rows.items() if found]


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
