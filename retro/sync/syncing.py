"""One sync: what the remote has comes in, what the journal has goes out, until both hold the same.

The order loses nothing wherever it breaks off: what came is written to the journal in one step, then it is
noted that it came, and only then something is pushed, which the remote takes if it is where it was. Merging
what was merged already changes nothing.
"""

import copy
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from retro.errors import JournalUnusable, RemoteUnusable, SyncRefused, WouldDelete
from retro.journal.records.room import Key, Mark, Recent, Record
from retro.model import Visibility
from retro.sync.encoding import digest, encode
from retro.sync.git import Refused
from retro.sync.merging import merge
from retro.sync.mirror import Known, Members, Mirror, State

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.sync.sharing import Sharing

__all__ = ["MOST_TRIES", "SORTS", "Moved", "Outcome", "Syncing", "Told", "said", "told"]

MOST_TRIES = 12
"""How often it is begun anew because another device was faster."""

MOST_DELETED, MOST_DELETED_PART = 10, 0.1
"""A sync that would delete more lessons than so many, and than this part of them, asks first."""


class Told(NamedTuple):
    """A lesson of which something is told: its id, its title, and whether it is private."""

    lesson_id: str
    title: str
    private: bool


@dataclass(slots=True)
class Moved:
    """What came, or what went.

    Attributes:
        added: Lessons that are new.
        changed: Lessons that say something else.
        deleted: Lessons that are deleted.
        others: How many of everything else.
    """

    added: list[Told] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    deleted: list[Told] = field(default_factory=list)
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted or self.others)


@dataclass(slots=True)
class Outcome:
    """What a sync did.

    Attributes:
        came: Into the journal.
        went: To the remote.
        clashes: Lessons and other records in which two have written in one place, this time.
        goes_back: The journal was an earlier one than was synced last: what it lacked came back.
        tries: How often it was begun.
        head: The commit that both have now.
    """

    came: Moved = field(default_factory=Moved)
    went: Moved = field(default_factory=Moved)
    clashes: list[Key] = field(default_factory=list)
    goes_back: bool = False
    tries: int = 0
    head: str | None = None


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
        if not self._journal.records.is_at(state.mark):
            self._mirror.know(state)
            this = _Pass(self._journal, self._mirror, self._sharing, state, state.head, Outcome())
            this.tell_what_waits(moved)
        return moved

    def change_members(self, change: Callable[[Members], None]) -> Outcome:
        """Let others read the remote than do now: sync, and then seal everything in it anew.

        Args:
            change: Changes who they are.

        Raises:
            RemoteUnusable: As ``sync`` does.
            SyncRefused: As ``sync`` does.
        """
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
                    commit = mirror.commit_anew(state.head, members)
                    mirror.git.push(self._remote, commit)
                    state.head = commit
                    mirror.keep(state)
                    return outcome
        raise _too_slow()

    def _try(self, outcome: Outcome, *, deleting: bool) -> None:
        mirror = self._mirror
        state = mirror.state()
        head = mirror.git.fetch(self._remote)
        self._refuse_another_past(state, head)
        outcome.head = head
        if head == state.head is not None and self._journal.records.is_at(state.mark):
            return
        mirror.know(state)
        this = _Pass(self._journal, mirror, self._sharing, state, head, outcome)
        with self._journal.step("sync") as step:
            this.run(deleting=deleting)
            step.summary = f"Synced: {told(outcome.came)}"
        state.head, state.known = head, this.at_head
        if not this.outgoing and head is not None:
            state.mark = this.mark
            mirror.keep(state)
            return
        if head is not None:
            mirror.keep(state)  # its mark is the old one: what has not gone yet is looked for from there
        commit = mirror.commit(head, this.outgoing, this.members)
        mirror.git.push(self._remote, commit)
        outcome.head = commit
        this.tell_what_went()
        state.head, state.mark = commit, this.mark
        for path, record in this.outgoing.items():
            if record is None:
                state.known.pop(path, None)
            else:
                state.known[path] = mirror.known(record)
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


