"""The mirrors of a journal, opened with the key of this device, for the command line and the app."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from retro.errors import NothingFound
from retro.paths import state_folder
from retro.sync.mirror import Mirror, mirrors_of
from retro.sync.sharing import sharing_of
from retro.sync.syncing import Syncing

if TYPE_CHECKING:
    from retro.journal import Journal

__all__ = ["opened_mirrors", "syncing_by"]


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
    for mirror in found:
        if not mirror.setup.plain:
            mirror.find_key_in(state_folder())
    return found


def syncing_by(journal: "Journal", mirror: Mirror, has_passage: Callable[[str], bool]) -> Syncing:
    """What syncs the journal by one of them.

    Args:
        journal: Open for writing.
        mirror: That it has.
        has_passage: Tells whether a text has a private passage in it.
    """
    return Syncing(journal, mirror, sharing_of(mirror.setup.kind, has_passage))
