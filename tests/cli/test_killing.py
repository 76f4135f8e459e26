"""Killed at any moment: what was acknowledged is there, and the journal is whole."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest

from retro.journal import Journal
from tests.cli.failing import is_whole
from tests.cli.killing import Kill
from tests.cli.test_failing import filled, template, wait_for_room

__all__ = ["filled", "template"]

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))
"""Set by ``make soak``."""

KILLS_OF_ONE, KILLS_OF_MANY, KILLS_OF_THE_APP = (
    (1500 * ROUNDS, 500 * ROUNDS, 100 * ROUNDS) if ROUNDS else (40, 10, 2)
)

ERASE = "\x15"
"""The key, ctrl+u."""

COMMANDS = (
    "add First @eks #trust",
    "edit {id} --body Slowly --theme pace",
    "undo",
    "redo",
    "rm {id}",
    "restore {id}",
    "companies rename eks EKS",
    "companies alias EKS amazon",
    "themes merge pace trust",
    "people add Ada",
    "searches save mine frog",
    "unsaved add",
    "import post.md",
    "companies describe EKS --role lead",
    "merge other.db",
    "rm {id}",
    "purge {id} --yes",
    "add Last",
)


def ask(work: Path, writers: Sequence[Sequence[str]], kills: int) -> str:
    """What the program with the forks answers."""
    asked = {
        "work": str(work),
        "writers": [[words.split() for words in commands] for commands in writers],
        "kills": kills,
        "seed": random.randrange(1_000_000),  # noqa: S311 - told by pytest where a run fails
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.killing"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (asked, done.stderr)
    return done.stdout


def killed(work: Path, writers: Sequence[Sequence[str]], kills: int) -> list[Kill]:
    return [Kill(*json.loads(line)) for line in ask(work, writers, kills).splitlines()]


def test_a_killed_command_has_done_all_or_nothing(template: Path) -> None:
    """The journal is as after the commands that were acknowledged, or as after one more."""
    wait_for_room(template)
    lesson_id = (template / "id").read_text()
    commands = [words.format(id=lesson_id) for words in COMMANDS]
    states = json.loads(ask(template.parent, [commands], 0))
    kills = killed(template.parent, [commands], KILLS_OF_ONE)
    for each in kills:
        count = each.begun + each.acknowledged[0]
        assert each.is_whole, each
        assert each.state in states[count : count + 2], each
    assert len(kills) == KILLS_OF_ONE
    assert any(each.acknowledged[0] for each in kills)


@pytest.mark.parametrize("writers", [2, 3])
def test_writers_that_are_killed_at_once_lose_nothing(template: Path, writers: int) -> None:
    every = [[f"add Writer_{writer}_wrote_{number}" for number in range(20)] for writer in range(writers)]
    kills = killed(template.parent, every, KILLS_OF_MANY)
    for each in kills:
        assert each.is_whole, each
        for writer, count in enumerate(each.acknowledged):
            there = [f"Writer_{writer}_wrote_{number}" + '\\"' in each.state for number in range(20)]
            assert there[:count] == [True] * count, each
            assert sum(there) <= count + 1, each
    assert sum(sum(each.acknowledged) for each in kills) > writers


def test_the_app_that_is_killed_loses_nothing_that_it_has_acknowledged(template: Path) -> None:
    chance = random.Random()  # noqa: S311
    journal = template / "journal.db"
    acknowledged = 0
    for kill in range(KILLS_OF_THE_APP):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "retro", "--journal", str(journal)],
            env={**os.environ, "TERM": "xterm-256color"},
            dimensions=(30, 100),
            encoding="utf-8",
            timeout=30,
        )
        child.expect(r"\d lessons?\b")
        titles = [f"Kill {kill} lesson {number}" for number in range(chance.randrange(1, 4))]
        for title in titles:
            child.send("a")
            child.expect("Add a lesson")
            # What was typed before the last kill may be offered once more, although it was added.
            child.send(f"{ERASE}{title}\r")
            child.expect(f"Added “{title}”")
            acknowledged += 1
        child.send("s" * chance.randrange(3))  # and something that is still being done
        child.kill(signal.SIGKILL)
        child.close(force=True)
        assert is_whole(journal)
        with Journal.open(journal) as opened:
            there = {lesson.title for lesson in opened.lessons.by_numbers(range(1, acknowledged + 10))}
        assert set(titles) <= there
