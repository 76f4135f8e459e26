"""``retro searches``: queries that were given a name."""

import click

from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, fit, narrate, styled, with_output_options
from retro.cli.streams import show
from retro.display import safe_line
from retro.errors import NothingFound

__all__ = ["command"]


@click.group(
    "searches",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro searches",
        "retro searches save hiring theme:leadership/hiring is:starred",
        "retro search --saved hiring",
        "retro searches rm hiring",
    ),
)
@with_output_options
@with_journal_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, plain: bool) -> None:
    """List saved searches; save and forget them."""
    if ctx.invoked_subcommand is not None:
        return
    with open_journal(writable=False) as journal:
        leaving = Leaving()
        searches = list(map(leaving.registered, journal.saved_searches.all()))
    if as_json:
        emit_json("searches", [{"name": each.name, "query": each.query} for each in searches])
    elif plain:
        emit_rows((each.name, each.query) for each in searches)
    else:
        for each in searches:
            show(f"{styled(fit(each.name, 24), bold=True)}  {fit(safe_line(each.query), 200).rstrip()}")
    leaving.tell()
    if not searches:
        raise NothingFound("No search is saved yet.", hint="retro searches save NAME QUERY")


@command.command("save", examples=("retro searches save trust theme:trust since:2021",))
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@with_journal_option
def save(name: str, query: tuple[str, ...]) -> None:
    """Save a query under a name, in place of what the name stood for."""
    with open_journal() as journal:
        saved = journal.saved_searches.save(name, " ".join(query))
    narrate(f"Saved “{saved.name}”: {saved.query}  (undo: retro undo)")


@command.command("rm", examples=("retro searches rm trust",))
@click.argument("name")
@with_journal_option
def remove(name: str) -> None:
    """Forget a saved search; no lesson is touched."""
    with open_journal() as journal:
        gone = journal.saved_searches.remove(name)
    narrate(f"Forgot “{gone.name}”: {gone.query}  (undo: retro undo)")