@dataclass
class _Pass:
    """One try: both sides compared, what is news to the journal written, what is news to the remote found.

    Attributes:
        members: Who reads the remote.
        at_head: Path -> the record there, of all that the remote has.
        outgoing: Path -> what it is to have.
        mark: The moment of the journal when that was so.
    """

    journal: "Journal"
    mirror: Mirror
    sharing: "Sharing"
    state: State
    head: str | None
    outcome: Outcome
    members: Members = field(init=False)
    at_head: dict[str, Known] = field(init=False)
    outgoing: dict[str, Record | None] = field(init=False)
    mark: Mark = field(init=False)

    def __post_init__(self) -> None:
        self.members = self.mirror.members(self.head)
        self.at_head = dict(self.state.known)
        self._blobs: dict[str, tuple[str, str]] = {}
        self._was: dict[Key, Record] = {}

    def run(self, *, deleting: bool) -> None:
        """All of it, inside a step of the journal.

        Raises:
            SyncRefused: When too many lessons would be deleted and that is not ``deleting``.
        """
        recent = self.journal.records.since(self.state.mark)
        self.outcome.goes_back |= recent.goes_back
        ours = self._changed(recent, self.state.known)
        theirs = self._theirs(ours, goes_back=recent.goes_back)
        incoming = self._merged(ours, theirs, goes_back=recent.goes_back)
        live = self.journal.records.live()
        if incoming:
            incoming = self._completed(incoming)
            self._write(incoming, live, deleting=deleting)
            recent = self.journal.records.since(self.state.mark)._replace(goes_back=recent.goes_back)
        self.mark = recent.mark
        changed = self._changed(recent, self.at_head)
        self.outgoing = {self._path(key): record for key, record in changed.items()}
        for path in self.state.detached:
            self.outgoing.pop(path, None)
        gone = sum(
            self.at_head[path].is_live and (record is None or record.fields.get("deleted_at") is not None)
            for path, record in self.outgoing.items()
            if path in self.at_head
        )
        there = sum(each.is_live for each in self.at_head.values())
        _refuse_to_delete(gone, there, "on the remote and on every other device", deleting=deleting)

    def _path(self, key: Key) -> str:
        return self.mirror.path(key, self.members)

    # What has changed

    def _changed(self, recent: Recent, known: Mapping[str, Known]) -> dict[Key, Record | None]:
        """What the journal has otherwise than is known, as it is in the mirror; None for what is gone."""
        records = dict(recent.records)
        keys = {each.key for each in known.values()}
        more = set(self.sharing.around(self.journal, records.keys())) - records.keys()
        records |= self.journal.records.read(more) if more else {}
        if recent.is_all and not recent.goes_back:
            records |= dict.fromkeys(keys - records.keys())
        shared = self.sharing.outgoing(self.journal, records, keys)
        found = {}
        for key, record in shared.items():
            before = known.get(self._path(key))
            if before is not None and before.key != key:
                raise JournalUnusable(f"Two records are known by {key[1]}: {before.key[0]} and {key[0]}.")
            if (None if record is None else digest(encode(record))) != (before and before.digest):
                found[key] = record
        return found

    def _theirs(self, ours: Mapping[Key, Record | None], *, goes_back: bool) -> dict[Key, Record | None]:
        """What the remote has otherwise than was taken in last; None for what is gone."""
        if self.head is None:
            return {}
        if self.head != self.state.head:
            self._blobs = self.mirror.changes(self.state.head, self.head)
        files = {path: new for path, (_, new) in self._blobs.items() if new}
        gone = [path for path, (_, new) in self._blobs.items() if not new and path in self.at_head]
        if goes_back:  # what an earlier journal has not is not deleted, and what it has is not an edit
            have = self.journal.records.all().keys()
            known = self.state.known.items()
            wanted = {path for path, each in known if each.key in ours or each.key not in have}
            files |= {path: f"{self.head}:{path}" for path in wanted - files.keys() - set(gone)}
        found: dict[Key, Record | None] = {self.at_head.pop(path).key: None for path in gone}
        for path, record in self.mirror.opened(self.head, files).items():
            was = self.at_head.get(path)
            self.at_head[path] = self.mirror.known(record)
            if goes_back or was is None or was.digest != self.at_head[path].digest:
                found[record.key] = record
        return found

    def _merged(
        self, ours: Mapping[Key, Record | None], theirs: Mapping[Key, Record | None], *, goes_back: bool
    ) -> dict[Key, Record | None]:
        """What is news to the journal."""
        both = theirs.keys() & ours.keys()
        bases = {} if goes_back else self._bases(both)
        withheld = self.sharing.withheld(self.journal, theirs.keys())
        found = {}
        for key, record in theirs.items():
            if key in withheld:
                if record is not None:
                    self.state.detached.add(self._path(key))
                continue
            merged = merge(bases.get(key), ours[key], record) if key in both else record
            if key not in both or _spelled(merged) != _spelled(ours[key]):
                found[key] = merged
            if merged is not None and merged.conflicts not in (
                {},
                *(each.conflicts for each in (ours.get(key), record) if each is not None),
            ):
                self.outcome.clashes.append(key)
        return found

    def _bases(self, keys: Collection[Key]) -> dict[Key, Record]:
        """What both had last."""
        if self.state.head is None or not keys:
            return {}
        paths = [path for key in keys if (path := self._path(key)) in self.state.known]
        files = {path: f"{self.state.head}:{path}" for path in paths}
        return {each.key: each for each in self.mirror.opened(self.state.head, files).values()}

    def _completed(self, incoming: dict[Key, Record | None]) -> dict[Key, Record | None]:
        """With what it refers to, where the journal has that no more; as the journal is to have it."""
        assert self.head is not None  # noqa: S101 - it came from there
        while lacking := self.journal.records.lacking(incoming):
            paths = {self._path(key) for key in lacking} & self.at_head.keys()
            if not paths:
                break
            files = {path: f"{self.head}:{path}" for path in paths}
            incoming |= {each.key: each for each in self.mirror.opened(self.head, files).values()}
        self._was = self.journal.records.read(incoming.keys())
        return self.sharing.incoming(self.journal, incoming, self._was)

    def _write(self, incoming: Mapping[Key, Record | None], live: int, *, deleting: bool) -> None:
        moved = self.outcome.came
        before = len(moved.deleted)
        for key, record in incoming.items():
            was = self._was.get(key)
            _tell(moved, key, record, was, was_live=was is not None and was.fields.get("deleted_at") is None)
        _refuse_to_delete(len(moved.deleted) - before, live, "in this journal", deleting=deleting)
        self.journal.records.write(incoming, known={each.key for each in self.state.known.values()})

    def tell_what_went(self) -> None:
        """Once it has gone."""
        self._tell_outgoing(self.outcome.went, self.outgoing)

    def tell_what_waits(self, moved: Moved) -> None:
        """What the journal has otherwise than the remote had it last."""
        changed = self._changed(self.journal.records.since(self.state.mark), self.state.known)
        self._tell_outgoing(moved, {self._path(key): record for key, record in changed.items()})

    def _tell_outgoing(self, moved: Moved, outgoing: Mapping[str, Record | None]) -> None:
        for path, record in outgoing.items():
            before = self.at_head.get(path)
            if before is not None:
                _tell(moved, before.key, record, before, was_live=before.is_live)
            elif record is not None:
                _tell(moved, record.key, record, None, was_live=False)


