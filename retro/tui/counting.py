"""Facets are counted in a lane of their own, so that no search waits: 100,000 lessons take half a second."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from retro.journal import Journal
from retro.tui.lanes import Lane
from retro.tui.reader import Reader

if TYPE_CHECKING:
    from retro.journal.filters import Condition
    from retro.posts.redacting.pseudonyms import Pseudonyms
    from retro.search import Facets, SearchEngine

__all__ = ["Counting", "ToCount", "to_count"]

Failed = Callable[[Exception], object]


class ToCount(NamedTuple):
    """What is to be counted.

    Args:
        found: What the query finds.
        neighbours: Where a value of a field is chosen: the attribute of ``Facets``, and what would be found
            without it, so that its neighbours are counted as ways to go on.
        names: Pseudonyms to count under, in private mode.
    """

    found: "Condition"
    neighbours: "tuple[tuple[str, Condition], ...]" = ()
    names: "Pseudonyms | None" = None


def to_count(engine: "SearchEngine", text: str, names: "Pseudonyms | None") -> ToCount:
    """What is to be counted for a query; runs where the engine does."""
    found = engine.condition(text)
    if not text.strip():
        return ToCount(found, names=names)
    from retro.query import parse  # noqa: PLC0415 - not before one types

    query = parse(text)
    neighbours = []
    for field, attribute in (("company", "companies"), ("kind", "kinds"), ("status", "statuses")):
        others = query
        for value in query.fields(field):
            others = others.without_field(field, value)
        if others != query:
            neighbours.append((attribute, engine.condition(others)))
    return ToCount(found, tuple(neighbours), names)


class Counting:
    """A lane with a journal of its own that counts.

    Args:
        open_journal: Opens the journal.
        path: Its file.
    """

    def __init__(self, path: Path, open_journal: Callable[..., Journal]) -> None:
        self._reader = Reader(path, open_journal)
        self._lane = Lane("retro-counting")

    def submit(self, wanted: ToCount, done: "Callable[[Facets], object]", failed: Failed) -> None:
        """Count; of what waits, only the last is counted."""
        self._lane.submit(lambda: self._count(wanted), done, failed, name="facets")

    @property
    def idle(self) -> bool:
        """True when nothing is being counted."""
        return self._lane.idle

    def close(self) -> None:
        """Finish what was asked for, then close the journal."""
        self._lane.close(self._reader.close)

    def _count(self, wanted: ToCount) -> "Facets":
        from retro.search import count_facets  # noqa: PLC0415 - imported beside Textual, not after it

        self._reader.is_outdated()
        journal = self._reader.journal
        facets = count_facets(journal, wanted.found)
        for attribute, condition in wanted.neighbours:
            counted = getattr(count_facets(journal, condition), attribute)
            facets = facets.replace(**{attribute: counted})
        if wanted.names is None:
            return facets
        from retro.tui.veil import veiled_facets  # noqa: PLC0415 - only in private mode

        return veiled_facets(facets, wanted.names)
