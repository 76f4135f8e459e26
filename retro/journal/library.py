"""Which SQLite this process uses: the one module that decides it, and the only one that imports one.

Two SQLite libraries on one file in one process lose each other's locks; the rule is sqlite-utils' own:
``pysqlite3``, which carries a current SQLite, where it is installed, and the standard library's otherwise. A
process whose journal is encrypted uses ``sqlcipher3`` for everything. It takes 6 ms more to load (18 and not
11), so that is decided when the first file is opened, and once.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from retro.encryption.keys import is_encrypted
from retro.errors import JournalUnusable

if TYPE_CHECKING:
    import sqlite3
    from types import ModuleType

__all__ = ["encrypts", "sqlite3", "use_for"]


class _Library:
    """The SQLite of this process: loaded when it is first asked for something, and the same from then on."""

    def __init__(self) -> None:
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = _load(encrypting=False)
        value = getattr(self._module, name)
        setattr(self, name, value)  # found at once from now on
        return value

    def encrypts(self) -> bool:
        """Whether it can open encrypted journals; where nothing is loaded yet, one that can is."""
        if self._module is None:
            self._module = _load(encrypting=True)
        return bool(self._module.__name__ == "sqlcipher3")


def _load(*, encrypting: bool) -> "ModuleType":
    if encrypting:
        try:
            import sqlcipher3  # noqa: PLC0415
        except ImportError as error:
            import shlex  # noqa: PLC0415

            raise JournalUnusable(
                "The journal is encrypted, and retro needs its extra “encryption” to open it.",
                hint=f"{shlex.quote(sys.executable)} -m pip install 'retro-journal[encryption]'",
            ) from error
        memory = sqlcipher3.connect(":memory:")
        # Otherwise it writes on stderr what it raises as well.
        memory.execute("PRAGMA cipher_log_level = NONE")
        memory.close()
        return cast("ModuleType", sqlcipher3)
    try:
        import pysqlite3  # noqa: PLC0415
    except ImportError:
        import sqlite3  # noqa: PLC0415

        return sqlite3
    return cast("ModuleType", pysqlite3)


_library = _Library()

if not TYPE_CHECKING:
    sqlite3 = _library


def encrypts() -> bool:
    """Whether this process can open encrypted journals, which is decided now if it was not before.

    Raises:
        JournalUnusable: When what that takes is not installed.
    """
    return _library.encrypts()


def use_for(*paths: Path) -> None:
    """Choose the library for all files that a command will open, where the first does not tell of the others.

    Raises:
        JournalUnusable: When one is encrypted, and what opens it is not installed.
    """
    for path in paths:
        with suppress(OSError):
            if is_encrypted(path):
                _library.encrypts()
