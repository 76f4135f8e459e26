"""``retro run``: hold a retrospective, on a terminal step by step, or with answers from a pipe."""

import sys
from typing import TYPE_CHECKING

import click

from retro.cli.fields import day
from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    fit,
    in_short,
    narrate,
    narrate_all,
    styled,
    with_output_options,
)
from retro.cli.streams import show
from retro.display import safe_line
from retro.errors import UsageProblem
from retro.surroundings import RitualStep

if TYPE_CHECKING:
    from retro.dates import Span
    from retro.journal import Journal
    from retro.practice.retrospectives.formats import Format
    from retro.practice.retrospectives.session import Session

__all__ = ["command"]

_STEPS = [str(step) for step in RitualStep]


@click.command(
    "run",
    cls=Command,
    examples=(
        "retro run                                        goes on with an open one, or lists formats",
        "retro run four-ls --company eks --period 2022..2023",
        "retro run post-mortem --period yesterday",
        "retro run --list",
        "retro run --from commitments                     back to a step of the open one",
        "retro run four-ls --company eks < answers.txt    lines such as “liked: The team”",
    ),
)
@click.argument("format_name", metavar="[FORMAT]", required=False, default="")
@click.option("--company", metavar="NAME", help="The company that it is about.")
@click.option("--period", metavar="SPAN", help="When: 2022..2023, 2022, “last quarter”.")
@click.option("--new", is_flag=True, help="Begin another one, though one of this sort is open.")
@click.option("--from", "from_step", type=click.Choice(_STEPS), help="Go on at a step.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
@with_output_options
@with_journal_option
def command(
    format_name: str,
    company: str | None,
    period: str | None,
    new: bool,
    from_step: str | None,
    listing: bool,
    as_json: bool,
    plain: bool,
) -> None:
    """Hold a retrospective: warm up, answer, rank, learn, commit, sum up.

    Each answer is kept as soon as it is confirmed. Leave it anywhere (:q or ctrl+c); “retro run” goes on
    where you were. Your own formats lie in the folder "formats" beside config.toml; see "retro run --list".
    """
    if listing:
        _list(as_json=as_json, plain=plain)
        return
    with open_journal(create=True) as journal:
        span = None if period is None else day(period, journal.today())
        is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
        how, session = _meant(journal, format_name, company or None, span, new=new)
        answers = [] if is_terminal else _read(sys.stdin.buffer.read().decode("utf-8", "replace"), how)
        if is_terminal:
            from retro.cli.run_steps import hold  # noqa: PLC0415 - only for people

            session = session or _begun(journal, how, company or None, span)
            hold(journal, session, RitualStep(from_step) if from_step else None)
            return
        with journal.step("run", f"Took {_counted(answers)} into a retrospective"):
            session = session or _begun(journal, how, company or None, span)
            session = _take_in(journal, session, answers)
        narrate(f"Kept {_counted(answers)}. Rank them and learn from them on a terminal: retro run")
        if as_json or plain:
            _emit(journal, session, as_json=as_json)


def _meant(
    journal: "Journal", format_name: str, company: str | None, span: "Span | None", *, new: bool
) -> "tuple[Format, Session | None]":
    """The format that was said, and the open retrospective that is meant, if there is one.

    Raises:
        UsageProblem: When neither is said.
        NothingFound: When there is no such format.
    """
    from retro.practice.retrospectives.formats import (  # noqa: PLC0415 - help does without
        format_named,
        read_formats,
    )
    from retro.practice.retrospectives.session import open_ones, session_of  # noqa: PLC0415

    how = format_named(format_name) if format_name else None
    found = open_ones(journal, format_name=how.name if how else "", company=company, period=span)
    if found and not new:
        how = how or read_formats().of(found[0].format)
        session = session_of(journal, found[0].id, how)
        narrate(f"Going on with {found[0].id[:4]} · {_title(session)} (another one: --new).")
        return how, session
    if how is None:
        why = "Say in which format." if found else "No retrospective of this sort is open."
        raise UsageProblem(why, hint="retro run --list")
    return how, None


def _begun(journal: "Journal", how: "Format", company: str | None, span: "Span | None") -> "Session":
    from retro.practice.retrospectives.session import begin  # noqa: PLC0415

    session = begin(journal, how.name, company=company, period=span)
    narrate(f"Began {session.retrospective.id[:4]} · {_title(session)}  (undo: retro undo)")
    return session


def _title(session: "Session") -> str:
    from retro.practice.retrospectives.summary import title_of  # noqa: PLC0415

    return in_short(title_of(session.how, session.retrospective))


def _take_in(journal: "Journal", session: "Session", answers: list[tuple[str, str]]) -> "Session":
    """Keep the answers of a pipe."""
    from retro.practice.retrospectives.session import session_of  # noqa: PLC0415

    held = session.retrospective.id
    for prompt_id, text in answers:
        journal.retrospectives.answer(held, prompt_id, text)
    journal.retrospectives.reach(held, RitualStep.ANSWERS)
    return session_of(journal, held, session.how)


def _counted(answers: list[tuple[str, str]]) -> str:
    return f"{len(answers):,} {'answer' if len(answers) == 1 else 'answers'}"


def _read(text: str, how: "Format") -> list[tuple[str, str]]:
    """``liked: The team``, a line an answer; a line that is indented belongs to the answer above it.

    Raises:
        UsageProblem: When a line names no prompt of the format, or there is none.
    """
    known = {prompt.id for prompt in how.prompts}
    answers: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if answers and line[0] in " \t":
            answers[-1] = (answers[-1][0], f"{answers[-1][1]}\n{line.strip()}")
            continue
        prompt_id, colon, said = line.partition(":")
        if not colon or prompt_id.strip() not in known or not said.strip():
            raise UsageProblem(
                f"Line {number} is no answer; it begins with {', '.join(sorted(known))} and a colon."
            )
        answers.append((prompt_id.strip(), said.strip()))
    if not answers:
        raise UsageProblem(
            "Holding a retrospective needs a terminal; a pipe may bring answers, such as “liked: The team”.",
            hint=f"retro run {how.name}",
        )
    return answers


def _list(*, as_json: bool, plain: bool) -> None:
    from retro.practice.retrospectives.formats import read_formats  # noqa: PLC0415

    formats = read_formats()
    if as_json:
        emit_json("formats", [_format_as_json(each) for each in formats.found])
    elif plain:
        emit_rows((each.name, each.title, len(each.prompts), each.about) for each in formats.found)
    else:
        longest = max(len(each.name) for each in formats.found)
        for each in formats.found:
            own = " (yours)" if each.is_own else ""
            about = styled(f"{safe_line(each.about)}{own}", dim=True)
            show(f"{styled(fit(each.name, min(longest, 24)), fg='yellow')}  {styled(each.title, bold=True)}")
            show(f"{' ' * min(longest, 24)}  {about}")
    narrate_all(formats.problems)


def _format_as_json(how: "Format") -> dict[str, object]:
    return {
        "name": how.name,
        "title": how.title,
        "about": how.about,
        "is_own": how.is_own,
        "prompts": [prompt._asdict() for prompt in how.prompts],
    }


def _emit(journal: "Journal", session: "Session", *, as_json: bool) -> None:
    from retro.cli.retrospectives import (  # noqa: PLC0415
        answers_as_json,
        as_it_may_leave,
        retrospective_as_json,
    )
    from retro.practice.retrospectives.session import summary_of  # noqa: PLC0415

    leaving = Leaving()
    told = as_it_may_leave(summary_of(journal, session.retrospective.id, session.how), leaving)
    answers = answers_as_json(told.answers)
    if as_json:
        emit_json("retrospective", {**retrospective_as_json(told.retrospective, leaving), "answers": answers})
    else:
        emit_rows((each["id"], each["prompt"], each["text"]) for each in answers)
    leaving.tell()
