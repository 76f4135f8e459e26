"""What ``retro import`` prints: a table for people, rows and JSON for scripts, and what it has to say."""

from collections.abc import Iterable
from pathlib import Path

from retro.cli.output import emit_rows, fit, in_short, narrate, narrate_all, styled, width
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.posts.importing import ImportReport, PostPlan, Row, State, Unit

__all__ = ["Table", "print_rows", "row_as_json", "tell"]

_MARKS = {
    State.NEW: ("+", "green"),
    State.CHANGED: ("~", "yellow"),
    State.UNCHANGED: ("=", None),
    State.KEPT: ("!", "cyan"),
    State.GONE: ("-", None),
    State.DELETED: ("x", None),
    State.WAITING: ("?", "magenta"),
    State.DROPPED: ("x", None),
}


class Table:
    """What would come, printed as it is found: each lesson on a line under its post or its file.

    A mark, kind, company, day, title and themes; the themes that a post's lessons share stand above them.
    """

    def __init__(self) -> None:
        self._columns = width()
        self._path = ""

    def add(self, plan: PostPlan) -> None:
        """Print what is in a post or in an entry."""
        shared: set[str] = set()
        if plan.unit is Unit.POST:
            title = plan.title or Path(plan.path).name
            show(styled(title, bold=True) + styled(f"  {plan.path}", dim=True))
            shared = set.intersection(*(set(row.draft.themes) for row in plan.rows)) if plan.rows else set()
        elif plan.rows and plan.path != self._path:
            show(styled(Path(plan.path).name, bold=True) + styled(f"  {plan.path}", dim=True))
        if shared:
            show(styled(f"  all: {_hashed(shared)}", dim=True))
        for row in plan.rows:
            show(_table_line(row, shared, self._columns))
            self._path = plan.path
        if plan.unit is Unit.POST and not (plan.rows or plan.notes or plan.problems):
            show(styled("  no lessons found", dim=True))


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


def print_rows(plan: PostPlan) -> None:
    """Print the lessons of a post, tab-separated."""
    emit_rows(_cells(plan, row) for row in plan.rows)


def _cells(post: PostPlan, row: Row) -> list[object]:
    draft = row.draft
    line = draft.source.line if draft.source else 0
    said = [row.state, draft.kind, draft.company or "", draft.happened or "", draft.title]
    return [*said, ",".join(draft.themes), f"{post.path}:{line}"]


def row_as_json(post: PostPlan, row: Row) -> dict[str, object]:
    """A lesson of a post as ``--json`` prints it."""
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


def tell(report: ImportReport, *, dry_run: bool, verbose: bool) -> None:
    """Say what was done, and what could not be."""
    for problem in report.problems:
        narrate(in_short(problem))
    _tell_of_posts(report, dry_run=dry_run, verbose=verbose)
    narrate_all([f"Nearly the same as one you have: {row.draft.title}" for row in report.near])
    if report.new_companies:
        narrate(in_short(f"New companies: {', '.join(dict.fromkeys(report.new_companies))}"))
    verb = "Would import" if dry_run else "Imported"
    counts = ", ".join(f"{count:,} {state}" for state, count in report.counts.items() if count)
    undo = "" if dry_run or not report.added else "  (undo: retro undo)"
    narrate(f"{verb} from {report.sources}: {counts or 'no lessons'}{undo}")


def _tell_of_posts(report: ImportReport, *, dry_run: bool, verbose: bool) -> None:
    """What was passed over and why; one by one where that was asked for, or where there are few."""
    without = report.without_lessons
    if verbose:
        for note in (*report.notes, *(f"{path}: no lessons found in it." for path in without)):
            narrate(in_short(note))
        return
    narrate_all(report.notes)
    if without and not dry_run:
        narrate(
            f"No lessons found in {without[0]}."
            if len(without) == 1
            else f"No lessons found in {len(without):,} posts (--verbose names them)."
        )
