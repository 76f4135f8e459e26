"""Paths as people type them, and the folders that the platform has for a user's files."""

import os
import sys
from pathlib import Path

from retro.errors import JournalUnusable

__all__ = ["config_folder", "data_home", "expanded", "state_folder"]


def expanded(path: str | Path) -> Path:
    """``~`` and ``~name`` become home folders; where there is none they stay, as in a shell."""
    named = Path(path)
    try:
        return named.expanduser()
    except RuntimeError:
        return named


def data_home() -> Path:
    """Where retro keeps the journal.

    Raises:
        JournalUnusable: When there is no home folder.
    """
    return _folder("XDG_DATA_HOME", ".local/share", "user_data_path")


def config_folder() -> Path:
    """Where the user's own settings and word lists lie.

    Raises:
        JournalUnusable: When there is no home folder.
    """
    return _folder("XDG_CONFIG_HOME", ".config", "user_config_path")


def state_folder() -> Path:
    """Where what must not be lost, and is in no journal, waits for its owner.

    Raises:
        JournalUnusable: When there is no home folder.
    """
    return _folder("XDG_STATE_HOME", ".local/state", "user_state_path")


def _folder(variable: str, below_home: str, elsewhere: str) -> Path:
    """What platformdirs says, without the 6 ms that it costs to import where XDG is followed."""
    named = os.environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named, "retro")
    if sys.platform == "linux":
        return _home() / below_home / "retro"
    import platformdirs  # noqa: PLC0415

    found: Path = getattr(platformdirs, elsewhere)("retro", appauthor=False)
    return found


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise JournalUnusable(
            "You have no home folder; say where the journal is by $RETRO_JOURNAL."
        ) from error
