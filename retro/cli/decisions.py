"""``retro decisions``: what was decided and expected, what came of it, and how well that was judged."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from retro.cli.fields import day
from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, fit, narrate, styled, width, with_output_options
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.errors import InvalidValue, NothingFound
from retro.journal.decisions import Decision

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.practice.calibration import Calibration

__all__ = ["command", "decision_as_json", "leaving_decision"]


@click.group(
    "decisions",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro decisions",
        (
            'retro decisions add "Hire a second designer" --expect "Releases take a week less"'
            " --probability 70 --review-on 2027-03-01 --lesson 7k3m --company EKS"
        ),
        "retro decisions review 4f2a --came-true --outcome 'Five days less, not seven'",
        "retro decisions calibration",
    ),
)
@click.option("--due", is_flag=True, help="Only those whose day has come.")
@with_output_options
@with_journal_option
@click.pass_context
def command(ctx: click.Context, due: bool, as_json: bool, plain: bool) -> None:
    """List decisions, the next to review first; write them down, review them, see how well you judge.

    Private passages are left out where the output is a file.
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_journal(writable=False) as journal:
        today, short = journal.today(), journal.decisions.short_ids()
        leaving = Leaving()
        found = journal.decisions.due(today) if due else journal.decisions.all()
        decisions = [leaving_decision(journal, decision, leaving) for decision in found]
    if as_json:
        emit_json("decisions", [decision_as_json(decision, short) for decision in decisions])
    elif plain:
        emit_rows(_row(decision, short) for decision in decisions)
    else:
        for decision in decisions:
            _print(decision, short, width(), is_due=decision.is_due(today))
    leaving.tell()
    if not decisions:
        raise NothingFound(
            "No decision is due." if due else "No decision yet.", hint="retro decisions add -h"
        )


@command.command(
    "add",
    examples=(
        (
            'retro decisions add "Move to a monorepo" --expect "Builds take under 10 minutes"'
            ' --probability 60 --review-on "in 3 months"'
        ),
        'retro brief "moving to a monorepo"  # which lessons to consult: --lesson ID',
    ),
)
@click.argument("text")
@click.option("--expect", metavar="TEXT", required=True, help="What will come of it, so that one can tell.")
@click.option(
    "--probability",
    "percent",
    type=click.FloatRange(0, 100),
    required=True,
    metavar="PERCENT",
    help="How likely that is, 0 to 100.",
)
@click.option("--review-on", "due", metavar="DATE", required=True, help="When to look at it again.")
@click.option("--lesson", "lessons", multiple=True, metavar="ID", help="A lesson consulted; repeatable.")
@click.option("--company", metavar="NAME", help="Where.")
@click.option("--on", "decided", metavar="DATE", help="When it was decided, if not today.")
@click.option("--json", "as_json", is_flag=True, help="JSON, in a schema that is stable.")
@with_journal_option
def add(
    text: str,
    expect: str,
    percent: float,
    due: str,
    lessons: tuple[str, ...],
    company: str | None,
    decided: str | None,
    as_json: bool,
) -> None:
    """Write down a decision, and what you expect of it."""
    with open_journal(create=True) as journal:
        today = journal.today()
        made = journal.decisions.add(
            text,
            expect,
            percent / 100,
            day(due, today).first_day,
            company=company or None,
            lessons=[journal.lessons.get(prefix).id for prefix in lessons],
            decided=None if decided is None else day(decided, today).first_day,
        )
        short = journal.decisions.short_ids()
    if as_json:
        emit_json("decision", decision_as_json(made, short))
    else:
        show(short[made.id])
    narrate(f"Decided: {made.text}. Review on {made.due}.  (undo: retro undo)")


@command.command(
    "review",
    examples=(
        "retro decisions review 4f2a --came-true",
        'retro decisions review 4f2a --did-not --outcome "They left" --changed-by 7k3m',
    ),
)
@click.argument("decision", metavar="ID")
@click.option("--came-true/--did-not", "came_true", default=None, help="Whether what you expected came.")
@click.option("--outcome", metavar="TEXT", default="", help="What came of it.")
@click.option("--changed-by", metavar="ID", help="The lesson that would have changed the decision.")
@click.option("--json", "as_json", is_flag=True, help="JSON, in a schema that is stable.")
@with_journal_option
def review(
    decision: str, came_true: bool | None, outcome: str, changed_by: str | None, as_json: bool
) -> None:
    """Say what came of a decision; saying it again replaces what was said."""
    if came_true is None:
        raise InvalidValue("Say whether it came true: --came-true or --did-not.")
    with open_journal() as journal:
        found = journal.decisions.get(decision)
        lesson = None if changed_by is None else journal.lessons.get(changed_by).id
        reviewed = journal.decisions.review(found.id, came_true=came_true, outcome=outcome, changed_by=lesson)
        short = journal.decisions.short_ids()
    if as_json:
        emit_json("decision", decision_as_json(reviewed, short))
    said = "came true" if came_true else "did not come true"
    narrate(f"“{reviewed.text}” {said}; it was given {_percent(reviewed.probability)}.  (undo: retro undo)")


