"""Backups: whole, verified, kept by age, and the way back from all that can happen to a journal."""

import datetime as dt
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import JournalUnusable, NothingFound
from retro.journal import Journal
from retro.journal.backups import (
    Backup,
    Reason,
    backups,
    find_backup,
    make_backup,
    restore,
    thin_out,
)
from retro.journal.backups import (
    _kept as kept_of,
)
from retro.journal.connection import connect
from retro.model import LessonDraft
from tests.conftest import NOON, noon
from tests.journals.earlier import OLD_JOURNALS, unpack


def titles(path: Path) -> set[str]:
    with Journal.open(path, writable=False) as journal:
        return {lesson.title for lesson in journal.lessons.by_numbers(range(1, 100))}


@pytest.fixture
def filled(journal_path: Path) -> Path:
    with Journal.open(journal_path, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Kept", "Text.", company="Acme", themes=("trust",)))
    return journal_path


def add(path: Path, title: str) -> None:
    with Journal.open(path, clock=noon) as journal:
        journal.lessons.add(LessonDraft(title))


def at(days: int) -> Callable[[], dt.datetime]:
    return lambda: NOON + dt.timedelta(days=days)


def test_a_backup_is_a_whole_journal_for_its_owner_alone(filled: Path) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    assert made.name == "journal-20240515T120000Z-asked.db"
    assert titles(made.path) == {"Kept"}
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in made.path.parent.iterdir()] == [made.name]
    assert backups(filled) == [made]
    again = make_backup(filled, Reason.ASKED, noon)
    assert again.name == "journal-20240515T120000Z-asked-2.db"


def test_what_is_only_in_the_log_is_in_the_backup(filled: Path) -> None:
    with Journal.open(filled, clock=noon) as journal:
        journal.lessons.add(LessonDraft("In the log"))
        assert titles(make_backup(filled, Reason.ASKED, noon).path) == {"Kept", "In the log"}


def test_a_backup_ends_beside_a_busy_writer(filled: Path) -> None:
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        with Journal.open(filled, clock=noon) as journal:
            while not stop.is_set():
                written.append(journal.lessons.add(LessonDraft(f"Busy {len(written)}")).lesson.title)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [make_backup(filled, Reason.ASKED, noon) for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    assert written
    for each in made:
        assert "Kept" in titles(each.path)


def test_restoring_can_be_taken_back(filled: Path) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    add(filled, "Later")
    before = restore(filled, made.path, at(1))
    assert titles(filled) == {"Kept"}
    assert before is not None
    assert before.reason is Reason.RESTORE
    restore(filled, before.path, at(2))
    assert titles(filled) == {"Kept", "Later"}


def test_whoever_has_the_journal_open_sees_what_was_restored(filled: Path) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    with Journal.open(filled, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Later"))
        version = journal.data_version()
        restore(filled, made.path, at(1))
        assert journal.data_version() != version
        assert journal.lessons.count() == 1
        journal.lessons.add(LessonDraft("After"))
    assert titles(filled) == {"Kept", "After"}


def test_a_journal_that_is_gone_or_damaged_is_replaced_and_the_rest_kept(filled: Path) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    filled.unlink()
    assert restore(filled, made.path, at(1)) is None
    assert titles(filled) == {"Kept"}
    damaged = filled.read_bytes()[:6000] + b"\xff" * 60_000
    filled.write_bytes(damaged)
    aside = restore(filled, made.path, at(2))
    assert aside is not None
    assert aside.reason is Reason.DAMAGED
    assert aside.path.read_bytes() == damaged
    assert titles(filled) == {"Kept"}
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"no journal", b"SQLite format 3\x00" + b"x" * 5000])
def test_what_is_no_backup_is_refused(filled: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "backup.db"
    path.write_bytes(content)
    with pytest.raises(JournalUnusable):
        restore(filled, path, noon)
    assert titles(filled) == {"Kept"}


@pytest.mark.plain("damages bytes of the file that are known")
def test_a_damaged_journal_makes_no_backup(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:20_000] + b"\xff" * 100_000)
    with pytest.raises(JournalUnusable):
        make_backup(filled, Reason.DAILY, noon)
    assert list((filled.parent / "backups").iterdir()) == []


