"""The full-text index as the search engine and duplicate warnings use it: questions of bounded work."""

from collections.abc import Sequence

from retro.journal.connection import Connection, Row
from retro.journal.filters import EVERYTHING, Condition
from retro.journal.folding import tokens
from retro.journal.lessons import SELECT_LESSON, lesson_from_row
from retro.model import Lesson

__all__ = ["COLUMN_WEIGHTS", "FullText"]

COLUMN_WEIGHTS = "4.0, 1.0, 1.5, 0.8"
"""For bm25: title over body, the trigger between them, names of company, themes and people last."""

_JOINED = "FROM lesson_index JOIN lessons AS lesson ON lesson.number = lesson_index.rowid"

_DUPLICATE_WORDS = 6
_DUPLICATE_CANDIDATES = 20
_DUPLICATE_LIKENESS = 0.6
"""Share of words that two lessons have in common (Jaccard) from which one is nearly the other."""


class FullText:
    """Questions to ``lesson_index``. Expressions are in FTS5's query syntax, put together by the caller."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ranked(self, expression: str, condition: Condition, limit: int) -> list[int]:
        """Rows of the best lessons by bm25, best first."""
        return self._numbers(
            f"SELECT lesson.number {_JOINED} WHERE lesson_index MATCH ? AND {condition.sql}"
            f" ORDER BY bm25(lesson_index, {COLUMN_WEIGHTS}), lesson.day DESC, lesson.id LIMIT ?",
            (expression, *condition.parameters, limit),
        )

    def newest(self, expression: str, condition: Condition, limit: int) -> list[int]:
        """Rows of the latest lessons, latest first."""
        return self._numbers(
            f"SELECT lesson.number {_JOINED} WHERE lesson_index MATCH ? AND {condition.sql} ORDER BY lesson.day DESC, lesson.id LIMIT ?",
            (expression, *condition.parameters, limit),
        )

    def count(self, expression: str, condition: Condition = EVERYTHING) -> int:
        """How many lessons match."""
        if condition == EVERYTHING:
            sql = "SELECT count(*) FROM lesson_index WHERE lesson_index MATCH ?"
        else:
            sql = f"SELECT count(*) {_JOINED} WHERE lesson_index MATCH ? AND {condition.sql}"
        return int(self._connection.value(sql, (expression, *condition.parameters)))

    def listed(self, condition: Condition, start: int, stop: int, *, captured: bool = False) -> list[int]:
        """Rows of lessons without any words, latest first: by day, or by when they were captured."""
        order = "lesson.created_at DESC, lesson.number DESC" if captured else "lesson.day DESC, lesson.id"
        return self._numbers(
            f"SELECT lesson.number FROM lessons AS lesson WHERE {condition.sql} ORDER BY {order}"
            " LIMIT ? OFFSET ?",
            (*condition.parameters, stop - start, start),
        )

    def count_all(self, condition: Condition) -> int:
        """How many lessons a condition leaves."""
        return int(
            self._connection.value(
                f"SELECT count(*) FROM lessons AS lesson WHERE {condition.sql}", condition.parameters
            )
        )

    def near_duplicates(self, lesson: Lesson) -> list[Lesson]:
        """Lessons that say nearly the same, most alike first; bounded work at any size of the journal."""
        words = set(tokens(lesson.title)) | set(tokens(lesson.body))
        longest = sorted(words, key=lambda word: (-len(word), word))[:_DUPLICATE_WORDS]
        if not longest:
            return []
        rows = self._rows_sharing(longest, lesson.id)
        alike = []
        for row in rows:
            others = set(tokens(row["title"])) | set(tokens(row["body"]))
            likeness = len(words & others) / len(words | others)
            if likeness >= _DUPLICATE_LIKENESS:
                alike.append((-likeness, row["id"], lesson_from_row(row)))
        return [found for _, _, found in sorted(alike, key=lambda item: item[:2])]

    def _rows_sharing(self, words: Sequence[str], but: str) -> list[Row]:
        """Lessons with all of the words, or, of four or more, all but one of them."""
        groups = [words]
        if len(words) > 3:
            groups += [[*words[:index], *words[index + 1 :]] for index in range(len(words))]
        expression = " OR ".join("(" + " AND ".join(f'"{word}"' for word in group) + ")" for group in groups)
        return self._connection.rows(
            f"{SELECT_LESSON} WHERE lesson.number IN"
            " (SELECT rowid FROM lesson_index WHERE lesson_index MATCH ? LIMIT ?) AND lesson.id <> ?",
            (expression, _DUPLICATE_CANDIDATES, but),
        )

    def _numbers(self, sql: str, parameters: Sequence[object]) -> list[int]:
        return [row[0] for row in self._connection.rows(sql, parameters)]  # type: ignore[index]
