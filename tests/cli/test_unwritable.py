"""Journals on disks that are full or read-only can be read, and say why they cannot be written."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from retro.paths import state_folder
from tests.cli.conftest import Retro
from tests.disks import Disk, small_disk
from tests.journals.earlier import OLD_JOURNALS, unpack
from tests.tui.driving import driven

LEFT_IN_THE_LOG = """
import os, sys
from pathlib import Path
from retro.journal import Journal
from retro.model import LessonDraft
journal = Journal.open(Path(sys.argv[1]))
journal.lessons.add(LessonDraft("Only in the log"))
os._exit(0)
"""
"""A writer that is killed leaves what it has acknowledged beside the journal."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
def journal_file(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = disk.folder / "journal.db"
    monkeypatch.setenv("RETRO_JOURNAL", str(path))
    with Journal.open(path) as journal:
        journal.lessons.add(LessonDraft("Boil the frog", company="EKS"))
    return path


def full(disk: Disk) -> None:
    disk.fill()


def read_only(disk: Disk) -> None:
    disk.forbid_writing()


def leave_in_the_log(journal: Path) -> None:
    subprocess.run([sys.executable, "-c", LEFT_IN_THE_LOG, str(journal)], check=True)
    assert Path(f"{journal}-wal").stat().st_size


EVILS = pytest.mark.parametrize("evil", [full, read_only])
Evil = Callable[[Disk], None]


@EVILS
def test_what_is_closed_can_be_read(retro: Retro, disk: Disk, journal_file: Path, evil: Evil) -> None:
    evil(disk)
    before = journal_file.read_bytes()
    listed = retro("list")
    assert "Boil the frog" in listed.stdout
    said = "its disk is full" if evil is full else "read-only disk"
    assert listed.stderr.count(said) == 1
    for words in (("search", "frgo"), ("companies",), ("undo", "--list"), ("export",), ("dump",)):
        assert "rog" in retro(*words).stdout or words == ("companies",)
    retro("backup", "--to", "copy.db")
    assert retro("list", "--journal", "copy.db").stdout == listed.stdout
    assert journal_file.read_bytes() == before


@EVILS
def test_what_is_only_in_the_log_can_be_read(
    retro: Retro, disk: Disk, journal_file: Path, tmp_path: Path, evil: Evil
) -> None:
    leave_in_the_log(journal_file)
    Path(f"{journal_file}-shm").unlink()  # as after a power cut
    evil(disk)
    folder = tmp_path / "temporary"
    folder.mkdir()
    shown = retro("list", env={"TMPDIR": str(folder)})
    assert "Only in the log" in shown.stdout
    assert "a copy in memory" in shown.stderr
    assert list(folder.iterdir()) == []


@EVILS
@pytest.mark.plain("reads a text that was kept as it lies on the disk")
def test_what_is_written_is_refused_with_the_reason_and_kept(
    retro: Retro, disk: Disk, journal_file: Path, evil: Evil
) -> None:
    evil(disk)
    why = "its disk is full" if evil is full else "its disk is read-only"
    for words in (("add", "Ask twice"), ("rm", "zzzz"), ("undo",), ("companies", "alias", "EKS", "aws")):
        done = retro(*words, code=None)
        assert (done.returncode, done.stdout) == (3, ""), done.stderr
        assert why in done.stderr
    [kept] = (state_folder() / "unsaved").iterdir()
    assert "# Ask twice" in kept.read_text(encoding="utf-8")
    if evil is full:
        disk.make_room()
    else:
        disk.forbid_writing(again=False)
    assert "Added" in retro("unsaved", "add").stderr
    assert "Ask twice" in retro("list").stdout
    assert journal_file.exists()


@EVILS
def test_a_journal_of_an_earlier_retro_can_be_read(retro: Retro, disk: Disk, evil: Evil) -> None:
    path = unpack(OLD_JOURNALS[0], disk.folder / "old.db")
    evil(disk)
    before = path.read_bytes()
    shown = retro("list", "--journal", str(path))
    assert "Boil the frog" in shown.stdout
    assert "a copy in memory" in shown.stderr
    assert "cannot be written" in retro("add", "Ask twice", "--journal", str(path), code=3).stderr
    assert path.read_bytes() == before


def test_the_checkup_calls_no_journal_damaged_for_its_disk(
    retro: Retro, disk: Disk, journal_file: Path
) -> None:
    disk.fill()
    assert "damaged" not in retro("doctor", code=None).stdout
    assert journal_file.exists()


def test_a_first_capture_on_a_full_disk_is_kept(
    retro: Retro, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETRO_JOURNAL", str(disk.folder / "new.db"))
    disk.fill()
    done = retro("add", "Ask twice", code=3)
    assert "Ask twice" in next((state_folder() / "unsaved").iterdir()).read_text(encoding="utf-8")
    assert "new.db" in done.stderr
    assert [path.name for path in disk.folder.iterdir()] == ["filling"]


async def test_the_app_reads_says_so_and_keeps_what_is_typed(
    retro: Retro, disk: Disk, journal_file: Path
) -> None:
    disk.forbid_writing()
    retro("add", "Refused before", code=3)
    async with driven(journal_file) as app:
        assert app.shown == ["Boil the frog"]
        assert "read-only" in app.lines[0]
        assert any("Nothing can be changed" in each for each in app.said)
        assert any("A text waits to be saved" in each for each in app.said)
        await app.press("a")
        await app.type("Ask twice")
        await app.press("enter")
        assert "its disk is read-only" in app.text
        assert [draft.text for draft in app.app._unsaved()] == ["Ask twice"]


async def test_the_app_sees_what_comes_once_there_is_room(
    retro: Retro, disk: Disk, journal_file: Path
) -> None:
    disk.fill()
    async with driven(journal_file) as app:
        assert app.shown == ["Boil the frog"]
        disk.make_room()
        retro("add", "Ask twice")
        app.browse._watch()
        await app.settle()
        assert sorted(app.shown) == ["Ask twice", "Boil the frog"]
        assert "read-only" not in app.lines[0]
        assert "The journal can be changed again." in app.said


async def test_the_app_offers_what_was_refused(retro: Retro, disk: Disk, journal_file: Path) -> None:
    disk.fill()
    retro("add", "Ask twice", code=3)
    disk.make_room()
    async with driven(journal_file) as app:
        assert "A text waits" in app.text
        assert "Ask twice" in app.text
        await app.press("y")
        assert sorted(app.shown) == ["Ask twice", "Boil the frog"]
        assert list((state_folder() / "unsaved").iterdir()) == []
    async with driven(journal_file) as app:
        assert "A text waits" not in app.text


def test_what_the_editor_wrote_from_within_the_app_is_kept(
    retro: Retro, disk: Disk, journal_file: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text() + '\\nDearly written.\\n')\n"
    )
    disk.forbid_writing()
    child = pexpect.spawn(
        sys.executable,
        ["-m", "retro", "--journal", str(journal_file)],
        env={**os.environ, "TERM": "xterm-256color", "EDITOR": f"{sys.executable} {editor}"},
        dimensions=(30, 120),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("Boil the frog")
    child.send("e")
    child.expect("takes")  # … it in: the message is broken into lines
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    disk.forbid_writing(again=False)
    assert "Changed" in retro("unsaved", "add").stderr
    assert "Dearly written." in retro("list", "--json").stdout


@pytest.mark.parametrize("room", [100, 400])
def test_a_journal_of_an_earlier_retro_is_read_where_it_cannot_be_brought_up_to_date(
    retro: Retro, tmp_path: Path, room: int
) -> None:
    """Room for no copy, or for a copy and no more: each time the disk is as empty afterwards as before."""
    size = unpack(OLD_JOURNALS[0], tmp_path / "old.db").stat().st_size // 1024
    with small_disk(tmp_path / "disk", f"{size + room}k") as disk:
        path = unpack(OLD_JOURNALS[0], disk.folder / "old.db")
        before = path.read_bytes()
        for _ in range(2):
            said = retro("add", "Ask thrice", "--journal", str(path), code=3).stderr
            assert "full" in said
            assert "nothing was changed" in said
            assert "Boil the frog" in retro("list", "--journal", str(path)).stdout
            assert list((disk.folder / "backups").iterdir()) == []
        assert path.read_bytes() == before
