"""Syncing beside everything else: a lane and a journal of its own, as a network may take its time.

What comes in is written by another connection than the screens use, so they see it as they see what another
program has changed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from retro.errors import RetroError
from retro.journal import Journal
from retro.tui.lanes import Lane

if TYPE_CHECKING:
    from retro.sync.mirror import Mirror
    from retro.sync.syncing import Outcome

__all__ = ["Synced", "Syncer"]


class Synced(NamedTuple):
    """What became of a sync.

    Args:
        outcomes: What was done, by each mirror that could be synced.
        refused: What kept another one from it.
    """

    outcomes: "tuple[Outcome, ...]"
    refused: RetroError | None = None


class Syncer:
    """Syncs one journal, one time after the other.

    Args:
        path: The journal's file.
        open_journal: How it is opened.
    """

    def __init__(self, path: Path, open_journal: Callable[..., Journal]) -> None:
        self._path = path
        self._open = open_journal
        self._lane = Lane("retro-syncing")
        self._mirrors: tuple[Mirror, ...] = ()
        self._closing = False

    @property
    def idle(self) -> bool:
        """True when no sync runs."""
        return self._lane.idle

    def sync(
        self, done: Callable[[Synced], object], failed: Callable[[Exception], object], *, deleting: bool
    ) -> None:
        """Sync by all mirrors that there are.

        Args:
            done: Called with what became of it.
            failed: Called with what went wrong before anything was done.
            deleting: However many lessons that deletes.
        """
        self._lane.submit(lambda: self._sync(deleting=deleting), done, failed)

    def stop(self) -> None:
        """End what runs: git is told to, and what was begun is gone on with the next time."""
        self._closing = True
        for mirror in self._mirrors:
            mirror.git.stop()

    def close(self) -> None:
        """Stop, and end the lane."""
        self.stop()
        self._lane.close()

    def _sync(self, *, deleting: bool) -> Synced:
        from retro.sync.mirrors import opened_mirrors, syncing_by  # noqa: PLC0415 - only who syncs needs it

        outcomes: list[Outcome] = []
        with self._open(self._path) as journal:
            self._mirrors = tuple(opened_mirrors(journal, quiet=True))
            if self._closing:
                self.stop()
            try:
                for mirror in self._mirrors:
                    syncing = syncing_by(journal, mirror, _has_passage)
                    outcomes.append(syncing.sync(deleting=deleting))
            except RetroError as error:
                return Synced(tuple(outcomes), error)
            finally:
                self._mirrors = ()
        return Synced(tuple(outcomes))


def _has_passage(text: str) -> bool:
    from retro.posts.redacting.passages import passages  # noqa: PLC0415 - only for a team

    return bool(passages(text))
