"""What a journal holds, by what people and other copies know it by: ids, names and paths, not row numbers."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from retro.journal.merging.past import Rows, Values
from retro.journal.merging.tables import NAMES, THINGS, Fields, Identity, NameTable, Thing

__all__ = [
    "Contents",
    "in_order",
    "lesson_fields",
    "lesson_values",
    "name_values",
    "read_contents",
    "stricter",
]


@dataclass(slots=True)
class Contents:
    """A journal at one moment.

    Attributes:
        names: Table -> id -> fields, with its aliases, by their keys, under ``aliases``.
        lessons: Id -> fields, with ``themes``, ``people`` and ``evidence`` as tuples.
        things: Table of ``THINGS`` -> identity -> fields.
        numbers: Table -> identity -> the number of its row, where it has one.
    """

    names: dict[str, dict[str, Fields]] = field(default_factory=dict)
    lessons: dict[str, Fields] = field(default_factory=dict)
    things: dict[str, dict[Identity, Fields]] = field(default_factory=dict)
    numbers: dict[str, dict[Identity, int]] = field(default_factory=dict)


def read_contents(
    rows: Rows,
    canonical: Mapping[str, str] | None = None,
    others: Mapping[str, Mapping[int, Identity]] | None = None,
) -> Contents:
    """What rows say.

    Args:
        rows: Of a journal.
        canonical: Id of a name -> the id of the name that it is one with.
        others: Table -> number -> identity, of rows that are not given and may be referred to.
    """
    return _Reading(rows, canonical or {}, others or {}).contents


class _Reading:
    """Turns rows into contents, table by table; a row whose reference leads nowhere is left out."""

    def __init__(
        self, rows: Rows, canonical: Mapping[str, str], others: Mapping[str, Mapping[int, Identity]]
    ) -> None:
        self._rows = rows
        self._canonical = canonical
        self._others = others
        self._identities: dict[str, dict[int, Identity]] = {}
        self.contents = Contents()
        for table in NAMES:
            self._read_names(table)
        self._read_lessons()
        for thing in THINGS:
            self._read_things(thing)

    def _read_names(self, place: NameTable) -> None:
        found: dict[str, Fields] = {}
        identities: dict[int, Identity] = {}
        numbers: dict[Identity, int] = {}
        rows = sorted(
            self._rows[place.table].values(),
            key=lambda row: (self._canonical.get(row["id"], row["id"]) != row["id"], row["id"]),
        )
        for row in rows:
            name_id = self._canonical.get(row["id"], row["id"])
            fields = _name_fields(row)
            identities[row["number"]] = name_id
            if name_id in found:
                _take_in(found[name_id], fields)
            else:
                found[name_id] = {**fields, "aliases": {}}
                numbers[name_id] = row["number"]
        for row in self._rows[place.aliases].values():
            if row[place.owner] in identities:
                found[identities[row[place.owner]]]["aliases"][row["key"]] = row["alias"]
        self._identities[place.table] = identities
        self.contents.names[place.table] = found
        self.contents.numbers[place.table] = numbers

    def _read_lessons(self) -> None:
        given = {row["number"]: row["id"] for row in self._rows["lessons"].values()}
        self._know("lessons", given)
        themes = self._listed("lesson_themes", lambda row: self._identities["themes"].get(row["theme"]))
        people = self._listed("lesson_people", lambda row: self._identities["people"].get(row["person"]))
        evidence = self._listed("evidence", _evidence)
        for row in self._rows["lessons"].values():
            number = row["number"]
            self.contents.lessons[row["id"]] = {
                **lesson_fields(row, self._identities["companies"]),
                "themes": themes.get(number, ()),
                "people": people.get(number, ()),
                "evidence": evidence.get(number, ()),
            }

    def _listed(self, table: str, value: Callable[[Values], Any]) -> dict[int, tuple[Any, ...]]:
        """What each lesson has of one sort, each once, in its order."""
        found: dict[int, dict[Any, None]] = {}
        for row in sorted(self._rows[table].values(), key=lambda row: row["position"]):
            said = value(row)
            if said is not None:
                found.setdefault(row["lesson"], {})[said] = None
        return {number: tuple(values) for number, values in found.items()}

    def _read_things(self, thing: Thing) -> None:
        found: dict[Identity, Fields] = {}
        identities: dict[int, Identity] = {}
        for row in self._rows[thing.table].values():
            fields = {name: value for name, value in row.items() if name != "number"}
            if not self._refer(fields, thing.references):
                continue
            identity = thing.identity(fields)
            if "number" in row:
                identities[row["number"]] = identity
            found[identity] = fields
        self.contents.things[thing.table] = found
        self._know(thing.table, identities)

    def _know(self, table: str, given: Mapping[int, Identity]) -> None:
        """What the rows of a table are known by: those that are given, and those that are not."""
        identities = {**self._others.get(table, {}), **given}
        self._identities[table] = identities
        self.contents.numbers[table] = {identity: number for number, identity in identities.items()}

    def _refer(self, fields: Fields, references: Mapping[str, str]) -> bool:
        for column, table in references.items():
            if fields[column] is not None:
                fields[column] = self._identities[table].get(fields[column])
                if fields[column] is None:
                    return False
        return True


_SAID = (
    "title",
    "body",
    "kind",
    "trigger",
    "status",
    "visibility",
    "starred",
    "created_at",
    "updated_at",
    "deleted_at",
)
"""The columns of a lesson that are fields of it as they are."""

_said = itemgetter(*_SAID)  # of 10,000 lessons 10 ms, and a comprehension 30


def lesson_fields(row: Values, companies: Mapping[int, Identity]) -> Fields:
    """What the row of a lesson says.

    Args:
        row: The row.
        companies: Number of a company -> its id.
    """
    return {
        **dict(zip(_SAID, _said(row), strict=True)),
        "company": companies.get(row["company"]),
        "happened": (row["happened"], row["first_day"], row["last_day"]),
        "source": (row["source_path"], row["source_heading"], row["source_line"]),
    }


def lesson_values(fields: Fields, company: int | None) -> Values:
    """The columns of a lesson's row, but for its number, its id and its hash."""
    happened, first_day, last_day = fields["happened"]
    path, heading, line = fields["source"]
    return {
        **dict(zip(_SAID, _said(fields), strict=True)),
        "company": company,
        "happened": happened,
        "first_day": first_day,
        "last_day": last_day,
        "day": fields["created_at"][:10] if last_day is None else last_day,
        "source_path": path,
        "source_heading": heading,
        "source_line": line,
    }


