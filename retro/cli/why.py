"""``retro why``: the rule behind a status, what fed it, and what is next."""

from typing import TYPE_CHECKING

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, styled, with_output_options
from retro.cli.streams import show
from retro.display import plain_inline
from retro.errors import PublishRefused

if TYPE_CHECKING:
    from retro.practice.review.explaining import Why

__all__ = ["command"]


@click.command("why", cls=Command, examples=("retro why 7k3m", "retro why 7k3m --json"))
@click.argument("lesson_id", metavar="ID")
@with_output_options
@with_journal_option
def command(lesson_id: str, as_json: bool, plain: bool) -> None:
    """Tell why a lesson has its status: the rule, the log entries that fed it, and what is next.

    A private lesson and private passages are left out where the output is a file.
    """
    from retro.practice.review.explaining import why  # noqa: PLC0415 - -h needs no journal

    leaving = Leaving()
    with open_journal(writable=False) as journal:
        found = why(journal, journal.lessons.get(lesson_id))
        short = journal.lessons.short_id(found.lesson.id)
    lesson = leaving.lesson(found.lesson)
    if lesson is None:
        raise PublishRefused("Nothing was written: what is private does not go into files.")
    found = found._replace(lesson=lesson)
    if as_json:
        emit_json("why", _as_json(found, short, leaving))
    elif plain:
        emit_rows((entry.day, entry.outcome, leaving.text(entry.said)) for entry in found.standing.fed)
    else:
        _print(found, short, leaving)
    leaving.tell()


def _as_json(found: "Why", short: str, leaving: Leaving) -> dict[str, object]:
    return {
        "id": found.lesson.id,
        "short_id": short,
        "title": found.lesson.title,
        "status": found.lesson.status,
        "by_log": found.standing.status,
        "by_hand": found.by_hand,
        "rule": found.rule,
        "next": found.next,
        "entries": [
            {"day": entry.day.isoformat(), "outcome": entry.outcome, "said": leaving.text(entry.said)}
            for entry in found.standing.fed
        ],
        "violations": found.standing.violations,
        "raised": found.standing.raised,
        "due": None if found.due is None else found.due.isoformat(),
    }


def _print(found: "Why", short: str, leaving: Leaving) -> None:
    show(f"{styled(short, fg='yellow')} {styled(plain_inline(found.lesson.title), bold=True)}")
    show(styled(found.rule))
    for entry in found.standing.fed:
        said = f"  {entry.day}  {entry.outcome:<8}  {leaving.text(entry.said)}"
        show(styled(said.rstrip(), fg="red" if entry.outcome == "violated" else None))
    show(styled(found.next))
    if found.standing.raised:
        show(
            styled(f"Violated {found.standing.violations} times and not learned since: first in every list.")
        )
    if found.due is not None:
        show(styled(f"It comes back on {found.due}.", dim=True))
