"""Records as bytes and back: canonical JSON, so that one record has one spelling on every device."""

import json
from _blake2 import blake2b
from typing import Any

from retro.journal.records.shape import LISTS, PARTS, RECORD_TABLES, Record

__all__ = ["FORMAT", "NewerFormat", "Unreadable", "canonical", "decode", "digest", "encode"]

FORMAT = 1
"""Raised when what stands in a record means something else."""


class Unreadable(Exception):
    """Bytes that are no record."""


class NewerFormat(Unreadable):
    """A record that a newer retro has written."""


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
"""``json.dumps`` would make one each time: 3 µs of the 15 that a lesson takes."""


def canonical(value: Any) -> str:
    """The one spelling of a value."""
    return _ENCODER.encode(value)


def encode(record: Record) -> bytes:
    """The one spelling of a record."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "table": record.table,
        "name": record.name,
        "fields": record.fields,
    }
    for name in ("lists", "parts", "conflicts"):
        if value := getattr(record, name):
            said[name] = value
    return canonical(said).encode("utf-8", "surrogatepass")


def digest(content: bytes) -> str:
    """By which it is told whether a record has changed."""
    return blake2b(content, digest_size=16).hexdigest()


def decode(content: bytes) -> Record:
    """A record of its bytes.

    Raises:
        NewerFormat: When a newer retro wrote it.
        Unreadable: When it is none.
    """
    try:
        said = json.loads(content.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("it is no JSON") from error
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise Unreadable("it is no record")
    if said["format"] > FORMAT:
        raise NewerFormat(f"it has format {said['format']}, and this retro knows {FORMAT}")
    record = Record(
        said.get("table", ""),
        said.get("name", ""),
        said.get("fields", {}),
        said.get("lists", {}),
        said.get("parts", {}),
        said.get("conflicts", {}),
    )
    _check(record, said.keys() - _SAID)
    return record


_PART_TABLES = {*PARTS, "aliases"}
_LISTS = {*LISTS}
_SAID = {"format", "table", "name", "fields", "lists", "parts", "conflicts"}
_ALWAYS_FIT = frozenset({str, float, bool, type(None)})


def _check(record: Record, unknown: set[str]) -> None:
    """Refuse what only looks like a record; a constraint of the journal refuses what it cannot hold.

    Raises:
        NewerFormat: When it has something that this retro does not know.
        Unreadable: When something is not what it should be.
    """
    if unknown or (isinstance(record.table, str) and record.table not in RECORD_TABLES):
        raise NewerFormat("it has something in it that this retro does not know")
    if not (isinstance(record.table, str) and isinstance(record.name, str) and record.name):
        raise Unreadable("it does not say what it is of")
    _check_parts(record)


def _check_parts(record: Record) -> None:
    maps = (record.fields, record.lists, record.parts, record.conflicts)
    if not all(isinstance(each, dict) for each in maps):
        raise Unreadable("it is not built as a record is")
    if record.parts.keys() - _PART_TABLES or record.lists.keys() - _LISTS:
        raise NewerFormat("it has something in it that this retro does not know")
    if not all(isinstance(each, list) for each in (*record.lists.values(), *record.conflicts.values())):
        raise Unreadable("a list in it is none")
    if not all(isinstance(part, dict) for part in record.parts.values()):
        raise Unreadable("a part of it is none")
    rows = [row for part in record.parts.values() for row in part.values()]
    if not all(isinstance(row, dict) for row in rows):
        raise Unreadable("a part of it is none")
    for fields in (record.fields, *rows):
        for value in fields.values():
            if type(value) not in _ALWAYS_FIT and not _fits(value):
                raise Unreadable("a field in it holds what no field can")


def _fits(value: object) -> bool:
    """Whether SQLite has room for it, or for each of several values that belong together."""
    if isinstance(value, list):
        return all(type(each) in _ALWAYS_FIT or _is_small(each) for each in value)
    return _is_small(value)


def _is_small(value: object) -> bool:
    return type(value) is int and -(2**63) <= value < 2**63
