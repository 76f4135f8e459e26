"""Companies, themes and people: found by name or alias, made when new, renamed, merged, given aliases.

The three are alike in the journal: a table of names, a table of aliases, and lessons that point to them.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from retro.dates import PartialDate
from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.history import History
from retro.journal.identity import name_key, new_id, storable, theme_name

if TYPE_CHECKING:
    from retro.surroundings import Company, Consent, Person, Theme

__all__ = ["Companies", "People", "Themes"]


class _Place(NamedTuple):
    """Where one sort of names is kept, and what it is called in sentences."""

    noun: str
    plural: str
    table: str
    aliases: str
    owner: str
    tags: str | None
    """The table that ties lessons to these names; None when the lesson's own row does."""


class _Names:
    """What companies, themes and people have in common."""

    _place: _Place

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
            InvalidValue: When the new name is already another's.
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
            InvalidValue: When the alias is already another's name or alias.
        """
        cleaned = self._clean(alias)
        with self._history.step(self._place.plural, f"{cleaned} now also means {name}"):
            number = self._must_find(name)
            self._refuse_anothers(cleaned, number)
            if self.number(cleaned) is None:
                self._add_alias(number, cleaned)

    def merge(self, source: str, target: str) -> int:
        """Move all lessons of one name to another; the first becomes an alias of the second.

        Returns:
            How many lessons moved.

        Raises:
            NothingFound: When one of the two is not there.
            InvalidValue: When both are the same.
        """
        place = self._place
        with self._history.step(place.plural, f"Merged {place.noun} {source} into {target}"):
            old, new = self._must_find(source), self._must_find(target)
            if old == new:
                raise InvalidValue(f"{source} and {target} are the same {place.noun} already.")
            moved = self._move_lessons(old, new)
            row = self._connection.row(f"SELECT name FROM {place.table} WHERE number = ?", (old,))
            assert row is not None  # noqa: S101 - just found
            aliases = [
                alias["alias"]
                for alias in self._connection.rows(
                    f"SELECT alias FROM {place.aliases} WHERE {place.owner} = ? ORDER BY key", (old,)
                )
            ]
            self._connection.execute(f"DELETE FROM {place.aliases} WHERE {place.owner} = ?", (old,))
            self._connection.execute(f"DELETE FROM {place.table} WHERE number = ?", (old,))
            for alias in (row["name"], *aliases):
                self._add_alias(new, alias)
            return moved

    def _move_lessons(self, old: int, new: int) -> int:
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
        return len(moved)

    def _must_find(self, name: str) -> int:
        number = self.number(name)
        if number is None:
            noun, plural = self._place.noun, self._place.plural
            raise NothingFound(f"There is no {noun} called “{name}”.", hint=f"retro {plural}")
        return number

    def _refuse_anothers(self, name: str, number: int) -> None:
        other = self.number(name)
        if other is not None and other != number:
            raise InvalidValue(
                f"“{name}” already names another {self._place.noun}; merge the two instead.",
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


class Companies(_Names):
    """Where lessons were learned."""

    _place = _Place("company", "companies", "companies", "company_aliases", "company", None)

    def all(self) -> tuple["Company", ...]:
        """Every company, the latest first (by when one left; those one is still at before all)."""
        aliases = self._aliases()
        rows = self._connection.rows(
            "SELECT companies.*, (SELECT count(*) FROM lessons WHERE company = companies.number"
            " AND deleted_at IS NULL) AS lessons,"
            " (SELECT max(day) FROM lessons WHERE company = companies.number AND deleted_at IS NULL) AS last"
            " FROM companies ORDER BY coalesce(ended, began, last, '') DESC, name"
        )
        return tuple(_company(row, aliases.get(row["number"], ())) for row in rows)

    def describe(
        self,
        name: str,
        *,
        role: str | None = None,
        began: PartialDate | None = None,
        ended: PartialDate | None = None,
        pseudonym: str | None = None,
    ) -> None:
        """Say more of a company; what is None stays as it is. A new name makes a new company.

        Raises:
            InvalidValue: When it would end before it began.
        """
        given = {
            "role": role,
            "began": None if began is None else str(began),
            "ended": None if ended is None else str(ended),
            "pseudonym": pseudonym,
        }
        if began is not None and ended is not None and ended.last_day < began.first_day:
            raise InvalidValue(f"{name} cannot end in {ended}, before it began in {began}.")
        with self._history.step("companies", f"Described {name}"):
            number, _ = self.find_or_make(name)
            for column, value in given.items():
                if value is not None:
                    self._connection.execute(
                        f"UPDATE companies SET {column} = ? WHERE number = ? AND {column} IS NOT ?",
                        (value, number, value),
                    )

    def _move_lessons(self, old: int, new: int) -> int:
        moved = self._connection.value("SELECT count(*) FROM lessons WHERE company = ?", (old,))
        for table in ("lessons", "applications", "retrospectives"):
            self._connection.execute(f"UPDATE {table} SET company = ? WHERE company = ?", (new, old))
        return int(moved)


class Themes(_Names):
    """Tags; ``/`` nests."""

    _place = _Place("theme", "themes", "themes", "theme_aliases", "theme", "lesson_themes")

    def _clean(self, name: str) -> str:
        return theme_name(name)

    def all(self) -> tuple["Theme", ...]:
        """Every theme by name."""
        from retro.surroundings import Theme  # noqa: PLC0415

        aliases = self._aliases()
        rows = self._connection.rows(
            "SELECT themes.*, (SELECT count(*) FROM lesson_themes JOIN lessons ON lessons.number = lesson"
            " WHERE theme = themes.number AND deleted_at IS NULL) AS lessons FROM themes ORDER BY name"
        )
        return tuple(
            Theme(row["id"], row["name"], aliases.get(row["number"], ()), row["lessons"]) for row in rows
        )

    def rename(self, old: str, new: str) -> None:
        """Give a theme and all themes below it another name; old names stay as aliases.

        Raises:
            NothingFound: When nothing goes by the old name.
            InvalidValue: When a new name is already another's.
        """
        before, after = self._clean(old), self._clean(new)
        with self._history.step("themes", f"Renamed theme {before} to {after}"):
            below = [row["name"] for row in self._below(before)]
            if self.number(before) is not None or not below:
                super().rename(before, after)
            for name in below:
                super().rename(name, after + name[len(before) :])

    def _below(self, name: str) -> Sequence[Row]:
        # Not LIKE: a theme may contain % and _.
        return self._connection.rows(
            "SELECT name FROM themes WHERE substr(name, 1, ?) = ? ORDER BY name", (len(name) + 1, name + "/")
        )


class People(_Names):
    """Those who are named in lessons."""

    _place = _Place("person", "people", "people", "person_aliases", "person", "lesson_people")

    def all(self) -> tuple["Person", ...]:
        """Everyone by name."""
        from retro.surroundings import Consent, Person  # noqa: PLC0415

        aliases = self._aliases()
        rows = self._connection.rows("SELECT * FROM people ORDER BY name")
        return tuple(
            Person(
                row["id"],
                row["name"],
                aliases.get(row["number"], ()),
                row["role_label"],
                Consent(row["consent"]),
            )
            for row in rows
        )

    def describe(self, name: str, *, role_label: str | None = None, consent: "Consent | None" = None) -> None:
        """Say what someone may be called in public; a new name makes a new person."""
        with self._history.step("people", f"Described {name}"):
            number, _ = self.find_or_make(name)
            for column, value in (("role_label", role_label), ("consent", consent)):
                if value is not None:
                    self._connection.execute(
                        f"UPDATE people SET {column} = ? WHERE number = ? AND {column} IS NOT ?",
                        (str(value), number, str(value)),
                    )


def _company(row: Row, aliases: tuple[str, ...]) -> "Company":
    from retro.surroundings import Company  # noqa: PLC0415 - capturing makes none of these values

    return Company(
        id=row["id"],
        name=row["name"],
        aliases=aliases,
        role=row["role"],
        began=None if row["began"] is None else PartialDate.parse(row["began"]),
        ended=None if row["ended"] is None else PartialDate.parse(row["ended"]),
        pseudonym=row["pseudonym"],
        lessons=row["lessons"],
    )
