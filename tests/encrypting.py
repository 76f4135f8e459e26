"""Tests that are run a second time with encryption on: ``make test-encrypted``.

``RETRO_TESTS_ENCRYPTED=1`` speaks to the tests alone. New journals are then encrypted, and the key is known
to the tests and to every process that they start, as if it had been asked for: what is tested is all else.
How a passphrase gets there has tests of its own (tests/cli/test_encrypting.py).
"""

import os
from pathlib import Path

from retro.encryption.keys import Key, remember
from retro.encryption.texts import unsealed

__all__ = ["ENCRYPTED", "KEY", "begin", "drafts_kept", "encrypt"]

ENCRYPTED = os.environ.get("RETRO_TESTS_ENCRYPTED") == "1"

KEY = Key(bytes(range(32)), bytes(range(100, 116)))
SITE = Path(__file__).parent / "encrypted_processes"


def drafts_kept() -> str:
    """What is kept of what was typed and not saved, as it was typed."""
    folder = Path(os.environ["XDG_STATE_HOME"]) / "retro" / "drafts"
    return "".join(unsealed(file.read_bytes()).decode("ascii") for file in sorted(folder.glob("*.json")))


def encrypt(journal: Path) -> None:
    """Encrypt a file by the tests' key."""
    from retro.journal.encrypting import recode_file  # noqa: PLC0415 - chooses the library of the process

    recode_file(journal, KEY)


def begin(journal: Path) -> None:
    """Let this process and those that it starts make new journals as this one, which is encrypted."""
    remember(KEY)
    os.environ["RETRO_TESTS_KEY"] = KEY.raw
    os.environ["RETRO_TESTS_NEW_JOURNAL"] = str(journal)
    paths = [str(SITE), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
