"""Another copy of a journal, read without ever changing it: the work is done on a private copy of it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retro.errors import JournalUnusable
from retro.journal.connection import Connection, connect, connect_new, copy_pages
from retro.journal.diagnosis import inspect_file, sentence
from retro.journal.library import sqlite3
from retro.journal.opening import open_connection

__all__ = ["opened_copy"]


@contextmanager
def opened_copy(path: Path) -> Iterator[Connection]:
    """A connection to a private copy of a journal, brought up to date where it is of an earlier retro.

    Raises:
        NothingFound: When there is no such file.
        JournalUnusable: When it is no journal, a newer one, or damaged.
    """
    inspect_file(path)
    with tempfile.TemporaryDirectory(prefix="retro-") as folder:  # 0700
        copy = Path(folder) / "copy.db"
        try:
            _copy(path, copy)
            with _opened(copy) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            raise JournalUnusable(sentence(path, error)) from error
        except OSError as error:
            raise JournalUnusable(f"{path} could not be copied: {error.strerror}.") from error
        except JournalUnusable as error:
            raise JournalUnusable(error.sentence.replace(str(copy), str(path)), error.hint) from error


def _copy(path: Path, copy: Path) -> None:
    """Copy the bytes, which leaves no trace beside the file; with a log beside it only SQLite can tell."""
    copy.touch(mode=0o600)
    if not any(log.exists() and log.stat().st_size for log in (Path(f"{path}{end}") for end in _LOGS)):
        shutil.copyfile(path, copy)
        return
    with (
        closing(connect(path, writable=False)) as source,
        closing(connect_new(copy, like=path)) as target,
    ):
        copy_pages(source, target, source)


_LOGS = ("-wal", "-journal")


@contextmanager
def _opened(copy: Path) -> Iterator[Connection]:
    connection = open_connection(copy, create=False)
    with closing(connection):
        said = connection.value("PRAGMA integrity_check(1)")
        if said != "ok":
            raise JournalUnusable(
                f"{copy} is damaged, and was not merged ({said.splitlines()[0]}).",
                hint="retro doctor --salvage NEW.db --journal the-damaged.db, then merge NEW.db",
            )
        yield connection
