"""How a passphrase becomes the key of a journal, and the keys that this process knows.

A journal's key is derived from the passphrase as SQLCipher itself does it, so that its own tools open a
journal with the passphrase; but once in a process, not with every connection: 256,000 rounds of SHA-512 take
as long as everything else that a command does. SQLCipher is then given the key itself.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import NamedTuple, Self

from retro.errors import JournalLocked
from retro.heads import AGE, SQLITE, head

__all__ = [
    "PAGE",
    "Key",
    "asks_by",
    "derived",
    "is_encrypted",
    "key_of",
    "known_key",
    "new_key",
    "remember",
    "salt_of",
]

ROUNDS = 256_000
"""Of PBKDF2 with HMAC-SHA512, SQLCipher 4's default (https://www.zetetic.net/sqlcipher/design/)."""

PAGE = 4096
"""Bytes, SQLCipher 4's default."""

_SALT, _SECRET = 16, 32

_MOST_EVEN = 200
"""Of 256 values of a byte, a page of random ones has 256 but for one in ten thousand; text has some 100."""


class Key(NamedTuple):
    """What opens a journal, and its backups.

    Args:
        secret: 32 bytes.
        salt: 16 bytes, with which every file that the key is of begins.
    """

    secret: bytes
    salt: bytes

    def __repr__(self) -> str:
        return f"<the key of {self.salt.hex()}>"

    @property
    def raw(self) -> str:
        """As SQLCipher takes a key that needs no derivation: ``x'…'`` with 96 hexadecimal digits."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key that ``raw`` has written; None for anything else, such as a passphrase."""
        digits = text[2:-1]
        if len(digits) != 2 * (_SECRET + _SALT) or text != f"x'{digits}'":
            return None
        try:
            content = bytes.fromhex(digits)
        except ValueError:
            return None
        return cls(content[:_SECRET], content[_SECRET:]) if len(content) == _SECRET + _SALT else None


def derived(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase has for files with a salt; it takes hundreds of milliseconds, on purpose."""
    from hashlib import pbkdf2_hmac  # noqa: PLC0415 - plain journals need none

    secret = passphrase.encode("utf-8", "surrogateescape")
    return Key(pbkdf2_hmac("sha512", secret, salt, ROUNDS, _SECRET), salt)


def new_key(passphrase: str) -> Key:
    """A key for files that are to be encrypted by a passphrase, with a salt of its own."""
    return Key.parse(passphrase) or derived(passphrase, os.urandom(_SALT))


def is_encrypted(path: Path) -> bool:
    """Whether a file is an encrypted journal, as far as that shows: whole pages that look like noise.

    Raises:
        OSError: When it cannot be read.
    """
    begin = head(path, _SALT)
    if begin in (SQLITE, AGE[:_SALT]) or len(begin) < _SALT:
        return False
    size = path.stat().st_size
    return size % PAGE == 0 and len(set(head(path, PAGE))) > _MOST_EVEN


def salt_of(path: Path) -> bytes:
    """The salt that an encrypted file begins with.

    Raises:
        OSError: When it cannot be read.
    """
    return head(path, _SALT)


# What this process knows

_known: dict[bytes, Key] = {}
_asking = RLock()


def _nobody(path: Path) -> Key:
    raise JournalLocked(f"{path} is encrypted, and its passphrase is not known here.")


_ask: Callable[[Path], Key] = _nobody


def asks_by(ask: Callable[[Path], Key]) -> None:
    """Say how a key is come by that is not known yet.

    Args:
        ask: Called with an encrypted file; returns its key, or raises ``JournalLocked``.
    """
    global _ask  # noqa: PLW0603 - one process has one terminal to ask on
    _ask = ask


def remember(key: Key) -> None:
    """Know a key from now on."""
    _known[key.salt] = key


def known_key(salt: bytes) -> Key | None:
    """The key of files with a salt, where it is known already."""
    return _known.get(salt)


def key_of(path: Path) -> Key | None:
    """The key of a file, asked for when it is first needed; None where the file is not encrypted.

    Raises:
        JournalLocked: When there is none, or what was given does not open it.
    """
    try:
        if not is_encrypted(path):
            return None
        salt = salt_of(path)
    except OSError:
        return None  # SQLite has better words for it
    with _asking:
        if salt not in _known:
            remember(_ask(path))
        return _known[salt]
