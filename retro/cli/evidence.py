"""``retro evidence``: what was measured, with its arithmetic; note more of it, multiply it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from retro.cli.claims import claims_as_json, wrong_claims
from retro.cli.framework import Command, open_journal, with_journal_option
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
from retro.errors import InvalidValue, NothingFound, PublishRefused, UsageProblem

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.model import Evidence, Lesson

__all__ = ["command"]


@click.command(
    "evidence",
    cls=Command,
    examples=(
        "retro evidence                             all that was measured",
        "retro evidence 7k3m",
        'retro evidence 7k3m --add "release duration: 16 -> 4 weeks"',
        'retro evidence 7k3m --add "delay: 1 week -> 1 day per cycle"',
        "retro evidence 7k3m --remove 2",
        "retro evidence 7k3m --compound --working-days",
        "retro evidence 7k3m:1 9xwk:2 --compound    the first of one, the second of another",
        'retro evidence 7k3m --times "6 a year"     what is saved in a year',
    ),
)
@click.argument("ids", metavar="[ID[:N]]...", nargs=-1)
@click.option("--add", "added", metavar="TEXT", multiple=True, help="Note more; may be repeated.")
@click.option("--remove", "removed", metavar="N", type=click.IntRange(1), help="Take the Nth away.")
@click.option("--compound", is_flag=True, help="Multiply it: 8 cycles × 1 week → 4 cycles × 1 day.")
@click.option("--working-days", is_flag=True, help="Tell days and longer in working days, five a week.")
@click.option("--times", metavar="N a PERIOD", help="How often it happens: what is saved in that period.")
@with_output_options
@with_journal_option
def command(
    ids: tuple[str, ...],
    added: tuple[str, ...],
    removed: int | None,
    as_json: bool,
    plain: bool,
    **sums: Any,
) -> None:
    """List what was measured, with its factor, its change in per cent and what is saved.

    Percentages in the text of these lessons that the numbers do not support are pointed out. Private
    lessons and private passages are left out where the output is a file.
    """
    if added or removed is not None:
        _change(ids, added, removed)
        return
    leaving = Leaving()
    with open_journal(writable=False) as journal:
        measured = _measured(journal, ids, leaving)
        asked = _Sums(**sums)
        if as_json:
            emit_json("evidence", _as_json(journal, measured, asked, leaving))
        elif plain:
            emit_rows(row for each in measured for row in _rows(each, asked))
        else:
            _print(journal, measured, asked, leaving)
    leaving.tell()


@dataclass(frozen=True, slots=True)
class _Sums:
    """What is asked of the numbers."""

    compound: bool
    working_days: bool
    times: str | None

    def told(self, item: "Evidence") -> "Evidence":
        """In the units that are asked for."""
        from retro.evidence.arithmetic import in_working_days  # noqa: PLC0415 - -h needs no sums

        return in_working_days(item) if self.working_days else item

    def product(self, measured: "list[_Measured]") -> "Evidence | None":
        """All of it multiplied, where that is asked for."""
        from retro.evidence.arithmetic import compound  # noqa: PLC0415

        if not self.compound:
            return None
        return compound([item for each in measured for _, item in each.items], working_days=self.working_days)

    def saved(self, item: "Evidence") -> str:
        """What is saved in the period that is asked for: ``72 weeks a year saved``."""
        from retro.evidence.arithmetic import saved_in  # noqa: PLC0415

        return "" if self.times is None else saved_in(item, self.times)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A lesson, its shortest id, and what of its evidence is asked for, with places from 1."""

    lesson: "Lesson"
    short: str
    items: "tuple[tuple[int, Evidence], ...]"


def _change(ids: tuple[str, ...], added: tuple[str, ...], removed: int | None) -> None:
    from retro.evidence.reading import read_evidence  # noqa: PLC0415 - only to note some

    if len(ids) != 1:
        raise UsageProblem("Evidence is noted and taken away of one lesson at a time.")
    new = tuple(read_evidence(text) for text in added)
    with open_journal() as journal:
        lesson = journal.lessons.get(ids[0])
        kept = list(lesson.evidence)
        if removed is not None:
            if removed > len(kept):
                raise InvalidValue(f"There is no evidence number {removed}.", f"retro evidence {ids[0]}")
            del kept[removed - 1]
        title = in_short(lesson.title)
        summary = f"Noted evidence of “{title}”" if new else f"Took evidence away from “{title}”"
        after = journal.lessons.edit(lesson.id, lesson.replace(evidence=(*kept, *new)), summary=summary)
        short = journal.lessons.short_id(after.id)
    for item in new:
        narrate(f"Noted of {short}: {_explained(item)}  (undo: retro undo)")
    if removed is not None:
        narrate(f"Taken away from {short}.  (undo: retro undo)")


