"""Syncing from the first screen: asked for by a key or a timer, told in the query bar and in the corner."""

from typing import TYPE_CHECKING

from retro.display import plain_inline
from retro.errors import NothingFound, RetroError, SyncRunning, WouldDelete
from retro.tui.commands import command, key_label
from retro.tui.screens.writing import Writing
from retro.tui.widgets.query_bar import QueryBar, SyncMark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro.sync.syncing import Moved, Outcome
    from retro.tui.retro_app import Warm
    from retro.tui.storage import Storage
    from retro.tui.syncing import Synced

__all__ = ["Syncing"]

_AFTER_START = 2.0
"""Seconds until the first sync of a timer: one wants to see the lessons first."""

_MOST_TITLES = 3


class Syncing(Writing):
    """Owns how it stands with syncing; ``BrowseScreen`` adds the other commands."""

    def __init__(self, storage: "Storage", warm: "Warm | None" = None, name: str = "retro") -> None:
        super().__init__(storage, warm, name)
        self._runs = False
        self._asked_for = False
        self._sync_failed = ""
        self._to_decide = 0

    def on_mount(self) -> None:
        """See whether something waits for a decision, once there is something to see."""
        self.call_after_refresh(self._count_decisions)

    def refresh_found(self, keep: str = "") -> None:
        """Search again; what has changed may also be what waits for a decision."""
        super().refresh_found(keep)
        self._count_decisions()

    # Asked for, or due

    def sync_every(self, seconds: float) -> None:
        """Sync soon, and again and again."""
        self.set_timer(_AFTER_START, self._sync)
        self.set_interval(seconds, self._sync)

    def action_sync_now(self) -> None:
        """Sync."""
        if self._runs:
            self.say("A sync is running already.")
        self._sync(asked_for=True)

    def _sync(self, *, asked_for: bool = False, deleting: bool = False) -> None:
        self._asked_for |= asked_for
        if not self._runs:
            self._runs = True
            self._mark()
            self.storage.syncer.sync(
                self.answer(self._synced), self.answer(self._not_synced), deleting=deleting
            )

    # What became of it

    def _synced(self, synced: "Synced") -> None:
        for outcome in synced.outcomes:
            if self._asked_for or outcome.came or outcome.clashes:
                self.say("\n".join(_told(outcome)))
        if any(outcome.came for outcome in synced.outcomes):
            self.refresh_found()
        if synced.refused is not None:
            self._not_synced(synced.refused)
        else:
            self._ended("")

    def _not_synced(self, error: Exception) -> None:
        asked_for, before = self._asked_for, self._sync_failed
        if not isinstance(error, RetroError):
            self._ended("")
            self.complain(error)
            return
        if isinstance(error, NothingFound | SyncRunning):  # of which a timer has nothing to tell
            self._ended("")
            if asked_for:
                self.say(_with_hint(error), severity="warning")
            return
        self._ended(error.sentence)
        if isinstance(error, WouldDelete) and asked_for and self._is_at_hand:
            self._ask_to_delete(error)
        elif asked_for or error.sentence != before:  # a timer says it once
            key = key_label(command("sync.now").keys[0])
            ways = f"{key} in the list asks what is to be done." if isinstance(error, WouldDelete) else ""
            self.say(f"{error.sentence} {ways}" if ways else _with_hint(error), severity="error")

    @property
    def _is_at_hand(self) -> bool:
        """Whether a question can be asked without taking keys that are meant for something else."""
        return self.app.screen is self and not self.query_line.has_focus

    def _ask_to_delete(self, error: WouldDelete) -> None:
        from retro.tui.screens.confirm import ConfirmScreen  # noqa: PLC0415 - loads when it opens

        def answered(yes: bool | None) -> None:
            if yes:
                self._sync(asked_for=True, deleting=True)
            else:
                self.say("Nothing was changed, and nothing was synced.")

        about = (
            f"{error.sentence} If that is what you or somebody has done elsewhere, go on; undo brings back"
            " what was deleted in this journal."
        )
        self.app.push_screen(ConfirmScreen(self.storage, "Delete so many lessons?", about), answered)

    def _ended(self, failed: str) -> None:
        self._runs = self._asked_for = False
        self._sync_failed = failed
        self._mark()

    # The query bar

    def _count_decisions(self) -> None:
        from retro.tui.jobs.conflicts import count  # noqa: PLC0415 - after the first paint

        self.storage.read(count, self.answer(self._counted), self.failed, name="to decide")

    def _counted(self, number: int) -> None:
        self._to_decide = number
        self._mark()

    def _mark(self) -> None:
        number = self._to_decide
        if self._runs:
            mark = SyncMark("⇅ syncing …", "⇅", "accent")
        elif self._sync_failed:
            mark = SyncMark("⇅ not synced", "⇅!", "bad")
        elif number:
            key = key_label(command("view.conflicts").keys[0])
            mark = SyncMark(f"⇅ {number:,} to decide: {key}", f"⇅{number:,}", "advice")
        else:
            mark = SyncMark()
        self.query_one(QueryBar).tell_sync(mark)


def _with_hint(error: RetroError) -> str:
    """A sentence, and what the shell would do about it."""
    where = "" if error.hint.startswith("“") else " In the shell:"
    return f"{error.sentence}{where} {error.hint}" if error.hint else error.sentence


def _told(outcome: "Outcome") -> "Iterator[str]":
    """What was done, in the words of the shell."""
    from retro.sync.syncing import said  # noqa: PLC0415 - only who syncs needs it

    undo, deciding = (key_label(command(name).keys[0]) for name in ("edit.undo", "view.conflicts"))
    yield from said(outcome, undo=undo, deciding=deciding)
    yield from _titles("in", outcome.came)
    yield from _titles("out", outcome.went)


def _titles(way: str, moved: "Moved") -> "Iterator[str]":
    from retro.sync.syncing import SORTS  # noqa: PLC0415 - as above

    for sort, mark in SORTS.items():
        lessons = getattr(moved, sort)
        yield from (f"{way:<3} {mark} {plain_inline(each.title)[:60]}" for each in lessons[:_MOST_TITLES])
        if len(lessons) > _MOST_TITLES:
            yield f"{way:<3} {mark} … and {len(lessons) - _MOST_TITLES:,} more"
