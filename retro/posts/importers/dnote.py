"""dnote: notes in books, in one SQLite file. A book is the company if one is registered so, else a theme."""

from collections.abc import Iterator

from retro.journal.connection import Row
from retro.journal.foreign import ForeignDatabase
from retro.model import Kind, LessonDraft
from retro.posts.importers.databases import has_tables, text_of, through
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.moments import utc_moment
from retro.posts.importers.wording import Labels, title_and_body

__all__ = ["FORMAT"]

_NOTES = """
SELECT notes.uuid AS uuid, books.label AS book, notes.body AS body, notes.added_on AS added_on
FROM notes LEFT JOIN books ON books.uuid = notes.book_uuid
WHERE NOT notes.deleted ORDER BY notes.added_on, notes.rowid
"""


def _recognises(given: Given) -> bool:
    return has_tables(given, notes="uuid book_uuid body added_on deleted", books="uuid label")


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:  # noqa: ARG001 - every format's signature
    def notes(database: ForeignDatabase) -> Iterator[Entry | Trouble]:
        if not database.has("notes", ["uuid", "book_uuid", "body", "added_on", "deleted"]):
            yield Trouble("It has no table of dnote's notes.")
            return
        for number, row in enumerate(database.rows(_NOTES), 1):
            title, body = title_and_body(text_of(row["body"]))
            if title:
                yield _entry(row, title, body)
            else:
                yield Trouble(f"Note {number:,} has no text; it was left out.")

    return through(given, notes)


def _entry(row: Row, title: str, body: str) -> Entry:
    added = row["added_on"]
    moment = utc_moment(added / 1_000_000_000) if isinstance(added, int) and added else None
    book = Labels([f"@{text_of(row['book'])}"])
    identity = text_of(row["uuid"])
    return Entry(
        f"dnote {identity}" if identity else f"{moment or 'undated'} {title}",
        LessonDraft(
            title=title,
            body=body,
            kind=book.kind or Kind.LESSON,
            happened=None if moment is None else moment.span,
        ),
        moment="" if moment is None else str(moment),
        mentions=book.mentions,
        heading=text_of(row["book"]),
        is_unique=bool(identity),
        problems=() if moment else (f"The note “{title[:60]}” has no date.",),
    )


FORMAT = Format("dnote", "dnote: its SQLite file", _recognises, _read)
