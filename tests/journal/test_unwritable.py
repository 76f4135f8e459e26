"""Journals where not a byte can be written: on full and on read-only disks, with and without a log."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from retro.errors import JournalUnusable
from retro.journal import Journal, unwritable
from retro.journal.backups import Reason, make_backup, restore
from retro.journal.connection import bare, connect
from retro.model import LessonDraft
from tests.conftest import noon
from tests.disks import Disk, small_disk
from tests.journals.earlier import OLD_JOURNALS, unpack

Evil = Callable[[Disk], None]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
def path(disk: Disk) -> Path:
    made = disk.folder / "journal.db"
    with Journal.open(made, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Boil the frog", company="EKS"))
    return made


EVILS = pytest.mark.parametrize("evil", [Disk.fill, Disk.forbid_writing], ids=["full", "read-only"])


def leave_a_log(path: Path) -> None:
    """Have a journal beside whose file is what another program has written last, and did not fold in."""
    live = path.with_name("live.db")
    shutil.copyfile(path, live)
    with closing(connect(live, writable=True)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("UPDATE lessons SET title = 'Only in the log'")
        for ending in ("", "-wal"):
            shutil.copyfile(f"{live}{ending}", f"{path}{ending}")
    for left in path.parent.glob("live.db*"):
        left.unlink()


def titles(journal: Journal) -> list[str]:
    return [lesson.title for lesson in journal.lessons.by_numbers(range(1, 9))]


@EVILS
def test_it_is_read_and_not_changed(disk: Disk, path: Path, evil: Evil) -> None:
    evil(disk)
    before = path.read_bytes()
    with Journal.open(path, writable=False) as journal:
        assert titles(journal) == ["Boil the frog"]
        with pytest.raises(JournalUnusable, match="for reading only"):
            journal.lessons.add(LessonDraft("Lost"))
    assert path.read_bytes() == before


@EVILS
def test_what_is_only_in_the_log_is_read(disk: Disk, path: Path, evil: Evil) -> None:
    leave_a_log(path)
    evil(disk)
    with Journal.open(path, writable=False) as journal:
        assert titles(journal) == ["Only in the log"]
        assert "from a copy in memory" in journal.note


@EVILS
def test_an_earlier_retros_journal_is_read(disk: Disk, evil: Evil) -> None:
    old = unpack(OLD_JOURNALS[0], disk.folder / "old.db")
    evil(disk)
    with Journal.open(old, writable=False) as journal:
        assert "Boil the frog" in titles(journal)
        assert "from a copy in memory" in journal.note
    with pytest.raises(JournalUnusable, match=r"full|read-only"):
        Journal.open(old)


def test_where_no_folder_has_room_for_a_copy_memory_has(
    disk: Disk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_a_log(path)
    disk.fill()
    monkeypatch.setattr("tempfile.tempdir", str(disk.folder))
    with Journal.open(path, writable=False) as journal:
        assert titles(journal) == ["Only in the log"]
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    with pytest.raises(JournalUnusable, match="cannot be read"):
        Journal.open(path, writable=False)


def test_a_journal_that_never_rests_is_not_read_halfway(
    disk: Disk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.fill()
    moments = iter(range(1000))
    monkeypatch.setattr(unwritable, "_state", lambda _: [(0, 0, next(moments))])
    with pytest.raises(JournalUnusable, match="while another program is writing to it"):
        Journal.open(path, writable=False)


def test_a_damaged_one_is_not_read(disk: Disk) -> None:
    old = unpack(OLD_JOURNALS[0], disk.folder / "old.db")
    old.write_bytes(old.read_bytes()[:8192] + b"\xff" * 300_000)
    disk.fill()
    with pytest.raises(JournalUnusable):
        Journal.open(old, writable=False)


def test_nothing_new_is_made_where_nothing_can_be_written(disk: Disk, path: Path) -> None:
    with Journal.open(path, clock=noon):
        copy = make_backup(path, Reason.ASKED, noon).path
    disk.forbid_writing()
    with pytest.raises(JournalUnusable, match="No journal can be made at"):
        Journal.open(disk.folder / "new.db")
    with pytest.raises(JournalUnusable, match="No backup can be made in"):
        make_backup(path, Reason.ASKED, noon, to=disk.folder / "copy.db")
    with pytest.raises(JournalUnusable):
        restore(path, copy, noon)
    with pytest.raises(JournalUnusable, match="could not be written"):
        restore(disk.folder / "other.db", copy, noon)


def test_a_disk_with_room_for_half_a_copy_makes_none(disk: Disk, path: Path) -> None:
    with Journal.open(path) as journal, journal.step("fill"):
        for number in range(30):
            journal.lessons.add(LessonDraft(f"Long {number}", f"{number} words " * 4000))
    with closing(bare(path, "mode=rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    disk.fill()
    with (disk.folder / "filling").open("r+b") as filling:
        filling.truncate((disk.folder / "filling").stat().st_size - 300_000)
    with pytest.raises(JournalUnusable, match="No copy of the journal"):
        make_backup(path, Reason.ASKED, noon)
    assert list((disk.folder / "backups").iterdir()) == []