def _tell(moved: Moved, key: Key, record: Record | None, before: object | None, *, was_live: bool) -> None:
    """Note what becomes of one record."""
    if key[0] != "lessons":
        moved.others += 1
        return
    is_live = record is not None and record.fields["deleted_at"] is None
    shown = record if record is not None else before if isinstance(before, Record) else None
    title = str(shown.fields["title"]) if shown is not None else ""
    is_private = shown is None or shown.fields["visibility"] == Visibility.PRIVATE
    said = Told(key[1], title, is_private)
    if was_live and not is_live:
        moved.deleted.append(said)
    elif before is None:
        moved.added.append(said)
    else:
        moved.changed.append(said)


SORTS = {"added": "+", "changed": "~", "deleted": "-"}
"""What becomes of lessons -> how it is marked."""


def said(outcome: Outcome, *, undo: str, deciding: str) -> Iterator[str]:
    """What a sync did, in sentences.

    Args:
        outcome: Of it.
        undo: How what came is taken back.
        deciding: How what two have written in one place is decided on.
    """
    if outcome.goes_back:
        yield "The journal was an earlier one than was synced last: what it lacked has come back."
    if outcome.came:
        yield f"Came in: {told(outcome.came)}.  (undo: {undo})"
    if outcome.went:
        yield f"Went out: {told(outcome.went)}."
    if not outcome.came and not outcome.went:
        yield "Nothing to do: the journal and the remote hold the same."
    if outcome.clashes:
        yield f"{len(outcome.clashes):,} written on two devices, to decide on: {deciding}"


def told(moved: Moved) -> str:
    """What moved, in numbers."""
    sorts = (("new", moved.added), ("changed", moved.changed), ("deleted", moved.deleted))
    said = [f"{len(lessons):,} {name}" for name, lessons in sorts if lessons]
    found = [f"lessons: {', '.join(said)}"] if said else []
    if moved.others:
        found.append(f"{moved.others:,} of other things")
    return "; ".join(found) or "nothing"


def _refuse_to_delete(count: int, of: int, where: str, *, deleting: bool) -> None:
    if not deleting and count > MOST_DELETED and count > of * MOST_DELETED_PART:
        raise WouldDelete(
            f"This would delete {count:,} of {of:,} lessons {where}; nothing was changed.",
            hint="retro sync --delete, if that is what you want",
        )


def _too_slow() -> RemoteUnusable:
    return RemoteUnusable(
        f"Other devices were faster {MOST_TRIES} times; what came in is here, and nothing of yours went.",
        hint="retro sync",
    )


def _spelled(record: Record | None) -> bytes | None:
    return None if record is None else encode(record)
