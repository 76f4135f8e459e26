"""``retro brief``: what one has learned that fits what one is about to do."""

import shutil
import sys
from collections.abc import Iterator, Mapping

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, fit, lesson_as_json, styled, width, with_output_options
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.errors import NothingFound, UsageProblem
from retro.evidence import describe
from retro.model import Lesson
from retro.practice.briefs import MOST, Brief, Companion, Fitting, Tension, because, brief
from retro.search import SearchEngine

__all__ = ["as_json", "command", "leaving_brief", "lines"]


@click.command(
    "brief",
    cls=Command,
    examples=(
        'retro brief "pitching automation to the founding engineers"',
        'retro brief "starting a company with two friends" -n 3',
        'retro brief "changing the roadmap company:eks" --json',
        'retro check-in "pitching automation to the founding engineers"',
    ),
)
@click.argument("situation", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 50),
    default=MOST,
    show_default=True,
    metavar="N",
    help="At most so many lessons.",
)
@with_output_options
@with_journal_option
def command(situation: tuple[str, ...], limit: int, as_json: bool, plain: bool) -> None:
    """Say what you are about to do, and see the lessons that fit: on one screen, the best first.

    With each come its evidence, when it was last violated, what contradicts it and when, and what refines
    or replaces it. Say it in your own words: none of them has to be in a lesson. A word with "-" before it
    and fields such as company:eks decide what is looked at.

    Private lessons and private passages are left out where the output is a file.
    """
    text = " ".join(situation)
    if not text.strip():
        raise UsageProblem("A brief needs a situation: what are you about to do?")
    with open_journal(writable=False) as journal:
        leaving = Leaving()
        found = leaving_brief(brief(journal, SearchEngine(journal), text, limit), leaving)
        short = journal.lessons.short_ids(lesson.id for lesson in found.lessons())
    if as_json:
        emit_json("brief", _as_json(found, short))
    elif plain:
        emit_rows(_row(fitting, short) for fitting in found.fittings)
    else:
        # A terminal gets one screen, whose last line is for the prompt; a pipe gets everything.
        rows = shutil.get_terminal_size((100, 24)).lines - 1 if sys.stdout.isatty() else None
        for line in lines(found, short, width(), rows):
            show(line)
    leaving.tell()
    if not found.fittings:
        raise NothingFound(f"No lesson fits “{text}”.", hint=f"retro search {text.split()[0]}")


def leaving_brief(found: Brief, leaving: Leaving) -> Brief:
    """A brief as it may be printed."""
    fittings = (_leaving(fitting, leaving) for fitting in found.fittings)
    return Brief(leaving.text(found.situation), tuple(each for each in fittings if each is not None))


def _leaving(fitting: Fitting, leaving: Leaving) -> Fitting | None:
    lesson = leaving.lesson(fitting.lesson)
    if lesson is None:
        return None
    tensions = (
        Tension(other, leaving.text(each.when_this), leaving.text(each.when_other))
        for each in fitting.tensions
        if (other := leaving.lesson(each.lesson)) is not None
    )
    companions = (
        Companion(other, each.how)
        for each in fitting.companions
        if (other := leaving.lesson(each.lesson)) is not None
    )
    violated = fitting.violated
    return fitting._replace(
        lesson=lesson,
        # What fitted may be of the passage that went.
        reasons=fitting.reasons if lesson is fitting.lesson else (),
        violated=None if violated is None else violated._replace(result=leaving.text(violated.result)),
        tensions=tuple(tensions),
        companions=tuple(companions),
    )


def as_json(fitting: Fitting, short: Mapping[str, str]) -> dict[str, object]:
    """A lesson of a brief as ``--json`` prints it."""
    violated = fitting.violated
    return {
        **lesson_as_json(fitting.lesson, short[fitting.lesson.id]),
        "score": round(fitting.score, 3),
        "because": [
            {"said": each.said, "word": each.word, "where": each.where, "how": each.how}
            for each in fitting.reasons
        ],
        "last_violated": None
        if violated is None
        else {
            "happened": str(violated.happened),
            "company": violated.company,
            "result": violated.result,
        },
        "tensions": [
            {
                **_named(each.lesson, short),
                "when_this": each.when_this,
                "when_other": each.when_other,
            }
            for each in fitting.tensions
        ],
        "companions": [{**_named(each.lesson, short), "how": each.how} for each in fitting.companions],
    }


