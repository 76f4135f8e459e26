"""``retro import``: read lessons from Markdown posts."""

import gc
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from retro.cli.framework import Command, journal_path, open_journal, with_journal_option
from retro.cli.output import (
    emit_json,
    emit_rows,
    fit,
    in_short,
    narrate,
    narrate_all,
    styled,
    width,
    with_output_options,
)
from retro.display import plain_inline, safe_line
from retro.errors import NothingFound
from retro.journal import Journal
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import ImportReport, PostPlan, Row, State, apply, plan

__all__ = ["command"]


@click.command(
    "import",
    cls=Command,
    examples=(
        "retro import --dry-run my-post.md                 a table of what would come",
        "retro import my-post.md",
        "retro import blog/_posts --company Mesosphere",
        "curl -s https://example.org/post.md | retro import -",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--company", metavar="NAME", help="The company of all lessons that do not name another.")
@click.option("-n", "--dry-run", is_flag=True, help="Print what would come, and change nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Name every post that has no lessons, and every draft.")
@with_output_options
@with_journal_option
def command(
    paths: tuple[str, ...], company: str | None, dry_run: bool, verbose: bool, as_json: bool, plain: bool
) -> None:
    """Read lessons from Markdown posts: files, folders, or - for the input.

    Importing again adds nothing. After a post was edited only what changed changes, and your own edits
    win. The whole import is one step to undo.
    """
    gc.enable()
    files = find_posts(paths)
    if not files:
        raise NothingFound("There are no posts in it: Markdown files end in .md, .markdown, .mdx or .txt.")
    with _journal(dry_run=dry_run) as journal:
        seen: list[PostPlan] = []

        def shown(plans: Iterable[PostPlan]) -> Iterator[PostPlan]:
            """Keep of each plan what is printed at the end; a large import printing nothing keeps nothing."""
            for each in plans:
                if dry_run or as_json or plain:
                    seen.append(each)
                yield each

        plans = shown(plan(journal, read_posts(files, sys.stdin.buffer), company=company))
        with _progress(len(files)) as step:
            report = _counted(plans, step) if dry_run else apply(journal, plans, progress=step)
        if not dry_run:
            journal.fulltext.tidy()
        if as_json:
            emit_json("lessons", [_as_json(post, row) for post in seen for row in post.rows])
        elif plain:
            emit_rows(_plain(post, row) for post in seen for row in post.rows)
        elif dry_run:
            _print_table(seen)
        _tell(report, dry_run=dry_run, verbose=verbose)
        if report.problems and not any(report.counts.values()):
            raise NothingFound("Nothing could be read.")


@contextmanager
def _journal(*, dry_run: bool) -> Iterator[Journal]:
    """The journal; for a dry run without one, an empty one that is gone afterwards."""
    if dry_run and not journal_path().exists():
        with (
            tempfile.TemporaryDirectory(prefix="retro-") as folder,
            Journal.open(Path(folder) / "empty.db") as journal,
        ):
            yield journal
        return
    with open_journal(create=not dry_run, writable=not dry_run) as journal:
        yield journal


def _counted(plans: Iterable[PostPlan], step: Callable[[int], None] | None) -> ImportReport:
    """What an import would do, as if it had been done."""
    report = ImportReport()
    for post in plans:
        report.posts += 1
        report.read(post)
        report.near += [row for row in post.rows if row.near]
        if step is not None:
            step(report.posts)
    return report


@contextmanager
def _progress(files: int) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr, only where there is more than a second of work: some fifty posts."""
    if files < 50 or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=files, label="Importing", file=sys.stderr) as bar:
        yield lambda _done: bar.update(1)


_MARKS = {
    State.NEW: ("+", "green"),
    State.CHANGED: ("~", "yellow"),
    State.UNCHANGED: ("=", None),
    State.KEPT: ("!", "cyan"),
    State.GONE: ("-", None),
    State.DELETED: ("x", None),
}


def _print_table(posts: Iterable[PostPlan]) -> None:
    """What would come: a mark, kind, company, day, title and themes of each lesson, under its post."""
    columns = width()
    for post in posts:
        shared = set.intersection(*(set(row.draft.themes) for row in post.rows)) if post.rows else set()
        click.echo(styled(post.title or Path(post.path).name, bold=True) + styled(f"  {post.path}", dim=True))
        if shared:
            click.echo(styled(f"  all: {_hashed(shared)}", dim=True))
        for row in post.rows:
            click.echo(_table_line(row, shared, columns))
        if not (post.rows or post.notes or post.problems):
            click.echo(styled("  no lessons found", dim=True))


def _table_line(row: Row, shared: set[str], columns: int) -> str:
    draft = row.draft
    mark, colour = _MARKS[row.state]
    day = str(draft.happened or "").replace("..", "–")
    if draft.happened and draft.happened.start != draft.happened.end:
        day = f"{draft.happened.start.year}–{draft.happened.end.year}"
    line = (
        f"{styled(mark, fg=colour)} {styled(fit(draft.kind, 8))} "
        f"{styled(fit(draft.company or '', 14), fg='cyan')} {styled(fit(day, 10), dim=True)} "
    )
    room = max(20, columns - 37)
    themes = _hashed(theme for theme in draft.themes if theme not in shared)
    themes_room = min(len(themes), room // 3)
    title = plain_inline(safe_line(draft.title))
    if not themes:
        return line + styled(fit(title, room).rstrip())
    return (
        line + styled(fit(title, room - themes_room - 1)) + " " + styled(fit(themes, themes_room), dim=True)
    )


def _hashed(themes: Iterable[str]) -> str:
    return " ".join(f"#{theme}" for theme in sorted(themes))


def _plain(post: PostPlan, row: Row) -> list[object]:
    draft = row.draft
    line = draft.source.line if draft.source else 0
    said = [row.state, draft.kind, draft.company or "", draft.happened or "", draft.title]
    return [*said, ",".join(draft.themes), f"{post.path}:{line}"]


def _as_json(post: PostPlan, row: Row) -> dict[str, object]:
    draft = row.draft
    return {
        "state": row.state,
        "id": row.lesson_id or None,
        "title": draft.title,
        "body": draft.body,
        "kind": draft.kind,
        "company": draft.company,
        "themes": draft.themes,
        "happened": None if draft.happened is None else str(draft.happened),
        "evidence": [item._asdict() for item in draft.evidence],
        "path": post.path,
        "line": draft.source.line if draft.source else 0,
        "confidence": row.confidence,
        "rule": row.rule,
    }


def _tell(report: ImportReport, *, dry_run: bool, verbose: bool) -> None:
    for problem in report.problems:
        narrate(problem)
    _tell_of_posts(report, dry_run=dry_run, verbose=verbose)
    narrate_all([f"Nearly the same as one you have: {row.draft.title}" for row in report.near])
    if report.new_companies:
        narrate(in_short(f"New companies: {', '.join(dict.fromkeys(report.new_companies))}"))
    verb = "Would import" if dry_run else "Imported"
    posts = "1 post" if report.posts == 1 else f"{report.posts:,} posts"
    counts = ", ".join(f"{count:,} {state}" for state, count in report.counts.items() if count)
    undo = "" if dry_run or not report.added else "  (undo: retro undo)"
    narrate(f"{verb} from {posts}: {counts or 'no lessons'}{undo}")


def _tell_of_posts(report: ImportReport, *, dry_run: bool, verbose: bool) -> None:
    """What was passed over and why; one by one where that was asked for, or where there are few."""
    if verbose:
        for note in (*report.notes, *(f"{path}: no lessons found in it." for path in report.without_lessons)):
            narrate(in_short(note))
        return
    narrate_all(report.notes)
    without = report.without_lessons
    if without and not dry_run:
        narrate(
            f"No lessons found in {without[0]}."
            if len(without) == 1
            else f"No lessons found in {len(without):,} posts (--verbose names them)."
        )
