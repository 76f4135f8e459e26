"""Names that were made on two devices, or merged on one: which of them are one now, and by which id."""

from collections.abc import Container, Mapping
from typing import Any

from retro.journal.identity import name_key
from retro.journal.merging.contents import Contents
from retro.journal.merging.tables import NAMES, THINGS, Fields
from retro.journal.records.shape import Key, Record

__all__ = ["one_name_each", "renamed"]

_NAMES = {place.table for place in NAMES}
_THINGS = {thing.table: thing for thing in THINGS}


def one_name_each(
    ours: Contents, records: Mapping[Key, Record | None], known: Container[Key]
) -> dict[str, str]:
    """Id of a name -> the id that it is to have, of names that have come to be one.

    Args:
        ours: What the journal holds.
        records: What is to be written.
        known: Names that other devices know by their ids as well: of two that become one, their id stands.
    """
    found: dict[str, str] = {}
    for place in NAMES:
        names = ours.names[place.table]
        by_key = {key: name for name, fields in names.items() for key in fields["aliases"]}
        by_key |= {fields["key"]: name for name, fields in names.items()}
        coming = {name: record for (table, name), record in records.items() if table == place.table}
        for name, record in sorted(coming.items()):
            if record is None or name in names:
                continue
            keys = (name_key(record.fields["name"]), *sorted(record.parts.get("aliases", {})))
            match = next((by_key[key] for key in keys if key in by_key), None)
            if match is not None and match not in found:
                stays = (place.table, match) in known and coming.get(match, record) is not None
                found |= {name: match} if stays else {match: name}
        gone = [name for name, record in coming.items() if record is None and name in names]
        alias_of = {
            key: name
            for name, record in coming.items()
            if record is not None
            for key in record.parts.get("aliases", {})
        }
        for name in sorted(gone):
            if name not in found and names[name]["key"] in alias_of:
                found[name] = alias_of[names[name]["key"]]
    return {member: found.get(chosen, chosen) for member, chosen in found.items()}


def renamed(records: Mapping[Key, Record | None], canonical: Mapping[str, str]) -> dict[Key, Record | None]:
    """Records that refer to names by the ids that these have now."""
    if not canonical:
        return dict(records)
    found: dict[Key, Record | None] = {}
    for (table, name), record in records.items():
        if record is None:
            if name not in canonical:
                found[table, name] = None
            continue
        renamed = _with_names(record, canonical)
        before = found.get(renamed.key)
        found[renamed.key] = renamed if before is None else _taken_in(before, renamed)
    return found


def _taken_in(one: Record, other: Record) -> Record:
    """Two records of one name: the second's name and aliases find the first."""
    aliases: dict[str, Mapping[str, Any]] = {name_key(other.fields["name"]): {"alias": other.fields["name"]}}
    both = {**aliases, **other.parts.get("aliases", {}), **one.parts.get("aliases", {})}
    return Record(one.table, one.name, one.fields, one.lists, {"aliases": both}, one.conflicts)


def _with_names(record: Record, canonical: Mapping[str, str]) -> Record:
    def new(table: str, value: Any) -> Any:
        return canonical.get(value, value) if table in _NAMES and isinstance(value, str) else value

    def fields_of(table: str, fields: Mapping[str, Any]) -> Fields:
        references = {"company": "companies"} if table == "lessons" else {}
        if table in _THINGS:
            references = dict(_THINGS[table].references)
        return {name: new(references.get(name, ""), value) for name, value in fields.items()}

    name = new(record.table, record.name)
    lists = {
        table: list(dict.fromkeys(new(table, each) for each in values)) if table in _NAMES else values
        for table, values in record.lists.items()
    }
    parts = {
        table: {key: fields_of(table, fields) for key, fields in found.items()}
        for table, found in record.parts.items()
    }
    return Record(record.table, name, fields_of(record.table, record.fields), lists, parts, record.conflicts)
