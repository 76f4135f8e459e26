"""The mirror beside a journal: a bare repository, and what this device knows of it without opening anything.

In it lies one sealed blob of each record, in folders of two letters. What is sealed differs each time it is
sealed, so digests of the plain records are kept beside it; when these are missing they are made anew.
"""

import datetime as dt
import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from retro.errors import JournalUnusable, SyncRefused, SyncRunning
from retro.files import replacing
from retro.folders import make_folder
from retro.journal.identity import is_id
from retro.journal.records.room import Key, Mark, Record
from retro.sync.encoding import FORMAT, NewerFormat, Unreadable, canonical, decode, digest, encode
from retro.sync.git import Git
from retro.sync.sealing import Age, Plain, Sealed, Sealing, public_key

if TYPE_CHECKING:
    from pyrage import x25519

__all__ = ["Known", "Members", "Mirror", "Setup", "State", "mirrors_of", "today"]

KINDS = ("mine", "team")
_FORMAT, _MEMBERS = "format", "members"
_RECORD = re.compile(r"records/[0-9a-z]{2}/[0-9a-z]{10}")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


class Setup(NamedTuple):
    """How a mirror was set up on this device.

    Args:
        kind: ``mine``, all of the journal for one's own devices, or ``team``, without what is private.
        remote: Where it is pushed to.
        plain: It is not encrypted.
        device: What this device is called.
    """

    kind: str
    remote: str
    plain: bool
    device: str = ""


class Known(NamedTuple):
    """A record as it was synced last.

    Args:
        key: Of the record.
        digest: Of its bytes.
        is_live: It is a lesson that is not deleted.
    """

    key: Key
    digest: str
    is_live: bool


@dataclass(slots=True)
class State:
    """What this device has taken in.

    Attributes:
        head: The newest commit of the remote that it has.
        mark: The moment of the journal at which that was so.
        known: Path -> the record there, of all that are in ``head``.
        detached: Paths that this device leaves to others: a lesson that is private here now, and that
            somebody else had edited meanwhile.
    """

    head: str | None = None
    mark: Mark | None = None
    known: dict[str, Known] = field(default_factory=dict)
    detached: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Members:
    """Who reads a mirror, as it says itself.

    Attributes:
        kind: ``mine`` or ``team``.
        secret: Makes paths of what has no random id, so that nobody can tell a name by guessing it.
        devices: Public key -> what the device is called, and since when it is one of them.
    """

    kind: str
    secret: str
    devices: dict[str, dict[str, str]] = field(default_factory=dict)


def mirrors_of(journal: Path, *, quiet: bool = False) -> "list[Mirror]":
    """The mirrors that a journal has; ``quiet`` as of ``Mirror``."""
    folder = journal.with_name(f"{journal.name}.sync")
    found = [Mirror(folder / kind, quiet=quiet) for kind in KINDS]
    return [mirror for mirror in found if mirror.is_there]


