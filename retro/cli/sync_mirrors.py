"""The mirrors of a journal, opened for a command."""

from typing import TYPE_CHECKING

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
    from retro.sync.mirrors import opened_mirrors  # noqa: PLC0415

    return opened_mirrors(journal)


def syncing(journal: "Journal", mirror: "Mirror") -> "Syncing":
    """What syncs the journal by one of them."""
    from retro.sync.mirrors import syncing_by  # noqa: PLC0415

    return syncing_by(journal, mirror, _has_passage)


def _has_passage(text: str) -> bool:
    from retro.posts.redacting.passages import passages  # noqa: PLC0415 - only for a team

    return bool(passages(text))
