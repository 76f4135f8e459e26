"""The full-text index as the search engine and duplicate warnings use it: questions of bounded work."""

from collections.abc import Sequence
from typing import NamedTuple

from retro.errors import JournalUnusable
from retro.journal.connection import Connection, Row
from retro.journal.filters import EVERYTHING, INDEXED, Condition
from retro.journal.folding import tokens
from retro.model import LessonDraft

__all__ = ["COLUMN_WEIGHTS", "FullText", "Twin", "all_but_one"]

COLUMN_WEIGHTS = "4.0, 1.0, 1.5, 0.8"
"""For bm25: title over body, the trigger between them, names of company, themes and people last."""

ORDERS = {
    "date": "lesson.day DESC, lesson.id",
    "captured": "lesson.created_at DESC, lesson.number DESC",
    # What has never been answered at a review is due the day after it was captured.
    "due": "lesson.status = 'retired', coalesce((SELECT due_at FROM reviews"
    " WHERE reviews.lesson = lesson.number), strftime('%Y-%m-%dT%H:%M:%SZ', lesson.created_at, '+1 day')),"
    " lesson.day DESC, lesson.id",
}
"""Every order ends in something unique, so that pages neither repeat nor skip a lesson."""

_PIECES = 2
"""With no more, merging is not worth it."""

_PAGES_MERGED = 200

_DUPLICATE_WORDS = 4
_FEW_WORDS = 3
_DUPLICATE_CANDIDATES = 10
_DUPLICATES_TOLD = 3
_DUPLICATE_LIKENESS = 0.6
"""Share of words that two lessons have in common (Jaccard) from which one is nearly the other."""


class Twin(NamedTuple):
    """A lesson that says nearly the same as another."""

    id: str
    title: str


