"""Companies, themes and people: the three sorts of names that lessons carry."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro.errors import InvalidValue
from retro.journal.connection import Row
from retro.journal.identity import theme_name
from retro.journal.names import Names, Place

if TYPE_CHECKING:
    from retro.dates import PartialDate
    from retro.surroundings import Company, Consent, Person, Theme

__all__ = ["Companies", "People", "Themes"]


class Companies(Names):
    """Where lessons were learned."""

    _place = Place("company", "companies", "companies", "company_aliases", "company", None)

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
        began: "PartialDate | None" = None,
        ended: "PartialDate | None" = None,
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


class Themes(Names):
    """Tags; ``/`` nests."""

    _place = Place("theme", "themes", "themes", "theme_aliases", "theme", "lesson_themes")

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


class People(Names):
    """Those who are named in lessons."""

    _place = Place("person", "people", "people", "person_aliases", "person", "lesson_people")

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
    from retro.dates import PartialDate  # noqa: PLC0415
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
