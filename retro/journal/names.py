"""What companies, themes and people have in common: a table of names, a table of aliases, and lessons.

They are found by name or alias, made when new, renamed, merged, and given aliases or rid of them. What a
lesson says in its text is left as it was written: a name in it is found by search, whatever it is called now.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from retro.errors import InvalidValue, NameTaken, NothingFound
from retro.journal.connection import Connection
from retro.journal.history import History
from retro.journal.identity import name_key, new_id, storable

__all__ = ["Names", "Place"]


class Place(NamedTuple):
    """Where one sort of names is kept, and what it is called in sentences."""

    noun: str
    plural: str
    table: str
    aliases: str
    owner: str
    tags: str | None
    """The table that ties lessons to these names; None when the lesson's own row does."""


class Names:
    """What companies, themes and people have in common."""

    _place: Place

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def _clean(self, name: str) -> str:
        cleaned = " ".join(storable(name).split())
        if not cleaned:
            raise InvalidValue(f"A {self._place.noun} needs a name.")
        return cleaned

    def number(self, name: str) -> int | None:
        """The row that goes by a name or an alias, if there is one."""
        key = name_key(self._clean(name))
        place = self._place
        found = self._connection.row(f"SELECT number FROM {place.table} WHERE key = ?", (key,))
        if found is None:
            found = self._connection.row(
                f"SELECT {place.owner} AS number FROM {place.aliases} WHERE key = ?", (key,)
            )
        return None if found is None else int(found["number"])

    def canonical(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names as the journal would keep them: aliases resolved, each once, in order."""
        found: dict[str, None] = {}
        for name in names:
            number = self.number(name)
            if number is None:
                found[self._clean(name)] = None
            else:
                kept = f"SELECT name FROM {self._place.table} WHERE number = ?"
                found[self._connection.value(kept, (number,))] = None
        return tuple(found)

    def find_or_make(self, name: str) -> tuple[int, bool]:
        """The row that goes by a name, made when there is none; and whether it is new."""
        found = self.number(name)
        if found is not None:
            return found, False
        cleaned = self._clean(name)
        number = self._connection.execute(
            f"INSERT INTO {self._place.table} (id, name, key, created_at) VALUES (?, ?, ?, ?)",
            (new_id(), cleaned, name_key(cleaned), self._history.moment()),
        )
        return number, True

    def all_names(self) -> list[str]:
        """Every name and alias, in order; what completion and "did you mean" choose from."""
        rows = self._connection.rows(
            f"SELECT name FROM {self._place.table} UNION SELECT alias FROM {self._place.aliases} ORDER BY 1"
        )
        return [row["name"] for row in rows]

    def rename(self, old: str, new: str) -> None:
        """Give another name; the old one is kept as an alias, so that what people typed still works.

        Raises:
            NothingFound: When nothing goes by the old name.
            NameTaken: When the new name is already another's.
        """
        place, cleaned = self._place, self._clean(new)
        with self._history.step(place.plural, f"Renamed {place.noun} {old} to {cleaned}"):
            number = self._must_find(old)
            self._refuse_anothers(cleaned, number)
            row = self._connection.row(f"SELECT name, key FROM {place.table} WHERE number = ?", (number,))
            assert row is not None  # noqa: S101 - just found
            self._connection.execute(f"DELETE FROM {place.aliases} WHERE key = ?", (name_key(cleaned),))
            self._connection.execute(
                f"UPDATE {place.table} SET name = ?, key = ? WHERE number = ?",
                (cleaned, name_key(cleaned), number),
            )
            if row["key"] != name_key(cleaned):
                self._add_alias(number, row["name"])

    def alias(self, name: str, alias: str) -> None:
        """Let a name be called something else as well.

        Raises:
            NothingFound: When nothing goes by the name.
            NameTaken: When the alias is already another's name or alias.
        """
        cleaned = self._clean(alias)
        with self._history.step(self._place.plural, f"{cleaned} now also means {name}"):
            number = self._must_find(name)
            self._refuse_anothers(cleaned, number)
            if self.number(cleaned) is None:
                self._add_alias(number, cleaned)

    def unalias(self, name: str, alias: str) -> None:
        """Let an alias of a name no longer mean it.

        Raises:
            NothingFound: When nothing goes by the name, or it has no such alias.
            InvalidValue: When it is the name itself.
        """
        cleaned, place = self._clean(alias), self._place
        with self._history.step(place.plural, f"{cleaned} no longer means {name}"):
            number = self._must_find(name)
            own = self._name(number)
            if name_key(own) == name_key(cleaned):
                raise InvalidValue(
                    f"“{own}” is the name itself; give it another one instead.",
                    hint=f"retro {place.plural} rename",
                )
            where = f"FROM {place.aliases} WHERE key = ? AND {place.owner} = ?"
            if self._connection.row(f"SELECT 1 {where}", (name_key(cleaned), number)) is None:
                raise NothingFound(f"{own} has no alias “{cleaned}”.", hint=f"retro {place.plural}")
            self._connection.execute(f"DELETE {where}", (name_key(cleaned), number))

    def merge(self, source: str, target: str) -> int:
        """Move all lessons of one name to another; the first becomes an alias of the second.

        What the second has no facts of, such as a role, it takes from the first.

        Returns:
            How many lessons moved, without the deleted ones, which move as well.

        Raises:
            NothingFound: When one of the two is not there.
            InvalidValue: When both are the same.
        """
        place = self._place
        with self._history.step(place.plural, f"Merged {place.noun} {source} into {target}"):
            old, new = self._must_find(source), self._must_find(target)
            if old == new:
                raise InvalidValue(f"{source} and {target} are the same {place.noun} already.")
            name, moved = self._name(old), self._count_lessons(old)
            self._move_lessons(old, new)
            self._move_facts(old, new)
            aliases = [
                alias["alias"]
                for alias in self._connection.rows(
                    f"SELECT alias FROM {place.aliases} WHERE {place.owner} = ? ORDER BY key", (old,)
                )
            ]
            self._connection.execute(f"DELETE FROM {place.aliases} WHERE {place.owner} = ?", (old,))
            self._connection.execute(f"DELETE FROM {place.table} WHERE number = ?", (old,))
            for alias in (name, *aliases):
                self._add_alias(new, alias)
            return moved

    def _count_lessons(self, number: int) -> int:
        place = self._place
        return int(
            self._connection.value(
                f"SELECT count(*) FROM {place.tags} JOIN lessons ON lessons.number = lesson"
                f" WHERE {place.owner} = ? AND deleted_at IS NULL",
                (number,),
            )
        )

    def _move_facts(self, old: int, new: int) -> None:
        """Take over what is known of one name and not of the other; themes have nothing but names."""

    def _fill_gaps(self, old: int, new: int, columns: Iterable[str]) -> None:
        table = self._place.table
        for column in columns:
            self._connection.execute(
                f"UPDATE {table} SET {column} = (SELECT {column} FROM {table} WHERE number = ?1)"
                f" WHERE number = ?2 AND coalesce({column}, '') = ''"
                f" AND (SELECT coalesce({column}, '') FROM {table} WHERE number = ?1) <> ''",
                (old, new),
            )

    def _move_lessons(self, old: int, new: int) -> None:
        place = self._place
        moved = self._connection.rows(
            f"SELECT lesson, position FROM {place.tags} WHERE {place.owner} = ?", (old,)
        )
        for row in moved:
            self._connection.execute(
                f"DELETE FROM {place.tags} WHERE {place.owner} = ? AND lesson = ?", (old, row["lesson"])
            )
            # Not OR IGNORE: the triggers before an ignored insert would still run.
            self._connection.execute(
                f"INSERT INTO {place.tags} (lesson, {place.owner}, position) SELECT ?1, ?2, ?3"
                f" WHERE NOT EXISTS (SELECT 1 FROM {place.tags} WHERE lesson = ?1 AND {place.owner} = ?2)",
                (row["lesson"], new, row["position"]),
            )

    def _set(self, number: int, values: Mapping[str, str | None]) -> None:
        """Set columns; a value that is there already is no change."""
        for column, said in values.items():
            value = None if said is None else storable(said)
            self._connection.execute(
                f"UPDATE {self._place.table} SET {column} = ? WHERE number = ? AND {column} IS NOT ?",
                (value, number, value),
            )

    def _name(self, number: int) -> str:
        return str(
            self._connection.value(f"SELECT name FROM {self._place.table} WHERE number = ?", (number,))
        )

    def _must_find(self, name: str) -> int:
        number = self.number(name)
        if number is None:
            noun, plural = self._place.noun, self._place.plural
            raise NothingFound(f"There is no {noun} called “{name}”.", hint=f"retro {plural}")
        return number

    def _refuse_anothers(self, name: str, number: int) -> None:
        other = self.number(name)
        if other is not None and other != number:
            raise NameTaken(
                f"“{name}” already names another {self._place.noun}; merge the two instead.",
                self._name(other),
                hint=f"retro {self._place.plural} merge",
            )

    def _add_alias(self, number: int, alias: str) -> None:
        place = self._place
        self._connection.execute(
            f"INSERT INTO {place.aliases} (key, alias, {place.owner}) VALUES (?, ?, ?)",
            (name_key(alias), alias, number),
        )

    def _aliases(self) -> dict[int, tuple[str, ...]]:
        place = self._place
        found: dict[int, tuple[str, ...]] = {}
        for row in self._connection.rows(f"SELECT {place.owner}, alias FROM {place.aliases} ORDER BY key"):
            found[row[place.owner]] = (*found.get(row[place.owner], ()), row["alias"])
        return found
