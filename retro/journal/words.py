"""The words of the index and in how many lessons each occurs, fast to read and never behind.

A copy of them is kept in the table ``vocabulary``; triggers note whose text has changed since in
``text_changes``. Only those lessons are read on top of the copy; when they are many, it is made anew.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from retro.errors import JournalUnusable
from retro.journal.connection import Connection, connect
from retro.journal.folding import tokens
from retro.journal.library import sqlite3

__all__ = ["KnownWords", "Words"]

_MOST_CHANGES = 200
"""Reading the changed lessons costs 20 µs each; a new copy of the words 2 to 190 ms."""


class KnownWords(NamedTuple):
    """``words`` in code point order, the number of lessons that have each, and how many lessons there are.

    ``learned`` is the last change that is in them.
    """

    words: list[str]
    counts: list[int]
    lessons: int
    learned: int


class Words:
    """Reads the vocabulary, and what has changed since."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self) -> KnownWords:
        """The copy, or the index itself where the copy is missing or far behind; then it is copied anew."""
        row = self._connection.row("SELECT words, counts, lessons, learned FROM vocabulary")
        if row is not None and self._behind(row["learned"]) <= _MOST_CHANGES:
            words, counts = row["words"].split(" "), list(map(int, row["counts"].split(" ")))
            if len(words) == len(counts):
                return KnownWords(words, counts, row["lessons"], row["learned"])
        found = self._from_index()
        self._keep(found)
        return found

    def _behind(self, learned: int) -> int:
        return int(self._connection.value("SELECT count(*) FROM text_changes WHERE number > ?", (learned,)))

    def _from_index(self) -> KnownWords:
        learned = self._connection.value("SELECT coalesce(max(number), 0) FROM text_changes")
        # The index keeps its terms as UTF-8 in order, which is the order of code points.
        rows = self._connection.rows("SELECT term, doc FROM lesson_words")
        lessons = self._connection.value("SELECT count(*) FROM lessons WHERE deleted_at IS NULL")
        return KnownWords([row[0] for row in rows], [row[1] for row in rows], lessons, learned)  # type: ignore[index]

    def _keep(self, known: KnownWords) -> None:
        """Store the copy over a connection of its own, so that a journal opened for reading gets it too.

        It is derived and can wait: where the file may not be written, or is being, nothing is kept.
        """
        if (
            not known.words
            or self._connection.in_transaction
            or not os.access(self._connection.path, os.W_OK)
        ):
            return
        with suppress(sqlite3.OperationalError, JournalUnusable):
            connection = connect(self._connection.path, writable=True)
            try:
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(
                    "INSERT OR REPLACE INTO vocabulary VALUES (1, ?, ?, ?, ?)",
                    (" ".join(known.words), " ".join(map(str, known.counts)), known.lessons, known.learned),
                )
                connection.execute("DELETE FROM text_changes WHERE number <= ?", (known.learned,))
                connection.execute("COMMIT")
            finally:
                connection.close()

    def changed_since(self, change: int) -> tuple[list[int], int] | None:
        """The lessons whose text has changed after a change, and the last change of them.

        Returns:
            None when that is no longer known, because the words were copied anew since.
        """
        rows = self._connection.rows(
            "SELECT number, lesson FROM text_changes WHERE number > ? ORDER BY number", (change,)
        )
        if (self._connection.value("SELECT learned FROM vocabulary") or 0) > change:
            return None
        return list(dict.fromkeys(row["lesson"] for row in rows)), rows[-1]["number"] if rows else change

    def of_lessons(self, numbers: Iterable[int]) -> set[str]:
        """Every word of some lessons and of the names that they carry."""
        found: set[str] = set()
        for number in numbers:
            row = self._connection.row(
                'SELECT title, body, "trigger", labels FROM lesson_texts WHERE number = ?', (number,)
            )
            for text in () if row is None else tuple(row):
                found.update(tokens(text))
        return found
