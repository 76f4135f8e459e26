"""``retro today`` on 10,000 lessons: a whole process, as a ratio to ``retro list -n 1`` in the same run.

Run by ``make bench``. Two hundred of the lessons were applied or violated, and commitments and a decision are
due.
"""

import datetime as dt
import statistics
import sys
import tempfile
from pathlib import Path

from capture import RETRO, fill, seconds

from retro.journal import Journal
from retro.practice.review import answering
from retro.surroundings import Outcome

RUNS = 21
BAR = 1.5


def practise(path: Path, lessons: int) -> None:
    """Log, commit and decide, forty days ago: what was done today is looked at one by one."""

    def then() -> dt.datetime:
        return dt.datetime.now(dt.UTC) - dt.timedelta(days=40)

    with Journal.open(path, clock=then) as journal, journal.step("practice", "Generated"):
        today = journal.today()
        ids = journal.reviews.next_up(lessons)
        for number, lesson_id in enumerate(ids[:: lessons // 200]):
            outcome = Outcome.VIOLATED if number % 5 == 0 else Outcome.APPLIED
            answering.log(journal, [lesson_id], outcome)
        for number in range(20):
            journal.commitments.add(f"Commitment {number}", "a number", today - dt.timedelta(days=number))
        journal.decisions.add("Trust the change process", "fewer meetings on risk", 0.7, today)


def main() -> int:
    """Print the table; returns how many bars were missed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        fill(path, 10_000)
        practise(path, 10_000)
        env = {"HOME": folder, "PATH": "/usr/bin:/bin", "RETRO_JOURNAL": str(path)}
        taken: dict[str, list[float]] = {"list": [], "today": []}
        for _ in range(RUNS):
            taken["list"].append(seconds([RETRO, "list", "-n", "1"], env))
            taken["today"].append(seconds([RETRO, "today"], env))
    base, today = (statistics.median(each) for each in taken.values())
    print(f"{'retro list -n 1, 10,000 lessons':<34}{base * 1000:8.1f} ms")
    print(f"{'retro today':<34}{today * 1000:8.1f} ms   {today / base:5.2f} ×   (bar {BAR} ×)")
    return int(today / base > BAR)


if __name__ == "__main__":
    sys.exit(main())
