"""How files begin, read without giving up a lock that SQLite holds on one of them.

To close any descriptor of a file gives up every lock that the process has on it
(https://www.sqlite.org/howtocorrupt.html, 2.2). In the app, which opens a journal for each lane, a second
look at the file would do so; and encrypting a journal relies on them, for it may only be done when nobody
else has the journal open.
"""

import os
from collections import Counter
from pathlib import Path
from threading import Lock

__all__ = ["AGE", "SQLITE", "File", "head", "hold", "let_go"]

SQLITE = b"SQLite format 3\x00"
"""How every SQLite file begins that is not encrypted (https://www.sqlite.org/fileformat2.html)."""

AGE = b"age-encryption.org/v1\n"
"""How every file begins that age has made (https://age-encryption.org/v1)."""

File = tuple[int, int]
"""Device and inode."""

_kept: dict[File, list[int]] = {}
"""Descriptors of files that connections are open to; the second of one is a rare one that was chmodded."""

_users: Counter[File] = Counter()
_lock = Lock()


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file. While a connection to it is open, so stays its descriptor.

    Raises:
        OSError: When it cannot be read.
    """
    if os.name != "posix":  # no such locks, and an open file could not be replaced
        with path.open("rb") as file:
            return file.read(size)
    with _lock:
        known = _kept.get(_file(path.stat()))
        if known and _may_be_read(path):
            return os.pread(known[0], size, 0)
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        which = _file(os.fstat(descriptor))
        try:
            return os.pread(descriptor, size, 0)
        finally:
            if _users[which]:
                _kept.setdefault(which, []).append(descriptor)
            else:
                os.close(descriptor)


def hold(path: Path) -> File | None:
    """Say that a connection will be open to a file; None where there is no file.

    Raises:
        OSError: When the file cannot be looked at.
    """
    with _lock:
        try:
            which = _file(path.stat())
        except FileNotFoundError:
            return None
        _users[which] += 1
    return which


def let_go(which: File) -> None:
    """Say that such a connection is closed: after the last one a file that was deleted can really go."""
    with _lock:
        _users[which] -= 1
        if _users[which] <= 0:
            del _users[which]
            for descriptor in _kept.pop(which, ()):
                os.close(descriptor)


def _file(status: os.stat_result) -> File:
    return status.st_dev, status.st_ino


def _may_be_read(path: Path) -> bool:
    """Whether opening it would succeed now: what was opened before stays readable."""
    return os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids)
