"""Makes a journal hold what records say, inside a step, so that one undo takes all of it back."""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from retro.journal.identity import name_key
from retro.journal.merging.planning import Plan, keep_apart
from retro.journal.merging.tables import NAMES, THINGS, Fields, Identity, Thing
from retro.journal.merging.uniting import Registers, unite_names
from retro.journal.merging.writing import write_plan
from retro.journal.records.naming import one_name_each, renamed
from retro.journal.records.reading import read_partly
from retro.journal.records.references import referred_to
from retro.journal.records.shape import OWNERS, PARTS, TOGETHER, Key, Record

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["write_records"]

_NAMES = {place.table: place for place in NAMES}
_THINGS = {thing.table: thing for thing in THINGS}
_PARTS_OF = {
    table: [part for part, owner in OWNERS.items() if owner == table] for table in set(OWNERS.values())
}
"""Table of records -> the tables that hang on it."""


def write_records(
    connection: "Connection",
    registers: Registers,
    records: Mapping[Key, Record | None],
    known: Container[Key] = (),
) -> None:
    """Write records; those that are None go.

    A name that is new here and whose spelling another has becomes one with it. A name that goes and that
    something else still carries stays, and so does a reference to nothing not.

    Args:
        connection: To the journal, inside a step.
        registers: Of its names.
        records: What is to be.
        known: Names that other devices know by their ids as well: of two that become one, their id stands.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    canonical = one_name_each(read_partly(connection, ())[0], records, known)
    unite_names(connection, registers, canonical)
    records = renamed(records, canonical)
    _Writing(connection, records).write()


class _Writing:
    def __init__(self, connection: "Connection", records: Mapping[Key, Record | None]) -> None:
        self._connection = connection
        self._records = records
        self._ours, self._conflicts = read_partly(connection, records.keys(), referred_to(records))
        self._by_table: defaultdict[str, dict[str, Record | None]] = defaultdict(dict)
        self._there = {table: set(numbers) for table, numbers in self._ours.numbers.items()}
        for (table, name), record in records.items():
            self._by_table[table][name] = record
            if record is not None:
                self._there[table].add(name)
            elif table not in _NAMES:  # a name stays for as long as something carries it
                self._there[table].discard(name)

    def write(self) -> None:
        """All of it."""
        plan = Plan(names=self._names())
        plan.lessons = dict(self._planned_lessons())
        plan.things = self._things()
        self._let_go()
        write_plan(self._connection, self._ours, plan, {})
        self._remove_names()
        self._decide()

    def _of(self, table: str) -> Iterable[tuple[str, Record | None]]:
        return self._by_table[table].items()

    # What is to be

    def _names(self) -> dict[str, dict[str, Fields]]:
        """All names that there will be; those that go are taken out afterwards, if nothing needs them."""
        found: dict[str, dict[str, Fields]] = {}
        for place in NAMES:
            names = {name: {**fields} for name, fields in self._ours.names[place.table].items()}
            for name, record in self._of(place.table):
                if record is not None:
                    names[name] = _name_fields(record)
            keep_apart(place, names)
            found[place.table] = names
        return found

    def _planned_lessons(self) -> Iterator[tuple[str, Fields]]:
        for name, record in self._of("lessons"):
            if record is None:
                continue
            fields: Fields = {
                **_facts(record.fields),
                "themes": self._known("themes", record),
                "people": self._known("people", record),
                "evidence": _fact(record.lists.get("evidence", ())),
            }
            if fields["company"] is not None and not self._has("companies", fields["company"]):
                fields["company"] = None
            if fields != self._ours.lessons.get(name):
                yield name, fields

    def _known(self, table: str, record: Record) -> tuple[str, ...]:
        there = self._there[table]
        return tuple([name for name in record.lists.get(table, ()) if name in there])

    def _has(self, table: str, name: Identity) -> bool:
        """Whether what is referred to will be there."""
        return name in self._there[table]

    def _things(self) -> dict[str, dict[Identity, Fields | None]]:
        found: dict[str, dict[Identity, Fields | None]] = {thing.table: {} for thing in THINGS}
        hanging = {table: self._hanging(table, part.owner) for table, part in PARTS.items()}
        for (table, name), record in self._records.items():
            if table in _THINGS:
                self._plan(_THINGS[table], found, [] if record is None else [_apart(record)], [name])
            parts = {} if record is None else record.parts
            for part_table in _PARTS_OF.get(table, ()):
                there = hanging[part_table].get(name, [])
                if there or part_table in parts:
                    owner = PARTS[part_table].owner
                    wanted = [{owner: name, **fields} for fields in parts.get(part_table, {}).values()]
                    self._plan(_THINGS[part_table], found, wanted, there)
        return found

    def _hanging(self, table: str, owner: str) -> dict[Identity, list[Identity]]:
        """Owner -> what hangs on it now, of one table."""
        found: dict[Identity, list[Identity]] = {}
        for identity, fields in self._ours.things[table].items():
            found.setdefault(fields[owner], []).append(identity)
        return found

    def _plan(
        self,
        thing: Thing,
        found: dict[str, dict[Identity, Fields | None]],
        wanted: list[Fields],
        there: list[Identity],
    ) -> None:
        planned = found[thing.table]
        rows = {}
        for fields in wanted:
            kept = self._with_references(thing, fields)
            if kept is not None:
                rows[thing.identity(kept)] = kept
        for identity in there:
            if identity not in rows and identity in self._ours.things[thing.table]:
                planned[identity] = None
        for identity, fields in rows.items():
            if fields != self._ours.things[thing.table].get(identity):
                planned[identity] = fields

    def _with_references(self, thing: Thing, fields: Fields) -> Fields | None:
        """Without references to what is not there; None where it is nothing without."""
        kept = dict(fields)
        for column, table in thing.references.items():
            if kept[column] is not None and not self._has(table, kept[column]):
                if (thing.table, column) not in _MAY_LACK:
                    return None
                kept[column] = None
        return kept

    # Beside the plan

    def _let_go(self) -> None:
        """Take out the lessons that go, and what refers to anything that goes and may do without."""
        for name, record in self._of("lessons"):
            if record is None and name in self._ours.numbers["lessons"]:
                number = self._ours.numbers["lessons"][name]
                self._connection.execute("UPDATE answers SET lesson = NULL WHERE lesson = ?", (number,))
                self._connection.execute("DELETE FROM lessons WHERE number = ?", (number,))
        for name, record in self._of("retrospectives"):
            if record is None and name in self._ours.numbers["retrospectives"]:
                number = self._ours.numbers["retrospectives"][name]
                self._connection.execute(
                    "UPDATE commitments SET retrospective = NULL WHERE retrospective = ?", (number,)
                )

    def _remove_names(self) -> None:
        """Take out the names that go and that nothing carries."""
        for place in NAMES:
            column = place.owner
            tables = ["lessons"] if place.table == "companies" else [f"lesson_{place.table}"]
            used = [
                *((table, column) for table in tables),
                *(
                    (thing.table, name)
                    for thing in THINGS
                    for name, target in thing.references.items()
                    if target == place.table
                ),
            ]
            free = " AND ".join(
                f"NOT EXISTS (SELECT 1 FROM {table} WHERE {name} = {place.table}.number)"
                for table, name in used
            )
            for name, record in self._of(place.table):
                if record is None:
                    self._connection.execute(f"DELETE FROM {place.table} WHERE id = ? AND {free}", (name,))

    def _decide(self) -> None:
        """Write what waits for a decision."""
        for (table, name), record in self._records.items():
            told = {} if record is None else record.conflicts
            if not told and (table, name) not in self._conflicts:
                continue
            wanted = {(path, _json(version)) for path, versions in told.items() for version in versions}
            there = {
                (path, _json(version))
                for path, versions in self._conflicts.get((table, name), {}).items()
                for version in versions
            }
            for path, version in sorted(there - wanted):
                self._connection.execute(
                    "DELETE FROM conflicts WHERE table_name = ? AND record = ? AND path = ? AND version = ?",
                    (table, name, path, version),
                )
            for path, version in sorted(wanted - there):
                self._connection.execute(
                    "INSERT INTO conflicts (table_name, record, path, version, lesson)"
                    " VALUES (?1, ?2, ?3, ?4,"
                    " (SELECT number FROM lessons WHERE ?1 = 'lessons' AND id = ?2))",
                    (table, name, path, version),
                )


_MAY_LACK = {
    ("retrospectives", "company"),
    ("applications", "company"),
    ("answers", "lesson"),
    ("commitments", "retrospective"),
    ("commitments", "company"),
    ("decisions", "company"),
    ("decisions", "changed_by"),
}
"""Columns that may be empty."""


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _facts(fields: Fields | Mapping[str, Any]) -> Fields:
    """As a row's reading has them."""
    return {name: _fact(value) if type(value) is list else value for name, value in fields.items()}


def _fact(value: Any) -> Any:
    """As a row's reading has it: what belongs together in a tuple."""
    return tuple([_fact(each) for each in value]) if isinstance(value, list | tuple) else value


def _name_fields(record: Record) -> Fields:
    fields = _facts(record.fields)
    aliases = {key: said["alias"] for key, said in record.parts.get("aliases", {}).items()}
    fields["key"] = name_key(fields["name"])
    aliases.pop(fields["key"], None)
    return {**fields, "aliases": aliases}


def _apart(record: Record) -> Fields:
    """The columns that a field stands for."""
    fields = dict(record.fields)
    for columns in TOGETHER.get(record.table, ()):
        fields |= dict(zip(columns, fields[columns[0]], strict=True))
    return fields
