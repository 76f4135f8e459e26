"""JSON lines, and a JSON list of objects: a table whose columns are the objects' keys."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.json_items import items_in, json_lines
from retro.posts.importers.tables import Row, entries_of

__all__ = ["FORMATS"]

_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_ROWS_LOOKED_AT = 200
_MOST_COLUMNS = 1_000


def _is_lines(given: Given) -> bool:
    first, _, rest = given.beginning.partition("\n")
    if not first.startswith("{"):
        return False
    if given.suffix in _SUFFIXES:
        return True
    try:
        return isinstance(json.loads(first), dict) and rest.lstrip().startswith("{")
    except (ValueError, RecursionError):
        return False


def _is_list(given: Given) -> bool:
    beginning = given.beginning
    return beginning.startswith("[") and beginning[1:].lstrip().startswith("{")


def _read_lines(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    return _entries(partial(json_lines, given, options), options)


def _read_list(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    return _entries(lambda: enumerate(items_in(given, options, ""), 1), options)


def _entries(read: Any, options: Options) -> Iterator[Entry | Trouble]:
    def rows() -> Iterator[Row | Trouble]:
        for number, item in read():
            if isinstance(item, Trouble):
                yield item
            elif isinstance(item, dict):
                yield Row(
                    {key: _cell(value) for key, value in islice(item.items(), _MOST_COLUMNS)}, number, number
                )
            else:
                yield Trouble(f"Row {number:,} is no object; it was left out.")

    names: dict[str, None] = {}
    for row in islice(rows(), _ROWS_LOOKED_AT):
        if isinstance(row, Row) and len(names) < _MOST_COLUMNS:
            names.update(dict.fromkeys(row.cells))
    if names:
        yield from entries_of(list(names), rows, options)
    else:
        yield from (row for row in rows() if isinstance(row, Trouble))


def _cell(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for text in map(_plain, value) if text)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""


FORMATS = (
    Format("jsonl", "JSON lines, with a mapping", _is_lines, _read_lines, is_table=True),
    Format("json-list", "a JSON list of objects, with a mapping", _is_list, _read_list, is_table=True),
)
