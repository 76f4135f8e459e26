"""Takes lessons out of a journal: their rows, what belongs to them, their history, and copies of their text.

What stays of each is a step that says when it was deleted for good, with its id.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from retro.journal.connection import Connection
from retro.journal.purging.lives import Life, lives, tables
from retro.journal.purging.texts import Texts
from retro.journal.purging.tombstones import COMMAND, purged_ids, purged_summary

__all__ = ["Removed", "known_ids", "remove"]

_OWNED = {
    "lesson_themes": ("lesson",),
    "lesson_people": ("lesson",),
    "evidence": ("lesson",),
    "relations": ("source", "target"),
    "applications": ("lesson",),
    "reviews": ("lesson",),
    "answers": ("lesson",),
    "post_lessons": ("lesson",),
    "review_answers": ("lesson",),
    "decision_lessons": ("lesson",),
    "check_in_items": ("lesson",),
    "dismissed_relations": ("source", "target"),
    "imported_lessons": ("lesson",),
    "conflicts": ("lesson",),
}
"""Tables whose rows belong to lessons -> the columns that say to which."""


@dataclass(slots=True)
class Removed:
    """What was taken out.

    Attributes:
        ids: Of the lessons.
        texts: All that they have ever said.
        posts: Paths of posts that were written with them.
        sources: Paths of files that they were imported from.
    """

    ids: frozenset[str]
    texts: Texts = field(default_factory=Texts)
    posts: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def known_ids(connection: Connection, prefix: str) -> list[str]:
    """The ids that begin so of lessons that are there, or were: history or a backup may still have them."""
    rows = connection.rows(
        "SELECT id FROM lessons WHERE substr(id, 1, ?1) = ?2 UNION"
        " SELECT json_extract(before, '$.id') FROM changes WHERE table_name = 'lessons'"
        " AND substr(json_extract(before, '$.id'), 1, ?1) = ?2",
        (len(prefix), prefix),
    )
    gone = (each for each in purged_ids(connection) if each.startswith(prefix))
    return sorted({*(row["id"] for row in rows), *gone})


def remove(connection: Connection, ids: Iterable[str], moment: str) -> Removed:
    """Take lessons out, in one transaction that no undo takes back.

    Args:
        connection: To a journal, or to a backup of one.
        ids: Of the lessons.
        moment: The present one.

    Raises:
        JournalUnusable: When the journal cannot be written; nothing was changed.
    """
    connection.rows("PRAGMA secure_delete = ON")
    with connection.transaction():
        removing = _Removing(connection, frozenset(ids))
        removing.collect()
        removing.take_out()
        removing.forget()
        removing.remember(moment)
        removing.index_anew()
    return removing.removed


class _Removing:
    def __init__(self, connection: Connection, ids: frozenset[str]) -> None:
        self._connection = connection
        self._tables = tables(connection)
        self._changes: set[int] = set()
        self._numbers: set[int] = set()
        self._posts: set[int] = set()
        self._emptied: set[int] = set()
        self._candidates: list[Life] = []
        self._last = connection.value("SELECT coalesce(max(number), 0) FROM changes")
        self.removed = Removed(ids)

    def collect(self) -> None:
        """Find all that is to go, before anything goes."""
        for life in lives(self._connection, "lessons"):
            if life.values("id") & self.removed.ids:
                self._doom(life)
                self._numbers |= life.values("number")
                self.removed.sources |= life.values("source_path") - {None}
        for table, columns in _OWNED.items():
            for life in lives(self._connection, table) if table in self._tables else ():
                if self._is_owned(life, columns):
                    self._doom(life)
                    if table == "post_lessons":
                        self._posts |= life.values("post")
        for life in lives(self._connection, "import_candidates") if self._has_candidates else ():
            if any(self.removed.texts.are_told_by(row) for row in life.rows):
                self._doom(life)
                self._candidates.append(life)
        self._collect_posts()

    @property
    def _has_candidates(self) -> bool:
        return "import_candidates" in self._tables

    def _is_owned(self, life: Life, columns: tuple[str, ...]) -> bool:
        """Whether a row belongs to a lesson that goes; one that stays may have another's old number."""
        if life.now is None:
            return bool(life.values(*columns) & self._numbers)
        there = {self._id_of(life.now[name]) for name in columns}
        return bool(there & self.removed.ids)

    def _id_of(self, number: int) -> str | None:
        found = self._connection.value("SELECT id FROM lessons WHERE number = ?", (number,))
        return None if found is None else str(found)

    def _doom(self, life: Life) -> None:
        self._changes.update(life.changes)
        for row in life.rows:
            self.removed.texts.add(row)

    def _collect_posts(self) -> None:
        """Posts that were written with them: of one that holds no other lesson nothing is kept."""
        for life in lives(self._connection, "posts"):
            if not life.values("number") & self._posts:
                continue
            self.removed.posts |= life.values("path")
            number = life.key["number"]
            others = self._connection.value(
                "SELECT count(*) FROM post_lessons JOIN lessons ON lessons.number = lesson"
                f" WHERE post = ? AND lessons.id NOT IN ({_marks(self.removed.ids)})",
                (number, *self.removed.ids),
            )
            if not others:
                self._changes.update(life.changes)
                self._emptied.add(number)

    def take_out(self) -> None:
        """The rows; those that belong to lessons go with them."""
        marks, ids = _marks(self.removed.ids), tuple(self.removed.ids)
        gone = f"(SELECT number FROM lessons WHERE id IN ({marks}))"
        self._connection.execute(f"DELETE FROM answers WHERE lesson IN {gone}", ids)
        self._connection.execute(f"DELETE FROM lessons WHERE id IN ({marks})", ids)
        for life in self._candidates:
            self._connection.execute("DELETE FROM import_candidates WHERE number = ?", (life.key["number"],))
        for number in self._posts:
            if number in self._emptied:
                self._connection.execute("DELETE FROM posts WHERE number = ?", (number,))
            elif self._keeps_posts_texts():
                self._connection.execute("UPDATE posts SET text = '' WHERE number = ?", (number,))
                self._connection.execute(
                    "UPDATE changes SET before = json_set(before, '$.text', '') WHERE table_name = 'posts'"
                    " AND row_key = json_object('number', ?) AND json_extract(before, '$.text') <> ''",
                    (number,),
                )

    def _keeps_posts_texts(self) -> bool:
        columns = self._connection.rows("PRAGMA table_info(posts)")
        return any(row["name"] == "text" for row in columns)

    def forget(self) -> None:
        """The history of all that, and of the taking out itself; steps that have nothing left to tell."""
        connection = self._connection
        connection.execute("CREATE TEMP TABLE doomed (number INTEGER PRIMARY KEY)")
        for number in self._changes:
            connection.execute("INSERT INTO doomed VALUES (?)", (number,))
        touched = connection.rows(
            "SELECT DISTINCT steps.number, steps.summary, steps.command FROM steps"
            " JOIN changes ON step = steps.number WHERE changes.number IN (SELECT number FROM doomed)"
        )
        connection.execute(
            "DELETE FROM changes WHERE number > ? OR number IN (SELECT number FROM doomed)", (self._last,)
        )
        connection.execute("DROP TABLE doomed")
        for step in touched:
            if self.removed.texts.are_summed_up_by(step["summary"]):
                connection.execute(
                    "UPDATE steps SET summary = ? WHERE number = ?",
                    (f"{step['command']}, of lessons that were deleted for good", step["number"]),
                )
            self._drop_if_empty(step["number"])

    def _drop_if_empty(self, step: int) -> None:
        """Forget a step that changed nothing else, with every undoing of it."""
        group = "(SELECT number FROM steps WHERE number = ?1 OR undoes = ?1)"
        undone = self._connection.value("SELECT undoes FROM steps WHERE number = ?", (step,))
        first = step if undone is None else int(undone)
        if self._connection.row(f"SELECT 1 FROM changes WHERE step IN {group} LIMIT 1", (first,)) is None:
            self._connection.execute("PRAGMA defer_foreign_keys = ON")
            self._connection.execute(f"DELETE FROM steps WHERE number IN {group}", (first,))

    def remember(self, moment: str) -> None:
        """That they were deleted for good; a step that is done with, so that undo passes it over."""
        for lesson_id in sorted(self.removed.ids - purged_ids(self._connection)):
            number = self._connection.execute(
                "INSERT INTO steps (made_at, command, summary) VALUES (?, ?, ?)",
                (moment, COMMAND, purged_summary(lesson_id)),
            )
            self._connection.execute("UPDATE steps SET undone_by = number WHERE number = ?", (number,))

    def index_anew(self) -> None:
        """Words of deleted text stay in the pieces of an index until all are written anew."""
        self._connection.execute("INSERT INTO lesson_index (lesson_index) VALUES ('rebuild')")
        self._connection.execute("DELETE FROM vocabulary")
        self._connection.execute("DELETE FROM text_changes")


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
