"""What a sync did, or would do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from retro.journal.records.shape import Key

__all__ = ["SORTS", "Moved", "Outcome", "Told", "said", "told"]

SORTS = {"added": "+", "changed": "~", "deleted": "-"}
"""What becomes of lessons -> how it is marked."""


class Told(NamedTuple):
    """A lesson of which something is told: its id, its title, and whether it is private."""

    lesson_id: str
    title: str
    private: bool


class Moved:
    """What came, or what went.

    Attributes:
        added: Lessons that are new.
        changed: Lessons that say something else.
        deleted: Lessons that are deleted.
        others: How many of everything else.
    """

    __slots__ = ("added", "changed", "deleted", "others")

    def __init__(self) -> None:
        self.added: list[Told] = []
        self.changed: list[Told] = []
        self.deleted: list[Told] = []
        self.others = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted or self.others)


class Outcome:
    """What a sync did.

    Attributes:
        came: Into the journal.
        went: To the remote.
        clashes: Lessons and other records in which two have written in one place, this time.
        goes_back: The journal was an earlier one than was synced last: what it lacked came back.
        tries: How often it was begun.
        head: The commit that both have now.
    """

    __slots__ = ("came", "clashes", "goes_back", "head", "tries", "went")

    def __init__(self) -> None:
        self.came = Moved()
        self.went = Moved()
        self.clashes: list[Key] = []
        self.goes_back = False
        self.tries = 0
        self.head: str | None = None


def said(outcome: Outcome, *, undo: str, deciding: str) -> Iterator[str]:
    """What a sync did, in sentences.

    Args:
        outcome: Of it.
        undo: How what came is taken back.
        deciding: How what two have written in one place is decided on.
    """
    if outcome.goes_back:
        yield "The journal was an earlier one than was synced last: what it lacked has come back."
    if outcome.came:
        yield f"Came in: {told(outcome.came)}.  (undo: {undo})"
    if outcome.went:
        yield f"Went out: {told(outcome.went)}."
    if not outcome.came and not outcome.went:
        yield "Nothing to do: the journal and the remote hold the same."
    if outcome.clashes:
        yield f"{len(outcome.clashes):,} written on two devices, to decide on: {deciding}"


def told(moved: Moved) -> str:
    """What moved, in numbers."""
    sorts = (("new", moved.added), ("changed", moved.changed), ("deleted", moved.deleted))
    said = [f"{len(lessons):,} {name}" for name, lessons in sorts if lessons]
    found = [f"lessons: {', '.join(said)}"] if said else []
    if moved.others:
        found.append(f"{moved.others:,} of other things")
    return "; ".join(found) or "nothing"