def test_backups_are_found_by_name_date_or_path(filled: Path, tmp_path: Path) -> None:
    first, second = make_backup(filled, Reason.ASKED, noon), make_backup(filled, Reason.DAILY, at(1))
    assert find_backup(filled, first.name) == first.path
    assert find_backup(filled, "20240516") == second.path
    assert find_backup(filled, str(first.path)) == first.path
    for named, said in (("2024", "2 backups are"), ("1999", "No backup is"), ("", "2 backups are")):
        with pytest.raises(NothingFound, match=said):
            find_backup(filled, named)
    own = make_backup(filled, Reason.ASKED, noon, to=tmp_path / "stick" / "copy.db")
    assert own.path == tmp_path / "stick" / "copy.db"


def test_old_daily_backups_are_thinned_out_and_nothing_else(filled: Path) -> None:
    asked = make_backup(filled, Reason.ASKED, at(-900))
    for day in range(-420, 1):
        Path(filled.parent / "backups" / at(day)().strftime("journal-%Y%m%dT%H%M%SZ-daily.db")).touch()
    thin_out(filled)
    kept = backups(filled)
    assert asked in kept
    days = [(NOON - each.made_at).days for each in kept if each.reason is Reason.DAILY]
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert 16 <= len(days) <= 7 + 4 + 12
    assert max(days) > 300


@given(st.lists(st.integers(-1000, 0), max_size=80))
def test_thinning_out_twice_is_thinning_out_once(days: list[int]) -> None:
    found = [Backup(Path(str(day)), at(day)(), Reason.DAILY) for day in sorted(set(days), reverse=True)]
    kept = set(kept_of(found))
    assert kept == set(kept_of([each for each in found if each.path in kept]))
    assert {each.path for each in found[:7]} <= kept


def test_an_older_journal_is_backed_up_before_it_is_changed(journal_path: Path) -> None:
    unpack(OLD_JOURNALS[0], journal_path)
    with Journal.open(journal_path):
        pass
    [made] = backups(journal_path)
    assert made.reason is Reason.MIGRATION
    assert restore(journal_path, made.path, at(900)) is not None
    assert "Boil the frog" in titles(journal_path)


def test_a_damaged_journal_s_log_goes_aside_with_it(filled: Path) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    filled.write_bytes(filled.read_bytes()[:6000] + b"\xff" * 60_000)
    log = Path(f"{filled}-wal")
    log.write_bytes(b"what was only in the log")
    aside = restore(filled, made.path, at(1))
    assert aside is not None
    assert Path(f"{aside.path}-wal").read_bytes() == b"what was only in the log"
    assert not log.exists()
    assert titles(filled) == {"Kept"}


def test_where_a_damaged_journal_cannot_be_moved_it_stays(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    damaged = filled.read_bytes()[:6000] + b"\xff" * 60_000
    filled.write_bytes(damaged)

    def refuses(*_: object) -> None:
        raise PermissionError(1, "not here")

    monkeypatch.setattr("os.link", refuses)
    with pytest.raises(JournalUnusable, match="could not be moved aside"):
        restore(filled, made.path, at(1))
    assert filled.read_bytes() == damaged


def test_a_journal_that_is_being_written_is_restored_later(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(filled, Reason.ASKED, noon)
    add(filled, "Later")
    with closing(connect(filled, writable=True)) as writer:
        monkeypatch.setattr("retro.journal.connection.BUSY_TIMEOUT_SECONDS", 0.05)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnusable):
            restore(filled, made.path, at(1))
        writer.execute("ROLLBACK")
    assert titles(filled) == {"Kept", "Later"}
