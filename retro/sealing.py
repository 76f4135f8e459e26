"""Sealing with age: what leaves for a remote, and backups, is read with the key of a device alone.

age (https://age-encryption.org/v1) keeps a secret and shows when it was changed; it does not show who wrote.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retro.errors import JournalUnusable, UsageProblem
from retro.files import replacing
from retro.folders import make_folder
from retro.heads import AGE, head

if TYPE_CHECKING:
    from pyrage import x25519

__all__ = ["Age", "Sealed", "checked_recipient", "device_key", "is_sealed", "lacking", "public_key"]


class Sealed(Exception):
    """What this device has no key for, or what somebody has changed."""


def is_sealed(path: Path) -> bool:
    """Whether a file is one that age has made; one that cannot be read is not."""
    try:
        return head(path, len(AGE)) == AGE
    except OSError:
        return False


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


def device_key(folder: Path, *, make: bool = True) -> "x25519.Identity":
    """The key of this device, made where there is none; only its owner can read it.

    Args:
        folder: Where it lies.
        make: False where one that is new is of no use.

    Raises:
        JournalUnusable: When it cannot be read or written, or is none.
        UsageProblem: When the library that encrypts is not installed.
    """
    pyrage = _library()
    path = folder / "sync.key"
    try:
        if path.exists():
            return pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip())
        if not make:
            raise JournalUnusable(f"The key of this device is missing: {path}. Put a copy of it there.")
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
        raise lacking() from error
    return pyrage


def lacking() -> UsageProblem:
    """What is said where a library that encrypts is not installed."""
    return UsageProblem(
        "Encrypting needs the extra “sync”, which is not installed.",
        hint="python -m pip install 'retro-journal[sync]'",
    )
