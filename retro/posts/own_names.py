"""What another journal knows of companies, themes and people, taken over where this one knows less."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.surroundings import Company, Consent, Person, Theme

__all__ = ["OwnNames", "keep_names"]


class OwnNames(NamedTuple):
    """Names, with all that is known of them."""

    companies: tuple[Company, ...] = ()
    themes: tuple[Theme, ...] = ()
    people: tuple[Person, ...] = ()


def keep_names(journal: Journal, names: OwnNames) -> None:
    """Make what is missing, and tell what this journal does not know yet; what it knows already stands."""
    for company in names.companies:
        with suppress(InvalidValue):  # a name of nothing but spaces
            _keep_company(journal, company)
    for theme in names.themes:
        with suppress(InvalidValue):
            journal.themes.find_or_make(theme.name)
            _alias(journal.themes.alias, theme.name, theme.aliases)
    for person in names.people:
        with suppress(InvalidValue):
            _keep_person(journal, person)


def _keep_company(journal: Journal, told: Company) -> None:
    journal.companies.find_or_make(told.name)
    (name,) = journal.companies.canonical([told.name])
    known = next(each for each in journal.companies.all() if each.name == name)
    # Half of another's period would be nobody's.
    is_dated = known.began is not None or known.ended is not None
    journal.companies.describe(
        name,
        role=None if known.role else told.role,
        pseudonym=None if known.pseudonym else told.pseudonym,
    )
    _alias(journal.companies.alias, name, told.aliases)
    if not is_dated:
        journal.companies.describe(name, began=told.began, ended=told.ended)


def _keep_person(journal: Journal, told: Person) -> None:
    is_new = journal.people.number(told.name) is None
    journal.people.find_or_make(told.name)
    (name,) = journal.people.canonical([told.name])
    known = next(each for each in journal.people.all() if each.name == name)
    # Of two consents the stricter one holds: who never wanted to be named is still the same person.
    consent = told.consent if is_new else max(known.consent, told.consent, key=list(Consent).index)
    journal.people.describe(
        name,
        role_label=None if known.role_label else told.role_label,
        consent=consent,
        pseudonym=None if known.pseudonym else told.pseudonym,
    )
    _alias(journal.people.alias, name, told.aliases)


def _alias(keep: Callable[[str, str], None], name: str, aliases: tuple[str, ...]) -> None:
    """Aliases that are free; one that is another's stays so."""
    for alias in aliases:
        with suppress(InvalidValue, NothingFound):
            keep(name, alias)
