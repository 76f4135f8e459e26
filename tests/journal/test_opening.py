"""Opening what is no journal, and writing where nothing can be written: one sentence, nothing changed."""

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retro.errors import JournalUnusable, NothingFound
from retro.journal import Journal
from retro.journal.connection import SCHEMA_VERSION, connect, sqlite3
from retro.model import LessonDraft

NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may write everywhere, so tests of permissions are run as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def filled(journal_path: Path) -> Path:
    """A closed journal with one lesson, that anyone may read."""
    with Journal.open(journal_path) as journal:
        journal.lessons.add(LessonDraft("Kept"))
    for folder in (journal_path.parent, *journal_path.parent.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return journal_path


def test_a_new_journal_is_private_and_whole(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        path = tmp_path / "new" / "folder" / "journal.db"
        with Journal.open(path) as journal:
            journal.lessons.add(LessonDraft("First"))
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(previous)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]


def test_no_journal_is_made_where_none_is_wanted(journal_path: Path) -> None:
    with pytest.raises(NothingFound, match="no journal at"):
        Journal.open(journal_path, create=False)
    assert not journal_path.exists()


def test_what_is_no_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Dear diary")
    empty = tmp_path / "empty.db"
    empty.touch()
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE things (name)")
    connection.close()
    for path, sentence in (
        (tmp_path, "is a directory"),
        (text, "no SQLite file"),
        (empty, "0 bytes"),
        (other, "not a retro journal"),
        (text / "below.db", "below something that is not a directory"),
        (Path("/dev/null"), "not a regular file"),
    ):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(JournalUnusable, match=sentence) as caught:
            Journal.open(path)
        assert caught.value.exit_code == 3
        assert (path.read_bytes() if path.is_file() else None) == before


def test_a_newer_journal_is_refused_and_left_alone(filled: Path) -> None:
    connection = connect(filled, writable=True)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = filled.read_bytes()
    with pytest.raises(JournalUnusable, match=r"newer retro \(schema"):
        Journal.open(filled)
    assert filled.read_bytes() == before


def test_a_truncated_journal_is_refused_with_a_sentence(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:5000])
    with pytest.raises(JournalUnusable, match="damaged"), Journal.open(filled) as journal:
        journal.themes.all()


def test_a_read_only_journal_can_be_read_but_not_written(filled: Path) -> None:
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    before = filled.read_bytes()
    try:
        with without_privileges():
            with Journal.open(filled, writable=False) as journal:
                assert [step.summary for step in journal.history.steps()] == ["Added “Kept”"]
            with (
                pytest.raises(JournalUnusable, match=r"read-only|may its folder be written"),
                Journal.open(filled) as journal,
            ):
                journal.lessons.add(LessonDraft("Lost"))
    finally:
        filled.parent.chmod(0o755)
    assert filled.read_bytes() == before


def test_a_journal_that_may_not_be_read_is_named(filled: Path) -> None:
    filled.chmod(0)
    with without_privileges(), pytest.raises(JournalUnusable, match="permissions forbid"):
        Journal.open(filled)


def test_a_journal_deleted_while_open_acknowledges_nothing(filled: Path) -> None:
    with Journal.open(filled) as journal:
        filled.unlink()
        with pytest.raises(JournalUnusable, match="deleted or replaced"):
            journal.lessons.add(LessonDraft("Lost"))


def test_a_full_disk_is_said_and_nothing_is_lost(filled: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal.open(filled) as journal:
        resource.setrlimit(resource.RLIMIT_FSIZE, (filled.stat().st_size, hard))
        try:
            with pytest.raises(JournalUnusable, match="full"):
                journal.lessons.add(LessonDraft("Too much", "x" * 1_000_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        journal.lessons.add(LessonDraft("After"))
    with Journal.open(filled) as journal:
        assert [step.summary for step in journal.history.steps()] == ["Added “After”", "Added “Kept”"]


CAPTURES = """
import sys
from pathlib import Path
from retro.journal import Journal
from retro.model import LessonDraft
for number in range(20):
    with Journal.open(Path(sys.argv[1])) as journal:
        journal.lessons.add(LessonDraft(f"{sys.argv[2]} {number}", company="Harbour Nine", themes=("trust",)))
"""


def test_fifty_processes_capture_at_once_and_nothing_is_lost(journal_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CAPTURES, str(journal_path), str(number)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(50)
    ]
    errors = [process.communicate()[1] for process in processes]
    assert [(process.returncode, error) for process, error in zip(processes, errors, strict=True)] == [
        (0, "")
    ] * 50
    with Journal.open(journal_path) as journal:
        assert journal._connection.value("SELECT count(*) FROM lessons") == 1000
        assert journal._connection.value("SELECT count(DISTINCT title) FROM lessons") == 1000
        assert [theme.lessons for theme in journal.themes.all()] == [1000]
        assert journal._connection.value("PRAGMA integrity_check") == "ok"


def schema_of(path: Path) -> list[tuple[str, str]]:
    connection = connect(path, writable=False)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    ).fetchall()
    connection.close()
    return [(row[0], row[1]) for row in rows]
