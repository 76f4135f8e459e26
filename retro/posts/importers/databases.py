"""What the formats that are SQLite files share: looking at one, and reading its rows with care."""

from collections.abc import Callable, Iterator
from pathlib import Path

from retro.errors import InvalidValue
from retro.heads import SQLITE
from retro.journal.foreign import ForeignDatabase
from retro.posts.importers.entry import Entry, Trouble
from retro.posts.importers.given import Given

__all__ = ["has_tables", "text_of", "through"]


def has_tables(given: Given, **tables: str) -> bool:
    """Whether it is an SQLite file with these tables, each with at least these columns, parted by spaces."""
    if not given.head.startswith(SQLITE) or not _is_file(given):
        return False
    try:
        with ForeignDatabase(Path(given.path)) as database:
            return all(database.has(name, columns.split()) for name, columns in tables.items())
    except InvalidValue:
        return False


def through(
    given: Given, read: Callable[[ForeignDatabase], Iterator[Entry | Trouble]]
) -> Iterator[Entry | Trouble]:
    """Read a database to its end, or to where it breaks."""
    if not _is_file(given):
        yield Trouble("An SQLite file is read from its place, not from standard input.")
        return
    try:
        with ForeignDatabase(Path(given.path)) as database:
            yield from read(database)
    except InvalidValue as error:
        yield Trouble(error.sentence)


def _is_file(given: Given) -> bool:
    return given.content is None and given.opener is None


def text_of(value: object) -> str:
    """Text as it is, a number as its digits, anything else as nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) else ""
