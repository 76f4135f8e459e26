"""What goes into a team's mirror: lessons that are not private.

With them, what was measured and when they were applied, how they stand to each other, and the names that they
carry. When a lesson comes back and what was answered then is somebody's own, as are retrospectives,
commitments, decisions, checklists, searches and posts.
"""

import dataclasses
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from retro.journal.records.shape import Key, Record
from retro.model import Visibility
from retro.sync.sharing import Sharing

if TYPE_CHECKING:
    from retro.journal import Journal

__all__ = ["Team"]

_PERSONAL = frozenset({"reviews", "review_answers", "dismissed_relations", "imported_lessons"})
_NAMES = ("companies", "themes", "people")


class Team(Sharing):
    """What is private stays.

    Args:
        has_passage: Tells private passages.
    """

    def __init__(self, has_passage: Callable[[str], bool]) -> None:
        self._has_passage = has_passage

    def around(self, journal: "Journal", keys: Collection[Key]) -> Collection[Key]:
        """Also the lessons that relate to some: a relation says something of both."""
        return journal.records.with_related(keys)

    def outgoing(
        self, journal: "Journal", records: Mapping[Key, Record | None], shared: Container[Key]
    ) -> dict[Key, Record | None]:
        """Lessons that are not private, and the names that they carry."""
        lessons = {key: record for key, record in records.items() if key[0] == "lessons"}
        there = [record for record in lessons.values() if record is not None]
        names = self._names(journal, there)
        targets = self._targets(journal, there)
        found: dict[Key, Record | None] = {}
        for key, record in lessons.items():
            is_ours = record is not None and self._may_go(record, names)
            found[key] = self._projected(record, targets) if record is not None and is_ours else None
        used = {key for record in found.values() if record is not None for key in _carried(record)}
        found |= {
            key: record
            for key, record in names.items()
            if key in used and (key not in shared or key in records)
        }
        for key, record in records.items():
            if key[0] in _NAMES and key in shared and key not in found:
                is_fit = record is None or self._is_public(record)
                found[key] = record if is_fit else None
        return found

    def withheld(self, journal: "Journal", keys: Collection[Key]) -> frozenset[Key]:
        """Lessons that are private here, or have a private passage."""
        records = journal.records.read([key for key in keys if key[0] == "lessons"])
        names = self._names(journal, list(records.values()))
        return frozenset(key for key, record in records.items() if not self._may_go(record, names))

    def incoming(
        self, journal: "Journal", records: Mapping[Key, Record | None], ours: Mapping[Key, Record]
    ) -> dict[Key, Record | None]:
        """With reviews and answers of one's own, and relations that the team does not see."""
        seen = self._targets(journal, ours.values())
        found = dict(records)
        for key, record in records.items():
            if record is not None and key[0] == "lessons" and key in ours:
                found[key] = _with_own(record, ours[key], seen)
        return found

    def _names(self, journal: "Journal", records: Iterable[Record]) -> dict[Key, Record]:
        return journal.records.read({key for record in records for key in _carried(record)})

    def _targets(self, journal: "Journal", records: Iterable[Record]) -> frozenset[str]:
        """Lessons that may go, of those that others relate to."""
        wanted = {
            ("lessons", str(row["target"]))
            for record in records
            for row in record.parts.get("relations", {}).values()
        }
        return frozenset(name for _, name in wanted - self.withheld(journal, wanted))

    def _may_go(self, record: Record, names: Mapping[Key, Record]) -> bool:
        return (
            record.fields["visibility"] != Visibility.PRIVATE
            and self._is_public(record)
            and all(self._is_public(names[key]) for key in _carried(record) if key in names)
        )

    def _is_public(self, record: Record) -> bool:
        return not any(
            self._has_passage(text)
            for text in _texts([record.fields, record.lists, record.parts, record.conflicts])
        )

    def _projected(self, record: Record, targets: frozenset[str]) -> Record:
        parts = {table: rows for table, rows in record.parts.items() if table not in _PERSONAL}
        if "relations" in parts:
            parts["relations"] = {
                key: row for key, row in parts["relations"].items() if row["target"] in targets
            }
            parts = {table: rows for table, rows in parts.items() if rows}
        conflicts = {
            path: versions
            for path, versions in record.conflicts.items()
            if path.partition("/")[0] not in _PERSONAL
        }
        return dataclasses.replace(record, parts=parts, conflicts=conflicts)


def _with_own(record: Record, ours: Record, seen: Collection[str]) -> Record:
    parts: dict[str, Mapping[str, Mapping[str, Any]]] = dict(record.parts)
    parts |= {table: rows for table, rows in ours.parts.items() if table in _PERSONAL}
    hidden = {key: row for key, row in ours.parts.get("relations", {}).items() if row["target"] not in seen}
    if hidden:
        parts["relations"] = {**record.parts.get("relations", {}), **hidden}
    return dataclasses.replace(record, parts=parts)


def _carried(record: Record) -> Iterator[Key]:
    """The names that a record carries."""
    for table in ("themes", "people"):
        for name in record.lists.get(table, ()):
            yield table, name
    companies = [record.fields.get("company")]
    companies += [row.get("company") for row in record.parts.get("applications", {}).values()]
    for name in companies:
        if name is not None:
            yield "companies", name


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
