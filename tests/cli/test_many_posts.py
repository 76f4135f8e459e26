"""An export of many posts, which several processes work on, stopped and robbed of its processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import LessonDraft

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists() or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores, and Linux to find the processes on them",
)
LESSONS = 400
BODY = "\n\n".join(["We *said* so, and Initech's team agreed: x | y.", "# A heading", "* one\n* two"] * 8)


@pytest.fixture
def exporting(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An export that is about to have its processes."""
    with Journal.open(tmp_path / "journal.db") as journal, journal.step("import", "Many"):
        for number in range(LESSONS):
            journal.lessons.add(LessonDraft(f"Lesson {number}", BODY))
    words = ("export", "--each", "--to", tmp_path / "site", "--dialect", "jekyll")
    with subprocess.Popen(
        [sys.executable, "-m", "retro", *words, "--journal", tmp_path / "journal.db"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        yield process
        process.kill()


def begun(process: subprocess.Popen[bytes], number: int) -> list[int]:
    """So many of its processes, as soon as they are there."""
    while process.poll() is None and len(workers(process.pid)) < number:
        time.sleep(0.001)
    return workers(process.pid)[:number]


def workers(process: int) -> list[int]:
    """The processes of a process that compose posts."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        told = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    except FileNotFoundError:
        return []
    return [child for child, words in told.items() if b"spawn_main" in words]


def test_stopped_it_has_written_nothing(exporting: subprocess.Popen[bytes], tmp_path: Path) -> None:
    begun(exporting, 2)
    exporting.send_signal(signal.SIGINT)
    _, said = exporting.communicate(timeout=60)
    assert exporting.returncode == 130, said
    assert b"Traceback" not in said
    assert not list((tmp_path / "site").glob("*"))
    with Journal.open(tmp_path / "journal.db") as journal:
        assert not journal.posts.paths(str(tmp_path / "site"), {"x"})["x"]
        assert journal.posts.at(str(tmp_path / "site")) is None


@pytest.mark.parametrize("there", [1, 2])
def test_robbed_of_its_processes_it_writes_all(
    exporting: subprocess.Popen[bytes], tmp_path: Path, there: int
) -> None:
    """Of the first while the second starts, and of both."""
    for worker in begun(exporting, there):
        os.kill(worker, signal.SIGKILL)
    _, said = exporting.communicate(timeout=120)
    assert exporting.returncode == 0, said
    assert b"Traceback" not in said
    assert len(list((tmp_path / "site").glob("*.md"))) == LESSONS


def test_killed_it_leaves_no_process_behind(exporting: subprocess.Popen[bytes]) -> None:
    left = begun(exporting, 2)
    exporting.kill()
    # Those that live hold the other end of what it says.
    exporting.communicate(timeout=60)
    assert len(left) == 2
