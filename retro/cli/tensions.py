"""``retro tensions``: lessons that contradict each other, each with its "when"; candidates for more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    fit,
    in_short,
    narrate,
    styled,
    width,
    with_output_options,
)
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.errors import InvalidValue, NothingFound
from retro.surroundings import Relation, RelationKind

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.model import Lesson

__all__ = ["command"]

_KINDS = ("contradicts", "supports", "duplicates")
_MANY = 1_000
"""Lessons that take a second to compare."""

_RELATIONS = tuple(map(str, RelationKind))


@click.group(
    "tensions",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro tensions",
        "retro tensions --propose                  pairs that may be one, and why",
        "retro tensions --propose --in theme:automation -n 5",
        "retro tensions --propose --kind supports",
        'retro tensions accept 7k3m 9xwk --when "nobody is hurt" --other-when "trust is at stake"',
        "retro tensions dismiss 7k3m 9xwk",
    ),
)
@click.option("--propose", is_flag=True, help="Candidates that rules on words find; nothing is changed.")
@click.option("--in", "query", metavar="QUERY", default="", help="Propose among the lessons that it finds.")
@click.option("--kind", type=click.Choice(_KINDS), help="What to propose.  [default: contradicts]")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many.")
@with_output_options
@with_journal_option
@click.pass_context
def command(
    ctx: click.Context, propose: bool, query: str, kind: str | None, limit: int, as_json: bool, plain: bool
) -> None:
    """List tensions: lessons that contradict each other, and when each of them holds.

    Candidates are proposed by rules on words, each with the rules that found it; whether it is a tension you
    say: accept it with a "when" on each side, or dismiss it, which is remembered. Private lessons and private
    passages are left out where the output is a file.
    """
    if ctx.invoked_subcommand is not None:
        return
    if (query or kind) and not propose:
        raise InvalidValue("--in and --kind say what is to be proposed: give --propose, too.")
    leaving = Leaving()
    with open_journal(writable=False) as journal:
        pairs = (
            _proposed(journal, query, kind or _KINDS[0], limit, leaving)
            if propose
            else _known(journal, leaving)
        )
        short = journal.lessons.short_ids(side.lesson.id for pair in pairs for side in pair.sides)
    if as_json:
        emit_json("candidates" if propose else "tensions", [_as_json(pair, short) for pair in pairs])
    elif plain:
        emit_rows(_row(pair, short) for pair in pairs)
    elif pairs:
        show("\n\n".join("\n".join(_lines(pair, short)) for pair in pairs))
    leaving.tell()
    if not pairs and not leaving.left_out:
        raise NothingFound(*_nothing(propose=propose))


@dataclass(frozen=True, slots=True)
class _Side:
    """A lesson of a pair, when it holds, and the sentence that it is about."""

    lesson: "Lesson"
    when: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lessons, how they stand or may stand to each other, and why that is proposed."""

    kind: str
    sides: tuple[_Side, _Side]
    score: float | None = None
    why: tuple[str, ...] = ()


def _known(journal: "Journal", leaving: Leaving) -> list[_Pair]:
    pairs = []
    for relation in journal.relations.all(RelationKind.CONTRADICTS):
        source, target = (
            leaving.lesson(journal.lessons.get(each)) for each in (relation.source_id, relation.target_id)
        )
        if source is not None and target is not None:
            sides = (
                _Side(source, leaving.text(relation.when_source)),
                _Side(target, leaving.text(relation.when_target)),
            )
            pairs.append(_Pair(str(relation.kind), sides))
    return pairs


def _proposed(journal: "Journal", query: str, kind: str, limit: int, leaving: Leaving) -> list[_Pair]:
    from retro.practice.tensions.finding import proposed_in  # noqa: PLC0415 - a list of known ones needs no rules

    return [
        _Pair(
            kind,
            (
                _Side(each.source, says=each.candidate.says[0]),
                _Side(each.target, says=each.candidate.says[1]),
            ),
            each.candidate.score,
            each.candidate.why,
        )
        for each in proposed_in(journal, query, kind, most=limit, told=leaving.lesson)
    ]


def _as_json(pair: _Pair, short: dict[str, str]) -> dict[str, object]:
    fields: dict[str, object] = {
        "kind": pair.kind,
        "lessons": [
            {
                "id": side.lesson.id,
                "short_id": short[side.lesson.id],
                "title": side.lesson.title,
                "company": side.lesson.company,
                **({"when": side.when} if pair.score is None else {"says": side.says}),
            }
            for side in pair.sides
        ],
    }
    return fields if pair.score is None else {**fields, "score": round(pair.score, 4), "why": pair.why}