@command.command("rm", examples=("retro decisions rm 4f2a",))
@click.argument("decision", metavar="ID")
@with_journal_option
def remove(decision: str) -> None:
    """Take a decision away; no lesson is touched."""
    with open_journal() as journal:
        gone = journal.decisions.remove(decision)
    narrate(f"Took away: {gone.text}  (undo: retro undo)")


@command.command(
    "calibration", examples=("retro decisions calibration", "retro decisions calibration --json")
)
@with_output_options
@with_journal_option
def calibration(as_json: bool, plain: bool) -> None:
    """Show how well you judge: what came true of what you gave each chance, and the Brier score.

    The score is the mean squared difference between the probability and what came: 0 is perfect, and 0.25
    is what always saying 50 % gets.
    """
    from retro.practice.calibration import calibrated  # noqa: PLC0415 - only this one counts

    with open_journal(writable=False) as journal:
        judged = calibrated(journal.decisions.reviewed())
    if as_json:
        emit_json("calibration", _calibration_as_json(judged))
    elif plain:
        emit_rows(
            (
                f"{each.low:.1f}",
                f"{each.high:.1f}",
                each.decisions,
                f"{each.said:.3f}",
                f"{each.came_true:.3f}",
            )
            for each in judged.bins
        )
    elif judged.brier is not None:
        _print_calibration(judged)
    if judged.brier is None:
        raise NothingFound("No decision is reviewed yet.", hint="retro decisions review -h")


def _print_calibration(judged: "Calibration") -> None:
    show(styled(f"{'given':>10} {'decisions':>9} {'said':>6} {'came true':>9}", dim=True))
    for each in judged.bins:
        given = f"{each.low * 100:.0f}–{each.high * 100:.0f} %"
        came = f"{_percent(each.came_true):>9}  " + styled("█" * round(each.came_true * 20), fg="green")
        show(f"{given:>10} {each.decisions:>9} {_percent(each.said):>6} {came}".rstrip())
    counted = "one decision" if judged.decisions == 1 else f"{judged.decisions:,} decisions"
    show(f"Brier score {judged.brier:.3f} over {counted} (0 is perfect, 0.25 is always saying 50 %)")


def leaving_decision(journal: "Journal", decision: Decision, leaving: Leaving) -> Decision:
    """A decision as it may be printed: private lessons are not named in a file."""

    def may_leave(lesson_id: str) -> bool:
        return not leaving.withholds(journal.lessons.get(lesson_id))

    changed_by = decision.changed_by
    return decision._replace(
        text=leaving.text(decision.text),
        expectation=leaving.text(decision.expectation),
        outcome=leaving.text(decision.outcome),
        lessons=tuple(filter(may_leave, decision.lessons)),
        changed_by=changed_by if changed_by is not None and may_leave(changed_by) else None,
    )


def decision_as_json(decision: Decision, short: Mapping[str, str]) -> dict[str, object]:
    """A decision as ``--json`` prints it; ``short`` has the ids that are shown."""
    return {
        "id": decision.id,
        "short_id": short[decision.id],
        "text": decision.text,
        "expectation": decision.expectation,
        "probability": decision.probability,
        "company": decision.company,
        "decided": decision.decided.isoformat(),
        "due": decision.due.isoformat(),
        "lessons": decision.lessons,
        "came_true": decision.came_true,
        "outcome": decision.outcome,
        "changed_by": decision.changed_by,
        "created_at": decision.created_at,
        "reviewed_at": decision.reviewed_at,
    }


def _calibration_as_json(judged: "Calibration") -> dict[str, object]:
    return {
        "decisions": judged.decisions,
        "brier_score": judged.brier,
        "bins": [each._asdict() for each in judged.bins],
    }


def _row(decision: Decision, short: Mapping[str, str]) -> list[object]:
    state = "open" if decision.came_true is None else "came true" if decision.came_true else "did not"
    return [
        short[decision.id],
        decision.due,
        _percent(decision.probability),
        state,
        decision.text,
        decision.expectation,
        decision.outcome,
    ]


def _print(decision: Decision, short: Mapping[str, str], columns: int, *, is_due: bool) -> None:
    mark, colour = {None: ("○", None), True: ("✓", "green"), False: ("✗", "red")}[decision.came_true]
    when = f"due {decision.due}" if is_due else str(decision.due)
    day_colour = "yellow" if is_due else None
    head = f"{styled(mark, fg=colour)} {styled(fit(short[decision.id], 6), fg='yellow')} "
    head += f"{styled(fit(when, 14), fg=day_colour, dim=not is_due)} {_percent(decision.probability):>5} "
    room = max(20, columns - 31)
    show(head + styled(fit(plain_inline(safe_line(decision.text)), room).rstrip(), bold=True))
    said = decision.outcome or f"expected: {decision.expectation}"
    at = f"@{decision.company} " if decision.company else ""
    show(" " * 31 + styled(fit(safe_line(at + said), room).rstrip(), dim=True))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
