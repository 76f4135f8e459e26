"""dnote and tui-journal: other programs' SQLite files, read and never touched."""

import json
from pathlib import Path

import pytest

from retro.errors import InvalidValue
from retro.journal.foreign import ForeignDatabase
from retro.journal.library import sqlite3
from tests.posts.importers.reading import at, entries, given, named, options, read, recognised, said, troubles

DNOTE = """
CREATE TABLE books (uuid text PRIMARY KEY, label text NOT NULL, dirty bool, usn int, deleted bool);
CREATE TABLE notes (uuid text NOT NULL, book_uuid text NOT NULL, body text NOT NULL, added_on integer,
    edited_on integer DEFAULT 0, public bool, dirty bool, usn int, deleted bool DEFAULT false);
INSERT INTO books VALUES ('b1', 'eks', 0, 1, 0);
INSERT INTO notes VALUES
    ('n1', 'b1', '# Boil the frog' || char(10) || 'Slowly.', 1700000000123456789,
        0, 0, 0, 1, 0),
    ('n2', 'b1', 'deleted', 1700000000000000000, 0, 0, 0, 1, 1),
    ('n3', 'gone', 'Ask twice', 0, 0, 0, 0, 1, 0),
    ('n4', 'b1', '  ', 1700000000000000000, 0, 0, 0, 1, 0);
"""
TUI = """
CREATE TABLE entries (id INTEGER PRIMARY KEY, date DATETIME NOT NULL, title TEXT, content TEXT,
    priority INTEGER);
CREATE TABLE tags (entry_id INTEGER, tag TEXT NOT NULL);
INSERT INTO entries VALUES (1, '2023-10-19T21:07:00+00:00', 'Boil the frog', 'Slowly.', 3),
    (2, 'soon', '', '', NULL), (3, 'soon', '', 'Only text' || char(10) || 'below', NULL);
INSERT INTO tags VALUES (1, 'trust'), (1, 'mistake'), (1, '@eks');
"""


def database(path: Path, script: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def dnote(tmp_path: Path) -> Path:
    return database(tmp_path / "dnote.db", DNOTE)


def test_dnote(dnote: Path) -> None:
    before = dnote.read_bytes()
    file = at(dnote)
    assert recognised(file) == "dnote"
    ask, frog = entries(file)
    assert said(frog)[:2] == ("Boil the frog", "Slowly.")
    assert str(frog.happened) in {"2023-11-14", "2023-11-15"}
    assert (frog.mentions, frog.heading, frog.key, frog.is_unique) == (("eks",), "eks", "dnote n1", True)
    assert ask.problems == ("The note “Ask twice” has no date.",)
    assert troubles(file) == ["Note 2 has no text; it was left out."]
    assert dnote.read_bytes() == before
    assert [path.name for path in dnote.parent.iterdir()] == ["dnote.db"]


def test_tui_journal(tmp_path: Path) -> None:
    file = at(database(tmp_path / "entries.db", TUI))
    assert recognised(file) == "tui-journal"
    frog, text = entries(file)
    assert said(frog) == ("Boil the frog", "Slowly.", "2023-10-19 21:07:00")
    assert (frog.draft.themes, frog.draft.kind, frog.mentions) == (("trust",), "mistake", ("eks",))
    assert (text.draft.title, text.draft.body, text.happened) == ("Only text", "below", None)
    assert troubles(file) == ["The entry of soon has neither title nor text; it was left out."]


def test_tui_journal_s_json() -> None:
    item = {
        "date": "2023-10-19T21:07:00Z",
        "title": "Boil the frog",
        "content": "Slowly.",
        "tags": ["trust"],
        "priority": None,
    }
    file = given(json.dumps({"version": 100, "entries": [item, 7, {"title": "No more"}]}), "transfer.json")
    assert recognised(file) == "tui-journal-json"
    frog, other = entries(file)
    assert said(frog) == ("Boil the frog", "Slowly.", "2023-10-19 21:07:00")
    assert (frog.draft.themes, other.draft.title) == (("trust",), "No more")
    assert len(troubles(file)) == 1


def test_a_log_of_another_program_that_has_it_open(dnote: Path) -> None:
    writer = sqlite3.connect(dnote)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE notes SET body = 'Only in the log' WHERE uuid = 'n1'")
    writer.commit()
    assert [entry.draft.title for entry in entries(at(dnote))] == ["Ask twice", "Only in the log"]
    writer.close()


def test_a_file_in_wal_mode_gets_no_companions(dnote: Path) -> None:
    writer = sqlite3.connect(dnote)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.close()
    assert len(entries(at(dnote))) == 2
    assert [path.name for path in dnote.parent.iterdir()] == ["dnote.db"]


def test_a_file_that_another_program_is_writing(dnote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retro.journal.foreign._BUSY_SECONDS", 0.05)
    writer = sqlite3.connect(dnote, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert troubles(at(dnote), form=named("dnote")) == [
            "It is being written by another program; close it, and try again."
        ]
    finally:
        writer.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:5000],
        lambda content: content[:16] + bytes(len(content) - 16),
        lambda content: content[:100] + b"\xff" * (len(content) - 100),
        lambda _content: b"no database at all",
        lambda _content: b"",
    ],
    ids=["cut", "zeros", "noise", "text", "empty"],
)
def test_what_is_no_database(dnote: Path, damage: object) -> None:
    dnote.write_bytes(damage(dnote.read_bytes()))  # type: ignore[operator]
    for name in ("dnote", "tui-journal"):
        found = read(at(dnote), form=named(name))
        assert [each for each in found if not hasattr(each, "sentence")] == []
        assert len(found) == 1


