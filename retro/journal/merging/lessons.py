"""What becomes of a lesson that two copies have: nothing that either has written is lost."""

from retro.journal.merging.contents import in_order
from retro.journal.merging.deciding import (
    Decision,
    Sides,
    decide_fields,
    merged_list,
    merged_prose,
)
from retro.journal.merging.tables import Fields

__all__ = ["decide_lesson", "is_gone_from_both"]

_LISTS = ("themes", "people", "evidence")
_ELSEWHERE = frozenset({*_LISTS, "body", "deleted_at"})
_NO_TEXT = frozenset({"updated_at", "deleted_at"})


def decide_lesson(sides: Sides) -> Decision:
    """What a lesson says after the merge; it is never gone, only deleted."""
    base, ours, theirs = sides
    if ours is None or theirs is None:
        there = theirs if ours is None else ours
        assert there is not None  # noqa: S101 - one of the two has it
        return Decision(there if base is None or _edited(there, base) else _deleted(there))
    was = base or {"body": "", **dict.fromkeys(_LISTS, ())}
    stronger = max(ours, theirs, key=lambda fields: (fields["updated_at"], in_order(fields)))
    ours_first = stronger is ours
    decision = decide_fields(sides, stronger, without=_ELSEWHERE)
    fields = decision.fields or {}
    for name in _LISTS:
        fields[name] = merged_list(was[name], ours[name], theirs[name], ours_first=ours_first)
    fields["body"], clash = merged_prose(was["body"], ours["body"], theirs["body"], ours_first=ours_first)
    if clash:
        decision.clashes["body"] = (fields["body"], (theirs if ours_first else ours)["body"])
    fields["deleted_at"] = _deletion(base, ours, theirs)
    decision.fields = {name: fields[name] for name in ours}
    return decision


def is_gone_from_both(sides: Sides, parted: Fields | None) -> bool:
    """Whether adding it was undone here, and the other copy, which has merged that, says nothing new of it.

    Args:
        sides: Of the lesson.
        parted: As it was when the file was copied.
    """
    base, ours, theirs = sides
    if base is not None or ours is not None or theirs is None or parted is None:
        return False
    return theirs["deleted_at"] is not None and not _edited(theirs, parted)


def _edited(fields: Fields, base: Fields) -> bool:
    """Whether a lesson says something else than before; that it was deleted or restored is no edit."""
    return any(fields[name] != base[name] for name in fields if name not in _NO_TEXT)


def _deleted(fields: Fields) -> Fields:
    """Adding it was undone in the other copy: here it is deleted, which can be taken back."""
    return {**fields, "deleted_at": fields["deleted_at"] or fields["updated_at"]}


def _deletion(base: Fields | None, ours: Fields, theirs: Fields) -> str | None:
    """When it was deleted; an edit beats a deletion, and so does restoring it."""
    mine, other = ours["deleted_at"], theirs["deleted_at"]
    if mine is not None and other is not None:
        return str(max(mine, other))
    if mine == other or base is None or base["deleted_at"] is not None:
        return None
    return None if _edited(ours if mine is None else theirs, base) else mine or other
