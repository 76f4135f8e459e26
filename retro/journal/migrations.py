"""Schema changes, one decorated function each, in sqlite-utils' ``Migrations``.

sqlite_utils costs 85 ms to import, so this is loaded only for a new or an older journal.
"""

import re

from sqlite_utils import Database, Migrations

from retro.journal import schema, triggers
from retro.journal.connection import APPLICATION_ID, SCHEMA_VERSION
from retro.journal.library import sqlite3

__all__ = ["HISTORIC_TABLES", "apply", "schema_of_new"]

_FIRST_TABLES = (
    "companies",
    "company_aliases",
    "themes",
    "theme_aliases",
    "people",
    "person_aliases",
    "lessons",
    "lesson_themes",
    "lesson_people",
    "evidence",
    "relations",
    "applications",
    "reviews",
    "retrospectives",
    "answers",
    "commitments",
    "saved_searches",
    "posts",
    "post_lessons",
    "imported_posts",
    "imported_lessons",
)
_PRACTICE_TABLES = (
    "review_answers",
    "decisions",
    "decision_lessons",
    "check_ins",
    "check_in_items",
    "dismissed_relations",
)
HISTORIC_TABLES = (*_FIRST_TABLES, "import_candidates", *_PRACTICE_TABLES, "conflicts")
"""Every table that a command changes; the history's own are not part of it."""

migrations = Migrations("retro")


def apply(connection: "sqlite3.Connection", *, up_to: int = SCHEMA_VERSION) -> None:
    """Bring a journal to ``SCHEMA_VERSION``, or to an earlier one; all of it happens, or nothing.

    Args:
        connection: An autocommitting connection to a new or an older journal.
        up_to: The schema that it is to have.
    """
    database = Database(connection)
    # Inside our own BEGIN IMMEDIATE the migrations nest as savepoints; two processes cannot both migrate.
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] >= up_to:
            connection.rollback()  # another process was faster
            return
        migrations.apply(database, stop_before=_names()[up_to : up_to + 1])
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {up_to}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise


def schema_of_new() -> dict[str, str]:
    """Name -> SQL of everything that a new journal has."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    apply(connection)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {row["name"]: row["sql"] for row in rows}


def _names() -> list[str]:
    """The migrations in order: the n-th leads to schema n."""
    return sorted(name for name in globals() if re.fullmatch(r"m\d{3}_\w+", name))


@migrations()
def m001_the_vocabulary(database: Database) -> None:
    """Companies, themes, people, lessons and all that is said about them; history; the search index."""
    _run(database, schema.TABLES + schema.HISTORY + triggers.SEARCH + schema.VIEWS)
    _run(database, triggers.name_guards() + triggers.index_triggers())
    _run(database, triggers.history_triggers({name: _columns(database, name) for name in _FIRST_TABLES}))


@migrations()
def m002_what_posts_said(database: Database) -> None:
    """The text that was written last, so that what the author changed since can be told from it."""
    for column in ("text", "purpose", "dated"):
        _run(database, f"ALTER TABLE posts ADD COLUMN {column} TEXT NOT NULL DEFAULT '';\n")
    _remember_changes_anew(database, "posts")


@migrations()
def m003_lessons_to_review(database: Database) -> None:
    """What an import found and was not sure of waits for its reader."""
    _run(database, schema.CANDIDATES)
    _run(database, triggers.history_triggers({"import_candidates": _columns(database, "import_candidates")}))


@migrations()
def m004_nothing_is_no_json(database: Database) -> None:
    """To an SQLite before 3.45, NULL is not valid JSON, and a check of it refused every change.

    A check is rewritten as https://www.sqlite.org/lang_altertable.html#otheralter says: no row has to move.
    """
    for table, column in (("changes", "before"), ("import_candidates", "told")):
        old, new = f"CHECK (json_valid({column}))", f"CHECK ({column} IS NULL OR json_valid({column}))"
        found = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()["sql"]
        if old in found:
            _rewrite(database, table, found.replace(old, new))


@migrations()
def m005_what_is_done_with_lessons(database: Database) -> None:
    """Answers at a review, decisions, checklists; how far a retrospective has come; whose a commitment is.

    And what two devices have written in one place.

    ``reviews.status`` is what the log last made of a lesson's status: another one was set by hand.
    """
    _run(database, schema.PRACTICE)
    _run(database, "ALTER TABLE retrospectives ADD COLUMN step TEXT NOT NULL DEFAULT '';\n")
    _run(database, "ALTER TABLE commitments ADD COLUMN company INTEGER REFERENCES companies (number);\n")
    _run(database, "ALTER TABLE commitments ADD COLUMN closed_at TEXT;\n")
    _run(database, "ALTER TABLE reviews ADD COLUMN status TEXT;\n")
    for table in ("retrospectives", "commitments", "reviews"):
        _remember_changes_anew(database, table)
    _run(database, schema.CONFLICTS)
    new = (*_PRACTICE_TABLES, "conflicts")
    _run(database, triggers.history_triggers({name: _columns(database, name) for name in new}))


def _remember_changes_anew(database: Database, table: str) -> None:
    """The history's triggers name every column: a table that has got another needs new ones."""
    for event in ("insert", "update", "delete"):
        _run(database, f"DROP TRIGGER {table}_{event}_history;\n")
    _run(database, triggers.history_triggers({table: _columns(database, table)}))


def _rewrite(database: Database, table: str, sql: str) -> None:
    """Give a table another definition that its rows already meet."""
    version = database.execute("PRAGMA schema_version").fetchone()[0]
    database.execute("PRAGMA writable_schema = ON")
    database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", [sql, table])
    database.execute(f"PRAGMA schema_version = {version + 1}")
    database.execute("PRAGMA writable_schema = OFF")


def _columns(database: Database, table: str) -> tuple[list[str], list[str]]:
    """The key columns and all columns of a table, as SQLite itself knows them."""
    columns = database.table(table).columns
    return [column.name for column in columns if column.is_pk], [column.name for column in columns]


def _run(database: Database, script: str) -> None:
    """Execute statements one by one: ``executescript`` would commit the transaction we are in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""
