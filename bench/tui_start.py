"""First paint in a real terminal: retro on 10,000 lessons against an empty Textual app, in one run.

    python bench/tui_start.py [SIZES] [RUNS]

Both are whole processes on a pseudo-terminal of 140 × 40, started in turn. The time of the
empty app is from its start until a whole screen has been written; retro's until the title of its first lesson
has. Prints both medians and their ratio, and the same of what they had of the processors by then, which other
programs on the machine hardly change.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from terminal import Terminal, environment

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


class Start(NamedTuple):
    """Milliseconds until the first paint: by the clock, and on processors."""

    taken: float
    running: float


def first_paint(command: list[str], mark: bytes, said: dict[str, str]) -> Start:
    """Start an app and wait until it has written ``mark``."""
    written = b""
    with Terminal(command, said) as terminal:
        while mark not in written:
            came = terminal.read(quiet=20, longest=20, most=1)
            if not came:
                raise TimeoutError(f"{command} never wrote {mark!r}; the last of it: {written[-300:]!r}")
            written += came[0].data
        return Start(1000 * (came[0].at - terminal.began), 1000 * came[0].spent.running)


def measure(journal: Path, folder: str, runs: int) -> tuple[Start, Start]:
    """The medians of the empty app and of retro, started in turn."""
    said = environment(folder, RETRO_JOURNAL=str(journal))
    ours = [sys.executable, "-m", "retro"]
    subprocess.run([*ours, "path"], env=said, check=True, stdout=subprocess.DEVNULL)
    starts: list[tuple[Start, Start]] = []
    for _ in range(runs + 1):
        bare = first_paint([sys.executable, "-c", EMPTY], LAST_ROW, said)
        starts.append((bare, first_paint(ours, MARK.encode(), said)))
    del starts[0]  # it warms the caches of the disk
    bare, retro = ([pair[which] for pair in starts] for which in (0, 1))
    return _median(bare), _median(retro)


def _median(starts: list[Start]) -> Start:
    return Start(*(statistics.median(figures) for figures in zip(*starts, strict=True)))


def main() -> None:
    """Measure and print; exits with 1 when a bar is missed."""
    sizes = [int(size) for size in (sys.argv[1] if len(sys.argv) > 1 else "10000,100000").split(",")]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    missed = False
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            journal = Path(folder) / "journal.db"
            build(journal, size)
            time.sleep(1)  # what was written is on its way to the disk
            bare, retro = measure(journal, folder, runs)
        bar = BARS.get(size, max(BARS.values()))
        print(f"empty Textual app      {bare.taken:6.0f} ms, of that on processors {bare.running:6.0f} ms")
        print(
            f"retro, {size:>7,} lessons {retro.taken:6.0f} ms, of that on processors {retro.running:6.0f} ms"
        )
        ratio, running = retro.taken / bare.taken, retro.running / bare.running
        print(f"ratio                  {ratio:6.2f} (bar {bar}){running:26.2f}")
        missed = missed or ratio > bar
    sys.exit(missed)


if __name__ == "__main__":
    main()
