"""What is in the commits of a mirror: one sealed blob of each record, in folders of two letters."""

import json
import os
import re
from _blake2 import blake2b
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from retro.errors import SyncRefused
from retro.journal.identity import is_id
from retro.journal.records.shape import Key, Record
from retro.sync.encoding import FORMAT, NewerFormat, Unreadable, canonical, decode, digest, encode
from retro.sync.ledger import Known
from retro.sync.members import Members, new_key, today
from retro.sync.mirror import KINDS
from retro.sync.sealing import Age, Plain, Sealed, Sealing, Vault, public_key

if TYPE_CHECKING:
    from retro.sync.mirror import Mirror

__all__ = ["Contents", "Opened", "known_of"]

_FORMAT, _MEMBERS = "format", "members"
_RECORD = re.compile(r"records/[0-9a-z]{2}/[0-9a-z]{10}")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


class Opened(NamedTuple):
    """A record in a commit.

    Args:
        path: Where it lies.
        record: What it is.
        known: What is kept of it.
    """

    path: str
    record: Record
    known: Known


def known_of(record: Record, content: bytes) -> Known:
    """What is kept of a record that is spelled so."""
    is_live = record.table == "lessons" and record.fields.get("deleted_at") is None
    return Known(record.key, digest(content), is_live)


