"""What ``retro applied`` and ``retro violated`` share: an entry in the log of lessons."""

from typing import TYPE_CHECKING

import click

from retro.cli.fields import day
from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.output import in_short, narrate_all
from retro.surroundings import Outcome

if TYPE_CHECKING:
    from retro.practice.review.answering import Said

__all__ = ["logging_command", "said_of"]


def logging_command(outcome: Outcome, about: str, examples: tuple[str, ...]) -> click.Command:
    """The command that notes one of the outcomes."""

    @click.command(str(outcome), cls=Command, examples=examples, help=about)
    @click.argument("ids", metavar="ID...", nargs=-1, required=True)
    @click.option("--at", "company", metavar="COMPANY", help="Where it was.")
    @click.option("--result", default="", metavar="TEXT", help="What came of it.")
    @click.option("--on", metavar="DATE", help="When it was: 2024-06-03, “last friday”; today without it.")
    @with_journal_option
    def command(ids: tuple[str, ...], company: str | None, result: str, on: str | None) -> None:
        from retro.practice.review.answering import log  # noqa: PLC0415 - -h needs no schedule

        with open_journal() as journal:
            happened = None if on is None else day(on, journal.today())
            lessons = [journal.lessons.get(prefix).id for prefix in ids]
            done = log(journal, lessons, outcome, happened, company=company or None, result=result)
            short = journal.lessons.short_ids(each.lesson.id for each in done)
        narrate_all(
            [
                f"{str(outcome).capitalize()} {short[each.lesson.id]} · {in_short(each.lesson.title)}"
                f" · {said_of(each)}  (undo: retro undo)"
                for each in done
            ]
        )

    return command


def said_of(said: "Said") -> str:
    """What an answer or an entry has made of the status and the schedule, in words."""
    status = str(said.lesson.status)
    if said.before is not said.lesson.status:
        status += f" (was {said.before})"
    elif said.held is not None:
        status += f", as you set it (by its log {said.held})"
    return status if said.due is None else f"{status} · back on {said.due}"
