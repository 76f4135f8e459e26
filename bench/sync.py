"""Sync of 10,000 lessons, encrypted, with a remote on the same computer, by the real command.

Run by ``make bench``. Times are of the whole process, with what git does for it: by the clock, as the bars
are, and of the processor, which says more on a busy machine. Each is also a ratio to what git alone takes
for the same kind of work: committing, pushing and cloning as many files of random bytes.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Evidence, LessonDraft

COUNT = 10_000
BARS = {"first push": 10.0, "clone": 4.0, "one edit, push": 0.3, "one edit, pull": 0.3, "nothing to do": 0.1}


class Taken(NamedTuple):
    """Seconds by the clock, and of the processor."""

    clock: float
    processor: float

    def plus(self, other: "Taken") -> "Taken":
        return Taken(self.clock + other.clock, self.processor + other.processor)


def timed(words: list[str], env: Mapping[str, str], cwd: Path) -> Taken:
    """What a command takes; what it says is of no interest."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(words, env=env, cwd=cwd, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(time.perf_counter() - began, processor)


class Computer:
    """A home of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.journal = folder / "journal.db"
        homes = {f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        self.env = {**os.environ, "HOME": str(folder), "RETRO_JOURNAL": str(self.journal), **homes}

    def retro(self, *words: str) -> Taken:
        """What a command takes."""
        return timed([sys.executable, "-m", "retro", *words], self.env, self.folder)

    def said(self, *words: str) -> str:
        """What a command says."""
        command = [sys.executable, "-m", "retro", *words]
        done = subprocess.run(command, env=self.env, check=False, capture_output=True, text=True)
        return done.stdout


def fill(path: Path) -> None:
    """A journal of lessons as long as people write them."""
    text = "Pitch in milestones, and say what each of them costs before anybody has asked for it. " * 14
    with Journal.open(path) as journal, journal.step("fill"):
        for number in range(COUNT):
            journal.lessons.add(
                LessonDraft(
                    f"Lesson {number} about frogs",
                    f"{number}: {text}",
                    company=f"Company {number % 12}",
                    themes=(f"theme-{number % 40}", f"other-{number % 7}"),
                    people=(f"Person {number % 50}",) if number % 3 == 0 else (),
                    evidence=(Evidence("weeks", 16, 4),) if number % 5 == 0 else (),
                )
            )


def baseline(folder: Path) -> dict[str, Taken]:
    """What git alone takes for as many files: a push, and a clone."""
    work, remote = folder / "plain", folder / "plain.git"
    env = {**os.environ, "HOME": str(folder), "GIT_CONFIG_GLOBAL": "/dev/null"}
    for each in (["git", "init", "--quiet", str(work)], ["git", "init", "--quiet", "--bare", str(remote)]):
        timed(each, env, folder)
    for number in range(COUNT):
        place = work / f"{number % 1024:04}"
        place.mkdir(exist_ok=True)
        (place / str(number)).write_bytes(os.urandom(1800))
    who = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
    push = timed(["git", "add", "-A"], env, work)
    push = push.plus(timed(["git", *who, "commit", "--quiet", "-m", "x"], env, work))
    push = push.plus(timed(["git", "push", "--quiet", str(remote), "HEAD:refs/heads/x"], env, work))
    clone = timed(["git", "clone", "--quiet", "--bare", "--no-local", str(remote), "again.git"], env, folder)
    once = min(timed(["git", "ls-remote", str(remote)], env, folder) for _ in range(9))
    return {"first push": push, "clone": clone, "nothing to do": once}


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        usual = baseline(folder)
        remote = folder / "remote.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
        one, other = Computer(folder / "one"), Computer(folder / "other")
        fill(one.journal)
        taken = {"first push": one.retro("sync", "init", str(remote))}
        other.said("sync", "init", str(remote))
        [device] = json.loads(other.said("sync", "devices", "--json"))["devices"]
        one.said("sync", "devices", "add", "other", device["key"])
        taken["clone"] = other.retro("sync")
        lesson = json.loads(one.said("list", "-n", "1", "--json"))["lessons"][0]["id"]
        pushes, pulls, idle = [], [], []
        for number in range(9):
            one.said("edit", lesson, "--title", f"Edited {number}")
            pushes.append(one.retro("sync"))
            pulls.append(other.retro("sync"))
            idle.append(other.retro("sync"))
        taken |= {"one edit, push": min(pushes), "one edit, pull": min(pulls), "nothing to do": min(idle)}
    missed = 0
    for what, (clock, processor) in taken.items():
        ratio = processor / usual.get(what, usual["nothing to do"]).processor
        missed += clock > BARS[what]
        print(
            f"{what:<18}{clock:8.2f} s {processor:8.2f} s of the processor, {ratio:6.1f} × git alone"
            f"   (bar {BARS[what]} s)"
        )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
