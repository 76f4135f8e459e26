"""Journals that are made under another name first, so that nobody ever meets half of one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retro.folders import make_folder, sync_folder

__all__ = ["put_in_place", "unfinished"]

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a journal while it is open."""


@contextmanager
def unfinished(wanted: Path, *, ending: str = "new") -> Iterator[Path]:
    """An empty file to make a journal in, readable by its owner alone; what is left of it goes in the end.

    Args:
        wanted: What it will be; its folder is made where there is none.
        ending: Of its name; another one for a copy than for a new journal.

    Raises:
        OSError: When it cannot be made.
    """
    part = wanted.with_name(f".{wanted.name}.{os.urandom(4).hex()}.{ending}")
    make_folder(part.parent)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        for each in (part, *(Path(f"{part}{beside}") for beside in _BESIDE)):
            with suppress(OSError):  # what is left, retro doctor finds
                each.unlink(missing_ok=True)


def put_in_place(part: Path, wanted: Path) -> bool:
    """Give a finished journal its name, on the disk as well; False where something has that name already.

    Raises:
        OSError: When it cannot be given.
    """
    try:
        os.link(part, wanted)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if wanted.exists():
            return False
        part.rename(wanted)
    sync_folder(wanted.parent)
    return True
