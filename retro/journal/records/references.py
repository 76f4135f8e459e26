"""What records refer to."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from retro.journal.merging.tables import THINGS, Thing
from retro.journal.records.reading import identities
from retro.journal.records.shape import Key, Record

if TYPE_CHECKING:
    from retro.journal.connection import Connection

__all__ = ["lacking", "referred_to"]

_THINGS = {thing.table: thing for thing in THINGS}


def lacking(connection: "Connection", records: Mapping[Key, Record | None]) -> set[Key]:
    """What records refer to and neither they nor the journal have."""
    wanted: dict[str, set[str]] = {}
    for table, name in referred_to(records):
        if records.get((table, name)) is None:
            wanted.setdefault(table, set()).add(name)
    return {
        (table, name)
        for table, names in wanted.items()
        for name in names - set(identities(connection, table, names=names).values())
    }


def referred_to(records: Mapping[Key, Record | None]) -> set[Key]:
    """What records refer to."""
    return {key for record in records.values() if record is not None for key in _references(record)}


def _references(record: Record) -> Iterator[Key]:
    for table in ("themes", "people"):
        for name in record.lists.get(table, ()):
            yield table, name
    if record.table == "lessons":
        yield from _named("companies", record.fields["company"])
    if record.table in _THINGS:
        yield from _referred(_THINGS[record.table], record.fields)
    for table, parts in record.parts.items():
        if table in _THINGS:
            for fields in parts.values():
                yield from _referred(_THINGS[table], fields)


def _referred(thing: Thing, fields: Mapping[str, Any]) -> Iterator[Key]:
    for column, table in thing.references.items():
        yield from _named(table, fields.get(column))


def _named(table: str, name: str | None) -> Iterator[Key]:
    if name is not None:
        yield table, name
