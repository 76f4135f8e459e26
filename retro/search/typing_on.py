"""What was on the first page stays there while more of the same query is typed, as long as it fits.

Each further letter makes other forms of the last word possible, and so stirs up the order: of 400 lessons
that had come up while their query was typed, 46 sank below the tenth place again.
"""

from collections.abc import Sequence

from retro.journal.filters import EVERYTHING, Condition
from retro.search.asking import Asked
from retro.search.matching import Found

__all__ = ["Typing"]

_PAGE = 10
"""The first page."""

_FREE = 3
"""Places on it that always go to the best, whatever was shown before."""


class Typing:
    """Remembers the first page of a query for the query that goes on from it."""

    def __init__(self) -> None:
        self._text = ""
        self._condition: Condition = EVERYTHING
        self._shown: tuple[int, ...] = ()

    def before(self, wanted: Asked) -> Sequence[int]:
        """The rows of the first page before, best first, when this query goes on from that one."""
        goes_on = self._text and wanted.text.startswith(self._text) and wanted.condition == self._condition
        return self._shown if goes_on else ()

    def on(self, wanted: Asked, found: Found) -> Found:
        """What was found, with what was shown before and still has every word kept on the first page."""
        kept = frozenset(self.before(wanted))
        head = found.head
        sunk = any(hit[0] in kept for hit in head[_PAGE : found.loose])
        if sunk:
            others = head[_FREE : found.loose]
            staying = [hit for hit in others if hit[0] in kept][: _PAGE - _FREE]
            coming = [hit for hit in others if hit[0] not in kept][: _PAGE - _FREE - len(staying)]
            page = (*head[:_FREE], *sorted((*staying, *coming), key=lambda hit: -hit[1].score))
            shown = {hit[0] for hit in page}
            head = (*page, *(hit for hit in head if hit[0] not in shown))
        self._text, self._condition = wanted.text, wanted.condition
        self._shown = tuple(hit[0] for hit in head[:_PAGE])
        return found._replace(head=head) if sunk else found
