"""``retro people``: who is named in lessons, and what they may be called in public."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from retro.cli.framework import open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.naming import Naming, naming_group
from retro.cli.output import emit_json, emit_rows, fit, narrate, styled
from retro.cli.streams import show
from retro.errors import InvalidValue, NothingFound
from retro.surroundings import Consent, Person

__all__ = ["command"]


def _list(as_json: bool, plain: bool) -> None:
    with open_journal(writable=False) as journal:
        leaving = Leaving()
        people = list(map(leaving.registered, journal.people.all()))
    if as_json:
        emit_json("people", [_as_json(person) for person in people])
    elif plain:
        emit_rows(
            (
                person.name,
                person.lessons,
                person.consent,
                person.role_label,
                person.pseudonym,
                ", ".join(person.aliases),
            )
            for person in people
        )
    else:
        for person in people:
            also = f"also {', '.join(person.aliases)}" if person.aliases else ""
            instead = f"“{person.pseudonym}”" if person.pseudonym else ""
            said = " · ".join(part for part in (person.role_label, instead, person.consent, also) if part)
            name = styled(fit(person.name, 24), bold=True)
            count = styled(f"{person.lessons:>4}", fg="yellow")
            show(f"{count}  {name}  {styled(said, dim=True)}".rstrip())
    leaving.tell()
    if not people:
        raise NothingFound("Nobody is named in a lesson yet.", hint="retro edit")


def _as_json(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "aliases": person.aliases,
        "role_label": person.role_label,
        "consent": person.consent,
        "pseudonym": person.pseudonym,
        "lessons": person.lessons,
    }


command = naming_group(
    Naming("person", "people", lambda journal: journal.people, _list, "Ada", "Ada Lovelace"),
    (
        "retro people",
        'retro people rename Ada "Ada Lovelace"',
        'retro people alias "Ada Lovelace" Ada',
        'retro people add "Grace Hopper" --consent never',
        'retro people describe "Ada Lovelace" --role-label "a mathematician" --consent named',
    ),
)

F = TypeVar("F", bound=Callable[..., Any])


def _with_facts(function: F) -> F:
    """What can be said of someone."""
    for option in (
        click.option("--pseudonym", metavar="TEXT", help="A name to use in the place of theirs."),
        click.option(
            "--consent",
            type=click.Choice([str(consent) for consent in Consent]),
            help="What they have agreed to be called in public.",
        ),
        click.option(
            "--role-label", metavar="TEXT", help='What to call them in public: "a product manager".'
        ),
    ):
        function = option(function)
    return function


@command.command(
    "add",
    examples=(
        'retro people add "Grace Hopper" --consent never',
        'retro people add "Ada Lovelace" --role-label "a mathematician"',
    ),
)
@click.argument("name")
@_with_facts
@with_journal_option
def add(name: str, **given: Any) -> None:
    """Register someone whom a text names, so that exports know what they have agreed to."""
    with open_journal() as journal:
        if journal.people.number(name) is not None:
            raise InvalidValue(f"“{name}” is registered already.", hint="retro people describe -h")
        consent = Consent.ROLE_ONLY if given["consent"] is None else Consent(given["consent"])
        journal.people.describe(name, **{**given, "consent": consent})
        narrate(f"Registered {name}: {consent}.  (undo: retro undo)")


@command.command(
    "describe",
    examples=(
        'retro people describe Ada --role-label "a developer" --consent "role only"',
        'retro people describe Ada --pseudonym ""',
    ),
)
@click.argument("name")
@_with_facts
@with_journal_option
def describe(name: str, **given: Any) -> None:
    """Say what someone may be called in public; "" clears what was said."""
    if not any(value is not None for value in given.values()):
        raise InvalidValue("Nothing was said of them.", hint="retro people describe -h")
    if given["consent"] is not None:
        given["consent"] = Consent(given["consent"])
    with open_journal() as journal:
        if journal.people.number(name) is None:
            raise NothingFound(f"There is no person called “{name}”.", hint="retro people")
        journal.people.describe(name, **given)
        narrate(f"Noted for {name}.  (undo: retro undo)")
