"""Names of this journal that are one name elsewhere become one here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from retro.journal.merging.tables import NAMES

if TYPE_CHECKING:
    from retro.journal.connection import Connection
    from retro.journal.registers import Companies, People, Themes

__all__ = ["Registers", "unite_names"]

Registers = Mapping[str, "Companies | Themes | People"]
"""Table -> the names in it."""


def unite_names(connection: "Connection", registers: Registers, canonical: Mapping[str, str]) -> bool:
    """Make one of our names that are one in the other copy, with the id that it has; whether any was.

    Args:
        connection: To the journal, inside a step.
        registers: Of its names.
        canonical: Id of a name -> the id of the name that it is one with.
    """
    united = False
    for place in NAMES:
        rows = connection.rows(f"SELECT id FROM {place.table} ORDER BY id")
        for member in (row["id"] for row in rows if row["id"] in canonical):
            chosen, united = canonical[member], True
            name = f"SELECT name FROM {place.table} WHERE id = ?"
            target = connection.value(name, (chosen,))
            if target is None:
                connection.execute(f"UPDATE {place.table} SET id = ? WHERE id = ?", (chosen, member))
            else:
                registers[place.table].merge(connection.value(name, (member,)), target)
    return united