class FullText:
    """Questions to ``lesson_index``. Expressions are in FTS5's query syntax, put together by the caller."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_whole(self) -> bool:
        """Whether the index has as many lessons as the journal; 2 ms at 100,000."""
        try:
            indexed = self._connection.value("SELECT count(*) FROM lesson_index_docsize")
            self._connection.value("SELECT rowid FROM lesson_index WHERE lesson_index MATCH 'a' LIMIT 1")
        except JournalUnusable:
            return False
        return bool(indexed == self.count_all(EVERYTHING))

    def rebuild(self) -> None:
        """Make the index anew from the lessons, also when it is gone: 1 s at 10,000 lessons.

        Over a connection of its own, because a journal that was opened for reading deserves it as well.

        Raises:
            JournalUnusable: When the journal cannot be written.
        """
        from retro.journal.triggers import INDEX  # noqa: PLC0415 - an index is damaged once in a lifetime

        with Connection(self._connection.path) as connection, connection.transaction():
            try:
                connection.execute("INSERT INTO lesson_index (lesson_index) VALUES ('rebuild')")
            except JournalUnusable:
                connection.execute("DROP TABLE IF EXISTS lesson_index")
                connection.execute(INDEX)
                connection.execute("INSERT INTO lesson_index (lesson_index) VALUES ('rebuild')")
            connection.execute("DELETE FROM vocabulary")
        self.tidy()

    def tidy(self) -> None:
        """Merge the pieces that additions have left of the index: each word is looked up in every piece.

        A keystroke takes a quarter less of the time in one piece than in sixteen. Over a connection of its
        own and in steps of 10 ms, each a transaction, so that nobody waits (https://sqlite.org/fts5.html,
        "The 'merge' Command").

        Raises:
            JournalUnusable: When the journal cannot be written.
        """
        with Connection(self._connection.path) as connection:
            if connection.value("SELECT count(DISTINCT segid) FROM lesson_index_idx") <= _PIECES:
                return
            pages = -_PAGES_MERGED  # less than none: all pieces are merged, not only those of one size
            done = False
            while not done:
                with connection.transaction():
                    before = connection.changes
                    connection.execute(
                        "INSERT INTO lesson_index (lesson_index, rank) VALUES ('merge', ?)", (pages,)
                    )
                    done = connection.changes - before < 2
                pages = _PAGES_MERGED

    def some(self, expression: str, condition: Condition, limit: int) -> list[int]:
        """Rows that match, the last captured first: the cheapest question, it ends at ``limit``."""
        return self._numbers(
            f"SELECT lesson_index.rowid FROM {_source(condition)}"
            f" WHERE lesson_index MATCH ? AND {condition.sql}"
            " ORDER BY lesson_index.rowid DESC LIMIT ?",
            (expression, *condition.parameters, limit),
        )

    def ranked(self, expression: str, condition: Condition, limit: int) -> list[int]:
        """Rows of the best lessons by bm25, best first: 1 µs for each that matches, returned or not."""
        return self._numbers(
            f"SELECT lesson_index.rowid FROM {_source(condition)}"
            f" WHERE lesson_index MATCH ? AND {condition.sql}"
            f" ORDER BY bm25(lesson_index, {COLUMN_WEIGHTS}) LIMIT ?",
            (expression, *condition.parameters, limit),
        )

    def count(self, expression: str, condition: Condition) -> int:
        """How many lessons match: 0.25 µs each."""
        return int(
            self._connection.value(
                f"SELECT count(*) FROM {_source(condition)} WHERE lesson_index MATCH ? AND {condition.sql}",
                (expression, *condition.parameters),
            )
        )

    def lessons_with(self, word: str) -> int:
        """How many lessons have a word, as the index counts them."""
        return int(self._connection.value("SELECT doc FROM lesson_words WHERE term = ?", (word,)) or 0)

    def texts(self, numbers: Sequence[int]) -> list[Row]:
        """``number, title, body, trigger, labels, day, id`` of lessons, in no order: 5 µs each."""
        marks = ",".join("?" * len(numbers))
        return self._connection.rows(
            "SELECT lesson.number, lesson.title, lesson.body, lesson.\"trigger\", coalesce(text.labels, ''),"
            " lesson.day, lesson.id FROM lessons AS lesson"
            " LEFT JOIN lesson_texts AS text ON text.number = lesson.number"
            f" WHERE lesson.number IN ({marks})",
            list(numbers),
        )

    def passages(self, expression: str, condition: Condition, limit: int) -> list[str]:
        """Title and body of some lessons that match, the last captured first: 3 µs each."""
        rows = self._connection.rows(
            "SELECT lesson.title || char(10) || lesson.body FROM lesson_index"
            " JOIN lessons AS lesson ON lesson.number = lesson_index.rowid"
            f" WHERE lesson_index MATCH ? AND {condition.sql} ORDER BY lesson_index.rowid DESC LIMIT ?",
            (expression, *condition.parameters, limit),
        )
        return [row[0] for row in rows]  # type: ignore[index]

    def listed(
        self, condition: Condition, order: str, start: int, stop: int, first: Sequence[str] = ()
    ) -> list[int]:
        """Rows of lessons that a condition leaves, in an order of ``ORDERS``; all with a ``stop`` of -1.

        Args:
            condition: What it leaves.
            order: Their order.
            start: The first one.
            stop: The one after the last.
            first: The ids of lessons that come before all others, in this order.
        """
        if not first:
            return self._numbers(
                f"SELECT lesson.number FROM lessons AS lesson WHERE {condition.sql} ORDER BY {ORDERS[order]}"
                " LIMIT ? OFFSET ?",
                (*condition.parameters, stop if stop < 0 else stop - start, start),
            )
        import json  # noqa: PLC0415 - 1 ms that a search without lessons on top does not need

        ids = json.dumps(list(first))
        on_top = self._numbers(
            "SELECT lesson.number FROM json_each(?) AS wanted JOIN lessons AS lesson"
            f" ON lesson.id = wanted.value WHERE {condition.sql} ORDER BY wanted.key",
            (ids, *condition.parameters),
        )
        rest = condition & Condition("lesson.id NOT IN (SELECT value FROM json_each(?))", (ids,))
        count = len(on_top)
        shown = on_top[start:] if stop < 0 else on_top[start:stop]
        after = stop if stop < 0 else max(0, stop - count)
        return shown + self.listed(rest, order, max(0, start - count), after)

    def count_all(self, condition: Condition) -> int:
        """How many lessons a condition leaves."""
        return int(
            self._connection.value(
                f"SELECT count(*) FROM lessons AS lesson WHERE {condition.sql}", condition.parameters
            )
        )

    def near_duplicates(self, lesson: LessonDraft, *, but: str = "") -> list[Twin]:
        """A few lessons that say nearly the same, most alike first; bounded work in any journal.

        Args:
            lesson: One that is in the journal, or that may come into it.
            but: The id of a lesson that is none: its own.
        """
        words = set(tokens(lesson.title)) | set(tokens(lesson.body))
        longest = sorted(words, key=lambda word: (-len(word), word))[:_DUPLICATE_WORDS]
        if not longest:
            return []
        alike = []
        for row in self._rows_sharing(longest, but):
            likeness = 1.0
            if (row["title"], row["body"]) != (lesson.title, lesson.body):
                others = set(tokens(row["title"])) | set(tokens(row["body"]))
                likeness = len(words & others) / len(words | others)
            if likeness >= _DUPLICATE_LIKENESS:
                alike.append((-likeness, Twin(row["id"], row["title"])))
        return [twin for _, twin in sorted(alike)[:_DUPLICATES_TOLD]]

    def _rows_sharing(self, words: Sequence[str], but: str) -> list[Row]:
        """Lessons with all of the words, or, of four or more, all but one of them."""
        expression = all_but_one(words) if len(words) > _FEW_WORDS else _all(words)
        return self._connection.rows(
            "SELECT lesson.id, lesson.title, lesson.body FROM lessons AS lesson WHERE lesson.number IN"
            " (SELECT rowid FROM lesson_index WHERE lesson_index MATCH ? LIMIT ?) AND lesson.id <> ?",
            (expression, _DUPLICATE_CANDIDATES, but),
        )

    def _numbers(self, sql: str, parameters: Sequence[object]) -> list[int]:
        return [row[0] for row in self._connection.rows(sql, parameters)]  # type: ignore[index]


def _all(words: Sequence[str]) -> str:
    """What matches texts with all of some words, as FTS5 writes it."""
    return " AND ".join(f'"{word}"' for word in words)


def all_but_one(words: Sequence[str]) -> str:
    """Likewise with all of some words but for one at most, of two or more.

    By halves: all of one, and all but one of the other. Each word that is named costs a walk through the
    index: of four words eight, where each of them left out in turn would be twelve.
    """
    middle = len(words) // 2
    halves = (words[:middle], words[middle:])
    ways = []
    for whole, other in (halves, halves[::-1]):
        rest = f" AND ({all_but_one(other)})" if len(other) > 1 else ""
        ways.append(f"({_all(whole)}{rest})")
    return " OR ".join(ways)


def _source(condition: Condition) -> str:
    """The index alone where that is enough: it holds just the lessons that are not deleted."""
    if condition == INDEXED:
        return "lesson_index"
    return "lesson_index JOIN lessons AS lesson ON lesson.number = lesson_index.rowid"
