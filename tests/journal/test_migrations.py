"""An earlier retro's journal becomes a present one with all that is in it, or stays what it was."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retro.errors import JournalUnusable, NothingFound
from retro.journal import Journal, connection, opening
from retro.journal.backups import Reason, backups, restore
from retro.journal.checkup import checkup
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.migrations import HISTORIC_TABLES
from retro.search import SearchEngine
from tests.cli.failing import is_whole
from tests.conftest import NOON, noon
from tests.journal.interrupting import Statements, interrupt, watched
from tests.journal.test_history import check_index
from tests.journal.test_opening import schema_of
from tests.journals.earlier import OLD_JOURNALS, schema_number, unpack

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))
"""Set by ``make soak``: every statement; else some of them."""

Rows = Mapping[str, list[dict[str, Any]]]

every_schema = pytest.mark.parametrize("packed", OLD_JOURNALS, ids=lambda path: path.name)


def version(path: Path) -> int:
    with closing(connect(path, writable=False)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def rows_of(path: Path) -> Rows:
    """All rows of all tables, but for what SQLite and the migrations keep for themselves."""
    with closing(connect(path, writable=False)) as connection:
        names = [
            row["name"]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not row["name"].startswith(("sqlite_", "_sqlite", "lesson_index", "lesson_words"))
        ]
        return {
            name: sorted((dict(row) for row in connection.execute(f"SELECT * FROM {name}")), key=str)
            for name in names
        }


def as_before(before: Rows, now: Rows) -> Rows:
    """What there is now in the tables and columns that were there before."""
    return {
        name: sorted(({column: row[column] for column in rows[0]} for row in now[name]), key=str)
        for name, rows in before.items()
    }


def test_there_is_one_of_each_schema_and_something_in_all_its_tables(tmp_path: Path) -> None:
    assert [schema_number(packed) for packed in OLD_JOURNALS] == list(range(1, SCHEMA_VERSION))
    for packed in OLD_JOURNALS:
        path = unpack(packed, tmp_path / packed.stem)
        assert version(path) == schema_number(packed)
        assert all(rows_of(path).values())


@every_schema
def test_all_that_was_in_it_is_in_it(packed: Path, journal_path: Path) -> None:
    before = rows_of(unpack(packed, journal_path))
    with Journal.open(journal_path, clock=noon) as journal:
        check_index(journal)
    now = rows_of(journal_path)
    assert as_before(before, now) == before
    for name, rows in now.items():
        for column in set(rows[0]) - set(before[name][0]) if name in before else ():
            assert {row[column] for row in rows} <= {None, ""}
    fresh = journal_path.with_name("fresh.db")
    with Journal.open(fresh):
        pass
    assert version(journal_path) == SCHEMA_VERSION
    assert schema_of(journal_path) == schema_of(fresh)
    assert list(checkup(journal_path, NOON)) == []


@every_schema
def test_it_is_searched_as_before(packed: Path, journal_path: Path) -> None:
    unpack(packed, journal_path)
    with Journal.open(journal_path) as journal:
        for words in ("frgo", "milestones", "naive", "countess", "h9", "transition", "theme:change"):
            [hit] = SearchEngine(journal).find(words).page(0, 9)
            assert hit.lesson.title == "Boil the frog"


@every_schema
def test_what_was_done_before_can_be_undone_and_done_again(packed: Path, journal_path: Path) -> None:
    unpack(packed, journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        migrated = rows_of(journal_path)
        undone = 0
        with suppress(NothingFound):
            while journal.history.undo():
                undone += 1
                check_index(journal)
        assert undone > len(OLD_JOURNALS)
        assert not any(rows_of(journal_path)[table] for table in HISTORIC_TABLES)
        for _ in range(undone):
            journal.history.redo()
        check_index(journal)
    now = rows_of(journal_path)
    assert {table: now[table] for table in HISTORIC_TABLES} == {
        table: migrated[table] for table in HISTORIC_TABLES
    }


@every_schema
def test_what_is_changed_in_new_columns_can_be_undone(packed: Path, journal_path: Path) -> None:
    unpack(packed, journal_path)
    with Journal.open(journal_path) as journal:
        lesson = journal.lessons.by_numbers([1])[0]
        [(_, path)] = journal.posts.of_lesson(lesson.id)
        post = journal.posts.at(path)
        assert post is not None
        journal.posts.record(replace(post, text="more"), "")
        with journal.step("commit", "Closed"):
            journal._connection.execute("UPDATE commitments SET closed_at = '2024-05-16' WHERE number = 1")
        journal.history.undo()
        journal.history.undo()
        assert journal.posts.at(path) == post
        assert journal._connection.value("SELECT closed_at FROM commitments WHERE number = 1") is None


@every_schema
def test_the_backup_before_it_leads_back_to_the_earlier_retro(packed: Path, journal_path: Path) -> None:
    before = rows_of(unpack(packed, journal_path))
    with Journal.open(journal_path):
        pass
    [made] = backups(journal_path)
    assert made.reason is Reason.MIGRATION
    assert version(made.path) == schema_number(packed)
    assert rows_of(made.path) == before
    restore(journal_path, made.path, noon)
    assert rows_of(journal_path) == before
    with Journal.open(journal_path):
        pass
    assert as_before(before, rows_of(journal_path)) == before


@every_schema
def test_an_earlier_retro_refuses_a_later_journal_and_leaves_it_alone(
    packed: Path, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(journal_path):
        pass
    before = journal_path.read_bytes()
    for module in (connection, opening):
        monkeypatch.setattr(module, "SCHEMA_VERSION", schema_number(packed))
    for writable in (True, False):
        with pytest.raises(JournalUnusable, match=r"written by a newer retro \(schema 5; this one knows"):
            Journal.open(journal_path, writable=writable)
    assert journal_path.read_bytes() == before
    assert backups(journal_path) == []


def statements_of(packed: Path, path: Path) -> list[int]:
    """The numbers of all the statements that opening it takes, or of some of them."""
    unpack(packed, path)
    with watched(Statements()) as statements:
        Journal.open(path).close()
    every = range(1, statements.count + 1)
    return list(every if ROUNDS else every[:: max(1, len(every) // 12)])


def assert_old_or_new_and_complete(packed: Path, path: Path, before: Rows) -> int:
    """The journal is whole, and opening it brings it up to date; returns its schema until then."""
    found = version(path)
    assert found in {schema_number(packed), SCHEMA_VERSION}
    assert is_whole(path)
    assert as_before(before, rows_of(path)) == before
    with Journal.open(path, clock=noon) as journal:
        check_index(journal)
    assert version(path) == SCHEMA_VERSION
    assert as_before(before, rows_of(path)) == before
    assert is_whole(path)
    return found


def opened_with_an_error_at(statement: int, path: Path) -> str:
    """Why it could not be opened; "" where it could, since nothing was left to be given up."""
    with watched(Statements(statement, interrupt)):
        try:
            Journal.open(path).close()
        except JournalUnusable as error:
            return error.sentence
    return ""


@every_schema
def test_an_error_at_any_statement_changes_nothing(packed: Path, tmp_path: Path) -> None:
    before = rows_of(unpack(packed, tmp_path / "before.db"))
    failed = 0
    for number in statements_of(packed, tmp_path / "counted.db"):
        path = unpack(packed, tmp_path / str(number) / "journal.db")
        why = opened_with_an_error_at(number, path)
        if why:
            failed += 1
            assert re.search("nothing was changed|is not kept", why)
            assert version(path) == schema_number(packed)
            assert rows_of(path) == before
            assert list((path.parent / "backups").iterdir()) == []
        assert_old_or_new_and_complete(packed, path, before)
        shutil.rmtree(path.parent)
    assert failed > 5


@every_schema
def test_whoever_is_killed_at_any_statement_leaves_it_whole(packed: Path, tmp_path: Path) -> None:
    before = rows_of(unpack(packed, tmp_path / "before.db"))
    numbers = statements_of(packed, tmp_path / "counted.db")
    asked = {"packed": str(packed), "folder": str(tmp_path), "statements": numbers}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journal.interrupting"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [
        assert_old_or_new_and_complete(packed, tmp_path / str(number) / "journal.db", before)
        for number in numbers
    ]
    assert found == sorted(found)
    assert found[0] == schema_number(packed)
