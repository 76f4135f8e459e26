"""The mirrors of a journal, opened with the key of this device, for the command line and the app."""

from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from retro.encryption.keys import is_encrypted
from retro.errors import NothingFound
from retro.paths import state_folder
from retro.sync.mirror import Mirror, mirrors_of
from retro.sync.sharing import sharing_of
from retro.sync.syncing import Syncing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retro.journal import Journal

__all__ = ["asking_first", "opened_mirrors", "syncing_by"]


@contextmanager
def asking_first(path: "Path") -> "Iterator[list[Mirror]]":
    """The mirrors of a journal that is still to be opened; the remote of the first is asked meanwhile.

    Not so where the journal is encrypted: git and retro could want to know a passphrase at the same moment.

    Args:
        path: Of the journal.
    """
    found = _with_keys(mirrors_of(path))
    try:
        is_early = bool(found) and not is_encrypted(path)
    except OSError:
        is_early = False  # it cannot be opened, either
    with found[0].asking() if is_early else nullcontext():
        yield found


def opened_mirrors(journal: "Journal", *, quiet: bool = False) -> list[Mirror]:
    """Those that a journal has.

    Args:
        journal: The journal.
        quiet: Git may ask nobody for a password.

    Raises:
        NothingFound: When there is none.
    """
    found = mirrors_of(journal.path, quiet=quiet)
    if not found:
        raise NothingFound("This journal is not synced with anything yet.", hint="retro sync init REMOTE")
    return _with_keys(found)


def _with_keys(mirrors: list[Mirror]) -> list[Mirror]:
    for mirror in mirrors:
        if not mirror.setup.plain:
            mirror.find_key_in(state_folder())
    return mirrors


def syncing_by(journal: "Journal", mirror: Mirror, has_passage: Callable[[str], bool]) -> Syncing:
    """What syncs the journal by one of them.

    Args:
        journal: Open for writing.
        mirror: That it has.
        has_passage: Tells whether a text has a private passage in it.
    """
    return Syncing(journal, mirror, sharing_of(mirror.setup.kind, has_passage))
