"""Both sides of a sync compared: what is news to the journal is written, what is news to the remote found."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from retro.errors import JournalUnusable, WouldDelete
from retro.journal.records.room import Key, Mark, Recent, Record
from retro.model import Visibility
from retro.sync.contents import known_of
from retro.sync.encoding import digest, encode
from retro.sync.ledger import Ledger
from retro.sync.members import Members
from retro.sync.mirror import Mirror, State
from retro.sync.outcome import Moved, Outcome, Told

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.sync.sharing import Sharing

__all__ = ["Comparing"]

MOST_DELETED, MOST_DELETED_PART = 10, 0.1
"""A sync that would delete more lessons than so many, and than this part of them, asks first."""


class Outgoing(NamedTuple):
    """A record on its way to the remote.

    Args:
        key: Of it.
        record: As it is to be there; None for one that goes from there.
        content: How it is spelled.
    """

    key: Key
    record: Record | None
    content: bytes | None


class _Keys:
    """The keys of the records in a ledger, told one by one."""

    def __init__(self, comparing: "Comparing", ledger: Ledger) -> None:
        self._comparing = comparing
        self._ledger = ledger

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, tuple)  # noqa: S101 - a container may be asked anything
        return self._comparing.path(key) in self._ledger


@dataclass
class Comparing:
    """One try of a sync.

    Attributes:
        members: Who reads the remote.
        at_head: What the remote has.
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
    at_head: Ledger = field(init=False)
    outgoing: dict[str, Outgoing] = field(init=False)
    mark: Mark = field(init=False)

    def __post_init__(self) -> None:
        self.members = self.mirror.members(self.head)
        self.at_head = self.state.known.copy()
        self._contents = self.mirror.contents
        self._blobs: dict[str, tuple[str, str]] = {}
        self._was: dict[Key, Record] = {}

    def run(self, *, deleting: bool) -> None:
        """All of it, inside a step of the journal.

        Raises:
            SyncRefused: When too many lessons would be deleted and that is not ``deleting``.
        """
        recent = self.journal.records.since(self.state.mark)
        self.outcome.goes_back |= recent.goes_back
        changed = self._changed(recent, self.state.known)
        ours = {each.key: each.record for each in changed.values()}
        theirs = self._theirs(ours, goes_back=recent.goes_back)
        incoming = self._merged(ours, theirs, goes_back=recent.goes_back)
        if incoming:
            live = self.journal.records.live()
            incoming = self._completed(incoming)
            self._write(incoming, live, deleting=deleting)
            recent = self._since(incoming, goes_back=recent.goes_back)
        self.mark = recent.mark
        self.outgoing = self._changed(recent, self.at_head, theirs) if theirs else changed
        for path in self.state.detached:
            self.outgoing.pop(path, None)
        self._refuse_to_delete_there(deleting=deleting)

    def _since(self, incoming: Mapping[Key, Record | None], *, goes_back: bool) -> Recent:
        """What has changed now, and what came: a name that was to go stays where something carries it."""
        recent = self.journal.records.since(self.state.mark)
        untold = incoming.keys() - recent.records.keys()
        if untold and not recent.is_all:
            there = self.journal.records.read(untold)
            recent = recent._replace(records={**recent.records, **dict.fromkeys(untold), **there})
        return recent._replace(goes_back=goes_back)

    def _refuse_to_delete_there(self, *, deleting: bool) -> None:
        gone = sum(
            (known := self.at_head.get(path)) is not None
            and known.is_live
            and (each.record is None or each.record.fields.get("deleted_at") is not None)
            for path, each in self.outgoing.items()
        )
        if gone:
            there = self.at_head.live()
            _refuse_to_delete(gone, there, "on the remote and on every other device", deleting=deleting)

    def path(self, key: Key) -> str:
        """Where a record lies."""
        return self._contents.path(key, self.members)

    def spelled(self) -> Iterator[tuple[str, bytes | None]]:
        """What is to go, as it is committed."""
        return ((path, each.content) for path, each in self.outgoing.items())

    # What has changed

    def _changed(
        self, recent: Recent, known: Ledger, theirs: Mapping[Key, Record | None] | None = None
    ) -> dict[str, Outgoing]:
        """What the journal has otherwise than is known, as it is in the mirror, by paths.

        Args:
            recent: What the journal has.
            known: What is known.
            theirs: What it is known of, as far as that was opened: to see that a record equals it takes 1 µs,
                and to spell it 20.
        """
        opened = theirs or {}
        records = dict(recent.records)
        more = set(self.sharing.around(self.journal, records.keys())) - records.keys()
        records |= self.journal.records.read(more) if more else {}
        if recent.is_all and not recent.goes_back:
            records |= dict.fromkeys(known.keys() - records.keys())
        shared = self.sharing.outgoing(self.journal, records, _Keys(self, known))
        found = {}
        for key, record in shared.items():
            path = self.path(key)
            before = known.get(path)
            if before is not None and before.key != key:
                raise JournalUnusable(f"Two records are known by {key[1]}: {before.key[0]} and {key[0]}.")
            if record is not None and before is not None and record == opened.get(key):
                continue
            content = None if record is None else encode(record)
            if (None if content is None else digest(content)) != (before and before.digest):
                found[path] = Outgoing(key, record, content)
        return found

    def _theirs(self, ours: Mapping[Key, Record | None], *, goes_back: bool) -> dict[Key, Record | None]:
        """What the remote has otherwise than was taken in last; None for what is gone."""
        if self.head is None:
            return {}
        if self.head != self.state.head:
            self._blobs = self._contents.changes(self.state.head, self.head)
        files = {path: new for path, (_, new) in self._blobs.items() if new}
        gone = [path for path, (_, new) in self._blobs.items() if not new and path in self.at_head]
        if goes_back:  # what an earlier journal has not is not deleted, and what it has is not an edit
            have = self.journal.records.all().keys()
            known = self.state.known.items()
            wanted = {path for path, each in known if each.key in ours or each.key not in have}
            files |= {path: f"{self.head}:{path}" for path in wanted - files.keys() - set(gone)}
        found: dict[Key, Record | None] = {}
        for path in gone:
            was = self.at_head.get(path)
            assert was is not None  # noqa: S101 - that is how it is told to be gone
            found[was.key] = None
            self.at_head.put(path, None)
        for path, record, known_now in self._contents.opened(self.head, files):
            was = self.at_head.get(path)
            self.at_head.put(path, known_now)
            if goes_back or was is None or was.digest != known_now.digest:
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
                    self.state.detached.add(self.path(key))
                continue
            merged = _in_one(bases.get(key), ours[key], record) if key in both else record
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
        paths = [path for key in keys if (path := self.path(key)) in self.state.known]
        return self._records(self.state.head, paths)

    def _records(self, commit: str, paths: Collection[str]) -> dict[Key, Record]:
        files = {path: f"{commit}:{path}" for path in paths}
        return {each.record.key: each.record for each in self._contents.opened(commit, files)}

    def _completed(self, incoming: dict[Key, Record | None]) -> dict[Key, Record | None]:
        """With what it refers to, where the journal has that no more; as the journal is to have it."""
        assert self.head is not None  # noqa: S101 - it came from there
        while lacking := self.journal.records.lacking(incoming):
            paths = [path for key in lacking if (path := self.path(key)) in self.at_head]
            if not paths:
                break
            incoming |= self._records(self.head, paths)
        self._was = self.journal.records.read(incoming.keys())
        return self.sharing.incoming(self.journal, incoming, self._was)

    def _write(self, incoming: Mapping[Key, Record | None], live: int, *, deleting: bool) -> None:
        moved = self.outcome.came
        before = len(moved.deleted)
        for key, record in incoming.items():
            was = self._was.get(key)
            _tell(moved, key, record, was, was_live=was is not None and was.fields.get("deleted_at") is None)
        _refuse_to_delete(len(moved.deleted) - before, live, "in this journal", deleting=deleting)
        self.journal.records.write(incoming, known=_Keys(self, self.state.known))

    # What is told

    def tell_what_went(self) -> None:
        """Once it has gone."""
        self._tell_outgoing(self.outcome.went, self.outgoing)

    def know_what_went(self) -> None:
        """As above."""
        for path, (_, record, content) in self.outgoing.items():
            known = None if record is None or content is None else known_of(record, content)
            self.at_head.put(path, known)

    def tell_what_waits(self, moved: Moved) -> None:
        """What the journal has otherwise than the remote had it last."""
        recent = self.journal.records.since(self.state.mark)
        self._tell_outgoing(moved, self._changed(recent, self.state.known))

    def _tell_outgoing(self, moved: Moved, outgoing: Mapping[str, Outgoing]) -> None:
        for path, each in outgoing.items():
            before = self.at_head.get(path)
            if before is not None:
                _tell(moved, before.key, each.record, before, was_live=before.is_live)
            elif each.record is not None:
                _tell(moved, each.key, each.record, None, was_live=False)


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


def _refuse_to_delete(count: int, of: int, where: str, *, deleting: bool) -> None:
    if not deleting and count > MOST_DELETED and count > of * MOST_DELETED_PART:
        raise WouldDelete(
            f"This would delete {count:,} of {of:,} lessons {where}; nothing was changed.",
            hint="retro sync --delete, if that is what you want",
        )


def _in_one(base: Record | None, ours: Record | None, theirs: Record | None) -> Record | None:
    from retro.sync.merging import merge  # noqa: PLC0415 - 4 ms that most syncs do without

    return merge(base, ours, theirs)


def _spelled(record: Record | None) -> bytes | None:
    return None if record is None else encode(record)
