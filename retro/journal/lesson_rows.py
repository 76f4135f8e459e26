"""Lessons as rows and as values."""

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from retro.journal.connection import Row
from retro.journal.identity import storable
from retro.model import Evidence, Kind, Lesson, LessonDraft, Source, Status, Visibility

if TYPE_CHECKING:
    from retro.dates import Span

__all__ = ["SELECT_LESSON", "content_hash", "lesson_columns", "lesson_from_row"]

_MARK = "\x1f"
"""Between the parts of a list in one column: the unit separator, which no name can hold."""

SELECT_LESSON = """
SELECT lesson.*,
    (SELECT name FROM companies WHERE number = lesson.company) AS company_name,
    (SELECT group_concat(name, char(31)) FROM (SELECT name FROM lesson_themes JOIN themes ON number = theme
        WHERE lesson = lesson.number ORDER BY position)) AS themes,
    (SELECT group_concat(name, char(31)) FROM (SELECT name FROM lesson_people JOIN people ON number = person
        WHERE lesson = lesson.number ORDER BY position)) AS people,
    (SELECT json_group_array(json_array(metric, before, after, unit)) FROM (SELECT * FROM evidence
        WHERE evidence.lesson = lesson.number ORDER BY position)) AS evidence
FROM lessons AS lesson
"""


def lesson_from_row(row: Row) -> Lesson:
    """A row of ``SELECT_LESSON`` as a value."""
    return Lesson(
        id=row["id"],
        title=row["title"],
        body=row["body"],
        kind=Kind(row["kind"]),
        company=row["company_name"],
        themes=_list(row["themes"]),
        people=_list(row["people"]),
        happened=_span(row["happened"]),
        trigger=row["trigger"],
        status=Status(row["status"]),
        visibility=Visibility(row["visibility"]),
        starred=bool(row["starred"]),
        source=None
        if row["source_path"] is None
        else Source(row["source_path"], row["source_heading"], row["source_line"]),
        evidence=_evidence(row["evidence"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        deleted_at=row["deleted_at"],
    )


def lesson_columns(draft: LessonDraft, captured: str) -> dict[str, Any]:
    """A draft as columns. ``day`` sorts: the last day it can have happened, else the day it was captured."""
    happened, source = draft.happened, draft.source
    return {
        "title": draft.title,
        "body": storable(draft.body).strip("\n"),
        "kind": str(draft.kind),
        "happened": None if happened is None else str(happened),
        "first_day": None if happened is None else happened.first_day.isoformat(),
        "last_day": None if happened is None else happened.last_day.isoformat(),
        "day": captured[:10] if happened is None else happened.last_day.isoformat(),
        "trigger": " ".join(storable(draft.trigger).split()),
        "status": str(draft.status),
        "visibility": str(draft.visibility),
        "starred": int(draft.starred),
        "source_path": None if source is None else storable(source.path),
        "source_heading": "" if source is None else storable(source.heading),
        "source_line": 0 if source is None else source.line,
    }


_HASHED = itemgetter(
    "id",
    "title",
    "body",
    "kind",
    "happened",
    "trigger",
    "status",
    "visibility",
    "starred",
    "created_at",
)


def content_hash(columns: dict[str, Any]) -> str:
    """Finds what SQLite's integrity check misses: it said "ok" of 138 in 400 flipped bits."""
    # hashlib would load OpenSSL, 3 ms of a capture, for a function that is Python's own.
    from _blake2 import blake2b  # noqa: PLC0415

    text = _MARK.join(map(str, _HASHED(columns)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=4096)
def _span(text: str | None) -> "Span | None":
    if text is None:
        return None
    from retro.dates import Span  # noqa: PLC0415 - 1 ms that a capture without a date does not need

    return Span.parse(text)


def _list(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(_MARK)) if joined else ()


def _evidence(text: str) -> tuple[Evidence, ...]:
    if text == "[]":
        return ()
    import json  # noqa: PLC0415 - 1 ms that a capture without evidence does not need

    return tuple(Evidence(*item) for item in json.loads(text))
