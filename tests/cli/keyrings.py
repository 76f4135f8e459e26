"""A keyring for tests: a file, in the place of the system's (``PYTHON_KEYRING_BACKEND`` is keyring's own)."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

__all__ = ["FileKeyring"]


class FileKeyring(KeyringBackend):
    """Keeps all it is given in the file that ``RETRO_TESTS_KEYRING`` names."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._all(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        held = self._all()
        if held.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("There is no such password.")
        self._write(held)

    @property
    def _file(self) -> Path:
        return Path(os.environ["RETRO_TESTS_KEYRING"])

    def _all(self) -> dict[str, str]:
        return dict(json.loads(self._file.read_text())) if self._file.exists() else {}

    def _write(self, held: dict[str, str]) -> None:
        self._file.write_text(json.dumps(held))
