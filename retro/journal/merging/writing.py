"""Writes what a merge has decided, row by row, so that the history has all of it and one undo takes it back.

Of a lesson every version that only the other copy had is written first, the oldest first: they are in the
history then, as if they had been edited here.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from retro.journal.adding import MANY, adding_at_once
from retro.journal.lesson_rows import content_hash
from retro.journal.merging.contents import Contents, in_order, lesson_fields, lesson_values, name_values
from retro.journal.merging.past import Values
from retro.journal.merging.tables import NAMES, THINGS, Fields, Identity, NameTable, Thing

if TYPE_CHECKING:
    from retro.journal.connection import Connection
    from retro.journal.merging.planning import Plan

__all__ = ["Versions", "their_versions", "write_plan"]

Versions = Mapping[str, Sequence[Fields]]
"""Id of a lesson -> what it said in the other copy since the copies parted, the present last."""


def write_plan(connection: "Connection", ours: Contents, plan: "Plan", versions: Versions) -> None:
    """Make the journal hold what a plan says.

    Args:
        connection: To the journal, inside a step.
        ours: What it holds; the names that are one are one row already.
        plan: What it is to hold.
        versions: Of lessons in the other copy.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    writing = _Writing(connection, ours)
    for place in NAMES:
        lost = plan.lost.get(place.table, {})
        writing.names(place, ours.names[place.table], plan.names[place.table], lost)
    new = {each: plan.lessons[each] for each in plan.lessons if each not in ours.lessons and not versions}
    writing.new_lessons(new)
    for lesson_id, fields in plan.lessons.items():
        if lesson_id not in new:
            writing.lesson(lesson_id, ours.lessons.get(lesson_id), fields, versions.get(lesson_id, ()))
    for thing in reversed(THINGS):
        writing.remove(thing, plan.things[thing.table])
    for thing in THINGS:
        lost = plan.lost.get(thing.table, {})
        writing.things(thing, ours.things[thing.table], plan.things[thing.table], lost)
    for place in NAMES:
        writing.remove_names(place, plan.names[place.table])


