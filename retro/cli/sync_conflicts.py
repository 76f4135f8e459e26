"""What two devices have written in one place: ``retro sync conflicts`` and ``retro sync decide``."""

from typing import TYPE_CHECKING, Any

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, in_short, narrate, styled, with_output_options
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.errors import NothingFound, UsageProblem

if TYPE_CHECKING:
    from retro.sync.deciding import Waiting

__all__ = ["conflicts", "decide_on"]


@click.command(
    "conflicts", cls=Command, examples=("retro sync conflicts", "retro sync decide 7k3m title --take 1")
)
@with_output_options
@with_journal_option
def conflicts(as_json: bool, plain: bool) -> None:
    """List what two devices have written in one place: what stands, and what waits beside it."""
    from retro.sync.deciding import waiting  # noqa: PLC0415

    leaving = Leaving()
    with open_journal(writable=False) as journal:
        found = waiting(journal)
    if as_json:
        emit_json("conflicts", [_as_json(each, leaving) for each in found])
    elif plain:
        for each in found:
            versions = (_value(each, value, leaving) for value in (each.stands, *each.others))
            emit_rows([[*each.key, each.path, *versions]])
    else:
        for each in found:
            _tell_conflict(each, leaving)
    if not found:
        raise NothingFound("Nothing waits for a decision.")


@click.command(
    "decide",
    cls=Command,
    examples=(
        "retro sync decide 7k3m title --keep",
        "retro sync decide 7k3m body --take 1",
        'retro sync decide 7k3m title --text "Boil the frog slowly"',
    ),
)
@click.argument("record", metavar="ID")
@click.argument("path", metavar="FIELD", required=False)
@click.option("--keep", is_flag=True, help="What stands, stands.")
@click.option("--take", type=click.IntRange(min=1), metavar="NUMBER", help="The other of this number stands.")
@click.option("--text", metavar="TEXT", help="This stands instead.")
@with_journal_option
def decide_on(record: str, path: str | None, keep: bool, take: int | None, text: str | None) -> None:
    """Decide what stands where two devices have written; the others are forgotten on all devices."""
    from retro.sync.deciding import decide, waiting  # noqa: PLC0415

    if [keep, take is not None, text is not None].count(True) != 1:
        raise UsageProblem("Say one of --keep, --take NUMBER and --text TEXT.")
    with open_journal() as journal:
        found = [
            each
            for each in waiting(journal)
            if each.key[1].startswith(record.lower()) and path in {None, each.path}
        ]
        if not found:
            raise NothingFound(f"Nothing of “{record}” waits for a decision.", hint="retro sync conflicts")
        if len(found) > 1:
            raise UsageProblem(
                f"“{record}” has several that wait: name one, {', '.join(each.path for each in found)}."
            )
        [each] = found
        if take is not None and take > len(each.others):
            raise UsageProblem(f"There are {len(each.others)} others, so none of number {take}.")
        value = each.stands if keep else each.others[take - 1] if take is not None else text
        if text is not None and not each.is_text:
            raise UsageProblem(f"{each.path} is no text: take --keep or --take NUMBER.")
        decide(journal, each.key, each.path, value)
    narrate(f"Decided on {each.path} of {each.key[1]}  (undo: retro undo)")


def _tell_conflict(each: "Waiting", leaving: Leaving) -> None:
    title = _value(each, each.title, leaving)
    path = styled(each.path, bold=True)
    show(f"{styled(each.key[1], fg='yellow')}  {safe_line(plain_inline(title))}  {path}")
    show(f"  stands  {in_short(safe_line(_value(each, each.stands, leaving)))}")
    for number, other in enumerate(each.others, 1):
        show(f"  {number:<6}  {in_short(safe_line(_value(each, other, leaving)))}")


def _value(each: "Waiting", value: Any, leaving: Leaving) -> str:
    """A version as it may be printed."""
    if each.private and leaving.into_file:
        return "private"
    from retro.sync.deciding import as_text  # noqa: PLC0415

    return leaving.text(as_text(value))


def _as_json(each: "Waiting", leaving: Leaving) -> dict[str, Any]:
    return {
        "table": each.key[0],
        "id": each.key[1],
        "title": _value(each, each.title, leaving),
        "field": each.path,
        "stands": _value(each, each.stands, leaving),
        "others": [_value(each, other, leaving) for other in each.others],
    }
