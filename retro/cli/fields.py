"""The options that set a lesson's fields, shared by ``add`` and ``edit``."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from retro.errors import InvalidValue
from retro.model import Kind, Status, Visibility

if TYPE_CHECKING:
    from retro.dates import Span

__all__ = ["coming_day", "day", "fields_given", "with_field_options"]

F = TypeVar("F", bound=Callable[..., Any])


def with_field_options(function: F) -> F:
    """Add the options; ``fields_given`` reads them."""
    for option in (
        click.option("--private/--publishable", default=None, help="Whether it may ever leave in a post."),
        click.option("--star/--no-star", default=None, help="Star it."),
        click.option("--trigger", metavar="TEXT", help='When it applies: "before committing to cofounders".'),
        click.option(
            "--status", type=click.Choice([str(status) for status in Status]), help="How far it came."
        ),
        click.option("--on", metavar="DATE", help="When it happened: 2021-06, 2018..2021, “last friday”."),
        click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="What sort it is."),
        click.option("--theme", "themes", multiple=True, metavar="NAME", help="A theme; may be repeated."),
        click.option("--company", metavar="NAME", help="Where it was learned."),
    ):
        function = option(function)
    return function


def fields_given(options: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """The fields of a draft that were said as options.

    Raises:
        InvalidValue: When a date is none.
    """
    fields: dict[str, Any] = {}
    for name in ("company", "trigger"):
        if options[name] is not None:
            fields[name] = options[name] or (None if name == "company" else "")
    if options["themes"]:
        fields["themes"] = tuple(theme for theme in options["themes"] if theme.strip())
    if options["kind"]:
        fields["kind"] = Kind(options["kind"])
    if options["status"]:
        fields["status"] = Status(options["status"])
    if options["on"] is not None:
        fields["happened"] = day(options["on"], today) if options["on"] else None
    if options["star"] is not None:
        fields["starred"] = options["star"]
    if options["private"] is not None:
        fields["visibility"] = Visibility.PRIVATE if options["private"] else Visibility.PUBLISHABLE
    return fields


def day(text: str, today: dt.date) -> "Span":
    """A date that was said, in ISO or in words.

    Raises:
        InvalidValue: When it is none.
    """
    from retro.natural_dates import parse_span  # noqa: PLC0415 - only when a date is given

    span = parse_span(text, today, strict=False)
    if span is None:
        raise InvalidValue(f"“{text}” is not a date; try 2021-06-03, 2021-06, 2018..2021 or “last friday”.")
    return span


def coming_day(text: str, today: dt.date) -> dt.date:
    """The last day of a date that lies ahead, in ISO or in words.

    Raises:
        InvalidValue: When it is none.
    """
    from retro.natural_dates import parse_coming  # noqa: PLC0415 - only when a date is given

    span = parse_coming(text, today)
    if span is None:
        raise InvalidValue(f"“{text}” is not a date; try 2024-06-30, 2024-06, “next friday” or “in 2 weeks”.")
    return span.last_day
