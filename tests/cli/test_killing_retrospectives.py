"""A retrospective that is killed at any step: every answer that was confirmed is there."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from retro.journal import Journal
from tests.cli.killing_retrospectives import SCRIPT, Kill

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))
"""Set by ``make soak``."""

KILLS = 200 * ROUNDS or 12


def expected(lines: int) -> tuple[list[str], int, int, int, int]:
    """What is there after so many lines of the script."""
    done = SCRIPT[:lines]
    return (
        [text for line in done for text in line.answers],
        sum(line.ranked for line in done),
        sum(line.lessons for line in done),
        sum(line.commitments for line in done),
        sum(line.finished for line in done),
    )


def killed(work: Path, kills: int) -> list[Kill]:
    """Kill as often as is asked."""
    asked = {"work": str(work), "kills": kills, "seed": random.randrange(1_000_000)}  # noqa: S311
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.killing_retrospectives"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (asked, done.stderr)
    return [Kill(*json.loads(line)) for line in done.stdout.splitlines()]


def test_a_retrospective_that_is_killed_keeps_all_that_was_confirmed(tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    with Journal.open(tmp_path / "template" / "journal.db") as journal:
        journal.companies.describe("EKS", role="lead")
    kills = killed(tmp_path, KILLS)
    for each in kills:
        assert each.is_whole, each
        there = (each.answers, each.ranked, each.lessons, each.commitments, each.finished)
        assert there in [expected(each.acknowledged), expected(each.acknowledged + 1)], each
    assert len(kills) == KILLS
    assert any(each.answers for each in kills)
    sys.stdout.write(
        f"{len(kills)} kills, {sum(len(each.answers) for each in kills)} confirmed answers,"
        f" {len({each.step for each in kills})} steps\n"
    )
