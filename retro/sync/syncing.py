"""One sync: what the remote has comes in, what the journal has goes out, until both hold the same.

The order loses nothing wherever it breaks off: what came is written to the journal in one step, then it is
noted that it came, and only then something is pushed, which the remote takes if it is where it was. Merging
what was merged already changes nothing.
"""

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from retro.errors import RemoteUnusable, SyncRefused
from retro.sync.git import Refused
from retro.sync.mirror import Mirror, State
from retro.sync.outcome import SORTS, Moved, Outcome, Told, said, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.sync.comparing import Comparing
    from retro.sync.members import Members
    from retro.sync.sharing import Sharing

__all__ = ["MOST_TRIES", "SORTS", "Moved", "Outcome", "Syncing", "Told", "said", "told"]

MOST_TRIES = 12
"""How often it is begun anew because another device was faster."""


class Syncing:
    """Syncs a journal by a mirror.

    Args:
        journal: Open for writing.
        mirror: That it has.
        sharing: What goes into it.
    """

    def __init__(self, journal: "Journal", mirror: Mirror, sharing: "Sharing") -> None:
        self._journal = journal
        self._mirror = mirror
        self._sharing = sharing
        self._remote = mirror.setup.remote

    def sync(self, *, deleting: bool = False) -> Outcome:
        """Do it.

        Args:
            deleting: However many lessons that deletes.

        Raises:
            RemoteUnusable: When the remote cannot be reached or takes nothing; what came stays.
            SyncRefused: When it would do what must not be done; nothing was changed.
        """
        outcome = Outcome()
        with self._mirror.alone():
            for attempt in range(MOST_TRIES):
                outcome.tries = attempt + 1
                try:
                    self._try(outcome, deleting=deleting)
                except Refused:
                    time.sleep(0.01 * attempt)
                else:
                    if outcome.came or outcome.went:
                        self._mirror.git.tidy()
                    return outcome
        raise _too_slow()

    def pending(self) -> Moved:
        """What would go if a sync began now; nothing is fetched, and nothing is written."""
        state = self._mirror.state()
        moved = Moved()
        if not self._journal.history.is_at(state.mark):
            self._mirror.know(state)
            self._comparing(state, state.head, Outcome()).tell_what_waits(moved)
        return moved

    def change_members(self, change: "Callable[[Members], None]") -> Outcome:
        """Let others read the remote than do now: sync, and then change who they are.

        Args:
            change: Changes who they are.

        Raises:
            RemoteUnusable: As ``sync`` does.
            SyncRefused: As ``sync`` does.
        """
        import copy  # noqa: PLC0415 - once in a device's life

        outcome = Outcome()
        mirror = self._mirror
        with mirror.alone():
            for attempt in range(MOST_TRIES):
                outcome.tries = attempt + 1
                with suppress(Refused):
                    self._try(outcome, deleting=False)
                    state = mirror.state()
                    assert state.head is not None  # noqa: S101 - a sync leaves one
                    mirror.know(state)
                    members = copy.deepcopy(mirror.members(state.head))
                    change(members)
                    commit = mirror.contents.commit_members(state.head, members)
                    mirror.git.push(self._remote, commit)
                    state.head = commit
                    mirror.keep(state)
                    return outcome
        raise _too_slow()

    def _comparing(self, state: State, head: str | None, outcome: Outcome) -> "Comparing":
        from retro.sync.comparing import Comparing  # noqa: PLC0415 - 20 ms that a sync without news does not need

        return Comparing(self._journal, self._mirror, self._sharing, state, head, outcome)

    def _try(self, outcome: Outcome, *, deleting: bool) -> None:
        mirror = self._mirror
        state = mirror.state()
        fetched = mirror.fetching()  # and meanwhile:
        try:
            has_changed = not self._journal.history.is_at(state.mark)
            if has_changed or state.head is None:
                import retro.sync.comparing  # noqa: F401, PLC0415 - it will be needed
        finally:
            head = fetched()
        self._refuse_another_past(state, head)
        outcome.head = head
        is_news = head != state.head
        if head is not None and not is_news and not has_changed:
            return
        mirror.know(state)
        this = self._comparing(state, head, outcome)
        with self._journal.step("sync") as step:
            this.run(deleting=deleting)
            step.summary = f"Synced: {told(outcome.came)}"
        state.head, state.known = head, this.at_head
        if not this.outgoing and head is not None:
            state.mark = this.mark
            mirror.keep(state)
            return
        if is_news:
            mirror.keep(state)  # its mark is the old one: what has not gone yet is looked for from there
        commit = mirror.contents.commit(head, this.spelled(), this.members)
        mirror.git.push(self._remote, commit)
        outcome.head = commit
        this.tell_what_went()
        state.head, state.mark = commit, this.mark
        this.know_what_went()
        mirror.keep(state)

    def _refuse_another_past(self, state: State, head: str | None) -> None:
        """What was there must be there still: what is not, somebody has taken away by force.

        Raises:
            SyncRefused: When it is not.
        """
        if state.head is None or head == state.head:
            return
        if head is None:
            raise SyncRefused(
                "The remote has nothing any more, and it had; nothing was changed.",
                hint="“Starting over” in docs/sync.md",
            )
        if not self._mirror.git.descends(head, state.head):
            raise SyncRefused(
                "The remote was rewritten: what this device has seen in it last is not there any more. "
                "Nothing was changed.",
                hint="“Starting over” in docs/sync.md",
            )


def _too_slow() -> RemoteUnusable:
    return RemoteUnusable(
        f"Other devices were faster {MOST_TRIES} times; what came in is here, and nothing of yours went.",
        hint="retro sync",
    )
