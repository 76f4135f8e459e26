"""What two devices have written in one place, and what stands there once somebody has decided."""

import dataclasses
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from retro.errors import NothingFound
from retro.journal.merging.tables import NAMES, THINGS
from retro.journal.records.room import Key, Record
from retro.model import Visibility

if TYPE_CHECKING:
    from retro.journal import Journal

__all__ = ["Waiting", "as_text", "both", "decide", "named", "waiting"]

_PROSE = frozenset({"body", "text", "result", "expectation", "measure", "answer", "note", "outcome"})
"""Fields in which there is room for what two have written."""

_MOST_LINES = 20_000
"""Beyond, comparing lines takes longer than anyone waits: then all of both is kept."""

_CALLED = {
    "relations": "relation",
    "applications": "application",
    "answers": "answer",
    "aliases": "alias",
    "check_in_items": "checklist item",
    "import_candidates": "what was imported",
    "post_lessons": "lesson of a post",
    "decision_lessons": "lesson of a decision",
}
"""Table of parts -> what one of them is called."""


_NOUNS = {"lessons": "lesson", **{each.table: each.noun for each in (*NAMES, *THINGS)}}


class Waiting(NamedTuple):
    """A field that two have written.

    Args:
        key: Of the record.
        title: What a person knows it by.
        private: It is a private lesson, or hangs on one.
        path: Of the field in it.
        stands: As it is now; None when it is gone.
        others: As others wrote it.
    """

    key: Key
    title: str
    private: bool
    path: str
    stands: Any
    others: tuple[Any, ...]

    @property
    def noun(self) -> str:
        """What the record is called."""
        return _NOUNS[self.key[0]]

    @property
    def is_text(self) -> bool:
        """Whether another text may stand there."""
        return isinstance(self.stands, str)

    @property
    def is_prose(self) -> bool:
        """Whether the text may have several lines."""
        return self.is_text and self.path.rpartition("/")[2] in _PROSE


def as_text(value: Any) -> str:
    """A version as a person reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items() if each not in (None, ""))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if each is not None)
    return "" if value is None else str(value)


def named(path: str) -> str:
    """What a field is called: ``title``, ``answer, text``."""
    table, _, rest = path.partition("/")
    if not rest:
        return path.replace("_", " ")
    field = rest.rpartition("/")[2] if "/" in rest else ""
    return ", ".join(filter(None, (_CALLED.get(table, table), field.replace("_", " "))))


def both(stands: str, other: str) -> str:
    """Two texts in one: lines that both have once, and where they differ those of the first one first."""
    mine, theirs = stands.splitlines(), other.splitlines()
    if max(len(mine), len(theirs)) > _MOST_LINES:
        return f"{stands}\n\n{other}"
    found: list[str] = []
    for _, start, end, first, last in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        one, two = mine[start:end], theirs[first:last]
        if one == two:
            found += one
            continue
        between = [""] if one and two and one[-1].strip() and two[0].strip() else []
        found += [*one, *between, *two]
    return "\n".join(found)


def waiting(journal: "Journal") -> list[Waiting]:
    """Everything that waits for a decision."""
    return [each for record in journal.records.conflicts().values() for each in _waiting(record)]


def _waiting(record: Record) -> Iterator[Waiting]:
    fields = record.fields
    titles = (fields.get(name) for name in ("title", "name", "text", "situation", "format", "path"))
    title = next((str(each) for each in titles if each), record.name)
    private = fields.get("visibility") == Visibility.PRIVATE
    for path, versions in record.conflicts.items():
        others = tuple({str(version): version for version, _ in versions}.values())
        yield Waiting(record.key, title, private, path, _at(record, path), others)


def decide(journal: "Journal", key: Key, path: str, value: Any) -> None:
    """Let a value stand, and forget the others; one step, so that it can be undone.

    Args:
        journal: Open for writing.
        key: Of the record.
        path: Of the field.
        value: What is to stand.

    Raises:
        NothingFound: When nothing waits there any more.
    """
    with journal.step("sync", f"Decided on {path} of {key[0]} {key[1]}"):
        record = journal.records.read([key]).get(key)
        if record is None or path not in record.conflicts:
            raise NothingFound(f"Nothing waits in {path} of {key[0]} {key[1]} any more.")
        decided = _with(record, path, value)
        if "updated_at" in decided.fields:
            fields = {**decided.fields, "updated_at": journal.history.moment()}
            decided = dataclasses.replace(decided, fields=fields)
        conflicts = {name: versions for name, versions in record.conflicts.items() if name != path}
        journal.records.write({key: dataclasses.replace(decided, conflicts=conflicts)})


def _at(record: Record, path: str) -> Any:
    parts = path.split("/")
    if len(parts) == 1:
        return record.fields.get(path)
    key, field = _place(record, path)
    row = record.parts.get(parts[0], {}).get(key)
    return row if row is None or not field else row.get(field)


def _place(record: Record, path: str) -> tuple[str, str]:
    """The key of a part and the field in it, "" where all of it was written twice."""
    table, _, rest = path.partition("/")
    if rest in record.parts.get(table, {}):
        return rest, ""
    key, _, field = rest.rpartition("/")
    return key, field


def _with(record: Record, path: str, value: Any) -> Record:
    table = path.partition("/")[0]
    if table == path:
        return dataclasses.replace(record, fields={**record.fields, path: value})
    key, field = _place(record, path)
    rows: dict[str, Mapping[str, Any]] = dict(record.parts.get(table, {}))
    if key in rows:  # what is gone meanwhile does not come back
        rows[key] = {**rows[key], field: value} if field else value
    return dataclasses.replace(record, parts={**record.parts, table: rows})
