"""``retro companies``: where lessons were learned."""

from typing import Any

import click

from retro.cli.fields import day
from retro.cli.framework import open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.naming import Naming, naming_group
from retro.cli.output import emit_json, emit_rows, fit, narrate, styled
from retro.cli.streams import show
from retro.errors import InvalidValue, NothingFound
from retro.surroundings import Company

__all__ = ["command"]


def _list(as_json: bool, plain: bool) -> None:
    with open_journal(writable=False) as journal:
        leaving = Leaving()
        companies = list(map(leaving.registered, journal.companies.all()))
    if as_json:
        emit_json("companies", [_as_json(company) for company in companies])
    elif plain:
        emit_rows(
            (company.name, company.lessons, _period(company), company.role, ", ".join(company.aliases))
            for company in companies
        )
    else:
        for company in companies:
            also = f"also {', '.join(company.aliases)}" if company.aliases else ""
            said = " · ".join(part for part in (company.role, _period(company), also) if part)
            name = styled(fit(company.name, 24), bold=True)
            show(f"{styled(f'{company.lessons:>4}', fg='yellow')}  {name}  {styled(said, dim=True)}".rstrip())
    leaving.tell()
    if not companies:
        raise NothingFound("No company yet.", hint='retro add "What I learned @company"')


def _period(company: Company) -> str:
    if company.began is None and company.ended is None:
        return ""
    return f"{company.began or ''}..{company.ended or ''}"


def _as_json(company: Company) -> dict[str, object]:
    return {
        "id": company.id,
        "name": company.name,
        "aliases": company.aliases,
        "role": company.role,
        "began": None if company.began is None else str(company.began),
        "ended": None if company.ended is None else str(company.ended),
        "pseudonym": company.pseudonym,
        "lessons": company.lessons,
    }


command = naming_group(
    Naming("company", "companies", lambda journal: journal.companies, _list, "D2IQ", "Mesosphere"),
    (
        "retro companies",
        "retro companies rename Mesosfere Mesosphere",
        'retro companies alias "Amazon EKS" eks',
        "retro companies describe Mesosphere --role VP --began 2018-06 --ended 2021-02",
    ),
)


@command.command(
    "describe",
    examples=(
        'retro companies describe EKS --role "engineering manager" --began 2021',
        'retro companies describe EKS --ended ""',
    ),
)
@click.argument("name")
@click.option("--role", metavar="TEXT", help="What you were there.")
@click.option("--began", metavar="DATE", help="When you joined.")
@click.option("--ended", metavar="DATE", help="When you left.")
@click.option("--pseudonym", metavar="TEXT", help="Its name in published posts.")
@with_journal_option
def describe(name: str, **given: Any) -> None:
    """Say more of a company; "" clears what was said."""
    if not any(value is not None for value in given.values()):
        raise InvalidValue("Nothing was said of it.", hint="retro companies describe -h")
    with open_journal() as journal:
        for end in ("began", "ended"):
            if given[end]:
                span = day(given[end], journal.today())
                given[end] = span.start if end == "began" else span.end
        if journal.companies.number(name) is None:
            raise NothingFound(f"There is no company called “{name}”.", hint="retro companies")
        journal.companies.describe(name, **given)
        narrate(f"Noted for {name}.  (undo: retro undo)")
