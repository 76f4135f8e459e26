"""A post that was imported before, compared with what it says now, lesson by lesson and field by field."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retro.errors import InvalidValue
from retro.journal import Journal
from retro.model import LessonDraft

__all__ = ["IMPORTED_FIELDS", "Merge", "match", "merge"]

IMPORTED_FIELDS = (
    "title",
    "body",
    "kind",
    "company",
    "themes",
    "people",
    "happened",
    "trigger",
    "visibility",
    "starred",
    "evidence",
)
"""What an import may set; the rest of a lesson is the user's alone."""

_ALIKE = 62
"""Of 100, on rapidfuzz's scale: a reworded sentence scores 70 to 95, two lessons of one post under 50."""

_REACH = 30
"""How far from its place a reworded lesson is looked for; it keeps the work linear in a post's length."""

_COMPARED = 400


@dataclass(frozen=True, slots=True)
class Merge:
    """What a lesson becomes: the fields that the post changed, and those where the user's own edit stays."""

    draft: LessonDraft
    changed: tuple[str, ...]
    kept: tuple[str, ...]


def match(before: Sequence[LessonDraft], now: Sequence[LessonDraft]) -> dict[int, int]:
    """Which lesson of a post is which: index now -> index before.

    The same words first, then the same title, then the same body, then the most alike near its place.
    """
    found: dict[int, int] = {}
    keys: tuple[Callable[[LessonDraft], Hashable | None], ...] = (
        lambda draft: (draft.title, draft.body, draft.company),
        lambda draft: (draft.title, draft.body),
        lambda draft: draft.title,
        lambda draft: draft.body if len(draft.body) > 20 else None,
    )
    for key in keys:
        free = _by_key(before, set(found.values()), key)
        for index, draft in enumerate(now):
            candidates = free.get(key(draft)) if index not in found else None
            if candidates:
                found[index] = candidates.pop(0)
    found.update(_by_likeness(before, now, found))
    return found


def _by_key(
    drafts: Sequence[LessonDraft], taken: set[int], key: Callable[[LessonDraft], Hashable | None]
) -> dict[Hashable, list[int]]:
    free: dict[Hashable, list[int]] = {}
    for index, draft in enumerate(drafts):
        value = key(draft)
        if index not in taken and value is not None:
            free.setdefault(value, []).append(index)
    return free


def _by_likeness(
    before: Sequence[LessonDraft], now: Sequence[LessonDraft], found: dict[int, int]
) -> dict[int, int]:
    matched = set(found.values())
    old = [index for index in range(len(before)) if index not in matched]
    new = [index for index in range(len(now)) if index not in found]
    if not old or not new:
        return {}
    from rapidfuzz import fuzz  # noqa: PLC0415 - 20 ms, for posts that were edited only

    scores = []
    for order, index in enumerate(new):
        # The same place among what is left, wherever the lists' lengths have shifted it to.
        middle = order * len(old) // len(new)
        for candidate in old[max(0, middle - _REACH) : middle + _REACH + 1]:
            score = max(
                fuzz.ratio(now[index].title[:_COMPARED], before[candidate].title[:_COMPARED]),
                fuzz.token_sort_ratio(_words(now[index]), _words(before[candidate])),
            )
            if score >= _ALIKE:
                scores.append((-score, index, candidate))
    best: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, candidate in sorted(scores):
        if index not in best and candidate not in taken:
            best[index] = candidate
            taken.add(candidate)
    return best


def _words(draft: LessonDraft) -> str:
    return f"{draft.title} {draft.body}"[:_COMPARED]


def merge(journal: Journal, base: LessonDraft, theirs: LessonDraft, mine: LessonDraft) -> Merge:
    """Field by field: what the post changed since it was imported, except where the user did too.

    Args:
        journal: Knows which names are one company, theme or person.
        base: What the post said when it was imported last.
        theirs: What it says now.
        mine: The lesson as it is.
    """
    changes: dict[str, Any] = {}
    kept = []
    for field in IMPORTED_FIELDS:
        old, new, own = (getattr(draft, field) for draft in (base, theirs, mine))
        if new == old or _same(journal, field, new, own):
            continue
        if _same(journal, field, old, own):
            changes[field] = new
        else:
            kept.append(field)
    return Merge(mine.replace(**changes), tuple(changes), tuple(kept))


def _same(journal: Journal, field: str, one: Any, other: Any) -> bool:
    """Whether two values are kept as the same one."""
    if one == other:
        return True
    if field in {"title", "trigger"}:
        return bool(one.split() == other.split())
    if field == "body":
        return bool(one.strip("\n") == other.strip("\n"))
    if field == "company":
        return _numbers(journal.companies, [one]) == _numbers(journal.companies, [other])
    if field in {"themes", "people"}:
        names = journal.themes if field == "themes" else journal.people
        return _numbers(names, one) == _numbers(names, other)
    return False


def _numbers(names: Any, given: Sequence[str | None]) -> list[object]:
    """Names as the rows that go by them, each once; a name that has no row yet stands for itself."""

    def rows() -> Iterator[object]:
        for name in given:
            try:
                yield None if name is None else names.number(name) or name
            except InvalidValue:
                continue

    return list(dict.fromkeys(rows()))
