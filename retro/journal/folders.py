"""Folders in which a journal is not safe, and what sync services leave beside it there.

A sync service copies a file while it is being written, and two computers' changes become two files. On a
network file system the locks that keep two programs apart, and the shared memory of the write-ahead log, do
not work as SQLite needs them (https://www.sqlite.org/wal.html, "All processes … must be on the same host").
"""

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from retro.heads import SQLITE, head
from retro.journal.connection import APPLICATION_ID

__all__ = ["Danger", "dangers", "file_system", "look_alikes", "named_as_conflict"]


class Danger(NamedTuple):
    """What is wrong with a folder.

    Args:
        what: What it is: a service, or a sort of file system.
        folder: Where that begins.
        synced: It is a sync service, and no network file system.
    """

    what: str
    folder: Path
    synced: bool

    @property
    def said(self) -> str:
        """In one sentence."""
        if self.synced:
            return (
                f"The journal lies in a folder that {self.what} syncs ({self.folder}): two computers that"
                " write make two journals of it, and a copy taken while retro writes may be broken."
            )
        return (
            f"The journal lies on a network file system ({self.what}, {self.folder}): its locks do not keep"
            " two programs apart as on a disk of your own."
        )

    @property
    def advice(self) -> str:
        """What to do about it."""
        return (
            "Keep it in a folder of this computer's own ($RETRO_JOURNAL), and backups here: retro backup --to"
        )


_MOUNTS = Path("/proc/self/mountinfo")


def dangers(journal: Path, mounts: Path = _MOUNTS) -> list[Danger]:
    """What is wrong with the folder of a journal; it takes ten looks for each folder on the way to it.

    Args:
        journal: The file, which need not be there yet.
        mounts: The system's table of mounts, as in proc(5).
    """
    folder = journal.resolve().parent
    services = (_service(each) for each in (folder, *folder.parents))
    found = [Danger(*service, True) for service in services if service is not None][:1]
    kind, mounted = file_system(folder, mounts)
    if _NETWORK.fullmatch(kind):
        found.append(Danger(kind, mounted, False))
    return found


# Sync services

_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
"""What services leave in the folder that they sync."""

_NAMES = (
    (re.compile(r"Dropbox( \(.+\))?|Dropbox-.+"), "Dropbox"),
    (re.compile(r"OneDrive( - .+|-.+)?"), "OneDrive"),
    (re.compile(r"Google ?Drive(-.+)?|My Drive"), "Google Drive"),
    (re.compile(r"Mobile Documents|com~apple~CloudDocs|iCloud ?Drive(-.+)?"), "iCloud Drive"),
    (re.compile(r"Nextcloud\d*"), "Nextcloud"),
    (re.compile(r"ownCloud\d*"), "ownCloud"),
)
"""What such folders are called where they leave no mark."""

_DATABASE = re.compile(r"\._?sync_[0-9a-f]+\.db")
"""Nextcloud's and ownCloud's own."""


def _service(folder: Path) -> tuple[str, Path] | None:
    """The service that syncs a folder, as far as that shows in the folder itself."""
    for mark, service in _MARKS.items():
        if (folder / mark).exists():
            return service, folder
    for pattern, service in _NAMES:
        if pattern.fullmatch(folder.name):
            return service, folder
    with suppress(OSError):
        if any(_DATABASE.fullmatch(path.name) for path in folder.iterdir()):
            return "Nextcloud", folder
    return None


# File systems

_NETWORK = re.compile(
    r"(fuse\.)?(nfs\d?|cifs|smb\d?|smbfs|9p|afs|afpfs|ceph|coda|davfs2?|webdav|glusterfs|lustre|ncpfs|vboxsf"
    r"|vmhgfs(-fuse)?|sshfs|rclone|s3fs|gvfsd-fuse|beegfs|ocfs2|gpfs|orangefs)"
)
"""As Linux names them in its table of mounts."""

_ESCAPED = re.compile(r"\\([0-7]{3})")


def file_system(folder: Path, mounts: Path = _MOUNTS) -> tuple[str, Path]:
    """The sort of file system that a folder is on, and where that is mounted; "" where it is not known.

    Args:
        folder: An absolute path without links.
        mounts: The system's table of mounts, as in proc(5).
    """
    if sys.platform == "win32" and str(folder).startswith("\\\\"):
        return "smb", Path(folder.anchor)
    best = ("", folder)
    length = -1
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            before, dash, after = line.partition(" - ")
            fields = before.split(" ")
            if not dash or len(fields) < 5:
                continue
            mounted = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4]))
            # Of two mounts on one place the later one lies on top.
            if folder.is_relative_to(mounted) and len(mounted.parts) >= length:
                best, length = (after.split(" ")[0], mounted), len(mounted.parts)
    return best


# Conflict copies

_CONFLICT = re.compile(
    r" \d+|[ ._-]*(\(.*(conflict|konflikt|conflit|conflicto|conflito|競合|冲突).*\)|\[conflict\]|\(\d+\)"
    r"|(sync-)?conflict-.*)",
    re.IGNORECASE,
)
"""What services put behind a name when two computers have changed one file; some only a number."""


def named_as_conflict(journal: Path) -> list[Path]:
    """Files beside a journal whose names say that they are copies of it that a service has made."""
    return [path for path in _beside(journal) if _CONFLICT.fullmatch(path.stem[len(journal.stem) :])]


def look_alikes(journal: Path) -> list[Path]:
    """Journals beside a journal whose names begin like its own: OneDrive only adds the computer's name."""
    own = _begin(journal)[:16]
    return [path for path in _beside(journal) if _is_journal(_begin(path), own)]


def _beside(journal: Path) -> Iterator[Path]:
    journal = journal.resolve()
    with suppress(OSError):
        for path in sorted(journal.parent.iterdir()):
            is_alike = path.name.startswith(journal.stem) and path.suffix.lower() == journal.suffix.lower()
            if is_alike and path.name != journal.name:
                yield path


def _begin(path: Path) -> bytes:
    try:
        return head(path, 72)
    except OSError:
        return b""


def _is_journal(begin: bytes, own: bytes) -> bool:
    """Whether a file is a journal by its header (offset 68, https://www.sqlite.org/fileformat2.html).

    An encrypted one tells nothing of itself; but a copy begins with the same salt.
    """
    if begin.startswith(SQLITE):
        return begin[68:72] == APPLICATION_ID.to_bytes(4, "big")
    return bool(begin) and begin[:16] == own