def _name_fields(row: Values) -> Fields:
    """What is said of a name; the two ends of a period are one fact."""
    fields = {name: row[name] for name in row if name not in {"number", "id", "began", "ended"}}
    if "began" in row:
        fields["period"] = (row["began"], row["ended"])
    return fields


def name_values(fields: Fields) -> Values:
    """The columns of a name's row, but for its number and its id."""
    values = {name: value for name, value in fields.items() if name not in {"aliases", "period"}}
    if "period" in fields:
        values["began"], values["ended"] = fields["period"]
    return values


def _evidence(row: Values) -> tuple[Any, ...]:
    return row["metric"], row["before"], row["after"], row["unit"]


def _take_in(fields: Fields, other: Fields) -> None:
    """Make one name of two: what the first has no facts of comes from the other, whose name is an alias."""
    fields["aliases"][other["key"]] = other["name"]
    for name, value in other.items():
        if fields[name] in ("", (None, None)):
            fields[name] = value
    if "consent" in fields:
        fields["consent"] = stricter(fields["consent"], other["consent"])


def stricter(one: str, other: str) -> str:
    """Of two consents the one that allows less."""
    from retro.surroundings import Consent  # noqa: PLC0415 - only where two people are one

    return str(max(Consent(one), Consent(other), key=list(Consent).index))


def in_order(values: Sequence[Any] | Fields) -> str:
    """A text by which two values are put in one order, whichever comes first."""
    return json.dumps(values, sort_keys=True, default=str)
