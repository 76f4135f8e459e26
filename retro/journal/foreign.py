"""Other programs' SQLite files, read and never changed: not by a byte, and no file is made beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from retro.errors import InvalidValue
from retro.journal.connection import Row
from retro.journal.library import sqlite3

__all__ = ["ForeignDatabase"]

_BUSY_SECONDS = 5.0
_MOST_STEPS = 2_000
"""Thousands of SQLite's own steps between two rows: a table of theirs needs a few hundred for a row."""

_LARGEST = 256 * 1024 * 1024
"""Bytes of a file. One value of it can be as large, and not every SQLite can be told to refuse that."""

_WAL_MODE = 2
"""In byte 18 of the header (https://www.sqlite.org/fileformat2.html#file_format_version_numbers)."""


class ForeignDatabase:
    """An SQLite file of another program, open for reading.

    Args:
        path: The file.

    Raises:
        InvalidValue: When it is no SQLite file, is damaged, or another program is writing to it; the sentence
            speaks of the file as “it”.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._steps = 0
        try:
            if path.stat().st_size > _LARGEST:
                raise InvalidValue(f"It is larger than {_LARGEST // 1024**2} MiB; it was left out.")
            self._sqlite = self._opened()
            self._sqlite.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except (sqlite3.Error, OSError) as error:
            raise InvalidValue(_sentence(error)) from error

    def _opened(self) -> "sqlite3.Connection":
        address = "file:" + str(self.path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        sqlite: sqlite3.Connection = sqlite3.connect(
            f"{address}?mode=ro{_immutable(self.path)}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
        )
        sqlite.row_factory = sqlite3.Row
        sqlite.text_factory = lambda raw: raw.decode("utf-8", "replace")
        # Nothing that the file itself brings may run: no view or trigger may call what is not harmless.
        sqlite.execute("PRAGMA trusted_schema = OFF")
        sqlite.set_progress_handler(self._count, 1000)
        return sqlite

    def _count(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sqlite.close()

    def has(self, table: str, columns: Sequence[str]) -> bool:
        """Whether there is a table, not a view, with at least these columns."""
        found = list(self.rows("SELECT type, sql FROM sqlite_schema WHERE name = ?", (table,)))
        if len(found) != 1 or found[0]["type"] != "table":
            return False
        if str(found[0]["sql"]).upper().startswith("CREATE VIRTUAL"):
            return False
        names = {row["name"] for row in self.rows("SELECT name FROM pragma_table_info(?)", (table,))}
        return names >= set(columns)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a SELECT, one after the other.

        Raises:
            InvalidValue: When the file is damaged, or reading it would take without end.
        """
        self._steps = 0
        try:
            for row in self._sqlite.execute(sql, parameters):
                self._steps = 0
                yield row
        except (sqlite3.Error, OverflowError) as error:
            raise InvalidValue(_sentence(error)) from error


def _immutable(path: Path) -> str:
    """A file in WAL mode without a log is in nobody's hands; opened otherwise, SQLite would make one."""
    with path.open("rb") as file:
        header = file.read(20)
    is_wal = len(header) == 20 and header[18] == _WAL_MODE
    return "&immutable=1" if is_wal and not Path(f"{path}-wal").exists() else ""


def _sentence(error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, sentence in _SENTENCES.items():
        if name.startswith(prefix):
            return sentence
    return f"It cannot be read as an SQLite file: {error}."


_SENTENCES = {
    "SQLITE_BUSY": "It is being written by another program; close it, and try again.",
    "SQLITE_LOCKED": "It is being written by another program; close it, and try again.",
    "SQLITE_NOTADB": "It is no SQLite file, or it is encrypted.",
    "SQLITE_CORRUPT": "It is a damaged SQLite file.",
    "SQLITE_INTERRUPT": "It is no journal that can be read: a row of it takes without end.",
}
