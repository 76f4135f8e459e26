"""A copy of a journal under another key, or none: SQLite's own backup goes from plain to plain alone."""

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from retro.encryption.keys import Key
from retro.errors import JournalUnusable
from retro.journal.connection import BUSY_TIMEOUT_SECONDS, bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro.journal.library import sqlite3

__all__ = ["export", "to_export"]


@contextmanager
def to_export(path: Path) -> "Iterator[sqlite3.Connection]":
    """A journal or a backup, opened so that another file can be attached and written to.

    Raises:
        JournalUnusable: When it is damaged.
        sqlite3.DatabaseError: As SQLite says it.
    """
    with closing(bare(path, "mode=rw")) as source:
        source.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000:.0f}")
        said = source.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise JournalUnusable(
                f"{path} is damaged ({said.splitlines()[0]}); nothing was changed.", hint="retro doctor"
            )
        yield source


def export(source: "sqlite3.Connection", part: Path, key: Key | None) -> None:
    """Write all of a journal into an empty file under a key.

    Args:
        source: The journal, or a backup; it may also be in memory.
        part: The empty file.
        key: None makes it plain.

    Raises:
        sqlite3.DatabaseError: As SQLite says it.
    """
    source.execute("ATTACH ? AS anew KEY ?", (str(part), "" if key is None else key.raw))
    source.execute("PRAGMA anew.journal_mode = OFF")  # half of it is of no use to anybody
    source.execute("SELECT sqlcipher_export('anew')")
    for name in ("application_id", "user_version"):  # the export leaves them out
        number = source.execute(f"PRAGMA main.{name}").fetchone()[0]
        source.execute(f"PRAGMA anew.{name} = {number}")
    source.execute("DETACH anew")
