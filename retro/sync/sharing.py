"""What of a journal goes into a mirror: all of it into one's own; into a team's, what is not private."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Mapping

    from retro.journal import Journal
    from retro.journal.records.shape import Key, Record

__all__ = ["Sharing", "sharing_of"]


class Sharing:
    """Everything goes, and comes."""

    def around(self, journal: "Journal", keys: "Collection[Key]") -> "Collection[Key]":
        """The records of which others may look different in the mirror when some have changed."""
        del journal
        return keys

    def outgoing(
        self, journal: "Journal", records: "Mapping[Key, Record | None]", shared: "Container[Key]"
    ) -> "dict[Key, Record | None]":
        """Records as they are in the mirror; what is left out is not touched there, what is None is to go.

        Args:
            journal: That they are of.
            records: As they are.
            shared: Keys of what is in the mirror already.
        """
        del journal, shared
        return dict(records)

    def withheld(self, journal: "Journal", keys: "Collection[Key]") -> "frozenset[Key]":
        """What the journal has and the mirror may not: it does not come in either."""
        del journal, keys
        return frozenset()

    def incoming(
        self, journal: "Journal", records: "Mapping[Key, Record | None]", ours: "Mapping[Key, Record]"
    ) -> "dict[Key, Record | None]":
        """Records of the mirror with what the journal has of them beside."""
        del journal, ours
        return dict(records)


def sharing_of(kind: str, has_passage: "Callable[[str], bool]") -> Sharing:
    """What goes into a mirror of a kind.

    Args:
        kind: ``mine`` or ``team``.
        has_passage: Tells whether a text has a private passage in it.
    """
    if kind != "team":
        return Sharing()
    from retro.sync.team import Team  # noqa: PLC0415 - 17 ms, and few have one

    return Team(has_passage)
