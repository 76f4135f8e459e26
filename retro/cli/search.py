"""``retro search``: find lessons by half-remembered words."""

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.list import plain_row
from retro.cli.output import (
    emit_json,
    emit_rows,
    lesson_as_json,
    lesson_line,
    narrate,
    styled,
    width,
    with_output_options,
)
from retro.cli.streams import show
from retro.display import safe_line
from retro.errors import NothingFound, UsageProblem
from retro.search import Hit, Order, SearchEngine

__all__ = ["command"]


@click.command(
    "search",
    cls=Command,
    examples=(
        'retro search "boil frog"',
        "retro search relaese trsut",
        "retro search company:eks kind:mistake since:2021 automation",
        "retro search 'theme:trust OR \"earning trust\"'",
        "retro search -- speed -quality",
    ),
)
@click.argument("words", nargs=-1)
@click.option("--saved", metavar="NAME", help="Begin with a saved search (retro searches).")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    metavar="N",
    help="At most so many.",
)
@click.option(
    "--sort",
    type=click.Choice([str(order) for order in Order]),
    default="relevance",
    show_default=True,
    help="In which order.",
)
@click.option("--explain", is_flag=True, help="Say why each lesson is where it is.")
@with_output_options
@with_journal_option
def command(
    words: tuple[str, ...],
    saved: str | None,
    limit: int,
    sort: str,
    explain: bool,
    as_json: bool,
    plain: bool,
) -> None:
    """Find lessons: words in any order, misspelt, cut off; the best first.

    \b
    "a phrase"  -without  word*      company:eks  theme:trust  kind:mistake
    since:2021  until:2022-06        on:"last summer"  person:ada  status:learned
    is:starred  is:private           has:evidence  this OR that  ( … )

    Private lessons and private passages are left out where the output is a file.
    """  # noqa: D301 - click reads \b
    text = " ".join(words)
    if not text.strip() and saved is None:
        raise UsageProblem("There is nothing to search for.", hint="retro search boil frog")
    with open_journal(writable=False) as journal:
        if saved is not None:
            text = f"{journal.saved_searches.get(saved).query} {text}".strip()
        results = SearchEngine(journal).find(text, order=Order(sort))
        for note in results.notes:
            narrate(note)
        leaving = Leaving()
        hits = leaving.hits(results.page(0, limit))
        if as_json:
            emit_json("hits", [_as_json(hit) for hit in hits])
        elif plain:
            emit_rows(plain_row(hit) for hit in hits)
        else:
            _print(hits, explain=explain)
            if hits and len(hits) < results.total:
                narrate(f"{len(hits)} of {results.total} lessons; -n {results.total} shows all.")
        leaving.tell()
        if results.suggestion:
            narrate(f"Did you mean: {results.suggestion}")
        if not results.total:
            raise NothingFound(f"Nothing found for “{text}”.")


def _as_json(hit: Hit) -> dict[str, object]:
    return {
        **lesson_as_json(hit.lesson, hit.short_id),
        "snippet": hit.snippet,
        "title_spans": hit.title_spans,
        "body_spans": hit.body_spans,
        "snippet_spans": hit.snippet_spans,
        "explanation": hit.explanation,
        "violations": hit.violations,
    }


def _print(hits: list[Hit], *, explain: bool) -> None:
    columns = width()
    for hit in hits:
        show(lesson_line(hit.lesson, hit.short_id, columns, hit.violations))
        if hit.snippet:
            show("       " + _marked(hit.snippet, hit.snippet_spans, columns - 8))
        if explain:
            for reason in hit.explanation:
                show("       " + styled(f"· {reason}", dim=True))


def _marked(text: str, spans: tuple[tuple[int, int], ...], columns: int) -> str:
    """The snippet with what matched in bold, on one line."""
    line = safe_line(text)
    if len(line) != len(text):  # a CR LF became one space: the spans no longer fit
        spans = ()
    shown, position = [], 0
    for start, end in spans:
        if end > columns:
            break
        shown += [styled(line[position:start], dim=True), styled(line[start:end], bold=True)]
        position = end
    rest = line[position:columns] + ("…" if len(line) > columns else "")
    return "".join(shown) + styled(rest, dim=True)
