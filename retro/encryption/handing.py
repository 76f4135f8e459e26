"""Handing the key of a journal to a process of our own: through a pipe, which nobody else can read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retro.encryption.keys import key_of

__all__ = ["handed_on"]


@contextmanager
def handed_on(journal: Path) -> Iterator[int | None]:
    """A descriptor to read the key of a journal from, for ``--passphrase-fd``; None where it is plain.

    Raises:
        JournalLocked: When the key is not known.
    """
    key = key_of(journal)
    if key is None:
        yield None
        return
    reading, writing = os.pipe()
    try:
        os.write(writing, f"{key.raw}\n".encode("ascii"))
        os.close(writing)
        yield reading
    finally:
        os.close(reading)
