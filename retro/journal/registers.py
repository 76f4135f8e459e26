"""Companies, themes and people: the three sorts of names that lessons carry."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from retro.errors import InvalidValue, NameTaken
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
        began: "PartialDate | Literal[''] | None" = None,
        ended: "PartialDate | Literal[''] | None" = None,
        pseudonym: str | None = None,
    ) -> None:
        """Say more of a company; what is None stays as it is, "" clears. A new name makes a new company.

        Raises:
            InvalidValue: When it would end before it began.
        """
        given: dict[str, str | None] = {"role": role, "pseudonym": pseudonym}
        with self._history.step("companies", f"Described {name}"):
            number, _ = self.find_or_make(name)
            self._set(number, {key: value for key, value in given.items() if value is not None})
            days = {"began": began, "ended": ended}
            said = {key: str(day) or None for key, day in days.items() if day is not None}
            if said:
                self._set(number, said)
                self._refuse_ending_before_beginning(number)

    def _refuse_ending_before_beginning(self, number: int) -> None:
        from retro.dates import PartialDate  # noqa: PLC0415 - capturing makes none of these values

        row = self._connection.row("SELECT name, began, ended FROM companies WHERE number = ?", (number,))
        if row is None or row["began"] is None or row["ended"] is None:
            return
        began, ended = PartialDate.parse(row["began"]), PartialDate.parse(row["ended"])
        if ended.last_day < began.first_day:
            raise InvalidValue(f"{row['name']} cannot end in {ended}, before it began in {began}.")

    def _count_lessons(self, number: int) -> int:
        counted = "SELECT count(*) FROM lessons WHERE company = ? AND deleted_at IS NULL"
        return int(self._connection.value(counted, (number,)))

    def _move_lessons(self, old: int, new: int) -> None:
        for table in ("lessons", "applications", "retrospectives", "commitments", "decisions"):
            self._connection.execute(f"UPDATE {table} SET company = ? WHERE company = ?", (new, old))

    def _move_facts(self, old: int, new: int) -> None:
        self._fill_gaps(old, new, ("role", "pseudonym"))
        known = "SELECT 1 FROM companies WHERE number = ? AND began IS NULL AND ended IS NULL"
        if self._connection.row(known, (new,)):  # half of another's period would be nobody's
            self._fill_gaps(old, new, ("began", "ended"))


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
            NameTaken: When the new name is already another's.
            InvalidValue: When the new name of a theme below it is.
        """
        before, after = self._clean(old), self._clean(new)
        with self._history.step("themes", f"Renamed theme {before} to {after}"):
            below = [row["name"] for row in self._below(before)]
            if self.number(before) is not None or not below:
                super().rename(before, after)
            for name in below:
                self._rename_below(name, after + name[len(before) :])

    def _rename_below(self, old: str, new: str) -> None:
        try:
            super().rename(old, new)
        except NameTaken as error:  # merging what was asked for would not help
            raise InvalidValue(
                f"“{new}” is a theme already; merge {old} into it first.",
                hint=f"retro themes merge {old} {new}",
            ) from error

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
        rows = self._connection.rows(
            "SELECT people.*, (SELECT count(*) FROM lesson_people JOIN lessons ON lessons.number = lesson"
            " WHERE person = people.number AND deleted_at IS NULL) AS lessons FROM people ORDER BY name"
        )
        return tuple(
            Person(
                row["id"],
                row["name"],
                aliases.get(row["number"], ()),
                row["role_label"],
                Consent(row["consent"]),
                row["pseudonym"],
                row["lessons"],
            )
            for row in rows
        )

    def describe(
        self,
        name: str,
        *,
        role_label: str | None = None,
        consent: "Consent | None" = None,
        pseudonym: str | None = None,
    ) -> None:
        """Say what someone may be called in public; what is None stays as it is, "" clears.

        A new name makes a new person.
        """
        given = {"role_label": role_label, "consent": consent, "pseudonym": pseudonym}
        with self._history.step("people", f"Described {name}"):
            number, _ = self.find_or_make(name)
            self._set(number, {key: str(value) for key, value in given.items() if value is not None})

    def _move_facts(self, old: int, new: int) -> None:
        """Of two consents the stricter one holds: who never wanted to be named is still the same person."""
        from retro.surroundings import Consent  # noqa: PLC0415

        self._fill_gaps(old, new, ("role_label", "pseudonym"))
        given = "SELECT consent FROM people WHERE number = ?"
        both = {Consent(self._connection.value(given, (number,))) for number in (old, new)}
        self._set(new, {"consent": str(max(both, key=list(Consent).index))})


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
