"""First paint in a real terminal: retro on 10,000 lessons against an empty Textual app, in one run.

    python bench/tui_start.py [LESSONS] [RUNS]

Both are whole processes on a pseudo-terminal of 140 × 40, started in turn. The time of the
empty app is from its start until a whole screen has been written; retro's until the title of its first lesson
has. Prints both medians and their ratio.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from retro.dates import Span
from retro.journal import Journal
from retro.model import Kind, LessonDraft

EMPTY = "from textual.app import App\nclass Empty(App):\n    pass\nEmpty().run()\n"
LAST_ROW = b"\x1b[40;1H"
BARS = {10_000: 1.35, 100_000: 1.5}
MARK = "The first lesson of all"


def build(path: Path, lessons: int) -> None:
    """A journal of so many lessons at twelve companies, with forty themes."""
    with Journal.open(path) as journal, journal.step("bench"):
        for number in range(lessons - 1):
            journal.lessons.add(
                LessonDraft(
                    f"Lesson {number}: pitch milestones before the frog notices the water",
                    "Small steps, each with a date, and a name beside it. " * 6,
                    list(Kind)[number % 7],
                    f"Company {number % 12}",
                    (f"theme-{number % 40}", f"parent-{number % 8}/child-{number % 16}"),
                    starred=number % 9 == 0,
                )
            )
        journal.lessons.add(LessonDraft(MARK, "The latest comes first.", happened=Span.parse("2999")))


def first_paint(command: list[str], mark: bytes, environment: dict[str, str]) -> float:
    """Seconds from the start of a process until it has written ``mark`` to its terminal."""
    begin = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execve(command[0], command, environment)  # noqa: S606 - a terminal of its own needs fork and exec
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    written = b""
    try:
        while mark not in written:
            ready, _, _ = select.select([terminal], [], [], 20)
            if not ready:
                raise TimeoutError(f"{command} never wrote {mark!r}; the last of it: {written[-300:]!r}")
            written += os.read(terminal, 65536)
        return time.perf_counter() - begin
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def main() -> None:
    """Measure and print."""
    lessons = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.db"
        build(journal, lessons)
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COLUMNS": "140",
            "LINES": "40",
            "RETRO_JOURNAL": str(journal),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed retro is compiled
        ours = [sys.executable, "-m", "retro"]
        empty = [sys.executable, "-c", EMPTY]
        subprocess.run([*ours, "path"], env=environment, check=True, stdout=subprocess.DEVNULL)
        times: dict[str, list[float]] = {"empty": [], "retro": []}
        for run in range(runs + 1):
            paints = {
                "empty": first_paint(empty, LAST_ROW, environment),
                "retro": first_paint(ours, MARK.encode(), environment),
            }
            if run:  # the first run warms the caches of the disk
                for name, seconds in paints.items():
                    times[name].append(seconds)
        medians = {name: statistics.median(values) * 1000 for name, values in times.items()}
    print(f"empty Textual app   {medians['empty']:6.0f} ms")
    print(f"retro, {lessons:>7,} lessons {medians['retro']:4.0f} ms")
    ratio = medians["retro"] / medians["empty"]
    bar = BARS.get(lessons, max(BARS.values()))
    print(f"ratio               {ratio:6.2f}   (bar {bar})")
    sys.exit(ratio > bar)


if __name__ == "__main__":
    main()
