"""What came in from posts and what went out in them: the journal's memory of both.

Imported: which post each lesson came from and what it said there, so that importing again adds nothing and
the user's own edits win. Written: which lessons a post holds and what was written, so that a file that was
edited since is not overwritten.
"""

from collections.abc import Collection
from dataclasses import dataclass

from retro.journal.connection import Connection, Row
from retro.journal.history import History
from retro.journal.identity import new_id, storable
from retro.journal.told_drafts import draft_as_json, draft_from_json
from retro.model import LessonDraft

__all__ = ["ImportedLesson", "Imports", "Posts", "WrittenPost"]


@dataclass(frozen=True, slots=True)
class ImportedLesson:
    """A lesson that came from a post, and the draft as it was imported last."""

    lesson_id: str
    draft: LessonDraft
    deleted: bool


@dataclass(frozen=True, slots=True)
class WrittenPost:
    """A file that retro wrote.

    Attributes:
        content_hash: Of the bytes written last.
        text: What retro itself made then, without what the author had changed; "" where it is not known.
        purpose: What it was asked to hold: the same again updates this file.
        dated: Its day, in ISO 8601.
    """

    id: str
    path: str
    title: str
    dialect: str
    content_hash: str
    lesson_ids: tuple[str, ...]
    written_at: str = ""
    text: str = ""
    purpose: str = ""
    dated: str = ""


class Imports:
    """Posts that were imported."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def find(self, path: str, title: str, published: str) -> int | None:
        """The post that was imported from a path before, or, if it moved, one of the same title and date."""
        found = self._connection.value(
            "SELECT number FROM imported_posts WHERE path = ? ORDER BY number DESC", (storable(path),)
        )
        if found is None and title and published:
            found = self._connection.value(
                "SELECT number FROM imported_posts WHERE title = ? AND published = ? ORDER BY number DESC",
                (storable(title), published),
            )
        return None if found is None else int(found)

    def path(self, post: int) -> str:
        """Where a post was when it was imported last."""
        return str(self._connection.value("SELECT path FROM imported_posts WHERE number = ?", (post,)))

    def post_of(self, lesson_id: str) -> int | None:
        """The post that a lesson came from, if it came from one."""
        found = self._connection.value(
            "SELECT post FROM imported_lessons JOIN lessons ON lessons.number = lesson WHERE lessons.id = ?",
            (lesson_id,),
        )
        return None if found is None else int(found)

    def unchanged(self, post: int, content_hash: str) -> bool:
        """True when the post's bytes are those that were imported last."""
        return bool(
            self._connection.value(
                "SELECT content_hash = ? FROM imported_posts WHERE number = ?", (content_hash, post)
            )
        )

    def lessons(self, post: int) -> list[ImportedLesson]:
        """What came from a post, deleted lessons too, in the order of their rows."""
        rows = self._connection.rows(
            "SELECT lessons.id, lessons.deleted_at, draft FROM imported_lessons"
            " JOIN lessons ON lessons.number = lesson WHERE post = ? ORDER BY lesson",
            (post,),
        )
        return [
            ImportedLesson(row["id"], draft_from_json(row["draft"]), row["deleted_at"] is not None)
            for row in rows
        ]

    def record(self, post: int | None, path: str, title: str, published: str, content_hash: str) -> int:
        """Remember a post, or what it has become; returns its row."""
        values = (storable(path), storable(title), published, content_hash, self._history.moment())
        with self._history.step("import"):
            if post is None:
                return self._connection.execute(
                    "INSERT INTO imported_posts (path, title, published, content_hash, imported_at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    values,
                )
            self._connection.execute(
                "UPDATE imported_posts SET path = ?, title = ?, published = ?, content_hash = ?,"
                " imported_at = ? WHERE number = ?",
                (*values, post),
            )
            return post

    def record_lesson(self, post: int, lesson_id: str, draft: LessonDraft) -> None:
        """Remember what a lesson said in a post."""
        with self._history.step("import"):
            number = self._connection.value("SELECT number FROM lessons WHERE id = ?", (lesson_id,))
            text = draft_as_json(draft)
            if self._connection.row("SELECT 1 FROM imported_lessons WHERE lesson = ?", (number,)):
                self._connection.execute(
                    "UPDATE imported_lessons SET post = ?, draft = ? WHERE lesson = ?",
                    (post, storable(text), number),
                )
            else:
                self._connection.execute(
                    "INSERT INTO imported_lessons (lesson, post, draft) VALUES (?, ?, ?)",
                    (number, post, storable(text)),
                )