def _measured(journal: "Journal", ids: tuple[str, ...], leaving: Leaving) -> list[_Measured]:
    found = []
    for lesson, place in _asked_for(journal, ids):
        public = leaving.lesson(lesson)
        if public is None:
            continue
        items = tuple(enumerate(public.evidence, start=1))
        if place > len(items):
            short = journal.lessons.short_id(lesson.id)
            raise InvalidValue(f"Lesson {short} has no evidence number {place}.", f"retro evidence {short}")
        found.append(
            _Measured(
                public,
                journal.lessons.short_id(public.id),
                tuple(each for each in items if place in (0, each[0])),
            )
        )
    if not found and leaving.left_out:
        raise PublishRefused("Nothing was written: what is private does not go into files.")
    if not any(each.items or _claims_wrongly(journal, each, leaving) for each in found):
        hint = 'retro evidence ID --add "release duration: 16 -> 4 weeks"'
        raise NothingFound("Nothing was measured there yet." if ids else "Nothing was measured yet.", hint)
    return found


def _asked_for(journal: "Journal", ids: tuple[str, ...]) -> "list[tuple[Lesson, int]]":
    """The lessons, and which piece of evidence of each; 0 for all."""
    if not ids:
        from retro.search import Order, SearchEngine  # noqa: PLC0415 - not to show a lesson by its id

        results = SearchEngine(journal).find("has:evidence", order=Order.DATE)
        return [(hit.lesson, 0) for hit in results.page(0, results.total)]
    found = []
    for each in ids:
        prefix, colon, place = each.partition(":")
        if colon and not (place.isdecimal() and len(place) < 5 and int(place)):
            raise UsageProblem(f"“{each}” is no id with a number, such as 7k3m:2.")
        found.append((journal.lessons.get(prefix), int(place or 0)))
    return found


def _claims_wrongly(journal: "Journal", each: _Measured, leaving: Leaving) -> bool:
    return bool(wrong_claims(journal, each.lesson, leaving))


def _print(journal: "Journal", measured: list[_Measured], asked: _Sums, leaving: Leaving) -> None:
    # All of it before the first line: what cannot be multiplied is said alone.
    product = asked.product(measured)
    blocks = [_lines(journal, each, asked, leaving) for each in measured]
    if product is not None:
        saved = asked.saved(product)
        blocks.append([styled("Together", bold=True), *_told("=", product, saved)])
    show("\n\n".join("\n".join(block) for block in blocks))


def _lines(journal: "Journal", each: _Measured, asked: _Sums, leaving: Leaving) -> list[str]:
    company = fit(each.lesson.company or "", 16)
    room = max(20, width() - 8 - len(company))
    title = styled(fit(plain_inline(safe_line(each.lesson.title)), room), bold=True)
    lines = [f"{styled(fit(each.short, 6), fg='yellow')} {title} {styled(company, fg='cyan')}".rstrip()]
    for number, item in each.items:
        told = asked.told(item)
        lines += _told(str(number), told, asked.saved(told))
    claims = wrong_claims(journal, each.lesson, leaving)
    return lines + [styled(f"  !  {claim.sentence} It is {claim.right}.", fg="red") for claim in claims]


def _told(mark: str, item: "Evidence", saved: str) -> list[str]:
    line = f"{styled(f'{mark:>3}', dim=True)}  {styled(_explained(item))}"
    return [line, f"     {styled(saved)}"] if saved else [line]


def _explained(item: "Evidence") -> str:
    from retro.evidence.arithmetic import explained  # noqa: PLC0415 - -h needs no sums

    return explained(item)


def _rows(each: _Measured, asked: _Sums) -> list[tuple[object, ...]]:
    """Id, place, metric, before, after, unit, factor, change in per cent."""
    from retro.evidence.arithmetic import arithmetic  # noqa: PLC0415

    rows: list[tuple[object, ...]] = []
    for number, item in each.items:
        told = asked.told(item)
        sums = arithmetic(told)
        ratios = (None, None) if sums is None else (sums.factor, sums.per_cent)
        before, after, factor, per_cent = map(_plainly, (told.before, told.after, *ratios))
        rows.append((each.short, number, told.metric, before, after, told.unit, factor, per_cent))
    return rows


def _plainly(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _as_json(
    journal: "Journal", measured: list[_Measured], asked: _Sums, leaving: Leaving
) -> dict[str, object]:
    product = asked.product(measured)
    return {
        "lessons": [
            {
                "id": each.lesson.id,
                "short_id": each.short,
                "title": each.lesson.title,
                "company": each.lesson.company,
                "evidence": [_item(number, item, asked) for number, item in each.items],
                "claims": claims_as_json(journal, each.lesson, leaving),
            }
            for each in measured
        ],
        "compound": None if product is None else _item(None, product, asked),
    }


def _item(number: int | None, item: "Evidence", asked: _Sums) -> dict[str, object]:
    from retro.evidence.arithmetic import arithmetic  # noqa: PLC0415

    told = item if number is None else asked.told(item)
    sums = arithmetic(told)
    fields: dict[str, object] = {
        "number": number,
        "metric": told.metric,
        "before": told.before,
        "after": told.after,
        "unit": told.unit,
        "said": _explained(told),
        "saved": asked.saved(told),
    }
    if sums is not None:
        fields |= {
            "factor": sums.factor,
            "per_cent": sums.per_cent,
            "inverse_per_cent": sums.inverse_per_cent,
            "difference": sums.difference,
            "a_year": sums.a_year,
            "lower_is_better": sums.lower_is_better,
            "sort": sums.unit.sort,
        }
    return fields