def _row(pair: _Pair, short: dict[str, str]) -> list[str]:
    """Ids, titles, then when each holds, or why it is proposed."""
    one, other = pair.sides
    ends = [one.when, other.when] if pair.score is None else ["; ".join(pair.why)]
    return [short[one.lesson.id], short[other.lesson.id], one.lesson.title, other.lesson.title, *ends]


def _lines(pair: _Pair, short: dict[str, str]) -> list[str]:
    lines = []
    for side, mark in zip(pair.sides, ("  ", _MARKS[pair.kind]), strict=True):
        company = fit(side.lesson.company or "", 14).rstrip()
        room = max(20, width() - 11 - len(company))
        title = fit(plain_inline(safe_line(side.lesson.title)), room).rstrip()
        head = f"{styled(fit(short[side.lesson.id], 6), fg='yellow')} {styled(mark, fg='magenta')} "
        lines.append(f"{head}{styled(title, bold=True)}  {styled(company, fg='cyan')}".rstrip())
        if side.when:
            lines.append(f"          {styled(f'when {side.when}')}")
        if side.says and side.says not in (title, side.lesson.title):
            said = fit(f"“{plain_inline(safe_line(side.says))}”", max(20, width() - 10)).rstrip()
            lines.append(f"          {styled(said, dim=True)}")
    return lines + [f"          {styled(f'because {why}', dim=True)}" for why in pair.why]


_MARKS = {"contradicts": "↯ ", "supports": "+ ", "duplicates": "= "}
"""What stands between two lessons."""


def _nothing(*, propose: bool) -> tuple[str, str]:
    if propose:
        return "Nothing more to propose.", "retro tensions"
    return "No tension was noted yet.", "retro tensions --propose"


@command.command(
    "accept",
    examples=(
        'retro tensions accept 7k3m 9xwk --when "nobody is hurt" --other-when "trust is at stake"',
        "retro tensions accept 7k3m 9xwk --as supports",
    ),
)
@click.argument("lesson_id", metavar="ID")
@click.argument("other_id", metavar="OTHER")
@click.option("--when", "when_here", metavar="TEXT", default="", help="When the first holds.")
@click.option("--other-when", "when_there", metavar="TEXT", default="", help="When the other holds.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(_RELATIONS),
    default="contradicts",
    show_default=True,
    help="The relation.",
)
@with_journal_option
def accept(lesson_id: str, other_id: str, when_here: str, when_there: str, kind: str) -> None:
    """Relate two lessons; a tension needs a "when" on each side, for both are true."""
    relation = RelationKind(kind)
    if relation is RelationKind.CONTRADICTS and not (when_here.strip() and when_there.strip()):
        raise InvalidValue("A tension needs a when on each side: --when and --other-when.")
    with open_journal() as journal:
        here, there = journal.lessons.get(lesson_id), journal.lessons.get(other_id)
        if any(there.id in (each.source_id, each.target_id) for each in journal.relations.of(here.id)):
            raise InvalidValue("These two are related already.", f"retro show {lesson_id}")
        journal.relations.add(
            here.id, there.id, relation, when_source=when_here.strip(), when_target=when_there.strip()
        )
        narrate(f"“{in_short(here.title)}” {kind} “{in_short(there.title)}”.  (undo: retro undo)")


@command.command("dismiss", examples=("retro tensions dismiss 7k3m 9xwk",))
@click.argument("lesson_id", metavar="ID")
@click.argument("other_id", metavar="OTHER")
@click.option(
    "--as",
    "kind",
    type=click.Choice(_KINDS),
    default="contradicts",
    show_default=True,
    help="What it is not.",
)
@with_journal_option
def dismiss(lesson_id: str, other_id: str, kind: str) -> None:
    """Never propose two lessons again; retro undo takes that back."""
    with open_journal() as journal:
        here, there = journal.lessons.get(lesson_id), journal.lessons.get(other_id)
        journal.relations.dismiss(here.id, there.id, kind)
        narrate(
            f"Not proposed again: “{in_short(here.title)}” and “{in_short(there.title)}”.  (undo: retro undo)"
        )


@command.command("rm", examples=("retro tensions rm 7k3m 9xwk",))
@click.argument("lesson_id", metavar="ID")
@click.argument("other_id", metavar="OTHER")
@with_journal_option
def remove(lesson_id: str, other_id: str) -> None:
    """Take the relation of two lessons away; the lessons stay."""
    with open_journal() as journal:
        here, there = journal.lessons.get(lesson_id), journal.lessons.get(other_id)
        between: list[Relation] = [
            each for each in journal.relations.of(here.id) if there.id in (each.source_id, each.target_id)
        ]
        if not between:
            raise NothingFound("These two are not related.", "retro tensions")
        with journal.step("relate", f"“{here.title}” is no longer related to “{there.title}”"):
            for each in between:
                journal.relations.remove(each.id)
        narrate("Their relation is gone, the lessons stay.  (undo: retro undo)")
