"""What a sync has done, for people and for scripts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from retro.cli.leaving import Leaving
from retro.cli.output import MOST_NOTES, in_short, narrate, styled
from retro.cli.streams import show
from retro.display import plain_inline, safe_line

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.sync.outcome import Moved, Outcome, Told

__all__ = ["counts", "outcome_as_json", "outcome_rows", "tell_outcome"]


_SORTS = {"added": "+", "changed": "~", "deleted": "-"}
_COLOURS = {"+": "green", "~": "yellow", "-": "red"}


def tell_outcome(journal: "Journal", outcome: "Outcome", leaving: Leaving) -> None:
    """Say what came and what went."""
    from retro.sync.outcome import said  # noqa: PLC0415

    both = (("in", outcome.came), ("out", outcome.went))
    shown = (getattr(moved, sort)[:MOST_NOTES] for _, moved in both for sort in _SORTS)
    ids = {each.lesson_id for some in shown for each in some}
    short = journal.lessons.short_ids(sorted(ids))
    for way, moved in both:
        for sort, mark in _SORTS.items():
            for each in getattr(moved, sort)[:MOST_NOTES]:
                title = in_short(safe_line(plain_inline(_title(each, leaving))))
                show(f"{way:<3} {styled(mark, fg=_COLOURS[mark])} {short[each.lesson_id]}  {title}")
            if (more := len(getattr(moved, sort)) - MOST_NOTES) > 0:
                show(f"{way:<3} {mark} … and {more:,} more")
    for sentence in said(outcome, undo="retro undo", deciding="retro sync conflicts"):
        narrate(sentence)


def _title(each: "Told", leaving: Leaving) -> str:
    return "private" if each.private and leaving.into_file else leaving.text(each.title)


def counts(moved: "Moved") -> dict[str, int]:
    """How many of each sort."""
    return {**{sort: len(getattr(moved, sort)) for sort in _SORTS}, "others": moved.others}


def _moves(outcome: "Outcome") -> "Iterator[tuple[str, Moved]]":
    yield "came", outcome.came
    yield "went", outcome.went


def outcome_as_json(outcome: "Outcome", leaving: Leaving) -> dict[str, Any]:
    """What it did, as ``--json`` has it."""
    said: dict[str, Any] = {}
    for way, moved in _moves(outcome):
        said[way] = {"others": moved.others}
        for sort in _SORTS:
            lessons = getattr(moved, sort)
            said[way][sort] = [{"id": each.lesson_id, "title": _title(each, leaving)} for each in lessons]
    clashes = [{"table": table, "id": name} for table, name in outcome.clashes]
    return {**said, "conflicts": clashes, "head": outcome.head, "tries": outcome.tries}


def outcome_rows(outcome: "Outcome", leaving: Leaving) -> Iterator[list[object]]:
    """What it did, as ``--plain`` has it."""
    for way, moved in _moves(outcome):
        for sort in _SORTS:
            for each in getattr(moved, sort):
                yield [way, sort, each.lesson_id, _title(each, leaving)]
        if moved.others:
            yield [way, "others", moved.others]
    for table, name in outcome.clashes:
        yield ["conflict", table, name]
