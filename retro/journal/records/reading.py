"""Reads records: all of them, or some, in a few statements either way."""

import json
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from retro.journal.merging.contents import Contents, read_contents
from retro.journal.merging.tables import NAMES, THINGS, Fields, Identity
from retro.journal.records.shape import KNOWN_BY, LISTS, OWNERS, PARTS, RECORD_TABLES, TOGETHER, Key, Record

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["identities", "read_partly", "read_records", "records_of"]

_TAGS = ("lesson_themes", "lesson_people", "evidence")
_NAME_TABLES = tuple(table for place in NAMES for table in (place.table, place.aliases))
_REFERRED_TO = ("lessons", "retrospectives", "decisions", "check_ins", "posts", "imported_posts")


def read_records(connection: "Connection", keys: Collection[Key] | None = None) -> dict[Key, Record]:
    """Records as they are; of keys that the journal has not, nothing.

    Args:
        connection: To the journal, in a transaction, so that all is of one moment.
        keys: Which; None for all of them.
    """
    contents, conflicts = read_partly(connection, keys)
    found = records_of(contents, conflicts)
    return found if keys is None else {key: found[key] for key in keys if key in found}


def read_partly(
    connection: "Connection", keys: Collection[Key] | None, referred: Iterable[Key] = ()
) -> tuple[Contents, Mapping[Key, Mapping[str, list[Any]]]]:
    """The contents of a journal, of lessons and things no more than is asked for; and the conflicts.

    Args:
        connection: To the journal, in a transaction.
        keys: What is asked for; None for everything.
        referred: Of what the numbers are wanted as well.
    """
    wanted: defaultdict[str, list[str]] | None = None
    if keys is not None:
        wanted = defaultdict(list)
        for table, name in keys:
            wanted[table].append(name)
    rows: dict[str, dict[Any, Fields]] = {
        table: _rows(connection, f"SELECT * FROM {table}") for table in _NAME_TABLES
    }
    for table in RECORD_TABLES:
        if table not in rows:
            rows[table] = _wanted(connection, table, wanted)
    for table in _TAGS:
        rows[table] = _hanging(connection, table, "lesson", rows["lessons"], wanted)
    for table, part in PARTS.items():
        rows[table] = _hanging(connection, table, part.owner, rows[OWNERS[table]], wanted)
    rows["conflicts"] = {}
    others = {} if keys is None else _referred_to(connection, rows, referred)
    return read_contents(rows, others=others), _conflicts(connection, keys)