def _as_json(found: Brief, short: Mapping[str, str]) -> dict[str, object]:
    return {
        "situation": found.situation,
        "lessons": [as_json(fitting, short) for fitting in found.fittings],
    }


def _named(lesson: Lesson, short: Mapping[str, str]) -> dict[str, object]:
    return {"id": lesson.id, "short_id": short[lesson.id], "title": lesson.title}


def _row(fitting: Fitting, short: Mapping[str, str]) -> list[object]:
    lesson = fitting.lesson
    return [
        short[lesson.id],
        f"{fitting.score:.2f}",
        lesson.kind,
        lesson.company or "",
        lesson.title,
        lesson.trigger,
        because(fitting.reasons),
    ]


def lines(found: Brief, short: Mapping[str, str], columns: int, rows: int | None) -> list[str]:
    """A brief for people, of so many lines at most: the least important facts go first."""
    facts = [_headed(fitting, short, columns) for fitting in found.fittings]
    kept = max(map(len, facts), default=0)
    while rows is not None and kept and 2 + sum(1 + min(kept, len(each)) for each in facts) > rows:
        kept -= 1
    said = [styled(fit(plain_inline(found.situation), columns).rstrip(), bold=True), ""]
    for place, (fitting, its_facts) in enumerate(zip(found.fittings, facts, strict=True), start=1):
        lesson = fitting.lesson
        title = fit(_title(lesson), _room(columns)).rstrip() if kept == 0 else _broken(lesson, columns)[0]
        said.append(
            f"{styled(f'{place:>2}.', bold=True)} {styled(fit(short[lesson.id], 6), fg='yellow')} "
            f"{styled(fit(lesson.kind, 8), fg='cyan')} {styled(title, bold=True)}"
        )
        for label, text in its_facts[:kept]:
            line = fit(f"{label:<9} {safe_line(text)}", columns - 4).rstrip()
            said.append("    " + styled(line[:9], dim=True) + styled(line[9:], bold=not label))
    return said if rows is None else said[:rows]


def _title(lesson: Lesson) -> str:
    return ("(retired) " if lesson.status == "retired" else "") + plain_inline(safe_line(lesson.title))


def _room(columns: int) -> int:
    return max(20, columns - 20)


def _broken(lesson: Lesson, columns: int) -> tuple[str, str]:
    """A title on two lines, where it needs two."""
    title = _title(lesson)
    if fit(title, _room(columns)).rstrip() == title.rstrip():
        return title, ""
    head = fit(title, _room(columns)).rstrip(" …")
    head = head[: head.rfind(" ")] if " " in head else head
    return head, title[len(head) :].strip()


def _headed(fitting: Fitting, short: Mapping[str, str], columns: int) -> list[tuple[str, str]]:
    """The facts of a lesson, before them what its title has more than a line."""
    rest = _broken(fitting.lesson, columns)[1]
    return [*([("", rest)] if rest else []), *_facts(fitting, short)]


def _facts(fitting: Fitting, short: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What one should know of a lesson, the most important first."""
    lesson = fitting.lesson
    if (violated := fitting.violated) is not None:
        at = f" at {violated.company}" if violated.company else ""
        yield "Violated", f"{violated.happened}{at}" + (f": {violated.result}" if violated.result else "")
    for tension in fitting.tensions[:1]:
        other = f"{short[tension.lesson.id]} {plain_inline(tension.lesson.title)}"
        whens = [
            f"{which} {when}"
            for which, when in (("this", tension.when_this), ("that", tension.when_other))
            if when
        ]
        yield "But", " — ".join([other, "; ".join(whens)] if whens else [other])
    if lesson.trigger:
        yield "When", lesson.trigger
    if lesson.evidence:
        yield "Evidence", "; ".join(map(describe, lesson.evidence))
    for companion in fitting.companions[:1]:
        title = plain_inline(companion.lesson.title)
        yield "Also", f"{companion.how} {short[companion.lesson.id]} {title}"
    if says := _beginning(lesson.body):
        yield "Says", says
    about = " ".join([*([f"@{lesson.company}"] if lesson.company else []), *(f"#{t}" for t in lesson.themes)])
    why = because(fitting.reasons)
    if about or why:
        yield "Because", " · ".join(part for part in (why, about) if part)


def _beginning(body: str) -> str:
    """What a body says first, without headings."""
    text = [line for line in body.splitlines() if not line.startswith("#")]
    return plain_inline(" ".join(" ".join(text).split())[:400])
