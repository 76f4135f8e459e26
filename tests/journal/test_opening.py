"""Opening what is no journal, and writing where nothing can be written: one sentence, nothing changed."""

import errno
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from retro.errors import JournalUnusable, NothingFound
from retro.journal import Journal, connection, diagnosis
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.library import sqlite3
from retro.journal.opening import default_path
from retro.journal.unfinished import put_in_place
from retro.model import LessonDraft
from tests.conftest import names_in

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


@pytest.mark.usefixtures("journal_mode")
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
    assert names_in(path.parent) == {"journal.db"}


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


@pytest.mark.plain("damages bytes of the file that are known")
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


@pytest.mark.usefixtures("journal_mode")
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


def test_a_file_system_without_hard_links_gets_journals_too(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(errno.EPERM, "no such thing here")

    monkeypatch.setattr(os, "link", refuses)
    with Journal.open(journal_path) as journal:
        journal.lessons.add(LessonDraft("Kept"))
    part = journal_path.with_name("part.db")
    part.write_bytes(b"another")
    assert not put_in_place(part, journal_path)
    with Journal.open(journal_path) as journal:
        assert journal.lessons.count() == 1


def test_an_sqlite_that_is_too_old_is_named(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(JournalUnusable, match=r"needs 3\.37 or newer"):
        Journal.open(filled)


def test_whoever_has_to_wait_for_another_program_is_told_once(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WONDERING_SECONDS", 0.0)
    told: list[str] = []
    holding = connect(filled, writable=True)
    holding.execute("BEGIN IMMEDIATE")

    def waiting() -> None:
        told.append("waiting")
        holding.execute("ROLLBACK")

    with Journal.open(filled, waiting=waiting) as journal:
        journal.lessons.add(LessonDraft("After all"))
    holding.close()
    assert told == ["waiting"]


def test_a_journal_that_stays_busy_is_refused_in_the_end(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(filled) as journal, closing(connect(filled, writable=True)) as holding:
        monkeypatch.setattr(connection, "BUSY_TIMEOUT_SECONDS", 0.05)
        holding.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnusable, match="Another program has held"):
            journal.lessons.add(LessonDraft("Lost"))
        holding.execute("ROLLBACK")
        assert journal.lessons.count() == 1


def test_links_that_lead_in_a_circle_are_no_journal(tmp_path: Path) -> None:
    (tmp_path / "one.db").symlink_to(tmp_path / "other.db")
    (tmp_path / "other.db").symlink_to(tmp_path / "one.db")
    with pytest.raises(JournalUnusable, match="cannot be read"):
        Journal.open(tmp_path / "one.db")


def test_why_nothing_can_be_written_is_seen_or_not_told(tmp_path: Path) -> None:
    assert diagnosis.obstacle(tmp_path / "nothing" / "here.db") == ""
    (tmp_path / "journal.db").touch()
    assert diagnosis.obstacle(tmp_path / "journal.db") == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_FULL", "is full"),
        ("SQLITE_BUSY_SNAPSHOT", "over 30 seconds"),
        ("", "cannot be used: odd (SQLite)"),
    ],
)
def test_what_sqlite_reports_is_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    error = sqlite3.OperationalError("odd")
    error.sqlite_errorname = name
    assert said in diagnosis.sentence(tmp_path / "journal.db", error)


def test_the_journal_is_where_the_environment_or_the_platform_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert default_path().name == "journal.db"
    assert default_path().parent == Path(os.environ["XDG_DATA_HOME"]) / "retro"
    monkeypatch.setenv("RETRO_JOURNAL", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
