"""Texts that wait beside an encrypted journal, such as drafts: sealed, so none is plain on the disk.

A sealed box (https://doc.libsodium.org/public-key_cryptography/sealed_boxes) is for a public key, so that a
text can be kept also where nobody has given the passphrase: a lesson that was captured then is not lost. The
secret key is made of the journal's.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from retro.encryption.keys import Key, is_encrypted, key_of, known_key, salt_of
from retro.errors import JournalLocked, JournalUnusable

__all__ = [
    "Notes",
    "belongs_to",
    "notes_of",
    "own_journal",
    "salt_of_sealed",
    "seal",
    "sealed_with",
    "unsealed",
    "write_notes",
]

_BEGIN = b"retro sealed "
"""Then the salt of the key that opens it, and a line's end; the rest is libsodium's."""


# What is noted beside a journal

_ENDING = "-key"
"""Of the notes' file, behind the journal's name. It holds no secret."""


class Notes(NamedTuple):
    """What may be known of an encrypted journal without its key.

    Args:
        recipients: The salt of a key in hexadecimal -> the public key for which texts are sealed: two of
            them while the journal is given another key, for a text may be kept at any moment of that.
        keyring: Whether the key was put into the system's keyring; None where that is not known.
    """

    recipients: Mapping[str, str] = MappingProxyType({})
    keyring: bool | None = None


def notes_of(journal: Path) -> Notes:
    """The notes beside a journal; nothing is known where there are none that can be read."""
    import json  # noqa: PLC0415 - plain journals need none, as is so of all that is imported below

    with suppress(OSError, ValueError, RecursionError):
        read = json.loads(_path(journal).read_text(encoding="ascii"))
        said = read if isinstance(read, dict) else {}
        recipients, keyring = said.get("recipients"), said.get("keyring")
        if isinstance(recipients, dict) and isinstance(keyring, bool):
            return Notes({salt: str(each) for salt, each in recipients.items()}, keyring)
    return Notes()


def write_notes(journal: Path, *keys: Key | None, keyring: bool = False) -> None:
    """Note the key of a journal, or that it has none any more.

    Args:
        journal: The file.
        keys: That it has; or that it has and is going to have. None is none.
        keyring: Whether the system's keyring holds one.

    Raises:
        OSError: When that cannot be written.
        JournalUnusable: When PyNaCl is not installed.
    """
    path = _path(journal)
    known = {key.salt.hex(): bytes(_secret(key).public_key).hex() for key in keys if key is not None}
    if not known:
        path.unlink(missing_ok=True)
        return
    import json  # noqa: PLC0415

    from retro.files import replacing  # noqa: PLC0415

    with replacing(path, private=True) as file:
        file.write(json.dumps({"recipients": known, "keyring": keyring}).encode("ascii") + b"\n")


def _path(journal: Path) -> Path:
    journal = journal.resolve()
    return journal.with_name(journal.name + _ENDING)


# Sealing

_own: Path | None = None


def belongs_to(journal: Path) -> None:
    """Say which journal this process works on: texts of which nothing else is known are sealed as it is."""
    global _own  # noqa: PLW0603 - a process has one journal of its own
    _own = journal


def own_journal() -> Path | None:
    """The journal that this process works on."""
    return _own


def seal(text: bytes, journal: Path | None = None) -> bytes:
    """A text as it may lie on the disk: as it is where its journal is plain or not there.

    Args:
        text: To be kept.
        journal: That it was meant for; by default this process's own.

    Raises:
        JournalLocked: When the journal is encrypted, and not even its public key is known.
        JournalUnusable: When PyNaCl is not installed.
    """
    journal = _own if journal is None else journal
    try:
        if journal is None or not is_encrypted(journal):
            return text
        salt = salt_of(journal)
    except (OSError, ValueError):  # there is none, and may be none of such a name
        return text
    key = known_key(salt)
    if key is not None:
        return sealed_with(text, key)
    with suppress(ValueError):
        recipient = bytes.fromhex(notes_of(journal).recipients.get(salt.hex(), ""))
        return _sealed(text, _nacl().PublicKey(recipient), salt)
    raise JournalLocked(f"{journal} is encrypted, and nothing is known here to encrypt a text for it with.")


def sealed_with(text: bytes, key: Key | None) -> bytes:
    """A text as it lies beside a journal that has a key, or none."""
    return text if key is None else _sealed(text, _secret(key).public_key, key.salt)


def _sealed(text: bytes, recipient: Any, salt: bytes) -> bytes:
    return _BEGIN + salt.hex().encode("ascii") + b"\n" + bytes(_nacl().SealedBox(recipient).encrypt(text))


def salt_of_sealed(content: bytes) -> bytes | None:
    """The salt of the key that opens a text; None where it is not sealed."""
    line, newline, _ = content[:64].partition(b"\n")
    if not newline or not line.startswith(_BEGIN):
        return None
    with suppress(ValueError):
        return bytes.fromhex(line.removeprefix(_BEGIN).decode("ascii"))
    return None


def unsealed(content: bytes, journal: Path | None = None) -> bytes:
    """The text that was sealed; what was not is returned as it is.

    Args:
        content: Of the file.
        journal: Whose key may be asked for; without one, only keys that are known already are used.

    Raises:
        JournalLocked: When its key is not known, or it was changed since.
        JournalUnusable: When PyNaCl is not installed.
    """
    salt = salt_of_sealed(content)
    if salt is None:
        return content
    key = known_key(salt)
    if key is None and journal is not None and _begins_with(journal, salt):
        key = key_of(journal)
    if key is None:
        raise JournalLocked("A text that waits is encrypted, and its key is not known here.")
    box = _nacl().SealedBox(_secret(key))
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - as below

    try:
        return bytes(box.decrypt(content.partition(b"\n")[2]))
    except (CryptoError, TypeError) as error:  # the latter where it is too short
        raise JournalLocked("A text that waits cannot be decrypted: it was changed.") from error


def _begins_with(journal: Path, salt: bytes) -> bool:
    try:
        return salt_of(journal) == salt
    except (OSError, ValueError):
        return False


def _secret(key: Key) -> Any:
    """The secret key that belongs to a journal's key."""
    import hmac  # noqa: PLC0415 - as below

    return _nacl().PrivateKey(hmac.digest(key.secret, b"retro: texts beside the journal", "sha256"))


def _nacl() -> Any:
    try:
        from nacl import public  # noqa: PLC0415 - only where something is encrypted
    except ImportError as error:
        raise JournalUnusable(
            "Texts of an encrypted journal cannot be kept without the extra “encryption”.",
            hint="python -m pip install 'retro-journal[encryption]'",
        ) from error
    return public