class _Writing:
    def __init__(self, connection: "Connection", ours: Contents) -> None:
        self._connection = connection
        self._numbers = {table: dict(numbers) for table, numbers in ours.numbers.items()}

    # Names

    def names(
        self,
        place: NameTable,
        before: Mapping[str, Fields],
        names: Mapping[str, Fields],
        lost: Mapping[str, Fields],
    ) -> None:
        """Write names and aliases. What gives a name up does so before another takes it."""
        numbers = self._numbers[place.table]
        for name_id, fields in before.items():
            left = fields["aliases"].keys() - names.get(name_id, {}).get("aliases", {}).keys()
            for key in sorted(left):
                self._connection.execute(f"DELETE FROM {place.aliases} WHERE key = ?", (key,))
        for name_id, fields in names.items():
            if name_id in before and before[name_id]["key"] != fields["key"]:
                self._set(place.table, {"key": f"being merged {name_id}"}, numbers[name_id])
        for name_id, fields in names.items():
            if name_id in before:
                if name_id in lost:  # its history then has what does not stand; the name is an alias
                    facts = {**name_values(lost[name_id]), "name": fields["name"], "key": fields["key"]}
                    self._set(place.table, facts, numbers[name_id])
                self._set(place.table, name_values(fields), numbers[name_id])
            else:
                numbers[name_id] = self._insert(place.table, {"id": name_id, **name_values(fields)})
        for name_id, fields in names.items():
            new = fields["aliases"].keys() - before.get(name_id, {}).get("aliases", {}).keys()
            for key in sorted(new):
                values = {"key": key, "alias": fields["aliases"][key], place.owner: numbers[name_id]}
                self._insert(place.aliases, values)

    def remove_names(self, place: NameTable, names: Mapping[str, Fields]) -> None:
        """Take out the names that nothing refers to any more."""
        for name_id, number in self._numbers[place.table].items():
            if name_id not in names:
                self._connection.execute(f"DELETE FROM {place.table} WHERE number = ?", (number,))

    # Lessons

    def lesson(
        self, lesson_id: str, before: Fields | None, fields: Fields, versions: Sequence[Fields]
    ) -> None:
        """Write a lesson: its versions, then what it is to be."""
        new = before is None
        if new:
            count = self._connection.value("SELECT coalesce(max(number), 0) + 1 FROM lessons")
            self._numbers["lessons"][lesson_id] = count
        number = self._numbers["lessons"][lesson_id]
        self._tags(number, before, fields)
        known = set() if new else self._known_versions(number)
        for version in (*versions, fields):
            values = {"id": lesson_id, **self._columns(version)}
            values["content_hash"] = content_hash(values)
            if new:
                self._insert("lessons", {"number": number, **values})
                new = False
            elif version is fields or in_order(values) not in known:
                self._set("lessons", values, number)

    def new_lessons(self, lessons: Mapping[str, Fields]) -> None:
        """Write lessons that are new and have one version, their tags before them, as ``lesson`` does."""
        if not lessons:
            return
        first = self._connection.value("SELECT coalesce(max(number), 0) + 1 FROM lessons")
        numbers = {lesson_id: first + place for place, lesson_id in enumerate(lessons)}
        self._numbers["lessons"] |= numbers
        rows: dict[str, list[Sequence[Any]]] = {table: [] for table in (*_HANGING, "lessons")}
        columns: list[str] = []
        for lesson_id, fields in lessons.items():
            number = numbers[lesson_id]
            for table, row in self._hanging(number, fields):
                rows[table].append(row)
            values = {"number": number, "id": lesson_id, **self._columns(fields)}
            values["content_hash"] = content_hash(values)
            columns = columns or list(values)
            rows["lessons"].append(tuple(values.values()))
        with adding_at_once(self._connection) if len(lessons) >= MANY else nullcontext():
            for table, names in (*_HANGING.items(), ("lessons", columns)):
                self._connection.execute_many(_insertion(table, names), rows[table])

    def _hanging(self, number: int, fields: Fields) -> Iterator[tuple[str, Sequence[Any]]]:
        """The rows that hang on a lesson, as ``_HANGING`` names their columns."""
        for field, table, _ in _TAG_TABLES:
            of_names = self._numbers[field]
            for position, name_id in enumerate(fields[field]):
                yield table, (number, of_names[name_id], position)
        for position, item in enumerate(fields["evidence"]):
            yield "evidence", (number, position, *item)

    def _columns(self, fields: Fields) -> Values:
        company = fields["company"]
        return lesson_values(fields, self._numbers["companies"].get(company))

    def _known_versions(self, number: int) -> set[str]:
        """What a lesson's row has ever been."""
        rows = self._connection.rows(
            "SELECT before FROM changes WHERE table_name = 'lessons'"
            " AND row_key = json_object('number', ?) AND before IS NOT NULL",
            (number,),
        )
        now = self._connection.row("SELECT * FROM lessons WHERE number = ?", (number,))
        found = [json.loads(row["before"]) for row in rows] + ([] if now is None else [dict(now)])
        return {in_order({name: row[name] for name in row if name != "number"}) for row in found}

    def _tags(self, number: int, before: Fields | None, fields: Fields) -> None:
        """Themes, people and evidence, before the lesson's own row: a new one is then indexed once."""
        for field, table, column in _TAG_TABLES:
            if before is None or before[field] != fields[field]:
                self._clear(table, number)
                for position, name_id in enumerate(fields[field]):
                    of_name = self._numbers[field][name_id]
                    self._insert(table, {"lesson": number, column: of_name, "position": position})
        if before is None or before["evidence"] != fields["evidence"]:
            self._clear("evidence", number)
            for position, item in enumerate(fields["evidence"]):
                row = dict(zip(_HANGING["evidence"], (number, position, *item), strict=True))
                self._insert("evidence", row)

    def _clear(self, table: str, number: int) -> None:
        self._connection.execute(f"DELETE FROM {table} WHERE lesson = ?", (number,))

    # Everything else

    def remove(self, thing: Thing, planned: Mapping[Identity, Fields | None]) -> None:
        """Take out the rows that go."""
        for identity, fields in planned.items():
            if fields is None:
                where, key = self._place(thing, identity)
                self._connection.execute(f"DELETE FROM {thing.table} WHERE {where}", key)

    def things(
        self,
        thing: Thing,
        before: Mapping[Identity, Fields],
        planned: Mapping[Identity, Fields | None],
        lost: Mapping[Identity, Fields],
    ) -> None:
        """Write the rows that are new or change; what does not stand is in the history afterwards."""
        for identity, fields in planned.items():
            if fields is None:
                continue
            if identity not in before:
                self._numbers[thing.table][identity] = self._insert(thing.table, self._row(thing, fields))
                continue
            where, key = self._place(thing, identity)
            if identity in lost:
                self._update(thing.table, self._row(thing, lost[identity]), where, key)
            self._update(thing.table, self._row(thing, fields), where, key)

    def _row(self, thing: Thing, fields: Fields) -> Values:
        """The columns of a row, with numbers for references."""
        return {
            name: self._numbers[thing.references[name]][value]
            if name in thing.references and value is not None
            else value
            for name, value in fields.items()
        }

    def _place(self, thing: Thing, identity: Identity) -> tuple[str, tuple[Any, ...]]:
        """The condition for the row of an identity."""
        numbers = self._numbers[thing.table]
        if identity in numbers:
            return "number = ?", (numbers[identity],)
        parts = identity if isinstance(identity, tuple) else (identity,)
        columns = _KEYS[thing.table]
        key = tuple(
            self._numbers[thing.references[name]][part] if name in thing.references else part
            for name, part in zip(columns, parts, strict=True)
        )
        return " AND ".join(f"{name} = ?" for name in columns), key

    # Rows

    def _insert(self, table: str, values: Values) -> int:
        return self._connection.execute(_insertion(table, values), tuple(values.values()))

    def _set(self, table: str, values: Values, number: int) -> None:
        self._update(table, values, "number = ?", (number,))

    def _update(self, table: str, values: Values, where: str, key: tuple[Any, ...]) -> None:
        """Set what differs: a column that is named counts as changed for the index."""
        row = self._connection.row(f"SELECT * FROM {table} WHERE {where}", key)
        assert row is not None  # noqa: S101 - read in this transaction
        changed = {name: value for name, value in values.items() if row[name] != value}
        if changed:
            names = ", ".join(f'"{name}" = ?' for name in changed)
            self._connection.execute(f"UPDATE {table} SET {names} WHERE {where}", (*changed.values(), *key))


