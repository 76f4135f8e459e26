"""``retro merge``: what another copy of the journal has comes into this one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from retro.cli.framework import Command, journal_path, named_path, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    MOST_NOTES,
    emit_json,
    emit_rows,
    in_short,
    narrate,
    narrate_all,
    styled,
    with_output_options,
)
from retro.cli.streams import show
from retro.display import plain_inline, safe_line
from retro.journal.library import use_for

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.journal.copies import Merged
    from retro.journal.merging.deciding import Clash
    from retro.journal.merging.planning import Plan, Told

__all__ = ["command"]


@click.command(
    "merge",
    cls=Command,
    examples=(
        'retro merge "journal (conflicted copy 2024-05-15).db"',
        "retro merge /media/stick/journal.db --dry-run",
    ),
)
@click.argument("other", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would come in.")
@with_output_options
@with_journal_option
def command(other: str, dry_run: bool, as_json: bool, plain: bool) -> None:
    """Let the journal hold all that another copy of it holds: a sync conflict's, an old laptop's, a backup.

    What only one of them has changed since they parted is taken from it. Where both have changed the same,
    the later one stands, and the other is in the lesson's history and named. An edit beats a deletion. The
    other file is only read; a backup is made first, and "retro undo" takes it all back.
    """
    path = named_path(other, "FILE")
    leaving = Leaving()
    use_for(journal_path(), path)
    with open_journal(writable=not dry_run) as journal:
        if path.exists() and path.stat().st_size > _LARGE:
            narrate(f"Reading {path.name} and what both have been …")
        merged = journal.copies.merge(path, dry_run=dry_run)
        if as_json:
            emit_json("merge", {"dry_run": dry_run, **_as_json(merged, leaving)})
        elif plain:
            emit_rows(_rows(merged.plan, leaving))
        else:
            _tell(journal, merged, path.name, leaving)


_LARGE = 4 * 1024 * 1024
"""Bytes from which comparing takes over a second; 10,000 lessons take seven."""

_CAME_IN = {"added": "+", "changed": "~", "deleted": "-", "kept": "!"}
_COLOURS = {"+": "green", "~": "yellow", "-": "red", "!": "yellow"}


def _titled(told: "Told", leaving: Leaving) -> str:
    """A title as it may be printed."""
    if told.private and leaving.into_file:
        return "private"
    return leaving.text(told.title)


def _value(clash: "Clash", value: Any, leaving: Leaving) -> Any:
    """What a copy has, as it may be printed."""
    if clash.private and leaving.into_file:
        return "private"
    return leaving.text(value) if isinstance(value, str) else value


def _tell(journal: "Journal", merged: "Merged", name: str, leaving: Leaving) -> None:
    plan = merged.plan
    if plan.is_empty:
        narrate(f"The journal holds all of {name} already.")
        _tell_of_purged(plan)
        return
    ids = [told.lesson_id for sort in _CAME_IN for told in getattr(plan, sort)]
    short = journal.lessons.short_ids([*ids, *(each.name for each in plan.clashes if each.noun == "lesson")])
    for sort, mark in _CAME_IN.items():
        said = " (deleted in one copy, edited in the other)" if sort == "kept" else ""
        for told in getattr(plan, sort)[:MOST_NOTES]:
            title = in_short(plain_inline(_titled(told, leaving)))
            show(f"{styled(mark, fg=_COLOURS[mark])} {short[told.lesson_id]}  {safe_line(title)}{said}")
        if (more := len(getattr(plan, sort)) - MOST_NOTES) > 0:
            show(f"{mark} … and {more:,} more")
    narrate_all([_clash(each, short.get(each.name, "")) for each in plan.clashes])
    _tell_of_purged(plan)
    narrate(f"{'Would merge' if merged.backup is None else 'Merged'} {name}: {', '.join(_counted(plan))}.")
    if merged.backup is not None:
        narrate(f"(undo: retro undo)  The journal before it: retro restore-backup {merged.backup.name}")


def _counted(plan: "Plan") -> Iterator[str]:
    verbs = {"added": "came in", "changed": "changed", "deleted": "deleted"}
    for sort, verb in verbs.items():
        if count := len(getattr(plan, sort)):
            yield f"{count:,} {'lesson' if count == 1 else 'lessons'} {verb}"
    if both := len(plan.clashes):
        yield f"{both:,} {'field' if both == 1 else 'fields'} changed in both copies"
    for table, count in sorted(plan.counts.items()):
        yield f"{count:,} of {table.replace('_', ' ')}"


def _clash(clash: "Clash", short: str) -> str:
    which = f"{clash.noun} {short or clash.name}" + (f" “{clash.title[:60]}”" if short else "")
    kept, other = (in_short(" ".join(str(value).split()))[:80] for value in (clash.kept, clash.other))
    where = f" (retro show {short} --history)" if short else ""
    return f"Both copies changed the {clash.field} of {which}: “{kept}” stands, “{other}” is kept{where}."


def _tell_of_purged(plan: "Plan") -> None:
    if plan.stay_away:
        number = len(plan.stay_away)
        narrate(f"Stayed away, since deleted for good here: {number:,}.")
    narrate_all(
        [
            f"Deleted for good in the other copy, and still here: {told.lesson_id} “{told.title[:60]}”"
            for told in plan.purged_there
        ]
    )


def _rows(plan: "Plan", leaving: Leaving) -> Iterator[list[object]]:
    for sort in (*_CAME_IN, "purged_there"):
        for told in getattr(plan, sort):
            yield [sort, told.lesson_id, _titled(told, leaving)]
    for each in plan.clashes:
        values = (_value(each, value, leaving) for value in (each.kept, each.other))
        yield ["clash", each.name, each.noun, each.field, *values]
    for lesson_id in plan.stay_away:
        yield ["stays away", lesson_id]
    for table, count in sorted(plan.counts.items()):
        yield ["count", table, count]


def _as_json(merged: "Merged", leaving: Leaving) -> dict[str, Any]:
    plan = merged.plan
    return {
        **{
            sort: [{"id": told.lesson_id, "title": _titled(told, leaving)} for told in getattr(plan, sort)]
            for sort in (*_CAME_IN, "purged_there")
        },
        "clashes": [
            {
                "noun": each.noun,
                "name": each.name,
                "field": each.field,
                "kept": _value(each, each.kept, leaving),
                "other": _value(each, each.other, leaving),
            }
            for each in plan.clashes
        ],
        "stay_away": plan.stay_away,
        "counts": plan.counts,
        "backup": None if merged.backup is None else str(merged.backup.path),
    }
