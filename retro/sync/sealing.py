"""What goes to the remote is sealed, so that whoever keeps it reads nothing; or left as it is."""

from typing import Protocol

from retro.sealing import Age, Sealed, checked_recipient, device_key, public_key

__all__ = ["Age", "Plain", "Sealed", "Sealing", "checked_recipient", "device_key", "public_key"]


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
