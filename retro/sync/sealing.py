"""What goes to the remote is sealed, so that whoever keeps it reads nothing; or left as it is.

Who reads it is sealed with age for each of them; the records with a key that only they have, by
XChaCha20-Poly1305 (https://doc.libsodium.org/secret-key_cryptography/aead). Both keep a secret and show when
it was changed; without the key nobody can make what would be taken for a record.
"""

from typing import Protocol

from retro.sealing import Age, Sealed, checked_recipient, device_key, lacking, public_key

__all__ = ["Age", "Plain", "Sealed", "Sealing", "Vault", "checked_recipient", "device_key", "public_key"]


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


class Vault:
    """Seals with a key that all devices have: 10 µs for a lesson, for which age takes 250 and more.

    Args:
        key: 32 random bytes.
    """

    def __init__(self, key: bytes) -> None:
        try:
            from nacl.exceptions import CryptoError  # noqa: PLC0415 - as below
            from nacl.secret import Aead  # noqa: PLC0415 - 7 ms that a sync without news does not need
        except ImportError as error:
            raise lacking() from error
        self._box = Aead(key)
        self._refusals = (CryptoError, ValueError)

    def seal(self, content: bytes) -> bytes:
        """For all of them; with a random number of 24 bytes before it, so that no two are alike."""
        return bytes(self._box.encrypt(content))

    def unseal(self, content: bytes) -> bytes:
        """What was sealed with this key.

        Raises:
            Sealed: When it was not, or has been changed.
        """
        try:
            return bytes(self._box.decrypt(content))
        except self._refusals as error:
            raise Sealed("it was sealed with another key, or changed") from error
