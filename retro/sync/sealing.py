"""What goes to the remote is sealed, so that whoever keeps it reads nothing.

Who reads it is sealed with age (https://age-encryption.org/v1) for each of them; the records with a key that
only they have, by XChaCha20-Poly1305 (https://doc.libsodium.org/secret-key_cryptography/aead). Both keep a
secret and show when it was changed; without the key nobody can make what would be taken for a record.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from retro.errors import JournalUnusable, UsageProblem
from retro.files import replacing
from retro.folders import make_folder

if TYPE_CHECKING:
    from pyrage import x25519

__all__ = ["Age", "Plain", "Sealed", "Sealing", "Vault", "checked_recipient", "device_key", "public_key"]


class Sealed(Exception):
    """What this device has no key for, or what somebody has changed."""


class Sealing(Protocol):
    """Makes unreadable what leaves, and readable what comes."""

    def seal(self, content: bytes) -> bytes:
        """For the remote."""

    def unseal(self, content: bytes) -> bytes:
        """From it.

        Raises:
            Sealed: When it cannot be read.
        """


class Plain:
    """Leaves everything as it is, where the remote is one's own."""

    def seal(self, content: bytes) -> bytes:
        """As it is."""
        return content

    def unseal(self, content: bytes) -> bytes:
        """As it is."""
        return content


class Age:
    """Seals for devices, and opens with the key of this one.

    Args:
        key: Of this device.
        recipients: Public keys of all devices.
    """

    def __init__(self, key: "x25519.Identity", recipients: Iterable[str]) -> None:
        import pyrage  # noqa: PLC0415 - 7 ms that a sync without news does not need

        self._pyrage = pyrage
        self._keys = [key]
        self._recipients = [pyrage.x25519.Recipient.from_str(each) for each in sorted(recipients)]

    def seal(self, content: bytes) -> bytes:
        """For every device."""
        return bytes(self._pyrage.encrypt(content, self._recipients))

    def unseal(self, content: bytes) -> bytes:
        """What was sealed for this device, too.

        Raises:
            Sealed: When it was not, or has been changed.
        """
        try:
            return bytes(self._pyrage.decrypt(content, self._keys))
        except self._pyrage.DecryptError as error:
            raise Sealed(str(error)) from error


class Vault:
    """Seals with a key that all devices have: 10 µs for a lesson, for which age takes 250 and more.

    Args:
        key: 32 random bytes.
    """

    def __init__(self, key: bytes) -> None:
        try:
            from nacl.secret import Aead  # noqa: PLC0415 - 7 ms that a sync without news does not need
        except ImportError as error:
            raise _lacking() from error
        self._box = Aead(key)

    def seal(self, content: bytes) -> bytes:
        """For all of them; with a random number of 24 bytes before it, so that no two are alike."""
        return bytes(self._box.encrypt(content))

    def unseal(self, content: bytes) -> bytes:
        """What was sealed with this key.

        Raises:
            Sealed: When it was not, or has been changed.
        """
        from nacl.exceptions import CryptoError  # noqa: PLC0415 - as above

        try:
            return bytes(self._box.decrypt(content))
        except (CryptoError, ValueError) as error:
            raise Sealed("it was sealed with another key, or changed") from error


def device_key(folder: Path) -> "x25519.Identity":
    """The key of this device, made where there is none; only its owner can read it.

    Args:
        folder: Where it lies.

    Raises:
        JournalUnusable: When it cannot be read or written, or is none.
        UsageProblem: When the library that encrypts is not installed.
    """
    pyrage = _library()
    path = folder / "sync.key"
    try:
        if path.exists():
            return pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip())
        make_folder(folder)
        key = pyrage.x25519.Identity.generate()
        with replacing(path, private=True) as file:
            file.write(f"{key}\n".encode())
    except OSError as error:
        raise JournalUnusable(f"The key of this device, {path}, cannot be used: {error.strerror}.") from error
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise JournalUnusable(f"{path} should be the key of this device, and is none.") from error
    return key


def public_key(key: "x25519.Identity") -> str:
    """What others seal for it with."""
    return str(key.to_public())


def checked_recipient(text: str) -> str:
    """A public key.

    Raises:
        UsageProblem: When it is none.
    """
    pyrage = _library()
    key = text.strip()
    try:
        return str(pyrage.x25519.Recipient.from_str(key if key.isascii() else ""))
    except pyrage.RecipientError as error:
        raise UsageProblem(
            f"“{text[:80]}” is no public key: “retro sync devices” prints one on the device that it is of."
        ) from error


def _library() -> Any:
    try:
        import pyrage  # noqa: PLC0415
    except ImportError as error:
        raise _lacking() from error
    return pyrage


def _lacking() -> UsageProblem:
    return UsageProblem(
        "Encrypted sync needs the extra “sync”, which is not installed.",
        hint="python -m pip install 'retro-journal[sync]', or retro sync init REMOTE --plain",
    )
