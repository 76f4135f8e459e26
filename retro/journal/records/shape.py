"""What a record is made of: which tables are records, what hangs on them, what in them is one fact."""

from _blake2 import blake2b
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from retro.journal.merging.tables import NAMES, THINGS

__all__ = ["KNOWN_BY", "LISTS", "OWNERS", "PARTS", "RECORD_TABLES", "TOGETHER", "Key", "Part", "Record"]

Key = tuple[str, str]
"""The table of a record, and what it is known by there: an id, or a path or a name where there is none."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing of a journal. Values are those that JSON has.

    Args:
        table: Where it stands.
        name: What it is known by.
        fields: What is said of it.
        lists: What it has several of, each once: themes, people, evidence.
        parts: Table -> what one is known by here -> its fields, of what hangs on it.
        conflicts: Path of a field -> the versions of it that do not stand, until somebody decides: each a
            list of what was written and of a digest of what stood when it gave way.
    """

    table: str
    name: str
    fields: Mapping[str, Any]
    lists: Mapping[str, list[Any]] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    conflicts: Mapping[str, list[Any]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.table, self.name


class Part(NamedTuple):
    """A table whose rows hang on a record.

    Args:
        owner: The column that names the record.
        keys: The columns by which the rows of one record are told apart; none where it has one at the most.
    """

    owner: str
    keys: tuple[str, ...]

    def key(self, fields: Mapping[str, Any]) -> str:
        """What a row is known by in its record."""
        return " ".join(str(fields[name]) for name in self.keys)


class _Candidate(Part):
    """What an import found is known by what the post says."""

    def key(self, fields: Mapping[str, Any]) -> str:
        text = str(fields["told"] or fields["draft"])
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


PARTS: Mapping[str, Part] = {
    "relations": Part("source", ("target", "kind")),
    "applications": Part("lesson", ("id",)),
    "reviews": Part("lesson", ()),
    "review_answers": Part("lesson", ("id",)),
    "dismissed_relations": Part("source", ("target", "kind")),
    "imported_lessons": Part("lesson", ()),
    "answers": Part("retrospective", ("id",)),
    "decision_lessons": Part("decision", ("lesson",)),
    "check_in_items": Part("check_in", ("lesson",)),
    "post_lessons": Part("post", ("lesson",)),
    "import_candidates": _Candidate("post", ()),
}
"""Table -> how its rows hang on a record."""

OWNERS: Mapping[str, str] = {
    thing.table: thing.references[PARTS[thing.table].owner] for thing in THINGS if thing.table in PARTS
}
"""Table of parts -> the table of the records that they hang on."""

KNOWN_BY: Mapping[str, str] = {"posts": "path", "imported_posts": "path", "saved_searches": "key"}
"""Tables whose rows are not known by their ``id`` -> what they are known by."""

RECORD_TABLES = (
    *(place.table for place in NAMES),
    "lessons",
    *(thing.table for thing in THINGS if thing.table not in PARTS and thing.table != "conflicts"),
)
"""Every table whose rows are records, what is referred to first."""

LISTS = ("themes", "people", "evidence")
"""Of a lesson."""

TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "retrospectives": (("state", "finished_at"),),
    "decisions": (("came_true", "reviewed_at"),),
    "commitments": (("state", "reason", "closed_at"),),
}
"""Columns that make one fact: they are one field, by the name of the first."""
