"""Runs the real command in a real process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest


class Retro(Protocol):
    """Calls ``retro`` with words; returns the finished process with text output."""

    def __call__(
        self, *words: str, stdin: str | bytes = "", env: dict[str, str] | None = None, code: int | None = 0
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def retro(tmp_path: Path) -> Retro:
    """The command, in a folder of its own and on the test's own home."""

    def run(
        *words: str, stdin: str | bytes = "", env: dict[str, str] | None = None, code: int | None = 0
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "retro", *words],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "100", **(env or {})},
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err, err
        if code is not None:
            assert done.returncode == code, (done.returncode, out, err)
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """An environment whose editor is a Python script; it finds the file's path in ``path``."""

    def environment(script: str) -> dict[str, str]:
        file = tmp_path / "editor.py"
        file.write_text("import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n" + script)
        return {"EDITOR": f"{sys.executable} {file}"}

    return environment