class Mirror:
    """A mirror on this device.

    Args:
        folder: Of it.
        key: Of this device; None where nothing is encrypted.
        quiet: Git may ask nobody for a password.
    """

    def __init__(self, folder: Path, key: "x25519.Identity | None" = None, *, quiet: bool = False) -> None:
        self.folder = folder
        self.key = key
        self.git = Git(folder / "mirror.git", quiet=quiet)
        self._members: tuple[str | None, Members] | None = None

    @property
    def is_there(self) -> bool:
        """Whether it was set up."""
        return (self.folder / "setup.json").exists()

    def set_up(self, setup: Setup) -> None:
        """Make it, with nothing in it."""
        try:
            make_folder(self.folder)
            self.git.make()
            self._write("setup.json", setup._asdict())
        except OSError as error:
            raise JournalUnusable(f"{self.folder} cannot be written: {error.strerror}.") from error

    @property
    def setup(self) -> Setup:
        """How it was set up.

        Raises:
            JournalUnusable: When that cannot be read.
        """
        said = self._read("setup.json")
        try:
            return Setup(str(said["kind"]), str(said["remote"]), bool(said["plain"]), str(said["device"]))
        except KeyError as error:
            raise JournalUnusable(
                f"{self.folder} is no mirror any more; take the folder away and set it up again.",
                hint="retro sync init REMOTE",
            ) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A time in which no other sync of this mirror runs; what a killed one has left is taken away.

        Raises:
            SyncRunning: When another one is running.
        """
        with (self.folder / "lock").open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise SyncRunning("Another sync of this journal is running; nothing was done.") from error
            self.git.clear_locks()
            yield

    # What this device knows

    def state(self) -> State:
        """What was taken in last; only its head and its mark where ``known`` has to be made anew."""
        said = self._read("state.json")
        mark = said.get("mark")
        state = State(
            said.get("head"),
            None if mark is None else Mark(*mark),
            detached=set(said.get("detached", ())),
        )
        seen = self.git.seen()
        if state.head != seen and (state.head is None or not self.git.has(state.head)):
            state.head, state.mark = seen, None
        return state

    def know(self, state: State) -> None:
        """Fill in what was in the commit that was taken in last."""
        said = self._read("known.json")
        if said.get("head") == state.head:
            state.known = {
                path: Known((table, name), each, is_live)
                for path, (table, name, each, is_live) in said.get("records", {}).items()
            }
        elif state.head is not None:
            state.known = {path: self.known(record) for path, record in self.records(state.head).items()}

    def keep(self, state: State) -> None:
        """Write down what was taken in, in an order in which nothing is lost when it breaks off."""
        if state.head is not None:
            self.git.keep(state.head)
        records = {path: [*each.key, each.digest, each.is_live] for path, each in state.known.items()}
        self._write("known.json", {"head": state.head, "records": records})
        self.keep_mark(state)

    def keep_mark(self, state: State) -> None:
        """Write down the moment of the journal alone."""
        detached = sorted(state.detached)
        self._write("state.json", {"head": state.head, "mark": state.mark, "detached": detached})

    def known(self, record: Record) -> Known:
        """What is kept of a record."""
        is_live = record.table == "lessons" and record.fields.get("deleted_at") is None
        return Known(record.key, digest(encode(record)), is_live)

    def _read(self, name: str) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            said = json.loads((self.folder / name).read_text(encoding="utf-8"))
            if isinstance(said, dict):
                return said
        return {}

    def _write(self, name: str, value: object) -> None:
        try:
            with replacing(self.folder / name, private=True) as file:
                file.write(json.dumps(value, separators=(",", ":")).encode())
        except OSError as error:
            raise JournalUnusable(f"{self.folder / name} cannot be written: {error.strerror}.") from error

    # What is in a commit

    def members(self, commit: str | None) -> Members:
        """Who reads it.

        Raises:
            SyncRefused: When this device is none of them, or a newer retro made it.
        """
        if self._members is not None and self._members[0] == commit:
            return self._members[1]
        plain = self.setup.plain
        if commit is None:
            found = Members(self.setup.kind, os.urandom(16).hex())
            if self.key is not None:
                found.devices[public_key(self.key)] = {"name": self.setup.device, "since": today()}
        else:
            form, sealed = self.git.read([f"{commit}:{_FORMAT}", f"{commit}:{_MEMBERS}"])
            _check_format(form, plain=plain)
            try:
                opened = (Plain() if plain or self.key is None else Age(self.key, ())).unseal(sealed or b"")
                said = json.loads(opened)
                found = Members(str(said["kind"]), str(said["secret"]), dict(said["devices"]))
            except Sealed as error:
                raise self._stranger() from error
            except (ValueError, KeyError, TypeError) as error:
                raise SyncRefused("The remote does not say whose it is; nothing was changed.") from error
            if found.kind != self.setup.kind:
                raise SyncRefused(
                    f"The remote is {_CALLED[found.kind]}, and was set up here as {_CALLED[self.setup.kind]};"
                    " nothing was changed."
                )
        self._members = (commit, found)
        return found

    def _stranger(self) -> SyncRefused:
        key = "" if self.key is None else public_key(self.key)
        return SyncRefused(
            "This device is not among those that may read the remote; nothing was changed. "
            f"On one that is: retro sync devices add NAME {key}"
        )

    def sealing(self, members: Members) -> Sealing:
        """What seals for all who read it."""
        if self.setup.plain or self.key is None:
            return Plain()
        return Age(self.key, members.devices)

    def path(self, key: Key, members: Members) -> str:
        """Where a record lies: under its id; what has none, under what nobody can guess."""
        table, name = key
        if table != "lessons" or not is_id(name):
            secret = members.secret.encode()
            content = blake2b(f"{table}\0{name}".encode("utf-8", "surrogatepass"), key=secret).digest()
            name = "".join(_CROCKFORD[byte & 31] for byte in content[:12])
        return f"records/{name[:2]}/{name[2:]}"

    def records(self, commit: str) -> dict[str, Record]:
        """All records of a commit, by their paths."""
        files = {tip.path: tip.blob for tip in self.git.files(commit) if _RECORD.fullmatch(tip.path)}
        return self.opened(commit, files)

    def opened(self, commit: str, files: Mapping[str, str]) -> dict[str, Record]:
        """Records in blobs: path -> the name of the blob.

        Args:
            commit: That they are of.
            files: Path -> the name of the blob.

        Raises:
            SyncRefused: When one cannot be read, or is of a newer retro's.
        """
        members = self.members(commit)
        sealing = self.sealing(members)
        found = {}
        for path, content in zip(files, self.git.read(list(files.values())), strict=True):
            try:
                record = decode(sealing.unseal(content if content is not None else b""))
                self._refuse_elsewhere(record, path, members)
            except NewerFormat as error:
                raise SyncRefused(
                    f"The remote has something of a newer retro ({path}: {error}). Install the newer retro; "
                    "nothing was changed."
                ) from error
            except (Sealed, Unreadable) as error:
                raise SyncRefused(
                    f"The remote has something that cannot be read ({path}: {error}); nothing was changed.",
                    hint="“Starting over” in docs/sync.md",
                ) from error
            found[path] = record
        return found

    def _refuse_elsewhere(self, record: Record, path: str, members: Members) -> None:
        """Whoever keeps the remote could put one record in the place of another."""
        if self.path(record.key, members) != path:
            raise Unreadable("it lies where another should")

    def changes(self, before: str | None, after: str) -> dict[str, tuple[str, str]]:
        """Path -> the blobs that two commits have there, "" for none, of records that differ."""
        if before is None:
            found = {tip.path: ("", tip.blob) for tip in self.git.files(after)}
        else:
            found = self.git.differences(before, after)
        return {path: blobs for path, blobs in found.items() if _RECORD.fullmatch(path)}

    def commit(self, parent: str | None, records: Mapping[str, Record | None], members: Members) -> str:
        """Write a commit with records changed; the first one says what it is, too."""
        sealing = self.sealing(members)
        files: dict[str, bytes | None] = {
            path: None if record is None else sealing.seal(encode(record)) for path, record in records.items()
        }
        if parent is None:
            files |= self._about(members, sealing)
        return self.git.commit(parent, files)

    def commit_anew(self, parent: str, members: Members) -> str:
        """Write a commit that says the same to other readers: everything is sealed anew."""
        sealing = self.sealing(members)
        files: dict[str, bytes | None] = {
            path: sealing.seal(encode(record)) for path, record in self.records(parent).items()
        }
        return self.git.commit(parent, files | self._about(members, sealing), anew=True)

    def _about(self, members: Members, sealing: Sealing) -> dict[str, bytes | None]:
        said = {"kind": members.kind, "secret": members.secret, "devices": members.devices}
        form = {"retro sync": FORMAT, "encrypted": not self.setup.plain}
        return {_FORMAT: canonical(form).encode(), _MEMBERS: sealing.seal(canonical(said).encode())}


_CALLED = {"mine": "one person's own (without --team)", "team": "a team's (--team)"}


def today() -> str:
    """The present day."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def _check_format(form: bytes | None, *, plain: bool) -> None:
    try:
        said = json.loads(form or b"")
        version, encrypted = int(said["retro sync"]), bool(said["encrypted"])
    except (ValueError, KeyError, TypeError) as error:
        raise SyncRefused(
            "The remote's branch “retro” was not made by retro sync; nothing was changed."
        ) from error
    if version > FORMAT:
        raise SyncRefused(
            f"The remote was written by a newer retro (format {version}; this one knows {FORMAT}). "
            "Install the newer retro; nothing was changed."
        )
    if encrypted is plain:
        how = "encrypted" if encrypted else "not encrypted"
        option = "without --plain" if encrypted else "with --plain"
        raise SyncRefused(f"The remote is {how}: set it up {option}; nothing was changed.")
