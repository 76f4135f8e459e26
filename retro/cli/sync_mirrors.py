"""The mirrors of a journal, opened for a command."""

from typing import TYPE_CHECKING

from retro.errors import NothingFound
from retro.paths import state_folder

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.sync.mirror import Mirror
    from retro.sync.syncing import Syncing

__all__ = ["mirrors", "syncing"]


def mirrors(journal: "Journal") -> "list[Mirror]":
    """Those that the journal has, with the key of this device.

    Raises:
        NothingFound: When there is none.
    """
    from retro.sync.mirror import mirrors_of  # noqa: PLC0415
    from retro.sync.sealing import device_key  # noqa: PLC0415

    found = mirrors_of(journal.path)
    if not found:
        raise NothingFound("This journal is not synced with anything yet.", hint="retro sync init REMOTE")
    for mirror in found:
        if not mirror.setup.plain:
            mirror.key = device_key(state_folder())
    return found


def syncing(journal: "Journal", mirror: "Mirror") -> "Syncing":
    """What syncs the journal by one of them."""
    from retro.sync.sharing import sharing_of  # noqa: PLC0415
    from retro.sync.syncing import Syncing  # noqa: PLC0415

    return Syncing(journal, mirror, sharing_of(mirror.setup.kind, _has_passage))


def _has_passage(text: str) -> bool:
    from retro.posts.redacting.passages import passages  # noqa: PLC0415 - only for a team

    return bool(passages(text))
