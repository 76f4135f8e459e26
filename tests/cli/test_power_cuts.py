"""The power is cut at any moment: what was acknowledged is there, and the journal is whole."""

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from retro.journal import Journal
from tests.cli.failing import is_whole, state_of
from tests.cli.power import Call, Disk, recorded
from tests.needs import program

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))
"""Set by ``make soak``."""

CUTS = 2_000 * ROUNDS or 250

COMMANDS = (
    "add --json First_lesson @eks #trust",
    "add Second_lesson @Mesosphere #trost",
    "edit {id} --body Slowly --theme pace",
    "undo",
    "redo",
    "rm {id}",
    "restore {id}",
    "companies rename eks EKS",
    "themes merge pace trust",
    "people add Ada",
    "searches save mine frog",
    "import post.md",
    "backup",
    "export company:EKS --to posts/year",
    "merge other.db",
    "rm {id}",
    "purge --yes {id}",
)


class Recording(NamedTuple):
    """What commands did, one after the other.

    Args:
        before: The folder as it was.
        place: The folder, as it is when all is done.
        calls: All their calls, and None where a command has said that it is done.
        states: The journal at first ("" for none), and after each command.
        empty: A journal in which nothing is.
    """

    before: Path
    place: Path
    calls: list[Call | None]
    states: list[str]
    empty: str

    def may_be(self, done: int) -> list[str]:
        """The journal when so many commands have said that they are done: as after these, or one more."""
        return [*self.states[done : done + 2], *([] if done else [self.empty])]


def seen(folder: Path, work: Path) -> str:
    """The journal of a folder; of a copy, so that looking changes nothing."""
    if not (folder / "data" / "journal.db").exists():
        return ""
    copy = Path(shutil.copytree(folder, work / "looked at"))
    try:
        assert is_whole(copy / "data" / "journal.db")
        return state_of(copy / "data" / "journal.db")
    finally:
        shutil.rmtree(copy)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    work = tmp_path_factory.mktemp("power")
    place, before = work / "place", work / "before"
    place.mkdir()
    strace, retro = program("strace"), [sys.executable, "-m", "retro"]
    environment = {
        **os.environ,
        "RETRO_JOURNAL": str(place / "data" / "journal.db"),
        "XDG_STATE_HOME": str(place / "state"),
    }
    (place / "post.md").write_text("---\ntitle: A year\n---\n\n## EKS\n\nLesson learned: trust first.\n")
    other = {**environment, "RETRO_JOURNAL": str(place / "other.db")}
    recorded([strace, *retro, "add", "Told_by_another @Globex"], work / "trace", other, place)
    shutil.copytree(place, before)
    calls: list[Call | None] = []
    states = [""]
    lesson_id = ""
    for words in COMMANDS:
        asked = [*retro, *words.format(id=lesson_id).split()]
        done = recorded([strace, *asked], work / "trace", environment, place)
        calls += _acknowledged(done)
        states.append(seen(place, work))
        lesson_id = lesson_id or _id_of(done)
    with Journal.open(work / "empty.db"):
        pass
    return Recording(before, place, calls, states, state_of(work / "empty.db"))


def _said(call: Call) -> bool:
    return call.name == "write" and call.file(0)[0] in {1, 2}


def _acknowledged(calls: list[Call]) -> Iterator[Call | None]:
    """The calls, and None after the first word that the command has said."""
    first = next(place for place, call in enumerate(calls) if _said(call))
    yield from calls[: first + 1]
    yield None
    yield from calls[first + 1 :]


def _id_of(calls: list[Call]) -> str:
    said = b"".join(call.data(1) for call in calls if call.name == "write" and call.file(0)[0] == 1)
    return str(json.loads(said)["lesson"]["id"])


def cuts(recording: Recording, work: Path, count: int, *, lying: str = "") -> Iterator[tuple[int, Path]]:
    """Cut the power so many times, each at a moment of its own.

    Args:
        recording: What was done.
        work: Where the folders are made.
        count: How often.
        lying: Files whose names end so are not synced when the disk says that they are.

    Yields:
        How many commands had said that they were done, and the folder as it is then.
    """
    seed = random.randrange(1_000_000)  # noqa: S311 - told by pytest where a cut loses something
    print("seed", seed)  # noqa: T201
    chance = random.Random(seed)  # noqa: S311
    moments = sorted(chance.choices(range(len(recording.calls)), k=count))
    disk, done = Disk(recording.place, recording.before), 0
    for moment, call in enumerate(recording.calls):
        if call is None:
            done += 1
        elif not (lying and call.name in {"fsync", "fdatasync"} and call.file(0)[1].endswith(lying)):
            disk.does(call)
        while moments and moments[0] == moment:
            moments.pop(0)
            left = work / "left"
            disk.write_to(left, chance)
            yield done, left
            shutil.rmtree(left)


def test_the_disk_does_what_a_disk_does(recording: Recording) -> None:
    disk = Disk(recording.place, recording.before)
    for call in recording.calls:
        if call is not None:
            disk.does(call)
    real = {
        str(path.relative_to(recording.place)): path.read_bytes()
        for path in recording.place.rglob("*")
        if path.is_file()
    }
    assert disk.files() == real


def test_nothing_that_was_acknowledged_is_lost(recording: Recording, tmp_path: Path) -> None:
    dones = set()
    for done, left in cuts(recording, tmp_path, CUTS):
        there = seen(left, tmp_path)
        assert there in recording.may_be(done), done
        dones.add(done)
    assert len(dones) > len(COMMANDS) // 2


def test_what_is_there_of_backups_is_whole(recording: Recording, tmp_path: Path) -> None:
    found = 0
    for _, left in cuts(recording, tmp_path, CUTS // 5):
        for backup in (left / "data" / "backups").glob("[!.]*.db"):
            assert is_whole(backup)
            assert state_of(backup) in recording.states
            found += 1
    assert found


def test_a_post_that_was_written_is_there(recording: Recording, tmp_path: Path) -> None:
    [post] = (recording.place / "posts" / "year").iterdir()
    exported = next(place for place, words in enumerate(COMMANDS) if words.startswith("export")) + 1
    for done, left in cuts(recording, tmp_path, CUTS // 5):
        found = left / "posts" / "year" / post.name
        assert found.exists() or done < exported
        assert not found.exists() or found.read_bytes() == post.read_bytes()


def test_a_disk_that_lies_is_found_out(recording: Recording, tmp_path: Path) -> None:
    """Were the journal not synced, this would be seen here: the check can fail."""
    lost = 0
    for done, left in cuts(recording, tmp_path, CUTS // 5, lying="journal.db"):
        try:
            lost += seen(left, tmp_path) not in recording.may_be(done)
        except Exception:  # noqa: BLE001 - damaged in any way
            lost += 1
    assert lost
