"""``retro today``: a morning in one look, also as the greeting of a shell."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    fit,
    lesson_as_json,
    narrate,
    styled,
    width,
    with_output_options,
)
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.journal import Journal
from retro.practice.morning import Morning, read_morning

if TYPE_CHECKING:
    from retro.practice.review.selecting import Pick

__all__ = ["command"]


@click.command(
    "today",
    cls=Command,
    examples=(
        "retro today",
        "retro today --plain",
        "retro today 2>/dev/null          in a shell's start-up file: nothing where nothing is up",
    ),
)
@with_output_options
@with_journal_option
def command(as_json: bool, plain: bool) -> None:
    """See what is up: lessons to review, what is due, what is unfinished, and this day in earlier years.

    It asks nothing and changes nothing, and is quick enough for a shell's greeting.
    """
    with open_journal(writable=False) as journal:
        leaving = Leaving()
        morning = _leaving(journal, read_morning(journal), leaving)
        short = journal.lessons.short_ids(pick.lesson.id for pick in (*morning.reviews, *morning.on_this_day))
        decisions = journal.decisions.short_ids() if morning.decisions else {}
        if as_json:
            emit_json("today", _as_json(morning, short, decisions))
        elif plain:
            emit_rows(_rows(morning))
        else:
            _tell(morning, short, decisions)
    leaving.tell()


def _leaving(journal: Journal, morning: Morning, leaving: Leaving) -> Morning:
    """What is up as it may be printed."""
    if not leaving.into_file:
        return morning
    from retro.cli.commitments import leaving_commitment  # noqa: PLC0415 - a greeting goes into no file
    from retro.cli.decisions import leaving_decision  # noqa: PLC0415

    def may_leave(picks: "Iterable[Pick]") -> "Iterator[Pick]":
        for pick in picks:
            lesson = leaving.lesson(pick.lesson)
            if lesson is not None:
                yield pick._replace(lesson=lesson)

    return morning._replace(
        reviews=tuple(may_leave(morning.reviews)),
        commitments=tuple(leaving_commitment(each, leaving) for each in morning.commitments),
        decisions=tuple(leaving_decision(journal, each, leaving) for each in morning.decisions),
        drafts=tuple(each._replace(text=leaving.text(each.text)) for each in morning.drafts),
        on_this_day=tuple(may_leave(morning.on_this_day)),
    )


def _as_json(morning: Morning, short: dict[str, str], decisions: dict[str, str]) -> dict[str, object]:
    from retro.cli.commitments import commitment_as_json  # noqa: PLC0415 - a greeting is no JSON
    from retro.cli.decisions import decision_as_json  # noqa: PLC0415

    def told(picks: "Iterable[Pick]") -> list[dict[str, object]]:
        return [{**lesson_as_json(each.lesson, short[each.lesson.id]), "why": each.why} for each in picks]

    return {
        "day": morning.day.isoformat(),
        "review": told(morning.reviews),
        "commitments": [commitment_as_json(each, morning.day) for each in morning.commitments],
        "decisions": [decision_as_json(each, decisions) for each in morning.decisions],
        "drafts": [each.title for each in morning.drafts],
        "on_this_day": told(morning.on_this_day),
        "conflicts": morning.conflicts,
    }


def _rows(morning: Morning) -> Iterator[tuple[object, ...]]:
    yield from (("review", each.lesson.id, each.lesson.title, each.why) for each in morning.reviews)
    yield from (("commitment", each.id, each.text, each.due) for each in morning.commitments)
    yield from (("decision", each.id, each.text, each.due) for each in morning.decisions)
    yield from (("draft", "", each.title, "") for each in morning.drafts)
    if morning.conflicts:
        yield "conflicts", "", f"{morning.conflicts} to decide on", ""
    yield from (("on this day", each.lesson.id, each.lesson.title, each.why) for each in morning.on_this_day)


class _Line(NamedTuple):
    """A line for people: the id to take up, what it is, and why it is here."""

    short_id: str
    text: str
    why: str


def _tell(morning: Morning, short: dict[str, str], decisions: dict[str, str]) -> None:
    """Print it for people: what is up, and below each sort what it is, with the command that goes on."""
    day = morning.day
    parts = (
        (
            "Review",
            "retro review",
            [_Line(short[each.lesson.id], each.lesson.title, each.why) for each in morning.reviews],
        ),
        (
            "Commitments",
            "retro commitments",
            [_Line(each.id[:4], each.text, _late(day, each.due)) for each in morning.commitments],
        ),
        (
            "Decisions",
            "retro decisions",
            [_Line(decisions[each.id], each.text, _late(day, each.due)) for each in morning.decisions],
        ),
        (
            "Unfinished",
            "retro",
            [_Line("", each.title, "typed, and not saved") for each in morning.drafts],
        ),
        (
            "Changed on two devices",
            "retro sync conflicts",
            [_Line("", f"{morning.conflicts:,} to decide on", "one stands, the other waits")]
            if morning.conflicts
            else [],
        ),
        (
            "On this day",
            "retro review --on-this-day",
            [_Line(short[each.lesson.id], each.lesson.title, each.why) for each in morning.on_this_day],
        ),
    )
    columns = width()
    for name, command_line, lines in parts:
        if lines:
            show(f"{styled(name, bold=True)}  {styled(command_line, dim=True)}")
        for line in lines:
            _show(line, columns)
    if not any(lines for _, _, lines in parts):
        narrate("Nothing is up today.")


def _show(line: _Line, columns: int) -> None:
    why = plain_inline(safe_line(line.why))
    text = plain_inline(safe_line(line.text))
    room = max(20, columns - 8 - len(why) - 2)
    told = fit(text, room).rstrip() if len(text) > room else text
    show(f"  {styled(fit(safe_line(line.short_id), 6), fg='yellow')}{told}  {styled(why, dim=True)}")


def _late(today: dt.date, due: dt.date) -> str:
    days = (today - due).days
    return "due today" if not days else f"due yesterday, {due}" if days == 1 else f"{days} days late, {due}"
