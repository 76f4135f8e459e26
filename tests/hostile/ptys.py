"""Runs commands in terminals, each in a process of its own, without starting Python for each.

A program: it reads one call a line as JSON and answers each with a line. The process that runs a command is a
copy of this one, which has loaded the command line and done nothing with it, and has a new terminal.
"""

import base64
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import TracebackType
from typing import Any, NamedTuple, Self

import retro

__all__ = ["Calls", "Done", "python_path"]

PATIENCE = 60.0
"""Seconds that a command may take."""

QUIET = 0.3
"""Seconds without output after which a command waits for a key."""


def python_path() -> str:
    """Where a process finds these tests, and whatever this one was told."""
    told = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, [str(Path(__file__).parent.parent.parent), told]))


class Done(NamedTuple):
    """What a command wrote, and how it ended."""

    code: int
    terminal: bytes
    piped: bytes


class Calls:
    """Commands that are run one after the other.

    Args:
        folder: Where they are run.
        environment: More than what the test has.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.hostile.ptys"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": python_path(),
                "TERM": "xterm-256color",
                **(environment or {}),
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def __call__(
        self,
        *words: str | bytes,
        stdin: bytes | None = None,
        piped: bool = False,
        typed: Sequence[str] = (),
        environment: Mapping[str, str | bytes] | None = None,
    ) -> Done:
        """Run a command.

        Args:
            words: After ``retro``.
            stdin: What is piped in; None gives it the terminal.
            piped: Whether stdout is a pipe and only stderr the terminal.
            typed: Keys, each pressed after something was written, once nothing more comes.
            environment: More variables; values are bytes of any kind.
        """
        said = {
            "words": [_packed(word) for word in words],
            "stdin": None if stdin is None else _packed(stdin),
            "piped": piped,
            "typed": typed,
            "environment": {name: _packed(value) for name, value in (environment or {}).items()},
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Done(answer["code"], base64.b64decode(answer["terminal"]), base64.b64decode(answer["piped"]))


def _packed(text: str | bytes) -> str:
    return base64.b64encode(os.fsencode(text)).decode("ascii")


def _serve() -> None:
    for module in walk_packages(retro.__path__, "retro."):
        if not module.name.startswith(("retro.tui", "retro.serving", "retro.__main__")):
            import_module(module.name)
    for line in sys.stdin:
        answer = _called(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _called(call: dict[str, Any]) -> dict[str, object]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
    out, out_theirs = os.pipe() if call["piped"] else (-1, theirs)
    process = os.fork()
    if process == 0:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        os.dup2(_input(call["stdin"], theirs), 0)
        os.dup2(out_theirs, 1)
        os.dup2(theirs, 2)
        os.closerange(3, 64)
        _run(call)
    os.close(theirs)
    if out >= 0:
        os.close(out_theirs)
    read = _read(ours, out, process, list(call["typed"]))
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return {"code": code, **{name: _packed(content) for name, content in read.items()}}


def _input(packed: str | None, terminal: int) -> int:
    if packed is None:
        return terminal
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.write(writing, base64.b64decode(packed))
        os._exit(0)
    os.close(writing)
    return reading


def _run(call: dict[str, Any]) -> None:
    for name, value in call["environment"].items():
        os.environb[os.fsencode(name)] = base64.b64decode(value)
    sys.argv = ["retro", *(os.fsdecode(base64.b64decode(word)) for word in call["words"])]
    try:
        from retro.cli.main import main  # noqa: PLC0415 - loaded already

        main()
    finally:
        os._exit(99)


def _read(terminal: int, out: int, process: int, typed: list[str]) -> dict[str, bytes]:
    """All that is written until both are closed; a command that waits for ever is ended."""
    found = {terminal: b"", out: b""}
    open_ones = {terminal, out} - {-1}
    until = time.monotonic() + PATIENCE
    has_written = False
    while open_ones:
        left = max(0.0, until - time.monotonic())
        ready = select.select(list(open_ones), [], [], min(left, QUIET) if typed and has_written else left)[0]
        if not ready and typed and has_written:
            os.write(terminal, typed.pop(0).encode())
            has_written = False
        elif not ready:
            os.kill(process, signal.SIGKILL)
            until += PATIENCE
        for each in ready:
            try:
                content = os.read(each, 1 << 16)
            except OSError:  # so Linux says that a terminal is closed
                content = b""
            found[each] += content
            has_written = True
            if not content:
                open_ones.remove(each)
                os.close(each)
    return {"terminal": found[terminal], "piped": found[out]}


if __name__ == "__main__":
    _serve()
