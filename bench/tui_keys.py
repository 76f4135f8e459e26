"""Keys in the terminal app: from a key to its painted result, holding one down, and memory.

    python bench/tui_keys.py [SIZES]

Every app is a whole process on a pseudo-terminal of 140 × 40. What it writes is kept with its time and read
by a terminal emulator afterwards: a key counts as answered when the query bar and the list of lessons look as
they do when all has come to rest. The baseline of the same run is an empty Textual app with an input. The
watchdog runs the app in this process and measures how long its event loop is held up while keys arrive.
"""

import asyncio
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple, Self

import pyte
from search_corpus import fill, lessons, queries, recombined
from textual.app import App, ComposeResult
from textual.widgets import Input
from tui_start import build

from retro.journal import Journal
from retro.journal.filters import EVERYTHING
from retro.tui.retro_app import RetroApp

COLUMNS, ROWS = 140, 40
LIST = range(28, 80)
"""Columns of the list of lessons."""

EMPTY = (
    "from textual.app import App\nfrom textual.widgets import Input\n"
    "class Empty(App):\n    def compose(self):\n        yield Input(compact=True)\nEmpty().run()\n"
)
KEY_BARS = {10_000: 33.0, 100_000: 60.0}
BLOCKED_BAR, MEMORY_BAR = 16.0, 1.3
TYPED, HELD = 150, 5_000


class Written(NamedTuple):
    """What an app wrote at a moment."""

    at: float
    data: bytes


class Terminal:
    """An app on a pseudo-terminal."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process, self._file = pty.fork()
        if self.process == 0:
            os.execve(command[0], command, environment)  # noqa: S606 - a terminal of its own needs fork and exec
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)

    def __enter__(self) -> Self:
        self.show(self.read(quiet=1.5, longest=30))
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._file)

    def send(self, keys: str) -> float:
        """Write keys; returns when."""
        os.write(self._file, keys.encode())
        return time.perf_counter()

    def read(self, quiet: float, longest: float) -> list[Written]:
        """What comes until nothing has for ``quiet`` seconds, for ``longest`` at most."""
        begin = time.perf_counter()
        written: list[Written] = []
        while time.perf_counter() - begin < longest:
            ready, _, _ = select.select([self._file], [], [], quiet)
            if not ready:
                break
            written.append(Written(time.perf_counter(), os.read(self._file, 1 << 16)))
        return written

    def show(self, written: list[Written]) -> list[tuple[float, str]]:
        """Feed the emulator; returns when what looked how, as far as the key's result goes."""
        looks = []
        for each in written:
            self._stream.feed(each.data)
            looks.append((each.at, self.look()))
        return looks

    def look(self) -> str:
        """The first line, and the list."""
        lines = self.screen.display
        return "\n".join([lines[0], *(line[LIST.start : LIST.stop] for line in lines[1:])])

    @property
    def resident(self) -> int:
        """Memory in kilobytes."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])


def answered(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key until its result is painted."""
    before = terminal.look()
    begin = terminal.send(key)
    looks = terminal.show(terminal.read(quiet=0.25, longest=3))
    last = looks[-1][1] if looks else before
    at = next((moment for moment, look in looks if look == last), begin)
    return (at - begin) * 1000


def typed(terminal: Terminal, lines: list[str]) -> list[float]:
    """Milliseconds for each letter of some queries."""
    times = []
    for line in lines:
        times += [answered(terminal, letter) for letter in line]
        terminal.send("\x15")  # ^u empties
        terminal.show(terminal.read(quiet=0.3, longest=3))
    return times