class Contents:
    """Reads and writes commits.

    Args:
        mirror: Whose they are.
    """

    def __init__(self, mirror: "Mirror") -> None:
        self._mirror = mirror
        self._git = mirror.git
        self._setup = mirror.setup
        self._members: tuple[str | None, Members] | None = None

    def members(self, commit: str | None) -> Members:
        """Who reads a commit.

        Raises:
            SyncRefused: When this device is none of them, or a newer retro made it.
        """
        if self._members is not None and self._members[0] == commit:
            return self._members[1]
        found = self._first_members() if commit is None else self._members_of(commit)
        self._members = (commit, found)
        return found

    def _first_members(self) -> Members:
        found = Members(self._setup.kind, os.urandom(16).hex())
        key = self._mirror.key
        if key is not None:
            found.key = new_key()
            found.devices[public_key(key)] = {"name": self._setup.device, "since": today()}
        return found

    def _members_of(self, commit: str) -> Members:
        plain = self._setup.plain
        form, sealed = self._git.read([f"{commit}:{_FORMAT}", f"{commit}:{_MEMBERS}"])
        _check_format(form, plain=plain)
        key = None if plain else self._mirror.key
        try:
            opened = (Plain() if key is None else Age(key, ())).unseal(sealed or b"")
            found = Members.read(json.loads(opened), plain=plain)
        except Sealed as error:
            raise self._stranger() from error
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise SyncRefused("The remote does not say whose it is; nothing was changed.") from error
        if found.kind != self._setup.kind:
            raise SyncRefused(
                f"The remote is {KINDS[found.kind]}, and was set up here as {KINDS[self._setup.kind]};"
                " nothing was changed."
            )
        return found

    def _stranger(self) -> SyncRefused:
        key = "" if self._mirror.key is None else public_key(self._mirror.key)
        return SyncRefused(
            "This device is not among those that may read the remote; nothing was changed. "
            f"On one that is: retro sync devices add NAME {key}"
        )

    def sealing(self, members: Members) -> Sealing:
        """What seals records for all who read it."""
        return Plain() if self._setup.plain else Vault(bytes.fromhex(members.key))

    def path(self, key: Key, members: Members) -> str:
        """Where a record lies: under its id; what has none, under what nobody can guess."""
        table, name = key
        if table != "lessons" or not is_id(name):
            secret = members.secret.encode()
            content = blake2b(f"{table}\0{name}".encode("utf-8", "surrogatepass"), key=secret).digest()
            name = "".join(_CROCKFORD[byte & 31] for byte in content[:12])
        return f"records/{name[:2]}/{name[2:]}"

    # Reading

    def records(self, commit: str) -> Iterator[Opened]:
        """All records of a commit."""
        files = {tip.path: tip.blob for tip in self._git.files(commit) if _RECORD.fullmatch(tip.path)}
        return self.opened(commit, files)

    def opened(self, commit: str, files: Mapping[str, str]) -> Iterator[Opened]:
        """Records in blobs.

        Args:
            commit: That they are of.
            files: Path -> the name of the blob.

        Raises:
            SyncRefused: When one cannot be read, or is of a newer retro's.
        """
        members = self.members(commit)
        sealing = self.sealing(members)
        with closing(self._git.read(list(files.values()))) as blobs:
            for path, sealed in zip(files, blobs, strict=True):
                try:
                    content = sealing.unseal(sealed if sealed is not None else b"")
                    record = decode(content)
                    self._refuse_elsewhere(record, path, members)
                except (Sealed, Unreadable) as error:
                    raise _refusal(path, error) from error
                yield Opened(path, record, known_of(record, content))

    def _refuse_elsewhere(self, record: Record, path: str, members: Members) -> None:
        """Whoever keeps the remote could put one record in the place of another."""
        if self.path(record.key, members) != path:
            raise Unreadable("it lies where another should")

    def changes(self, before: str | None, after: str) -> dict[str, tuple[str, str]]:
        """Path -> the blobs that two commits have there, "" for none, of records that differ."""
        if before is None:
            found = {tip.path: ("", tip.blob) for tip in self._git.files(after)}
        else:
            found = self._git.differences(before, after)
            if _MEMBERS in found:
                self._refuse_strangers(before, after)
        return {path: blobs for path, blobs in found.items() if _RECORD.fullmatch(path)}

    def _refuse_strangers(self, before: str, after: str) -> None:
        """Only who reads a mirror, or has read it, knows its secret: nobody else can say who reads it now."""
        try:
            was = self._members_of(before)
        except SyncRefused:
            return  # this device was none of them then
        if was.secret != self.members(after).secret:
            raise SyncRefused(
                "Somebody who cannot read the remote has changed who can; nothing was changed.",
                hint="“Starting over” in docs/sync.md",
            )

    # Writing

    def commit(
        self, parent: str | None, records: Iterable[tuple[str, bytes | None]], members: Members
    ) -> str:
        """Write a commit with records changed; the first one says what it is, too.

        Args:
            parent: What it goes on from.
            records: Path -> how a record is spelled; None takes it away.
            members: Who reads it.
        """
        files = self._sealed(records, members)
        if parent is None:
            files |= self._about(members)
        return self._git.commit(parent, files)

    def commit_members(self, parent: str, members: Members) -> str:
        """Write a commit that says the same to other readers: to whoever is none any more, nothing."""
        if not self.members(parent).devices.keys() - members.devices.keys():
            return self._git.commit(parent, self._about(members))
        members.key = new_key()
        records = ((each.path, encode(each.record)) for each in self.records(parent))
        return self._git.commit(parent, self._sealed(records, members) | self._about(members), anew=True)

    def _sealed(
        self, records: Iterable[tuple[str, bytes | None]], members: Members
    ) -> dict[str, bytes | None]:
        seal = self.sealing(members).seal
        return {path: None if content is None else seal(content) for path, content in records}

    def _about(self, members: Members) -> dict[str, bytes | None]:
        form = {"retro sync": FORMAT, "encrypted": not self._setup.plain}
        key = None if self._setup.plain else self._mirror.key
        sealing = Plain() if key is None else Age(key, members.devices)
        return {_FORMAT: canonical(form).encode(), _MEMBERS: sealing.seal(members.text())}


def _refusal(path: str, error: Exception) -> SyncRefused:
    if isinstance(error, NewerFormat):
        return SyncRefused(
            f"The remote has something of a newer retro ({path}: {error}). Install the newer retro; "
            "nothing was changed."
        )
    return SyncRefused(
        f"The remote has something that cannot be read ({path}: {error}); nothing was changed.",
        hint="“Starting over” in docs/sync.md",
    )


def _check_format(form: bytes | None, *, plain: bool) -> None:
    try:
        said = json.loads(form or b"")
        version, encrypted = int(said["retro sync"]), bool(said["encrypted"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
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
