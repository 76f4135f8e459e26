"""Reading a journal where not a byte can be written: on a read-only or a full disk, in a folder of another.

SQLite wants files beside a journal even to read it. Where the whole disk is read-only, and no log with
content is left there, it can be told that the file does not change. Anywhere else a copy is read: somebody
else may write to the file at any moment.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from retro.errors import JournalUnusable
from retro.journal.diagnosis import obstacle

__all__ = ["Opener", "prepared", "read_all_the_same"]

Opener = Callable[..., Any]
"""Opens an SQLite file, with options such as ``mode=ro``, and another file whose key it is to have."""

_BESIDE = ("-wal", "-journal")
"""What changes belong to a journal until they are in it."""

_ATTEMPTS = 5


def read_all_the_same(path: Path, opened: Opener) -> tuple[Any, str]:
    """A connection that reads a journal, and a sentence that says how.

    Args:
        path: The journal, which a plain connection could not read.
        opened: Opens SQLite's files.

    Raises:
        JournalUnusable: When it cannot be read in this way either.
    """
    if _is_read_only_disk(path) and not _beside(path):
        return opened(path, "immutable=1"), f"{path} is on a read-only disk, and read as it is."
    return _copied(path, opened)


def prepared(path: Path, opened: Opener, prepare: Callable[[Any], object]) -> tuple[Any, str]:
    """A copy of a journal in memory that was changed before anybody reads it, and a sentence, as above.

    Raises:
        JournalUnusable: When the journal cannot be read.
    """
    copy, note = _copied(path, opened)
    try:
        prepare(copy)
    except BaseException:
        copy.close()
        raise
    return copy, note


def _copied(path: Path, opened: Opener) -> tuple[Any, str]:
    """A journal as it is now, in memory, with all that is only in its log so far; and a sentence, as above.

    Raises:
        JournalUnusable: When it cannot be read, or there is no room for it.
    """
    try:
        for _ in range(_ATTEMPTS):
            before = _state(path)
            copy = _copy(path, opened)
            if _state(path) == before:
                why = obstacle(path) or "nothing can be written beside it"
                return copy, f"{path} is read from a copy in memory: {why}."
            copy.close()
    except OSError as error:
        raise JournalUnusable(f"{path} cannot be read: {error.strerror}.") from error
    raise JournalUnusable(f"{path} cannot be read while another program is writing to it. Try again.")


def _copy(path: Path, opened: Opener) -> Any:
    if not _beside(path):
        return _in_memory(path, "immutable=1", opened)
    try:
        return _with_log(path, opened, None)
    except OSError:
        if not Path("/dev/shm").is_dir():  # noqa: S108 - the folder made in it is private
            raise
        return _with_log(path, opened, "/dev/shm")  # noqa: S108


def _with_log(path: Path, opened: Opener, place: str | None) -> Any:
    """SQLite itself brings the log in, where it can write: in a private folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="retro-", dir=place) as folder:
        copy = Path(folder, "journal.db")
        for ending in ("", *_beside(path)):
            shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        return _in_memory(copy, "mode=rw", opened)


def _in_memory(path: Path, options: str, opened: Opener) -> Any:
    memory = opened(Path(":memory:"), "", path)
    try:
        with closing(opened(path, options)) as file:
            file.backup(memory, pages=-1)
    except BaseException:
        memory.close()
        raise
    return memory


def _beside(path: Path) -> list[str]:
    return [ending for ending in _BESIDE if _size(f"{path}{ending}")]


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - a name that is no path of its own
    except FileNotFoundError:
        return 0


def _state(path: Path) -> list[tuple[int, int, int]]:
    """What is another when something was written."""
    found = []
    for ending in ("", *_BESIDE):
        try:
            status = Path(f"{path}{ending}").stat()
        except FileNotFoundError:
            continue
        found.append((status.st_ino, status.st_size, status.st_mtime_ns))
    return found


def _is_read_only_disk(path: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
