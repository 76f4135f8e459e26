"""Which companies, themes and people of two copies are the same, though they have different ids.

An id that both have is one name, whatever it is called. One that the other lacks is the one that goes by its
name there, or else by one of its aliases: two computers make the same company anew, and one of them may have
merged two that the other still tells apart.
"""

from collections.abc import Collection, Iterable, Mapping

from retro.journal.merging.past import Rows
from retro.journal.merging.tables import NAMES, Fields

__all__ = ["canonical_ids"]


def canonical_ids(ours: Rows, theirs: Rows, parted: Rows) -> dict[str, str]:
    """Id of a name -> the id that it has after the merge, of all that have another; the same either way.

    Args:
        ours: This journal.
        theirs: The other copy.
        parted: What they were when the file was copied.
    """
    found: dict[str, str] = {}
    for place in NAMES:
        one, other = (_Register(rows, place.table, place.aliases, place.owner) for rows in (ours, theirs))
        found |= _of_one_sort(one, other, {row["id"] for row in parted[place.table].values()})
    return found


class _Register:
    """The names of one sort in one copy."""

    def __init__(self, rows: Rows, table: str, aliases: str, owner: str) -> None:
        self.rows: dict[str, Fields] = {row["id"]: row for row in rows[table].values()}
        self.by_key: dict[str, str] = {row["key"]: row["id"] for row in rows[table].values()}
        self.keys: dict[str, list[str]] = {row["id"]: [row["key"]] for row in rows[table].values()}
        ids = {row["number"]: row["id"] for row in rows[table].values()}
        for alias in sorted(rows[aliases].values(), key=lambda row: str(row["key"])):
            if alias[owner] in ids:
                self.by_key.setdefault(alias["key"], ids[alias[owner]])
                self.keys[ids[alias[owner]]].append(alias["key"])


def _of_one_sort(ours: _Register, theirs: _Register, parted: Collection[str]) -> dict[str, str]:
    classes = _Classes()
    for one, other in ((ours, theirs), (theirs, ours)):
        for name_id in sorted(one.rows.keys() - other.rows.keys()):
            match = next((other.by_key[key] for key in one.keys[name_id] if key in other.by_key), None)
            if match is not None:
                classes.join(name_id, match)
    return {
        member: chosen
        for members in classes.all()
        for chosen in [_chosen(members, ours.rows, theirs.rows, parted)]
        for member in members
        if member != chosen
    }


def _chosen(
    members: Iterable[str],
    ours: Mapping[str, Fields],
    theirs: Mapping[str, Fields],
    parted: Collection[str],
) -> str:
    """The one that both have, else the oldest that is new; one of the two has taken back what both had."""

    def place(name_id: str) -> tuple[bool, bool, str, str]:
        row = ours.get(name_id) or theirs[name_id]
        in_both = name_id in ours and name_id in theirs
        return not in_both, name_id in parted, row["created_at"], name_id

    return min(members, key=place)


class _Classes:
    """Sets of ids, joined where two of them are one."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}

    def join(self, one: str, other: str) -> None:
        both = self._of.get(one, {one}) | self._of.get(other, {other})
        for member in both:
            self._of[member] = both

    def all(self) -> list[set[str]]:
        return list({id(members): members for members in self._of.values()}.values())
