"""An app on a pseudo-terminal: what it wrote and when, how that looks, and what its threads spent.

Not a benchmark itself; ``tui_start.py`` and ``tui_keys.py`` use it.
"""

import fcntl
import math
import os
import pty
import select
import signal
import struct
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

import pyte

COLUMNS, ROWS = 140, 40
LIST = range(28, 80)
"""Columns of the list of lessons."""


class Spent(NamedTuple):
    """Seconds: on a processor, and ready to run but waiting for one, which is other programs' doing."""

    running: float
    waiting: float

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.running - other.running, self.waiting - other.waiting)


def spent(process: int) -> Spent:
    """What all threads of a process have spent so far; of ourselves, who read, only the waiting."""
    running = waiting = 0
    for thread in os.scandir(f"/proc/{process}/task"):
        with suppress(OSError):  # a thread that has just ended
            took, waited, _ = Path(f"{thread.path}/schedstat").read_bytes().split()
            running, waiting = running + int(took), waiting + int(waited)
    waiting += int(Path("/proc/self/schedstat").read_bytes().split()[1])
    return Spent(running / 1e9, waiting / 1e9)


def environment(folder: str, **more: str) -> dict[str, str]:
    """The environment for an app that is not to touch what is the user's own."""
    said = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": folder, **more}
    said |= dict.fromkeys(("XDG_STATE_HOME", "XDG_CONFIG_HOME"), folder)
    said.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed retro is compiled
    return said


class Written(NamedTuple):
    """What an app wrote at a moment, and what it had spent by then."""

    at: float
    data: bytes
    spent: Spent


class Look(NamedTuple):
    """How the first line and the list look from a moment on."""

    at: float
    text: str
    spent: Spent


class Terminal:
    """An app on a pseudo-terminal, started at ``began``."""

    def __init__(self, command: list[str], said: dict[str, str]) -> None:
        self.began = time.perf_counter()
        self.process, self._file = pty.fork()
        if self.process == 0:
            os.execve(command[0], command, said)  # noqa: S606 - a terminal of its own needs fork and exec
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._file)

    def send(self, keys: str) -> float:
        """Write keys; returns when."""
        os.write(self._file, keys.encode())
        return time.perf_counter()

    def read(self, *, quiet: float, longest: float, most: float = math.inf) -> list[Written]:
        """What comes until nothing has for ``quiet`` seconds, or that often, for ``longest`` seconds."""
        end = time.perf_counter() + longest
        written: list[Written] = []
        while (left := end - time.perf_counter()) > 0 and len(written) < most:
            ready, _, _ = select.select([self._file], [], [], min(quiet, left))
            if not ready:
                break
            moment = time.perf_counter()
            try:
                data = os.read(self._file, 1 << 16)
            except OSError:  # the app has ended
                break
            written.append(Written(moment, data, spent(self.process)))
        return written

    def show(self, written: list[Written]) -> list[Look]:
        """Feed the emulator; returns what looked how from when on, as far as the result of a key goes."""
        looks = []
        for each in written:
            self._stream.feed(each.data)
            looks.append(Look(each.at, self.look(), each.spent))
        return looks

    def settle(self, *, quiet: float = 1.0, longest: float = 30.0) -> list[Look]:
        """Read and show until nothing more comes."""
        return self.show(self.read(quiet=quiet, longest=longest))

    def look(self) -> str:
        """The first line, and the list."""
        lines = self.screen.display
        return "\n".join([lines[0], *(line[LIST.start : LIST.stop] for line in lines[1:])])

    def cursor_row(self) -> str:
        """The lines of the list with the bar that stands before the cursor's row."""
        return "\n".join(
            line[LIST.start : LIST.stop]
            for line in self.screen.display
            if "▌" in line[LIST.start : LIST.stop]
        )

    @property
    def spent(self) -> Spent:
        """What it has spent so far."""
        return spent(self.process)

    @property
    def resident(self) -> int:
        """Memory in kilobytes."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])
