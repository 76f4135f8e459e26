"""Where passphrases come from: the system's keyring, an open descriptor, else whoever sits at the terminal.

Never from an argument or the environment, which other programs can read.
"""

import os
import sys
from pathlib import Path
from typing import Any

import click

from retro.cli.streams import say
from retro.display import safe_line
from retro.encryption.keys import Key, derived, salt_of
from retro.encryption.pages import fits
from retro.encryption.texts import notes_of
from retro.errors import JournalLocked, UsageProblem

__all__ = ["ask_new", "forget_in_keyring", "keep_in_keyring", "key_for", "read_passphrase"]

SERVICE = "retro-journal"
"""What the system's keyring lists keys under; the user is the salt, which stays when a journal is moved."""

_ATTEMPTS = 3
_LONGEST = 4096

_read: dict[int, str] = {}
"""What came from a descriptor, by its number: it can be read only once."""

_typed: list[str] = []


def key_for(path: Path, descriptor: int | None) -> Key:
    """The key of an encrypted file.

    Args:
        path: The file.
        descriptor: That the passphrase can be read from, if there is one.

    Raises:
        JournalLocked: When nobody has it, or what was given is another.
        UsageProblem: When the descriptor cannot be read.
    """
    salt = salt_of(path)
    if descriptor is not None:
        key = _tried(read_passphrase(descriptor), salt, path)
        if key is None:
            raise _refused(path)
        return key
    for key in (_from_keyring(path, salt), *(_tried(each, salt, path) for each in _typed)):
        if key is not None:
            return key
    return _asked(path, salt)


def _tried(passphrase: str, salt: bytes, path: Path) -> Key | None:
    raw = Key.parse(passphrase)
    key = derived(passphrase, salt) if raw is None else raw
    return key if key.salt == salt and fits(key, path) else None


def _refused(path: Path) -> JournalLocked:
    return JournalLocked(f"That passphrase does not open {path}; nothing was changed.")


def read_passphrase(descriptor: int) -> str:
    """The first line that can be read from a descriptor.

    Raises:
        UsageProblem: When nothing can.
    """
    if descriptor not in _read:
        content = b""
        try:
            while b"\n" not in content and len(content) < _LONGEST:
                part = os.read(descriptor, 1)  # no more: what follows the line is somebody else's
                if not part:
                    break
                content += part
        except OSError as error:
            raise UsageProblem(f"No passphrase can be read from {descriptor}: {error.strerror}.") from error
        _read[descriptor] = content.partition(b"\n")[0].removesuffix(b"\r").decode("utf-8", "surrogateescape")
    if not _read[descriptor]:
        raise UsageProblem(f"No passphrase came from descriptor {descriptor}.")
    return _read[descriptor]


# At the terminal


def _asked(path: Path, salt: bytes) -> Key:
    for _ in range(_ATTEMPTS):
        passphrase = _prompt(f"Passphrase of {safe_line(str(path))}: ", path)
        key = _tried(passphrase, salt, path)
        if key is not None:
            _typed.append(passphrase)
            return key
        say("That passphrase does not open it.")
    raise _refused(path)


def ask_new(path: Path) -> str:
    """A new passphrase, typed twice.

    Raises:
        JournalLocked: When there is nobody to ask.
        UsageProblem: When it is empty, or not typed twice the same.
    """
    passphrase = _prompt(f"New passphrase for {safe_line(str(path))}: ", path)
    if not passphrase:
        raise UsageProblem("A passphrase cannot be empty; nothing was changed.")
    if _prompt("Once more: ", path) != passphrase:
        raise UsageProblem("You typed two different passphrases; nothing was changed.")
    return passphrase


def _prompt(question: str, path: Path) -> str:
    """A line typed at the terminal itself, whatever stdin is, and not shown."""
    if not _has_terminal():
        raise JournalLocked(
            f"{path} is encrypted, and there is no terminal to ask for its passphrase on.",
            hint="retro --passphrase-fd 3 … 3< file, or put it into the keyring: retro encrypt --keyring",
        )
    from getpass import getpass  # noqa: PLC0415 - plain journals need none

    try:
        return getpass(question)
    except EOFError as error:
        raise click.Abort from error


def _has_terminal() -> bool:
    if os.name != "posix":
        return sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


# In the system's keyring


def _from_keyring(path: Path, salt: bytes) -> Key | None:
    """The key that was put there; None where there is none, or another. To import keyring costs 180 ms."""
    if notes_of(path).keyring is False:
        return None
    try:
        import keyring  # noqa: PLC0415 - see above
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        said = keyring.get_password(SERVICE, salt.hex())
    except KeyringError as error:
        say(f"The system's keyring cannot be read: {safe_line(str(error))}")
        return None
    key = Key.parse(f"x'{said}{salt.hex()}'")
    return key if key is not None and fits(key, path) else None


def keep_in_keyring(key: Key) -> None:
    """Put a key into the system's keyring.

    Raises:
        UsageProblem: When there is none, or it does not take it.
    """
    keyring, problem = _keyring()
    try:
        keyring.set_password(SERVICE, key.salt.hex(), key.secret.hex())
        if keyring.get_password(SERVICE, key.salt.hex()) != key.secret.hex():
            raise UsageProblem("The system's keyring did not keep the key.")
    except problem as error:
        raise UsageProblem(f"The system's keyring does not take the key: {error}") from error


def forget_in_keyring(key: Key) -> None:
    """Take a key out of the system's keyring, where it is there."""
    try:
        keyring, problem = _keyring()
    except UsageProblem:
        return
    try:
        if keyring.get_password(SERVICE, key.salt.hex()) is not None:
            keyring.delete_password(SERVICE, key.salt.hex())
    except problem as error:
        say(f"The system's keyring could not be told to forget the old key: {safe_line(str(error))}")


def _keyring() -> tuple[Any, type[Exception]]:
    try:
        import keyring  # noqa: PLC0415 - see above
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError as error:
        raise UsageProblem(
            "The keyring needs the extra “encryption”, which is not installed.",
            hint="python -m pip install 'retro-journal[encryption]'",
        ) from error
    return keyring, KeyringError
