"""What two copies of one thing become: what only one has changed is taken from it.

Where both have changed the same, the later one stands, as far as that can be told, and the other is kept in
the history and told. Every choice is the same whichever of the two copies is merged into the other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from retro.journal.merging.contents import Contents, in_order, stricter
from retro.journal.merging.tables import Fields, Identity, Thing
from retro.line_merging import chunks, lines_of
from retro.model import Visibility

__all__ = [
    "Clash",
    "Decision",
    "Sides",
    "decide_fields",
    "decide_things",
    "merged_list",
    "merged_prose",
    "sides_of",
]

_QUIET: Mapping[str, Callable[[Any, Any], Any]] = {
    "id": min,
    "created_at": min,
    "updated_at": max,
    "position": min,
}
"""Columns that say when and where, not what: two values of them are no clash."""


class Clash(NamedTuple):
    """Something that both copies have changed.

    Args:
        noun: What sort of thing it is in: ``lesson``, ``company``.
        name: Which one: an id, a name or a path.
        title: What a person knows it by.
        field: What of it.
        kept: As it stands after the merge.
        other: As the other version has it, which the history keeps.
        private: It is about a private lesson.
    """

    noun: str
    name: str
    title: str
    field: str
    kept: Any
    other: Any
    private: bool = False


class Sides(NamedTuple):
    """One thing in both copies and as it was; None where it is not there.

    Args:
        base: As it was.
        ours: In this journal.
        theirs: In the other copy.
    """

    base: Fields | None
    ours: Fields | None
    theirs: Fields | None


@dataclass(slots=True)
class Decision:
    """What becomes of one thing.

    Attributes:
        fields: What it says; None when it is gone.
        clashes: Fields that both have changed: name -> what stands, what does not.
    """

    fields: Fields | None
    clashes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def sides_of(
    base: Mapping[Identity, Fields], ours: Mapping[Identity, Fields], theirs: Mapping[Identity, Fields]
) -> Iterator[tuple[Identity, Sides]]:
    """Everything that one of the copies has, in one order."""
    for identity in sorted(ours.keys() | theirs.keys(), key=repr):
        yield identity, Sides(base.get(identity), ours.get(identity), theirs.get(identity))


def _decide_thing(thing: Thing, sides: Sides, *, needed: bool) -> Decision:
    """What becomes of a row: an edit beats its deletion, and so does another row that refers to it."""
    base, ours, theirs = sides
    if ours is None or theirs is None:
        there = theirs if ours is None else ours
        return Decision(there if there != base or needed else None)
    stronger = _stronger(thing.stamp, ours, theirs)
    if thing.whole:
        if base in (ours, theirs):
            return Decision(theirs if base == ours else ours)
        return Decision(stronger)
    return decide_fields(sides, stronger)


def _stronger(stamp: str, ours: Fields, theirs: Fields) -> Fields:
    return max(ours, theirs, key=lambda fields: (fields[stamp] or "", in_order(fields)))


def decide_fields(sides: Sides, stronger: Fields, *, without: frozenset[str] = frozenset()) -> Decision:
    """Both copies have it: decide field by field.

    Args:
        sides: Of the thing.
        stronger: The side whose value stands where both have changed one.
        without: Fields that are decided elsewhere.
    """
    base, ours, theirs = sides.base or {}, sides.ours or {}, sides.theirs or {}
    decided = Decision({})
    fields: Fields = {}
    for name, mine in ours.items():
        if name in without:
            continue
        other, was = theirs[name], base.get(name, _NEW)
        if other in (mine, was):
            fields[name] = mine
        elif mine == was:
            fields[name] = other
        elif name in _QUIET:
            fields[name] = _QUIET[name](mine, other)
        else:
            fields[name] = _chosen(name, mine, other, stronger)
            lost = other if fields[name] == mine else mine
            decided.clashes[name] = (fields[name], lost)
    decided.fields = fields
    return decided


_NEW = object()
"""What a field was in a thing that was not there: unlike every value."""


def _chosen(name: str, mine: Any, other: Any, stronger: Fields) -> Any:
    """What allows less stands where it is about what may leave the journal."""
    if name == "consent":
        return stricter(mine, other)
    if name == "visibility":
        return str(Visibility.PRIVATE)
    return stronger[name]


def merged_list(
    base: tuple[Any, ...], ours: tuple[Any, ...], theirs: tuple[Any, ...], *, ours_first: bool
) -> tuple[Any, ...]:
    """Two lists made one: what either has added is there, what either has taken out is not."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    first, second = (ours, theirs) if ours_first else (theirs, ours)
    gone = {each for each in base if each not in ours or each not in theirs}
    return tuple(dict.fromkeys(each for each in (*first, *second) if each not in gone))


def merged_prose(base: str, ours: str, theirs: str, *, ours_first: bool) -> tuple[str, bool]:
    """Two texts made one by their lines, and whether both have changed the same lines."""
    if theirs in (ours, base):
        return ours, False
    if ours == base:
        return theirs, False
    out: list[str] = []
    clash = False
    # The last line has an end, too, so that a line after it does not change it.
    for old, mine, other in chunks(*(lines_of(f"{text}\n") for text in (base, ours, theirs))):
        if mine in (old, other):
            out += other
        elif other == old:
            out += mine
        else:
            clash = True
            out += mine if ours_first else other
    return "".join(out).strip("\n"), clash


def decide_things(
    thing: Thing, base: Contents, ours: Contents, theirs: Contents, needed: Collection[Identity]
) -> Iterator[tuple[Identity, Sides, Decision]]:
    """Every row of a table, and what becomes of it.

    Args:
        thing: The table.
        base: What both copies were.
        ours: This journal.
        theirs: The other copy.
        needed: Rows of it that others refer to.
    """
    table = thing.table
    for identity, sides in sides_of(base.things[table], ours.things[table], theirs.things[table]):
        yield identity, sides, _decide_thing(thing, sides, needed=identity in needed)
