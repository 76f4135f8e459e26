"""Devices that sync by a remote, each with a journal, a key and a clock of its own; real git, real files."""

import datetime as dt
import subprocess
from pathlib import Path

from retro.journal import Journal
from retro.sync.encoding import encode
from retro.sync.mirror import Mirror, Setup
from retro.sync.sealing import device_key, public_key
from retro.sync.sharing import sharing_of
from retro.sync.syncing import Outcome, Syncing
from tests.conftest import NOON
from tests.journals.filling import fill

__all__ = ["Device", "git", "new_remote", "two_that_hold_the_same"]


def git(*words: str | Path, cwd: Path | None = None) -> str:
    """What git says."""
    done = subprocess.run(["git", *map(str, words)], cwd=cwd, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def new_remote(folder: Path) -> Path:
    """An empty repository, without the words that git's templates have."""
    git("init", "--quiet", "--bare", "--template=", folder)
    return folder


class Device:
    """One of several."""

    def __init__(
        self,
        folder: Path,
        remote: Path | str,
        *,
        kind: str = "mine",
        plain: bool = False,
        hours: int = 0,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.kind = kind
        self.now = NOON + dt.timedelta(hours=hours)
        self.journal = Journal.open(folder / "journal.db", clock=self.tick)
        self.key = None if plain else device_key(folder / "keys")
        self.mirror = Mirror(folder / "journal.db.sync" / kind, self.key)
        if not self.mirror.is_there:
            self.mirror.set_up(Setup(kind, str(remote), plain, folder.name))

    def tick(self) -> dt.datetime:
        """The next minute."""
        self.now += dt.timedelta(minutes=1)
        return self.now

    @property
    def public_key(self) -> str:
        """By which others seal for it."""
        assert self.key is not None
        return public_key(self.key)

    @property
    def syncing(self) -> Syncing:
        """What syncs it."""
        return Syncing(self.journal, self.mirror, sharing_of(self.kind, lambda text: "{{private" in text))

    def sync(self, *, deleting: bool = False) -> Outcome:
        """Sync once."""
        return self.syncing.sync(deleting=deleting)

    def let_in(self, other: "Device") -> None:
        """Let another device read the remote."""
        key, name = other.public_key, other.folder.name
        self.syncing.change_members(
            lambda members: members.devices.__setitem__(key, {"name": name, "since": "2024-05-15"})
        )

    def spelled(self) -> dict[tuple[str, str], bytes]:
        """All that its journal says."""
        return {key: encode(record) for key, record in self.journal.records.all().items()}

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()


def two_that_hold_the_same(folder: Path, remote: Path) -> tuple[Device, Device]:
    """Two devices in a folder, whose journal has something in every table."""
    (folder / "one").mkdir()
    fill(folder / "one" / "journal.db")
    one, other = Device(folder / "one", remote), Device(folder / "other", remote, hours=1)
    one.sync()
    one.let_in(other)
    other.sync()
    return one, other
