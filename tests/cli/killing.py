"""Starts writers and kills them at a random moment, and says what they had acknowledged and what is there.

A program of its own: it loads the commands once and forks for each writer.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from retro.cli.main import run
from tests.cli.failing import is_whole, load, silenced, state_of

__all__ = ["Kill", "fresh", "main", "states"]


class Kill(NamedTuple):
    """How many commands each writer had acknowledged when it was killed, and the journal afterwards.

    ``begun`` is how many of its commands had been carried out before, when there is one writer.
    """

    begun: int
    acknowledged: list[int]
    state: str
    is_whole: bool


def main(work: Path, writers: list[list[list[str]]], kills: int, chance: random.Random) -> Iterator[Kill]:
    """Have writers work at once, and kill all of them.

    Args:
        work: Where the copies are made. One writer goes on from any of the folders that ``states`` has left
            there, so that no command is met less often than another; several begin with ``template``.
        writers: The commands of each.
        kills: How often.
        chance: Chooses the moments.
    """
    for words in writers[0]:
        load(work, words)
    longest = 0.0
    for number in range(kills):
        if number % _MEASURED_EVERY == 0:
            longest = 3 * _seconds_of_first(fresh(work, "template"), writers)
        begun = chance.randrange(len(writers[0])) if len(writers) == 1 else 0
        place = fresh(work, f"after-{begun}" if len(writers) == 1 else "template")
        started = [_start(place, commands[begun:]) for commands in writers]
        time.sleep(chance.uniform(0, longest))
        for process, _ in started:
            os.kill(process, signal.SIGKILL)
        acknowledged = []
        for process, pipe in started:
            os.waitpid(process, 0)
            with os.fdopen(pipe, "rb") as file:
                acknowledged.append(len(file.read()))
        journal = place / "journal.db"
        yield Kill(begun, acknowledged, state_of(journal), is_whole(journal))


_MEASURED_EVERY = 25


def _seconds_of_first(place: Path, writers: list[list[list[str]]]) -> float:
    """How long it takes until a writer acknowledges, on a machine that is as busy as it is now."""
    began = time.monotonic()
    started = [_start(place, commands) for commands in writers]
    os.read(started[0][1], 1)
    seconds = time.monotonic() - began
    for process, pipe in started:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(pipe)
    return seconds


def fresh(work: Path, source: str) -> Path:
    """A new copy of a folder, in the place where commands run."""
    place = work / "place"
    shutil.rmtree(place, ignore_errors=True)
    return Path(shutil.copytree(work / source, place))


def states(work: Path, commands: list[list[str]]) -> list[str]:
    """The journal at first, and after each command, when nobody kills; each is left in a folder, too."""
    place = fresh(work, "template")
    os.environ.update(RETRO_JOURNAL=str(place / "journal.db"), XDG_STATE_HOME=str(place / "state"))
    os.chdir(place)
    found = []
    for number, words in enumerate([[], *commands]):
        with silenced():
            code = run(words) if words else 0
        if code != 0:
            raise AssertionError(f"{words} ended with {code}")
        found.append(state_of(place / "journal.db"))
        shutil.copytree(place, work / f"after-{number}")
    return found


def _start(place: Path, commands: list[list[str]]) -> tuple[int, int]:
    """A writer, and the pipe in which each byte is a command that has said it is done."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _write(place, commands, writing)
    os.close(writing)
    return process, reading


def _write(place: Path, commands: list[list[str]], acknowledging: int) -> NoReturn:
    os.environ.update(RETRO_JOURNAL=str(place / "journal.db"), XDG_STATE_HOME=str(place / "state"))
    os.chdir(place)
    with silenced():
        for words in commands:
            if run(words) == 0:
                os.write(acknowledging, b".")
    time.sleep(60)  # until it is killed
    os._exit(0)


if __name__ == "__main__":
    asked = json.loads(sys.stdin.read())
    if asked["kills"]:
        chance = random.Random(asked["seed"])  # noqa: S311 - moments, not secrets
        for each in main(Path(asked["work"]), asked["writers"], asked["kills"], chance):
            sys.stdout.write(json.dumps(each) + "\n")
    else:
        sys.stdout.write(json.dumps(states(Path(asked["work"]), asked["writers"][0])))
