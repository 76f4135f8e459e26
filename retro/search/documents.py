"""Lessons as ranking wants them: their words in order, kept for the next keystroke."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from retro.journal.connection import Row
from retro.journal.folding import tokens
from retro.journal.fulltext import FullText

__all__ = ["Document", "Documents"]

_MOST = 12_000
"""At 75 words a lesson, of which each is kept once for all, 12 MB."""

_GAP = ("",) * 8
"""Between title, body and names, so that the end of one is not close to the beginning of the next."""


class Document(NamedTuple):
    """A lesson's words: title, gap, body and trigger, gap, names.

    ``body``, ``trigger`` and ``names`` are where these parts begin in ``words``; ``length`` counts all but
    names. The garbage collector does not see a tuple of strings; its walks over 3,000 dictionaries took
    30 ms.
    """

    words: tuple[str, ...]
    body: int
    trigger: int
    names: int
    length: int
    day: str
    id: str


class Documents:
    """Documents by row, read when they are first asked for.

    Args:
        fulltext: Where the texts come from.
    """

    def __init__(self, fulltext: FullText) -> None:
        self._fulltext = fulltext
        self._kept: dict[int, Document] = {}
        self._words: dict[str, str] = {}

    def forget(self, numbers: Iterable[int] | None = None) -> None:
        """Forget lessons that have changed, or all."""
        if numbers is None:
            self._kept.clear()
            self._words.clear()
        else:
            for number in numbers:
                self._kept.pop(number, None)

    def read(self, numbers: Iterable[int]) -> dict[int, Document]:
        """The documents of some rows."""
        numbers, kept = list(numbers), self._kept
        missing = [number for number in numbers if number not in kept]
        if missing:
            for row in self._fulltext.texts(missing):
                kept[row[0]] = self._document(row)  # type: ignore[index]
        found = {number: kept[number] for number in numbers if number in kept}
        if len(kept) > _MOST:
            for number in list(islice(kept, _MOST // 4)):
                del kept[number]
        return found

    def _document(self, row: Row) -> Document:
        _, title, body, trigger, labels, day, lesson_id = row
        heading, text = tokens(title), tokens(f"{body}\n{trigger}" if trigger else body)
        start = len(heading) + len(_GAP)
        end = start + len(text)
        words = (*heading, *_GAP, *text, *_GAP, *tokens(labels))
        return Document(
            words=tuple(map(self._words.setdefault, words, words)),
            body=start,
            trigger=end - len(tokens(trigger)) if trigger else end,
            names=end + len(_GAP),
            length=len(heading) + len(text),
            day=day,
            id=lesson_id,
        )