def _referred_to(
    connection: "Connection", rows: Mapping[str, Mapping[Any, Fields]], referred: Iterable[Key]
) -> dict[str, dict[int, Identity]]:
    """What rows, and whoever asks, refer to: few of 10,000 lessons."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for table, name in referred:
        names[table].append(name)
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for thing in THINGS:
        for column, table in thing.references.items():
            numbers[table].update(row[column] for row in rows[thing.table].values())
    return {
        table: {
            **identities(connection, table, numbers=numbers[table] - {None}),
            **identities(connection, table, names=names[table]),
        }
        for table in _REFERRED_TO
    }


def identities(
    connection: "Connection",
    table: str,
    *,
    numbers: Collection[int] = (),
    names: Collection[str] = (),
) -> dict[int, Identity]:
    """Number of some rows of a table -> what they are known by.

    Args:
        connection: To the journal.
        table: Of the rows.
        numbers: Of them.
        names: What others are known by.
    """
    known_by = KNOWN_BY.get(table, "id")
    found: dict[int, Identity] = {}
    for column, values in (("number", numbers), (known_by, names)):
        if values:
            rows = connection.rows(
                f"SELECT number, {known_by} AS name FROM {table}"
                f" WHERE {column} IN (SELECT value FROM json_each(?))",
                (json.dumps(list(values)),),
            )
            found |= {row["number"]: row["name"] for row in rows}
    return found


def _rows(connection: "Connection", sql: str, *values: object) -> dict[Any, Fields]:
    rows = connection.rows(sql, values)
    if not rows:
        return {}
    columns = list(rows[0].keys())  # a row looks for each of them among all: 20 µs for a lesson, and 3 so
    return {number: dict(zip(columns, row, strict=True)) for number, row in enumerate(rows)}


def _wanted(
    connection: "Connection", table: str, wanted: Mapping[str, list[str]] | None
) -> dict[Any, Fields]:
    if wanted is None:
        return _rows(connection, f"SELECT * FROM {table}")
    if table not in wanted:
        return {}
    among = f"{KNOWN_BY.get(table, 'id')} IN (SELECT value FROM json_each(?))"
    return _rows(connection, f"SELECT * FROM {table} WHERE {among}", json.dumps(wanted[table]))


def _hanging(
    connection: "Connection",
    table: str,
    column: str,
    owners: Mapping[Any, Fields],
    wanted: Mapping[str, list[str]] | None,
) -> dict[Any, Fields]:
    """Rows that hang on what is wanted."""
    if wanted is None:
        return _rows(connection, f"SELECT * FROM {table}")
    if not owners:
        return {}
    numbers = json.dumps([row["number"] for row in owners.values()])
    return _rows(
        connection, f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", numbers
    )


def _conflicts(
    connection: "Connection", keys: Collection[Key] | None
) -> Mapping[Key, Mapping[str, list[Any]]]:
    found: defaultdict[Key, dict[str, list[Any]]] = defaultdict(dict)
    for row in connection.rows("SELECT table_name, record, path, version FROM conflicts ORDER BY version"):
        key = (row["table_name"], row["record"])
        if keys is None or key in keys:
            found[key].setdefault(row["path"], []).append(json.loads(row["version"]))
    return found


def records_of(
    contents: Contents, conflicts: Mapping[Key, Mapping[str, list[Any]]] | None = None
) -> dict[Key, Record]:
    """Records of what a journal holds."""
    hanging = _parts(contents)
    told = conflicts or {}
    found: dict[Key, Record] = {}

    def add(table: str, name: str, fields: Fields, beside: Container[str] = (), **more: Any) -> None:
        key = (table, name)
        values = {
            each: _plain(value) if type(value) is tuple else value
            for each, value in fields.items()
            if each not in beside
        }
        found[key] = Record(table, name, values, conflicts=told.get(key, {}), **more)

    for place in NAMES:
        for name, fields in contents.names[place.table].items():
            aliases = {key: {"alias": alias} for key, alias in fields["aliases"].items()}
            add(place.table, name, fields, _BESIDE_NAMES, parts={"aliases": aliases} if aliases else {})
    for name, fields in contents.lessons.items():
        lists = {each: _plain(fields[each]) for each in LISTS if fields[each]}
        add("lessons", name, fields, _BESIDE_LESSONS, lists=lists, parts=hanging.get(("lessons", name), {}))
    for thing in THINGS:
        if thing.table in RECORD_TABLES:
            for name, fields in contents.things[thing.table].items():
                joined = _joined(thing.table, fields)
                add(thing.table, name, joined, parts=hanging.get((thing.table, name), {}))
    return found


_BESIDE_NAMES, _BESIDE_LESSONS = frozenset({"aliases", "key"}), frozenset(LISTS)
"""What is no field of a record, but stands elsewhere in it or follows from it."""


def _parts(contents: Contents) -> dict[Key, dict[str, dict[str, Fields]]]:
    found: defaultdict[Key, dict[str, dict[str, Fields]]] = defaultdict(dict)
    for table, part in PARTS.items():
        for fields in contents.things[table].values():
            owner = (OWNERS[table], fields[part.owner])
            said = {name: value for name, value in fields.items() if name != part.owner}
            found[owner].setdefault(table, {})[part.key(said)] = said
    return found


def _joined(table: str, fields: Fields) -> Fields:
    """Columns that make one fact as one field."""
    joined = dict(fields)
    for columns in TOGETHER.get(table, ()):
        joined[columns[0]] = [joined.pop(column) for column in columns]
    return joined


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
