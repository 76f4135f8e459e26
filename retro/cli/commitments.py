"""``retro commitments``: what you will do until a day, how you will see it, and what became of it."""

import datetime as dt

import click

from retro.cli.fields import coming_day
from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, in_short, narrate, styled, with_output_options
from retro.cli.streams import show
from retro.errors import NothingFound, UsageProblem
from retro.surroundings import Commitment, CommitmentState

__all__ = ["command", "commitment_as_json", "leaving_commitment", "tell_commitment"]


@click.group(
    "commitments",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro commitments",
        "retro commitments --due",
        "retro commitments --all --json",
        'retro commitments add "Pair on every release" --measure "no rollback in June" --by 2024-06-30',
        "retro commitments edit 7k3m --by 2024-07-31",
        'retro commitments done 7k3m "Two rollbacks less"',
        'retro commitments drop 7k3m --reason "The team was split"',
    ),
)
@click.option("--all", "every", is_flag=True, help="Those that are done or dropped, too.")
@click.option("--due", is_flag=True, help="Only open ones whose day has come.")
@click.option("--company", metavar="NAME", help="Only those of a company.")
@with_output_options
@with_journal_option
@click.pass_context
def command(
    ctx: click.Context, every: bool, due: bool, company: str | None, as_json: bool, plain: bool
) -> None:
    """List open commitments by their day; add, edit, keep and drop them.

    A commitment says what you will do, how you will see that it is done, and until when. Those that are open
    come first in the next retrospective.
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_journal(writable=False) as journal:
        today = journal.today()
        room = journal.commitments
        found = room.all() if every else room.due(today) if due else room.open()
        if company is not None:
            [name] = journal.companies.canonical([company])
            found = tuple(each for each in found if each.company == name)
    leaving = Leaving()
    told = [
        leaving_commitment(each, leaving) for each in found if not due or each.state is CommitmentState.OPEN
    ]
    if as_json:
        emit_json("commitments", [commitment_as_json(each, today) for each in told])
    elif plain:
        emit_rows(
            (each.id, each.state, each.due, each.company or "", each.text, each.measure, each.reason)
            for each in told
        )
    else:
        for each in told:
            tell_commitment(each, today)
    leaving.tell()
    if not told:
        hint = 'retro commitments add "…" --measure "…" --by DATE'
        raise NothingFound("No commitment is due." if due else "There is no such commitment.", hint=hint)


def leaving_commitment(commitment: Commitment, leaving: Leaving) -> Commitment:
    """A commitment as it may be printed."""
    return commitment._replace(
        text=leaving.text(commitment.text),
        measure=leaving.text(commitment.measure),
        reason=leaving.text(commitment.reason),
        company=leaving.text(commitment.company) if commitment.company else None,
    )


def commitment_as_json(commitment: Commitment, today: dt.date) -> dict[str, object]:
    """A commitment as ``--json`` prints it."""
    return {
        "id": commitment.id,
        "text": commitment.text,
        "measure": commitment.measure,
        "due": commitment.due.isoformat(),
        "state": commitment.state,
        "is_due": commitment.is_due(today),
        "reason": commitment.reason,
        "company": commitment.company,
        "retrospective": commitment.retrospective_id,
        "created_at": commitment.created_at,
        "closed_at": commitment.closed_at,
    }


def tell_commitment(commitment: Commitment, today: dt.date) -> None:
    """Print a commitment for people: what and until when, and below it how it is measured."""
    mark, colour = _MARKS[commitment.state]
    if commitment.is_due(today):
        colour = "red"
    company = f"  @{commitment.company}" if commitment.company else ""
    show(
        f"{styled(mark, fg=colour)} {styled(commitment.id[:4], fg='yellow')}"
        f"  {styled(commitment.due.isoformat(), fg=colour)}"
        f"  {styled(in_short(commitment.text), bold=True)}{styled(company, fg='cyan')}"
    )
    said = [f"measure: {commitment.measure}", f"{commitment.state}: {commitment.reason}"]
    for line in said if commitment.reason else said[:1]:
        show(f"        {styled(in_short(line), dim=True)}")


_MARKS = {
    CommitmentState.OPEN: ("○", "cyan"),
    CommitmentState.DONE: ("✓", "green"),
    CommitmentState.DROPPED: ("✗", "white"),
}


@command.command(
    "add",
    examples=(
        'retro commitments add "Pair on every release" --measure "no rollback in June" --by 2024-06-30',
        'retro commitments add "Ask before I automate" --measure "asked 3 times" --by 2024-08 --company eks',
    ),
)
@click.argument("text")
@click.option("--measure", required=True, metavar="TEXT", help="How you will see that it is done.")
@click.option("--by", required=True, metavar="DATE", help="Until when: 2024-06-30, “in 2 weeks” …")
@click.option("--company", metavar="NAME", help="Where.")
@with_journal_option
def add(text: str, measure: str, by: str, company: str | None) -> None:
    """Commit to something, with a measure and a day."""
    with open_journal(create=True) as journal:
        until = coming_day(by, journal.today())
        made = journal.commitments.add(text, measure, until, company=company or None)
    narrate(f"Committed {made.id[:4]} · until {made.due} · {in_short(made.text)}  (undo: retro undo)")


@command.command(
    "edit",
    examples=(
        "retro commitments edit 7k3m --by 2024-07-31",
        'retro commitments edit 7k3m --measure "two rollbacks less"',
    ),
)
@click.argument("commitment_id", metavar="ID")
@click.option("--text", metavar="TEXT", help="What will be done.")
@click.option("--measure", metavar="TEXT", help="How you will see that it is done.")
@click.option("--by", metavar="DATE", help="Until when: 2024-06-30, “in 2 weeks” …")
@with_journal_option
def edit(commitment_id: str, text: str | None, measure: str | None, by: str | None) -> None:
    """Say an open commitment in another way, or put it off; what is not said stays."""
    if text is None and measure is None and by is None:
        raise UsageProblem("Nothing was said of it.", hint="retro commitments edit -h")
    with open_journal() as journal:
        before = journal.commitments.get(commitment_id)
        after = journal.commitments.change(
            before.id,
            text=before.text if text is None else text,
            measure=before.measure if measure is None else measure,
            due=before.due if by is None else coming_day(by, journal.today()),
        )
    narrate(f"Changed {after.id[:4]} · until {after.due} · {in_short(after.text)}  (undo: retro undo)")


@command.command("done", examples=('retro commitments done 7k3m "Two rollbacks less"',))
@click.argument("commitment_id", metavar="ID")
@click.argument("result", required=False, default="")
@with_journal_option
def done(commitment_id: str, result: str) -> None:
    """Note that you kept a commitment, and what came of it."""
    with open_journal() as journal:
        kept = journal.commitments.done(journal.commitments.get(commitment_id).id, result)
    narrate(f"Kept {kept.id[:4]} · {in_short(kept.text)}  (undo: retro undo)")


@command.command("drop", examples=('retro commitments drop 7k3m --reason "The team was split"',))
@click.argument("commitment_id", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why: that is what can be learned from it.")
@with_journal_option
def drop(commitment_id: str, reason: str) -> None:
    """Give a commitment up, and say why."""
    with open_journal() as journal:
        gone = journal.commitments.drop(journal.commitments.get(commitment_id).id, reason)
    narrate(f"Dropped {gone.id[:4]} · {in_short(gone.text)}  (undo: retro undo)")