SCHEMAS = {
    "other columns": "CREATE TABLE notes (uuid, body); CREATE TABLE books (uuid, label);",
    "views": """
        CREATE VIEW books AS SELECT 'b' AS uuid, 'b' AS label;
        CREATE VIEW notes AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT i AS uuid, 'b' AS book_uuid, 'x' AS body, 1 AS added_on, 0 AS deleted FROM n WHERE i < 0;
    """,
    "a virtual table": """
        CREATE VIRTUAL TABLE notes USING fts5 (uuid, book_uuid, body, added_on, deleted);
        CREATE TABLE books (uuid, label);
    """,
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_of_another_schema(tmp_path: Path, schema: str) -> None:
    file = at(database(tmp_path / "other.db", SCHEMAS[schema]))
    assert recognised(file) == ""
    assert troubles(file, form=named("dnote")) == ["It has no table of dnote's notes."]


def test_a_row_that_never_ends(tmp_path: Path) -> None:
    path = database(tmp_path / "other.db", "CREATE TABLE t (a);")
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with ForeignDatabase(path) as foreign, pytest.raises(InvalidValue, match="takes without end"):
        list(foreign.rows(endless))


def test_text_that_is_no_utf_8(tmp_path: Path) -> None:
    script = DNOTE + "UPDATE notes SET body = CAST(x'41ff00' AS TEXT) WHERE uuid = 'n1';"
    titles = [entry.draft.title for entry in entries(at(database(tmp_path / "d.db", script)))]
    assert titles[1].startswith("A\ufffd")


def test_standard_input_is_no_place_for_a_database(dnote: Path) -> None:
    file = given(dnote.read_bytes(), "dnote.db")
    assert troubles(file, form=named("dnote")) == [
        "An SQLite file is read from its place, not from standard input."
    ]


def test_many_notes_one_after_the_other(tmp_path: Path) -> None:
    many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
    script = f"{DNOTE} INSERT INTO notes {many} SELECT 'x' || i, 'b1', 'Note ' || i, i, 0, 0, 0, 1, 0 FROM n;"
    file = at(database(tmp_path / "d.db", script))
    assert sum(1 for _ in named("dnote").read(file, options())) == 10_003
