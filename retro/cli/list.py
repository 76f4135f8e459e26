"""``retro list``: lessons, newest first."""

import sys

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    lesson_as_json,
    lesson_line,
    narrate,
    width,
    with_output_options,
)
from retro.cli.streams import paged, show
from retro.errors import NothingFound
from retro.search import Hit, Order, SearchEngine

__all__ = ["command", "plain_row"]


@click.command(
    "list",
    cls=Command,
    examples=(
        "retro list",
        "retro list -n 5",
        "retro list company:eks kind:mistake since:2021",
        "retro list is:starred --json",
        "retro list is:deleted",
    ),
)
@click.argument("query", nargs=-1)
@click.option("-n", "--limit", type=click.IntRange(1), metavar="N", help="At most so many.")
@with_output_options
@with_journal_option
def command(query: tuple[str, ...], limit: int | None, as_json: bool, plain: bool) -> None:
    """List lessons, newest first, all of them or those that a query finds.

    Lessons that were violated three times, and not learned since, come first and say so. The query language
    is that of "retro search". Private lessons and private passages are left out where
    the output is a file; a terminal and a pipe get them.
    """
    with open_journal(writable=False) as journal:
        results = SearchEngine(journal).find(" ".join(query), order=Order.DATE, raise_violated=True)
        for note in results.notes:
            narrate(note)
        leaving = Leaving()
        hits = leaving.hits(results.page(0, limit or results.total))
        if as_json:
            emit_json(
                "lessons",
                [{**lesson_as_json(hit.lesson, hit.short_id), "violations": hit.violations} for hit in hits],
            )
        elif plain:
            emit_rows(plain_row(hit) for hit in hits)
        else:
            _print(hits, results.total)
        leaving.tell()
        if not results.total:
            raise NothingFound(*(("No lesson matches.", "") if query else ("No lesson yet.", "retro add")))


def plain_row(hit: Hit) -> list[object]:
    """A lesson as tab-separated fields: id, day, company, kind, title, themes."""
    lesson = hit.lesson
    return [
        hit.short_id,
        lesson.happened or lesson.created_at[:10],
        lesson.company or "",
        lesson.kind,
        lesson.title,
        ",".join(lesson.themes),
    ]


def _print(hits: list[Hit], total: int) -> None:
    columns = width()
    lines = [lesson_line(hit.lesson, hit.short_id, columns, hit.violations) for hit in hits]
    if sys.stdout.isatty() and len(lines) > 40:
        paged(lines)
    else:
        for line in lines:
            show(line)
    if len(hits) < total:
        narrate(f"{len(hits)} of {total} lessons.")
