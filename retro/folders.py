"""Folders that are there after a power cut, too."""

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["make_folder", "sync_folder"]


def make_folder(path: Path, *, private: bool = True) -> None:
    """Make a folder, with those above it that are missing, and have the names of all of them on the disk.

    Args:
        path: What may be there already.
        private: Only its owner may enter it and those that are made above it, whatever the umask allows.

    Raises:
        OSError: When it cannot be made.
    """
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    if missing == [path] and path.is_dir():
        return
    for each in reversed(missing):  # with parents=True, the mode would be that of the last one alone
        each.mkdir(exist_ok=True, mode=0o700 if private else 0o777)
        sync_folder(each.parent)


def sync_folder(path: Path) -> None:
    """Have the names in a folder on the disk: those that came, and that some have gone."""
    with suppress(OSError):  # some file systems know no fsync of folders
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
