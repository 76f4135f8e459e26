"""Who reads a mirror, and the key that they share: a file in it, encrypted with age for each of them.

Records are sealed with the key that is in it, and not for each device: what age does for each of 10,000
lessons and two devices took 4.6 s to open and is 0.1 s so, and to let another device in nothing has to be
sealed anew. When a device is taken out the key is changed, and everything is.
"""

import datetime as dt
import os
from dataclasses import dataclass, field
from typing import Any

from retro.sync.encoding import canonical
from retro.sync.mirror import KINDS

__all__ = ["Members", "new_key", "today"]


@dataclass(slots=True)
class Members:
    """Who reads a mirror, as it says itself.

    Attributes:
        kind: ``mine`` or ``team``.
        secret: Makes paths of what has no random id, so that nobody can tell a name by guessing it.
        key: What the records are sealed with, in hexadecimal; "" where nothing is encrypted.
        devices: Public key -> what the device is called, and since when it is one of them.
    """

    kind: str
    secret: str
    key: str = ""
    devices: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, said: dict[str, Any], *, plain: bool) -> "Members":
        """As ``text`` has them.

        Args:
            said: What stands there.
            plain: Nothing is encrypted.

        Raises:
            KeyError: When something is missing.
            TypeError: When it is no mapping.
            ValueError: When something in it is not what it should be.
        """
        found = cls(said["kind"], said["secret"], said["key"], said["devices"])
        texts = (found.kind, found.secret, found.key)
        if not all(isinstance(each, str) for each in texts) or found.kind not in KINDS:
            raise ValueError("not whose it is")
        if len(bytes.fromhex(found.key)) != (0 if plain else _KEY_BYTES):
            raise ValueError("no key")
        if not isinstance(found.devices, dict) or not all(map(_is_device, found.devices.values())):
            raise ValueError("no devices")
        return found

    def text(self) -> bytes:
        """To be sealed for them."""
        said = {"kind": self.kind, "secret": self.secret, "key": self.key, "devices": self.devices}
        return canonical(said).encode()


def _is_device(said: object) -> bool:
    return isinstance(said, dict) and all(isinstance(said.get(name), str) for name in ("name", "since"))


_KEY_BYTES = 32
"""Of XChaCha20-Poly1305."""


def new_key() -> str:
    """A random key."""
    return os.urandom(_KEY_BYTES).hex()


def today() -> str:
    """The present day."""
    return dt.datetime.now(dt.UTC).date().isoformat()
