"""What is said of a name: its facts in short for a list, and in full beside it. Knows no widget."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from retro.dates import PartialDate, Span
from retro.surroundings import Company, Person, Theme
from retro.tui.completing import fitting
from retro.tui.looks import when

__all__ = ["Named", "Row", "Sort", "alias_row", "facts_of", "lessons_said", "matching", "row_of"]

Named: TypeAlias = Company | Theme | Person


class Sort(StrEnum):
    """The sorts of names; the value is the field of the query."""

    COMPANY = "company"
    THEME = "theme"
    PERSON = "person"

    @property
    def plural(self) -> str:
        """What several of them are called."""
        return {"company": "companies", "theme": "themes", "person": "people"}[self]


class Row(NamedTuple):
    """A name in a list.

    Args:
        id: What it is told apart by.
        name: As it is kept.
        lessons: How many it has; None where that is not the point.
        facts: What is known of it, in short.
        names: All that it is found by.
    """

    id: str
    name: str
    lessons: int | None
    facts: str
    names: tuple[str, ...]


def row_of(each: Named) -> Row:
    """A company, theme or person in a list."""
    also = f"also {', '.join(each.aliases)}" if each.aliases else ""
    said = [*_short_facts(each), also]
    return Row(
        each.id,
        each.name,
        each.lessons,
        " · ".join(part for part in said if part),
        (each.name, *each.aliases),
    )


def alias_row(alias: str) -> Row:
    """An alias in a list."""
    return Row(alias, alias, None, "", (alias,))


def matching(typed: str, rows: Sequence[Row]) -> list[Row]:
    """The rows that are meant by a part of a name or an alias, best first; all when nothing is typed."""
    if not typed.strip():
        return list(rows)
    return [rows[place] for place in fitting(typed, [row.names for row in rows])]


def lessons_said(count: int) -> str:
    """``1 lesson``, ``1,200 lessons``."""
    return "1 lesson" if count == 1 else f"{count:,} lessons"


def _short_facts(each: Named) -> list[str]:
    if isinstance(each, Company):
        return [_years(each.began, each.ended), each.role, _quoted(each.pseudonym)]
    if isinstance(each, Person):
        return [each.role_label, _quoted(each.pseudonym), each.consent]
    return []


def facts_of(each: Named) -> list[tuple[str, str]]:
    """All that is known, as labels and values; "" where something could be said and is not."""
    facts: list[tuple[str, str]] = []
    if isinstance(each, Company):
        facts += [
            ("Role", each.role),
            ("Period", _period(each.began, each.ended)),
            ("Pseudonym", _quoted(each.pseudonym)),
        ]
    elif isinstance(each, Person):
        facts += [
            ("Role label", each.role_label),
            ("Consent", each.consent),
            ("Pseudonym", _quoted(each.pseudonym)),
        ]
    return [*facts, ("Aliases", ", ".join(each.aliases)), ("Lessons", f"{each.lessons:,}")]


def _quoted(pseudonym: str) -> str:
    return f"“{pseudonym}”" if pseudonym else ""


def _years(began: PartialDate | None, ended: PartialDate | None) -> str:
    years = ["" if date is None else str(date.year) for date in (began, ended)]
    return "" if not any(years) else "–".join(dict.fromkeys(years))


def _period(began: PartialDate | None, ended: PartialDate | None) -> str:
    if began is not None and ended is not None:
        return when(Span(began, ended))
    if began is not None:
        return f"since {when(Span.at(began))}"
    return "" if ended is None else f"until {when(Span.at(ended))}"
