"""The mirror beside a journal: a bare repository, and what this device knows of it without opening anything.

What is sealed differs each time it is sealed, so digests of the plain records are kept beside it; when these
are missing they are made anew.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from retro.errors import JournalUnusable, SyncRunning
from retro.files import replacing
from retro.folders import make_folder
from retro.journal.marks import Mark
from retro.sync.git import Git

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyrage import x25519

    from retro.sync.contents import Contents
    from retro.sync.ledger import Ledger
    from retro.sync.members import Members

__all__ = ["KINDS", "Mirror", "Setup", "State", "mirrors_of"]

KINDS = {"mine": "one person's own (without --team)", "team": "a team's (--team)"}
"""Whose a mirror may be, and how that is said."""


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


class State:
    """What this device has taken in.

    Attributes:
        head: The newest commit of the remote that it has.
        mark: The moment of the journal at which that was so.
        known: The records in ``head``.
        detached: Paths that this device leaves to others: a lesson that is private here now, and that
            somebody else had edited meanwhile.
    """

    __slots__ = ("detached", "head", "known", "mark")

    def __init__(self, head: str | None, mark: Mark | None, detached: set[str]) -> None:
        self.head = head
        self.mark = mark
        self.detached = detached
        self.known: Ledger


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
        self.git = Git(folder / "mirror.git", quiet=quiet)
        self._key = key
        self._keys: Path | None = None
        self._asked: Callable[[], str | None] | None = None

    @property
    def is_there(self) -> bool:
        """Whether it was set up."""
        return (self.folder / "setup.json").exists()

    @property
    def key(self) -> "x25519.Identity | None":
        """Of this device; None where nothing is encrypted."""
        if self._key is None and self._keys is not None:
            from retro.sync.sealing import device_key  # noqa: PLC0415 - a sync without news needs none

            self._key = device_key(self._keys)
        return self._key

    def find_key_in(self, folder: Path) -> None:
        """Take the key of this device from a folder, once it is needed."""
        self._keys = folder

    def set_up(self, setup: Setup) -> None:
        """Make it, with nothing in it."""
        try:
            make_folder(self.folder)
            self.git.make()
            self._write_json("setup.json", setup._asdict())
        except OSError as error:
            raise JournalUnusable(f"{self.folder} cannot be written: {error.strerror}.") from error

    @cached_property
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

    @cached_property
    def contents(self) -> "Contents":
        """What is in its commits."""
        from retro.sync.contents import Contents  # noqa: PLC0415 - a sync without news opens nothing

        return Contents(self)

    def members(self, commit: str | None) -> "Members":
        """Who reads a commit.

        Raises:
            SyncRefused: When this device is none of them, or a newer retro made it.
        """
        return self.contents.members(commit)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A time in which no other sync of this mirror runs; what a killed one has left is taken away.

        Raises:
            SyncRunning: When another one is running.
        """
        if self._asked is not None:  # by ``asking``, which is alone for as long as nobody else has come
            yield
            return
        with (self.folder / "lock").open("ab") as file:
            try:
                _lock(file.fileno())
            except OSError as error:
                raise SyncRunning("Another sync of this journal is running; nothing was done.") from error
            self.git.clear_locks()
            yield

    @contextmanager
    def asking(self) -> Iterator[None]:
        """As ``alone``; and the remote is asked what it has, while whoever calls this opens the journal.

        Raises:
            SyncRunning: As ``alone`` does.
        """
        with self.alone():
            self._asked = self.git.fetching(self.setup.remote)
            try:
                yield
            finally:
                if self._asked is not None:  # nobody wants to know
                    self.git.stop()

    def fetching(self) -> "Callable[[], str | None]":
        """Begin to fetch what the remote has, if that has not begun yet; what is returned waits for it."""
        asked, self._asked = self._asked, None
        return asked or self.git.fetching(self.setup.remote)

    # What this device knows

    def state(self) -> State:
        """What was taken in last, without what was in it: ``know`` fills that in."""
        said = self._read("state.json")
        mark = said.get("mark")
        state = State(said.get("head"), None if mark is None else Mark(*mark), set(said.get("detached", ())))
        seen = self.git.seen()
        if state.head != seen and (state.head is None or not self.git.has(state.head)):
            state.head, state.mark = seen, None
        return state

    def know(self, state: State) -> None:
        """Fill in what was in the commit that was taken in last."""
        from retro.sync.ledger import Ledger  # noqa: PLC0415 - as above

        with suppress(OSError):
            head, newline, text = (self.folder / "known").read_bytes().partition(b"\n")
            if head.decode("ascii", "replace") == (state.head or ""):
                state.known = Ledger(newline + text)
                return
        state.known = Ledger()
        if state.head is not None:
            for each in self.contents.records(state.head):
                state.known.put(each.path, each.known)

    def keep(self, state: State) -> None:
        """Write down what was taken in, in an order in which nothing is lost when it breaks off."""
        if state.head is not None:
            self.git.keep(state.head)
        self._write("known", (state.head or "").encode() + state.known.text())
        said = {"head": state.head, "mark": state.mark, "detached": sorted(state.detached)}
        self._write_json("state.json", said)

    def _read(self, name: str) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            said = json.loads((self.folder / name).read_text(encoding="utf-8"))
            if isinstance(said, dict):
                return said
        return {}

    def _write_json(self, name: str, value: object) -> None:
        self._write(name, json.dumps(value, separators=(",", ":")).encode())

    def _write(self, name: str, content: bytes) -> None:
        try:
            with replacing(self.folder / name, private=True) as file:
                file.write(content)
        except OSError as error:
            raise JournalUnusable(f"{self.folder / name} cannot be written: {error.strerror}.") from error


def _lock(file: int) -> None:
    """Lock a file until it is closed, also by the end of the process.

    Raises:
        OSError: When another process has locked it.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has another one
    except ImportError:
        import msvcrt  # noqa: PLC0415

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
