"""``retro add``: a whole process, as a ratio to importing what it cannot do without; and many at once.

Run by ``make bench``. Baselines are taken in the same run, turn by turn, because machines are noisy.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from terminal import Terminal, environment

from retro.journal import Journal
from retro.model import LessonDraft

RETRO = Path(sys.executable).with_name("retro")
BASELINE = [sys.executable, "-c", "import click, sqlite3"]
WORDS = "trust change release process customer team meeting plan quality speed focus risk".split()


def seconds(command: Sequence[str | Path], env: dict[str, str]) -> float:
    """Wall-clock seconds of one whole process."""
    start = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def fill(path: Path, lessons: int) -> None:
    """A journal of so many generated lessons, in a few large steps."""
    with Journal.open(path) as journal:
        for start in range(0, lessons, 10_000):
            with journal.step("import", "Generated"):
                for number in range(start, min(start + 10_000, lessons)):
                    picked = [WORDS[(number * factor + factor) % len(WORDS)] for factor in (1, 5, 7, 11)]
                    journal.lessons.add(
                        LessonDraft(
                            f"Lesson {number} on {' and '.join(picked[:2])}",
                            " ".join(picked * 12),
                            company=f"Company {number % 9}",
                            themes=(picked[2], picked[3]),
                        )
                    )


def compare(journals: dict[str, Path], runs: int) -> None:
    """Medians of ``retro add`` on each journal beside the baseline."""
    times: dict[str, list[float]] = {"baseline": [], **{name: [] for name in journals}}
    for number in range(runs + 2):
        for name, taken_so_far in times.items():
            env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            command: Sequence[str | Path] = BASELINE
            if name != "baseline":
                env["RETRO_JOURNAL"] = str(journals[name])
                command = [RETRO, "add", f"Boil the frog number {number}. Pitch in milestones @eks #trust"]
            taken = seconds(command, env)
            if number >= 2:
                taken_so_far.append(taken)
    base = statistics.median(times["baseline"])
    print(f"{'import click, sqlite3':<34}{base * 1000:8.1f} ms")
    for name in journals:
        median = statistics.median(times[name])
        print(f"{'retro add, ' + name:<34}{median * 1000:8.1f} ms   {median / base:5.2f} ×   (bar 1.35 ×)")
    smallest, largest = (statistics.median(times[name]) for name in journals)
    print(f"{'100,000 lessons against none':<34}{largest / smallest:14.2f} ×   (bar 1.10 ×)")


CAPTURING = """
import sys, time
from pathlib import Path
from retro.journal import Journal
from retro.model import LessonDraft
for number in range(int(sys.argv[2])):
    start = time.perf_counter()
    with Journal.open(Path(sys.argv[1])) as journal:
        journal.lessons.add(LessonDraft(f"{sys.argv[3]} {number}"))
    print(time.perf_counter() - start)
"""


def at_once(folder: Path, processes: int = 50, captures: int = 20) -> None:
    """So many processes that capture in turn, while the app is typed in and a backup runs."""
    path = folder / "at-once.db"
    env = environment(str(folder), RETRO_JOURNAL=str(path))
    subprocess.run([RETRO, "add", "The first"], env=env, check=True, stdout=subprocess.DEVNULL)
    typed = 0
    with Terminal([str(RETRO)], env) as app:
        app.settle()
        running = [
            subprocess.Popen(
                [sys.executable, "-c", CAPTURING, str(path), str(captures), f"Process {number}"],
                env=env,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(processes)
        ]
        backup = subprocess.Popen([RETRO, "backup"], env=env, stderr=subprocess.DEVNULL)
        while any(process.poll() is None for process in running):
            app.send(f"aTyped {typed}\r")
            typed += 1
            app.read(quiet=1, longest=1)
        app.settle()
    waits = sorted(float(line) for process in running for line in process.communicate()[0].split())
    with Journal.open(path) as journal:
        steps = [step.summary for step in journal.history.steps(limit=10_000)]
    kept, of_app = (sum(by in summary for summary in steps) for by in ("Process ", "Typed "))
    print(
        f"{processes} processes × {captures} captures beside the app and a backup: "
        f"{kept} of {processes * captures} kept, {of_app} of {typed} typed; backup {backup.wait()}; "
        f"p95 {waits[len(waits) * 95 // 100]:.2f} s (bar 2 s), longest {waits[-1]:.1f} s"
    )


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        journals = {"no lessons": Path(folder) / "none.db", "100,000 lessons": Path(folder) / "many.db"}
        fill(journals["no lessons"], 0)
        fill(journals["100,000 lessons"], 100_000)
        compare(journals, runs)
        at_once(Path(folder))


if __name__ == "__main__":
    main()
