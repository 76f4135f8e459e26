"""The review list: what an import found in posts and was not sure of, until its reader decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retro.errors import NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.history import History
from retro.journal.identity import storable
from retro.journal.told_drafts import draft_as_json, draft_from_json
from retro.model import LessonDraft, Source

if TYPE_CHECKING:
    from retro.journal.lessons import Added, Lessons
    from retro.journal.publishing import Imports

__all__ = ["CandidateState", "Candidates", "ImportCandidate"]

_COLUMNS = (
    "number, post, place, state, draft, told, confidence, rule, source_path, source_heading, source_line"
)


class CandidateState(StrEnum):
    """What became of a candidate; one that was accepted is a lesson."""

    WAITING = "waiting"
    DROPPED = "dropped"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class ImportCandidate:
    """A lesson that may be one.

    Attributes:
        number: Its row.
        post: The imported post that it stands in.
        place: Where it stands among the candidates of its post.
        state: What became of it.
        draft: The lesson that it would be.
        told: As the post tells it; None for a part that was split off.
        confidence: How sure the reader of the post was, from 0 to 1.
        rule: Which rule found it.
    """

    number: int
    post: int
    place: float
    state: CandidateState
    draft: LessonDraft
    told: LessonDraft | None
    confidence: float
    rule: str


class Candidates:
    """Candidates for lessons.

    Args:
        connection: The open journal.
        history: Its steps.
        lessons: Takes those that are accepted.
        imports: Remembers which post they came from.
    """

    def __init__(
        self, connection: Connection, history: History, lessons: "Lessons", imports: "Imports"
    ) -> None:
        self._connection = connection
        self._history = history
        self._lessons = lessons
        self._imports = imports

    def count(self) -> int:
        """How many wait."""
        return int(self._connection.value("SELECT count(*) FROM import_candidates WHERE state = 'waiting'"))

    def waiting(self) -> list[ImportCandidate]:
        """Those that wait: post by post, in the order of the text."""
        return self._found("state = 'waiting' ORDER BY post, place, number")

    def of_post(self, post: int) -> list[ImportCandidate]:
        """Those that a post told, whatever became of them."""
        return self._found("post = ? AND told IS NOT NULL ORDER BY place, number", (post,))

    def get(self, number: int) -> ImportCandidate:
        """One that waits.

        Raises:
            NothingFound: When it does not wait any more, or never did.
        """
        found = self._found("number = ? AND state = 'waiting'", (number,))
        if not found:
            raise NothingFound("That candidate has been decided already.")
        return found[0]

    def _found(self, condition: str, parameters: Sequence[object] = ()) -> list[ImportCandidate]:
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM import_candidates WHERE {condition}", parameters
        )
        return [_candidate(row) for row in rows]

    def record(self, post: int, told: LessonDraft, confidence: float, rule: str) -> None:
        """Put what a post tells on the list, last of its post."""
        with self._history.step("import"):
            place = self._connection.value(
                "SELECT coalesce(max(place), 0) + 1 FROM import_candidates WHERE post = ?", (post,)
            )
            self._insert(post, place, told, told, confidence, rule)

    def tell(self, number: int, told: LessonDraft) -> None:
        """Remember what a post tells now; what nobody has edited since follows it."""
        with self._history.step("import"):
            text = storable(draft_as_json(told))
            self._connection.execute(
                "UPDATE import_candidates SET draft = CASE WHEN draft = told THEN ? ELSE draft END, told = ?"
                " WHERE number = ?",
                (text, text, number),
            )

    def accept(self, number: int, draft: LessonDraft | None = None) -> "Added":
        """Make a lesson of it.

        Args:
            number: Which one.
            draft: The lesson as its reader has edited it; else as it is.

        Raises:
            NothingFound: When it does not wait any more.
            InvalidValue: When the draft is none that the journal keeps.
        """
        candidate = self.get(number)
        accepted = draft or candidate.draft
        with self._history.step("import", f"Accepted “{accepted.title}”"):
            added = self._lessons.add(accepted)
            if candidate.told is not None:
                self._imports.record_lesson(candidate.post, added.lesson.id, candidate.told)
            self._connection.execute("DELETE FROM import_candidates WHERE number = ?", (number,))
            return added

    def drop(self, number: int) -> None:
        """Say that it is no lesson; importing the post again does not bring it back.

        Raises:
            NothingFound: When it does not wait any more.
        """
        candidate = self.get(number)
        with self._history.step("import", f"Dropped “{candidate.draft.title}”"):
            if candidate.told is None:
                self._connection.execute("DELETE FROM import_candidates WHERE number = ?", (number,))
            else:
                self._set(number, "state", CandidateState.DROPPED)

    def split(self, number: int, first: LessonDraft, second: LessonDraft) -> None:
        """Make two of it, the second right behind the first.

        Raises:
            NothingFound: When it does not wait any more.
        """
        candidate = self.get(number)
        with self._history.step("import", f"Split “{candidate.draft.title}”"):
            following = self._connection.value(
                "SELECT min(place) FROM import_candidates WHERE post = ? AND place > ?",
                (candidate.post, candidate.place),
            )
            place = candidate.place + 1 if following is None else (candidate.place + following) / 2
            self._set(number, "draft", draft_as_json(first))
            self._insert(candidate.post, place, second, None, candidate.confidence, candidate.rule)

    def merge(self, number: int, other: int, draft: LessonDraft) -> None:
        """Make one of two; what the other told is remembered, and does not come back.

        Raises:
            NothingFound: When one of them does not wait any more.
        """
        candidate, merged = self.get(number), self.get(other)
        with self._history.step("import", f"Merged “{merged.draft.title}” into “{candidate.draft.title}”"):
            self._set(number, "draft", draft_as_json(draft))
            if merged.told is None:
                self._connection.execute("DELETE FROM import_candidates WHERE number = ?", (other,))
            else:
                self._set(other, "state", CandidateState.MERGED)

    def _set(self, number: int, column: str, value: str) -> None:
        self._connection.execute(
            f"UPDATE import_candidates SET {column} = ? WHERE number = ?", (storable(value), number)
        )

    def _insert(
        self,
        post: int,
        place: float,
        draft: LessonDraft,
        told: LessonDraft | None,
        confidence: float,
        rule: str,
    ) -> None:
        source = draft.source or Source("")
        self._connection.execute(
            f"INSERT INTO import_candidates ({_COLUMNS}) VALUES (NULL, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?)",
            (
                post,
                place,
                storable(draft_as_json(draft)),
                None if told is None else storable(draft_as_json(told)),
                confidence,
                rule,
                storable(source.path),
                storable(source.heading),
                source.line,
            ),
        )


def _candidate(row: Row) -> ImportCandidate:
    source = Source(row["source_path"], row["source_heading"], row["source_line"])
    return ImportCandidate(
        number=row["number"],
        post=row["post"],
        place=row["place"],
        state=CandidateState(row["state"]),
        draft=draft_from_json(row["draft"]).replace(source=source if source.path else None),
        told=None if row["told"] is None else draft_from_json(row["told"]),
        confidence=row["confidence"],
        rule=row["rule"],
    )