class Posts:
    """Posts that were written."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def at(self, path: str) -> WrittenPost | None:
        """The post that retro wrote at a path, if it did."""
        row = self._connection.row("SELECT * FROM posts WHERE path = ?", (storable(path),))
        return None if row is None else self._post(row)

    def for_purpose(self, purpose: str, folder: str) -> tuple[WrittenPost, ...]:
        """The posts below a folder that were written for the same purpose, the latest first."""
        rows = self._connection.rows(
            "SELECT * FROM posts WHERE purpose = ? AND purpose <> '' AND substr(path, 1, ?) = ?"
            " ORDER BY written_at DESC, number DESC",
            (storable(purpose), len(folder) + 1, storable(folder) + "/"),
        )
        return tuple(map(self._post, rows))

    def paths(self, folder: str, purposes: Collection[str]) -> dict[str, list[str]]:
        """The paths below a folder of what was written for some purposes, the latest first.

        Args:
            folder: Where.
            purposes: Of one or of many: they are asked for together, for there is no index of purposes, and
                asking for each of ten thousand would read all posts ten thousand times.
        """
        below = (len(folder) + 1, storable(folder) + "/")
        wanted = {storable(purpose) for purpose in purposes}
        rows = self._connection.rows(
            "SELECT purpose, path FROM posts WHERE purpose <> '' AND substr(path, 1, ?) = ?"
            " ORDER BY written_at DESC, number DESC",
            below,
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            if row["purpose"] in wanted:
                found.setdefault(row["purpose"], []).append(row["path"])
        return {purpose: found.get(storable(purpose), []) for purpose in purposes}

    def _post(self, row: Row) -> WrittenPost:
        ids = self._connection.rows(
            "SELECT id FROM post_lessons JOIN lessons ON lessons.number = lesson WHERE post = ?"
            " ORDER BY position",
            (row["number"],),
        )
        fields = ("id", "path", "title", "dialect", "content_hash", "written_at", "text", "purpose", "dated")
        return WrittenPost(
            lesson_ids=tuple(found["id"] for found in ids), **{name: row[name] for name in fields}
        )

    def record(self, post: WrittenPost, query: str) -> None:
        """Remember a file that was written, and its lessons in order; its id and moment are made here."""
        count, path = len(post.lesson_ids), storable(post.path)
        with self._history.step("export", f"Exported {count} lessons to {post.path}"):
            number = self._connection.value("SELECT number FROM posts WHERE path = ?", (path,))
            values = {
                "title": storable(post.title),
                "dialect": post.dialect,
                "query": storable(query),
                "content_hash": post.content_hash,
                "written_at": self._history.moment(),
                "text": storable(post.text),
                "purpose": storable(post.purpose),
                "dated": post.dated,
            }
            if number is None:
                values |= {"id": new_id(), "path": path}
                number = self._connection.execute(
                    f"INSERT INTO posts ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
                    tuple(values.values()),
                )
            else:
                self._connection.execute(
                    f"UPDATE posts SET {', '.join(f'{name} = ?' for name in values)} WHERE number = ?",
                    (*values.values(), number),
                )
                self._connection.execute("DELETE FROM post_lessons WHERE post = ?", (number,))
            for position, lesson_id in enumerate(post.lesson_ids):
                self._connection.execute(
                    "INSERT OR IGNORE INTO post_lessons SELECT ?, number, ? FROM lessons WHERE id = ?",
                    (number, position, lesson_id),
                )

    def of_lesson(self, lesson_id: str) -> list[tuple[str, str]]:
        """``(title, path)`` of each post that holds a lesson."""
        rows = self._connection.rows(
            "SELECT posts.title, posts.path FROM post_lessons JOIN posts ON posts.number = post"
            " JOIN lessons ON lessons.number = lesson WHERE lessons.id = ? ORDER BY posts.written_at",
            (lesson_id,),
        )
        return [(row["title"], row["path"]) for row in rows]
