"""``retro review``: the lessons of the day, one after the other, each answered by one key."""

import sys
from typing import TYPE_CHECKING

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    lesson_as_json,
    lesson_line,
    styled,
    width,
    with_output_options,
)
from retro.cli.streams import show
from retro.errors import NothingFound, UsageProblem
from retro.journal import Journal

if TYPE_CHECKING:
    from retro.practice.review.selecting import Pick

__all__ = ["command"]


@click.command(
    "review",
    cls=Command,
    examples=(
        "retro review                     three lessons, one minute",
        "retro review --theme trust",
        "retro review --random -n 1",
        "retro review --on-this-day",
        "retro review --plain             what is up today, without asking",
    ),
)
@click.option("--theme", metavar="NAME", help="Lessons of a theme, also those that are not due.")
@click.option("--random", "by_chance", is_flag=True, help="Any lessons.")
@click.option("--on-this-day", is_flag=True, help="Lessons of this day in earlier years.")
@click.option("-n", "--limit", type=click.IntRange(1, 100), metavar="N", help="So many; three without it.")
@with_output_options
@with_journal_option
def command(
    theme: str | None, by_chance: bool, on_this_day: bool, limit: int | None, as_json: bool, plain: bool
) -> None:
    """Look at the three lessons of today, and say what is true of them.

    The title comes first; a key shows the rest, another one answers: used it, still true, would say it
    differently, no longer true, again soon. Each answer is saved at once, and decides when the lesson comes
    back. The three stay the same all day. From a pipe, and with --json or --plain, they are listed.
    """
    if (theme is not None) + by_chance + on_this_day > 1:
        raise UsageProblem("--theme, --random and --on-this-day are three ways to choose: take one.")
    chosen_by_hand = theme is not None or by_chance or on_this_day
    if limit is not None and not chosen_by_hand:
        raise UsageProblem("-n goes with --theme, --random or --on-this-day: the day has three lessons.")
    asks = not (as_json or plain) and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    with open_journal(writable=asks) as journal:
        picks = _picks(journal, theme, limit, by_chance=by_chance, on_this_day=on_this_day)
        if not picks:
            raise NothingFound(*_nothing(on_this_day=on_this_day))
        if asks:
            from retro.cli.reviewing import sit  # noqa: PLC0415 - only to ask

            sit(journal, picks)
        else:
            _list(journal, picks, as_json=as_json, plain=plain)


def _picks(
    journal: Journal, theme: str | None, limit: int | None, *, by_chance: bool, on_this_day: bool
) -> "list[Pick]":
    from retro.practice.review import selecting  # noqa: PLC0415 - -h needs no schedule

    today, count = journal.today(), limit or selecting.A_DAY
    if theme is not None:
        return selecting.of_theme(journal, theme, today, count)
    if by_chance:
        return selecting.by_chance(journal, today, count)
    return selecting.on_this_day(journal, today, count) if on_this_day else selecting.todays(journal, today)


def _nothing(*, on_this_day: bool) -> tuple[str, str]:
    if on_this_day:
        return "No lesson is of this day in an earlier year.", "retro review --random"
    return "No lesson is due today.", "retro review --random"


def _list(journal: Journal, picks: "list[Pick]", *, as_json: bool, plain: bool) -> None:
    leaving = Leaving()
    told = [(pick, lesson) for pick in picks if (lesson := leaving.lesson(pick.lesson)) is not None]
    short = journal.lessons.short_ids(lesson.id for _, lesson in told)
    if as_json:
        emit_json(
            "review",
            [
                {
                    **lesson_as_json(lesson, short[lesson.id]),
                    "why": leaving.text(pick.why),
                    "answer": pick.answer,
                }
                for pick, lesson in told
            ],
        )
    elif plain:
        emit_rows(
            (short[lesson.id], lesson.title, leaving.text(pick.why), pick.answer or "")
            for pick, lesson in told
        )
    else:
        columns = width()
        for pick, lesson in told:
            show(lesson_line(lesson, short[lesson.id], columns))
            answered = f" · answered: {pick.answer}" if pick.answer else ""
            show(styled(f"       {leaving.text(pick.why)}{answered}", dim=True))
    leaving.tell()