def _insertion(table: str, columns: Collection[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"


_TAG_TABLES = (("themes", "lesson_themes", "theme"), ("people", "lesson_people", "person"))
_HANGING: Mapping[str, Sequence[str]] = {
    **{table: ("lesson", column, "position") for _, table, column in _TAG_TABLES},
    "evidence": ("lesson", "position", "metric", "before", "after", "unit"),
}
"""The tables that hang on lessons -> their columns."""
_KEYS = {
    "reviews": ("lesson",),
    "saved_searches": ("key",),
    "post_lessons": ("post", "lesson"),
    "imported_lessons": ("lesson",),
    "decision_lessons": ("decision", "lesson"),
    "dismissed_relations": ("source", "target", "kind"),
    "conflicts": ("table_name", "record", "path", "version"),
}
"""The key columns of the tables whose rows have no number."""


def their_versions(
    found: Mapping[int, Sequence[Values]], companies: Mapping[int, str], rows: Mapping[Any, Values]
) -> dict[str, list[Fields]]:
    """What the lessons of another copy said at each time since the copies parted.

    Args:
        found: Number of a lesson -> its rows.
        companies: Number of a company there -> its id after the merge.
        rows: The present rows of the lessons there.
    """
    return {
        row["id"]: [
            lesson_fields(version, companies)
            for version in found.get(row["number"], ())
            if version["id"] == row["id"]  # the number of a lesson that is gone may be another's now
        ]
        for row in rows.values()
    }
