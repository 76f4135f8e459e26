"""``retro check``: what to look at before lessons go out."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import click

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
from retro.errors import NothingFound, UsageProblem
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.checks import Finding, Known, Preflight, repair, severity
from retro.posts.checks.accepted import accept, accepted_file
from retro.posts.composing import publishable
from retro.search import Order, SearchEngine

__all__ = ["command"]

_FAILED, _REFUSED = 1, 4


class _Found(NamedTuple):
    """A finding, and the lesson that it is of."""

    finding: Finding
    lesson: Lesson
    short_id: str


@click.command(
    "check",
    cls=Command,
    examples=(
        "retro check                                every lesson that may be published",
        "retro check company:eks since:2021",
        "retro check --fix                          repair what is safe to repair",
        'retro check --accept "Bay Area"            this is nobody',
    ),
)
@click.argument("query", nargs=-1)
@click.option("--fix", is_flag=True, help="Repair what is safe to repair, as one step to undo.")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="NAME",
    help="Remember that a name is nobody's, or that a word is right; may be repeated.",
)
@with_output_options
@with_journal_option
def command(query: tuple[str, ...], fix: bool, accepted: tuple[str, ...], as_json: bool, plain: bool) -> None:
    """Look over the lessons that may be published, all of them or those that a query finds.

    What is found first matters most; the line is the one that "retro edit" shows. Exit code 0: nothing
    was found, 1: something to look at, 4: an export would be refused.
    """
    if accepted:
        _accept(accepted, alone=not (query or fix))
        return
    with open_journal(writable=fix) as journal:
        lessons = _lessons(journal, " ".join(query))
        known = Known.of(journal, lessons)
        if fix:
            _repair(journal, lessons, known)
            lessons = journal.lessons.by_ids([lesson.id for lesson in lessons])
            known = Known.of(journal, lessons)
        leaving = Leaving()
        found = _found(journal, lessons, Preflight(known), leaving)
    if as_json:
        emit_json("findings", [_as_json(each) for each in found])
    elif plain:
        emit_rows(_plain(each) for each in found)
    else:
        _print(found)
    leaving.tell()
    _tell(found, len(lessons))
    if found:
        refused = any(each.finding.refuses for each in found)
        click.get_current_context().exit(_REFUSED if refused else _FAILED)


def _accept(names: Sequence[str], *, alone: bool) -> None:
    if not alone:
        raise UsageProblem("--accept remembers names and words, and checks nothing: it stands alone.")
    new = accept(names)
    said = ", ".join(f"“{name}”" for name in new)
    narrate(f"Accepted {said}; {accepted_file()} has the list." if new else "Nothing new was accepted.")


def _lessons(journal: Journal, text: str) -> list[Lesson]:
    """The lessons that a query finds and that may leave, newest first."""
    results = SearchEngine(journal).find(text, order=Order.DATE)
    for note in results.notes:
        narrate(note)
    selection = publishable(hit.lesson for hit in results.page(0, results.total))
    if selection.withheld:
        lessons = "1 private lesson" if selection.withheld == 1 else f"{selection.withheld:,} private lessons"
        narrate(f"Not looked at: {lessons}, which never leave.")
    if not selection.lessons:
        why = "No lesson matches." if text.strip() else "No lesson may be published yet."
        raise NothingFound(why)
    return list(selection.lessons)


def _repair(journal: Journal, lessons: Iterable[Lesson], known: Known) -> None:
    done = repair(journal, lessons, known)
    for slip in done.themes:
        narrate(f"Merged the theme {slip.slip} into {slip.right}.")
    for lesson in done.lessons:
        short = journal.lessons.short_id(lesson.id)
        narrate(in_short(f"Took the brackets of dead links out of {short} · {plain_inline(lesson.title)}"))
    narrate(
        "Repaired.  (undo: retro undo)" if done.themes or done.lessons else "There was nothing to repair."
    )


def _found(
    journal: Journal, lessons: Sequence[Lesson], preflight: Preflight, leaving: Leaving
) -> list[_Found]:
    """Everything that was found, the worst first, then as the lessons come."""
    found: list[_Found] = []
    with _shown(lessons) as shown:
        for lesson in shown:
            findings = preflight.lesson(lesson)
            if findings:
                short = journal.lessons.short_id(lesson.id)
                told = leaving.lesson(lesson) or lesson  # those that are checked are not private
                found += [_Found(finding, told, short) for finding in findings]
    return sorted(found, key=lambda each: severity(each.finding.code))


@contextmanager
def _shown(lessons: Sequence[Lesson]) -> Iterator[Iterable[Lesson]]:
    """A bar on stderr where there is more than a second of work: some thousand lessons."""
    if len(lessons) < 1_000 or not sys.stderr.isatty():
        yield lessons
        return
    with click.progressbar(lessons, label="Checking", file=sys.stderr) as bar:
        yield bar


def _print(found: Iterable[_Found]) -> None:
    """Which check, where and in which lesson; what is the matter; what to do about it.

    What is said of several lessons alike is said once; what refuses has a place of its own each time.
    """
    columns = width()
    alike: dict[object, list[_Found]] = {}
    for each in found:
        refuses = (each.lesson.id, each.finding.line) if each.finding.refuses else None
        alike.setdefault((each.finding.code, each.finding.said, refuses), []).append(each)
    for (finding, lesson, short_id), *others in alike.values():
        mark, colour = ("✗", "red") if finding.refuses else ("!", "yellow")
        place = f"{short_id}:{finding.line}"
        title = plain_inline(safe_line(lesson.title))
        head = f"{styled(mark, fg=colour)} {styled(fit(finding.code, 15), fg=colour)}"
        shown = fit(title, max(20, columns - 29)).rstrip()
        show(f"{head} {styled(fit(place, 9), fg='yellow')} {styled(shown, bold=True)}")
        show(f"  {styled(finding.said)}")
        show(f"  {styled(finding.fix, dim=True)}")
        if others:
            places = ", ".join(f"{other.short_id}:{other.finding.line}" for other in others)
            show(f"  {styled(f'Also {places}.', dim=True)}")


def _plain(each: _Found) -> list[object]:
    finding = each.finding
    severity_word = "refuses" if finding.refuses else "warns"
    return [
        finding.code,
        severity_word,
        each.short_id,
        finding.line,
        each.lesson.title,
        finding.said,
        finding.fix,
    ]


def _as_json(each: _Found) -> dict[str, object]:
    finding = each.finding
    return {
        "code": finding.code,
        "refuses": finding.refuses,
        "repairable": finding.repairable,
        "id": each.lesson.id,
        "short_id": each.short_id,
        "title": each.lesson.title,
        "line": finding.line,
        "said": finding.said,
        "fix": finding.fix,
    }


def _tell(found: Sequence[_Found], lessons: int) -> None:
    """How much there is, and what of it can be repaired."""
    looked = "1 lesson" if lessons == 1 else f"{lessons:,} lessons"
    if not found:
        narrate(f"Nothing was found in {looked}.")
        return
    refused = sum(each.finding.refuses for each in found)
    parts = [f"{refused:,} would be refused"] if refused else []
    parts += [f"{len(found) - refused:,} to look at"] if refused < len(found) else []
    repairable = sum(each.finding.repairable for each in found)
    hint = f"  ({repairable:,} can be repaired: retro check --fix)" if repairable else ""
    narrate(f"{', '.join(parts)}, in {looked}.{hint}")
