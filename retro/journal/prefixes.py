"""Rows that people name by the beginning of an id: decisions and checklists, as lessons are."""

from retro.errors import AmbiguousId, NothingFound
from retro.journal.connection import Connection
from retro.journal.identity import ID_LENGTH, SHORTEST_PREFIX, id_prefix

__all__ = ["id_beginning_with", "shortest_ids"]


def id_beginning_with(
    connection: Connection, table: str, title: str, prefix: str, *, noun: str, hint: str
) -> str:
    """The one id of a table that begins with what a person typed.

    Args:
        connection: The open journal.
        table: Where to look.
        title: The column that tells a person which row is which.
        prefix: As it was typed, four characters at the least.
        noun: What a row is called.
        hint: The command that lists them.

    Raises:
        InvalidValue: When it cannot be the beginning of an id.
        NothingFound: When no row has it.
        AmbiguousId: When several have.
    """
    wanted = id_prefix(prefix, noun)
    rows = connection.rows(
        f"SELECT id, {title} AS title FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 10",
        (wanted, wanted + "~"),
    )
    if not rows:
        raise NothingFound(f"There is no {noun} “{prefix}”.", hint=hint)
    if len(rows) > 1:
        raise AmbiguousId(
            f"“{prefix}” could be {len(rows)} {noun}s:", tuple((row["id"], row["title"]) for row in rows)
        )
    return str(rows[0]["id"])


def shortest_ids(connection: Connection, table: str) -> dict[str, str]:
    """Of each id in a table the shortest beginning that no other shares, four characters at the least."""
    ids = [str(row["id"]) for row in connection.rows(f"SELECT id FROM {table} ORDER BY id")]
    short = {}
    around = ["", *ids, ""]
    for before, each, after in zip(around, ids, around[2:], strict=False):
        length = SHORTEST_PREFIX
        while length < ID_LENGTH and each[:length] in {before[:length], after[:length]}:
            length += 1
        short[each] = each[:length]
    return short