def p95(times: list[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return statistics.quantiles(times, n=20)[-1]


class Typing(App[None]):
    """The baseline of the watchdog."""

    def compose(self) -> ComposeResult:
        """One input."""
        yield Input()


async def blocked(app: App[int] | App[None], keys: list[str]) -> float:
    """The longest time in milliseconds for which the event loop was held up while keys arrived."""
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause(1.5)
        watching = asyncio.create_task(watch())
        for key in keys:
            await pilot.press(key)
            await asyncio.sleep(0.03)
        watching.cancel()
    return longest * 1000


def held(terminal: Terminal, keys: int, expected: str) -> tuple[bool, int, int]:
    """Hold ``j``: whether no key was lost, and memory in kilobytes before and after."""
    first = 300
    terminal.send("j" * first)
    terminal.show(terminal.read(quiet=1.0, longest=30))
    before = terminal.resident
    for _ in range((keys - first) // 20):
        terminal.send("j" * 20)
        terminal.show(terminal.read(quiet=0.01, longest=0.2))
    terminal.show(terminal.read(quiet=2.0, longest=120))
    return f"{expected}:" in terminal.look(), before, terminal.resident


def title_at(journal: Path, row: int) -> str:
    """The number of the lesson in a row of the list, as its title begins."""
    with Journal.open(journal) as opened:
        [number] = opened.fulltext.listed(EVERYTHING, "date", row, row + 1)
        return opened.lessons.by_numbers([number])[0].title.partition(":")[0]


def main() -> None:
    """Measure and print; exits with 1 when a bar is missed."""
    sizes = [int(size) for size in (sys.argv[1] if len(sys.argv) > 1 else "10000,100000").split(",")]
    missed = []

    def report(said: str, value: float, bar: float | None = None, unit: str = "ms") -> None:
        print(f"{said:<58} {value:8.1f} {unit:<4}" + (f" (bar {bar:g})" if bar else ""))
        if bar and value > bar:
            missed.append(said)

    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": folder}
        environment |= dict.fromkeys(("XDG_STATE_HOME", "XDG_CONFIG_HOME"), folder)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed retro is compiled
        corpus = lessons()
        asked = [record["q"] for record in queries(corpus)]
        lines, letters = [], 0
        for line in asked[:: max(1, len(asked) // 40)]:
            lines.append(line)
            letters += len(line)
            if letters >= TYPED:
                break
        with Terminal([sys.executable, "-c", EMPTY], environment) as empty:
            report("empty app: key to echo, p95", p95(typed(empty, lines)))
            memory = empty.resident
        for size in sizes:
            journal = Path(folder) / f"{size}.db"
            fill(journal, recombined(corpus, size))
            with Terminal([sys.executable, "-m", "retro", "--journal", str(journal)], environment) as ours:
                report(f"{size:,} lessons: memory at rest, × empty", ours.resident / memory, MEMORY_BAR, "×")
                ours.send("/")
                ours.show(ours.read(quiet=0.5, longest=3))
                times = typed(ours, lines)
                report(f"{size:,} lessons: key to result, median", statistics.median(times))
                report(
                    f"{size:,} lessons: key to result, p95 of {len(times)}", p95(times), KEY_BARS.get(size)
                )
            keys = ["slash", *(character for line in lines[:4] for character in line if character.isalnum())]
            keys += ["escape", *["j"] * 60, "v", "escape"]
            base = asyncio.run(blocked(Typing(), [key for key in keys if len(key) == 1]))
            report(f"{size:,} lessons: loop held up at most, empty app", base)
            held_up = asyncio.run(blocked(RetroApp(journal), keys))
            report(f"{size:,} lessons: loop held up at most, retro", held_up)
        journal = Path(folder) / "held.db"
        build(journal, max(*sizes, 2 * HELD))
        expected = title_at(journal, HELD)
        with Terminal([sys.executable, "-m", "retro", "--journal", str(journal)], environment) as ours:
            whole, before, after = held(ours, HELD, expected)
            report(f"holding j for {HELD:,} keys: memory after, × before", after / before, 1.05, "×")
            print("holding j: no key was lost" if whole else "holding j: KEYS WERE LOST")
            if not whole:
                missed.append("holding j")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
