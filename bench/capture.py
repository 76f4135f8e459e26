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


def at_once(path: Path, processes: int = 50, captures: int = 20) -> None:
    """So many processes that each capture one after the other; nothing may be lost or wait long."""
    script = (
        "import subprocess, sys, time\n"
        "longest = 0\n"
        "for number in range(int(sys.argv[2])):\n"
        "    start = time.perf_counter()\n"
        "    done = subprocess.run([sys.argv[1], 'add', f'{sys.argv[3]} {number}'], capture_output=True)\n"
        "    longest = max(longest, time.perf_counter() - start)\n"
        "    assert done.returncode == 0, done.stderr\n"
        "print(longest)\n"
    )
    env = {**os.environ, "RETRO_JOURNAL": str(path)}
    start = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(RETRO), str(captures), f"process {number}"],
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    longest = max(float(process.communicate()[0]) for process in running)
    with Journal.open(path) as journal:
        kept = sum(1 for step in journal.history.steps(limit=10_000) if step.command == "add")
    print(
        f"{processes} processes × {captures} captures: {kept} of {processes * captures} kept, "
        f"longest wait {longest:.1f} s (bar 10 s), {time.perf_counter() - start:.1f} s in all"
    )


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        journals = {"no lessons": Path(folder) / "none.db", "100,000 lessons": Path(folder) / "many.db"}
        fill(journals["no lessons"], 0)
        fill(journals["100,000 lessons"], 100_000)
        compare(journals, runs)
        at_once(Path(folder) / "at-once.db")


if __name__ == "__main__":
    main()
