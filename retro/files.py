"""Files that are whole or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from retro.folders import sync_folder

__all__ = ["replacing"]


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` once it is whole and on the disk.

    When an exception leaves the block nothing has changed. The folder must exist.

    Args:
        path: What it will be; a link there is replaced, not followed.
        private: Readable by its owner alone, whatever the umask allows.

    Raises:
        OSError: When it cannot be written.
    """
    part = path.with_name(f".{path.name[:80]}.{os.urandom(4).hex()}.part")
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
