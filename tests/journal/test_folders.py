"""Folders in which a journal is not safe are recognised, and so is what sync services leave beside it."""

import shutil
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.journal.folders import dangers, file_system, look_alikes, named_as_conflict
from retro.model import LessonDraft
from tests.conftest import noon

MOUNTS = r"""22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /home/ann/far rw,nosuid shared:3 master:1 - nfs4 server:/export rw
31 22 0:41 / /home/ann/with\040space rw - cifs //server/share rw
32 22 0:42 / /home/ann/ssh rw - fuse.sshfs ann@host:/ rw
33 32 8:2 / /home/ann/ssh/local rw - btrfs /dev/sdb rw
34 22 0:43 / /mnt/c rw - 9p drvfs rw
35 22 8:3 / /mnt/twice rw - ext4 /dev/sdc rw
36 22 0:44 / /mnt/twice rw - nfs server:/other rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ann", ""),
        ("/home/ann/far/away", "nfs4"),
        ("/home/ann/farther", ""),
        ("/home/ann/with space/x", "cifs"),
        ("/home/ann/ssh/x", "fuse.sshfs"),
        ("/home/ann/ssh/local/x", ""),
        ("/mnt/c/Users/ann", "9p"),
        ("/mnt/twice", "nfs"),
    ],
)
def test_network_file_systems(tmp_path: Path, folder: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    found = [each for each in dangers(Path(folder) / "journal.db", mounts) if not each.synced]
    assert [each.what for each in found] == ([kind] if kind else [])


def test_the_real_table_is_read_and_a_missing_one_is_no_danger(tmp_path: Path) -> None:
    if Path("/proc/self/mountinfo").exists():
        assert file_system(Path("/proc/self"))[0] == "proc"
    assert file_system(tmp_path, tmp_path / "none") == ("", tmp_path)
    assert dangers(tmp_path / "journal.db") == []


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        ("Sync/.stfolder/", "Syncthing"),
        ("Dropbox/notes/", "Dropbox"),
        ("Dropbox (Personal)/notes/", "Dropbox"),
        ("cloud/.dropbox.cache/", "Dropbox"),
        ("OneDrive - Harbour Nine/", "OneDrive"),
        ("CloudStorage/OneDrive-Personal/", "OneDrive"),
        ("CloudStorage/GoogleDrive-ann@example.org/My Drive/", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/", "iCloud Drive"),
        ("Nextcloud/", "Nextcloud"),
        ("other/.sync_0a1b2c3d4e5f.db", "Nextcloud"),
        ("notes/", ""),
        ("Dropboxes/", ""),
    ],
)
def test_synced_folders(tmp_path: Path, mark: str, service: str) -> None:
    path = tmp_path / mark
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir() if mark.endswith("/") else path.touch()
    folder = path if mark.endswith("/") and not path.name.startswith(".") else path.parent
    (folder / "deep" / "deeper").mkdir(parents=True)
    for journal in (folder / "journal.db", folder / "deep" / "deeper" / "journal.db"):
        assert [each.what for each in dangers(journal)] == ([service] if service else [])


CONFLICTS = (
    "journal (conflicted copy 2024-05-15).db",
    "journal (Ann's conflicted copy 2024-05-15 120000).db",
    "journal (Konfliktkopie von ann 2024-05-15).db",
    "journal.sync-conflict-20240515-120000-ABCDEFG.db",
    "journal_conflict-20240515-120000.db",
    "journal (1).db",
    "journal 2.db",
)


def test_conflict_copies_are_known_by_name(tmp_path: Path) -> None:
    for name in (*CONFLICTS, "journal.db", "journal-2024.db", "journals.db", "journal.md", "other (1).db"):
        (tmp_path / name).touch()
    assert {path.name for path in named_as_conflict(tmp_path / "journal.db")} == set(CONFLICTS)


def test_journals_of_nearly_the_same_name_are_known_by_their_header(journal: Journal, tmp_path: Path) -> None:
    journal.lessons.add(LessonDraft("One"))
    (tmp_path / "journal-text.db").write_text("no journal")
    with Journal.open(tmp_path / "journal-LAPTOP.db", clock=noon) as other:
        other.lessons.add(LessonDraft("Two"))
    shutil.copy(tmp_path / "journal-LAPTOP.db", tmp_path / "mine.db")
    assert [path.name for path in look_alikes(journal.path)] == ["journal-LAPTOP.db"]
