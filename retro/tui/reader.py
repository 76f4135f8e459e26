"""The journal as the screens read it: open for writing where it can be, and read all the same elsewhere."""

from collections.abc import Callable
from pathlib import Path

from retro.errors import JournalUnusable, RetroError
from retro.journal import Journal

__all__ = ["Reader"]


class Reader:
    """A journal that is opened when it is first read; used in one thread.

    Args:
        path: Its file; made when it is new.
        open_journal: Opens it, for reading only where ``writable`` is false.
    """

    def __init__(self, path: Path, open_journal: Callable[..., Journal]) -> None:
        self._path = path
        self._open = open_journal
        self._journal: Journal | None = None
        self._seen: list[tuple[int, int]] = []

    @property
    def journal(self) -> Journal:
        """The open journal.

        Raises:
            JournalUnusable: When it cannot be read.
        """
        if self._journal is None:
            self._seen = self._state()
            self._journal = self._opened()
        return self._journal

    def is_outdated(self) -> bool:
        """Whether a journal that is read from a copy has changed since; it is then opened anew when read."""
        if self._journal is None or not self._journal.note or self._state() == self._seen:
            return False
        self.close()
        return True

    def close(self) -> None:
        """Close it, if it is open."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _opened(self) -> Journal:
        try:
            return self._open(self._path)
        except JournalUnusable as error:
            try:
                return self._open(self._path, create=False, writable=False)
            except RetroError:
                raise error from None

    def _state(self) -> list[tuple[int, int]]:
        """What is another when somebody has written."""
        found = []
        for name in (str(self._path), f"{self._path}-wal"):
            try:
                status = Path(name).stat()
            except OSError:
                continue
            found.append((status.st_size, status.st_mtime_ns))
        return found
