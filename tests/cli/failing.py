"""Runs a command again and again while writing fails, and says what became of the journal.

A program of its own: it loads the command once and forks for each run, so that a run takes milliseconds. What
fails is a file that may not grow past a size (RLIMIT_FSIZE), or one call of the system among all that write
(with ``failing_writes.c`` preloaded).
"""

import ctypes
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from retro.cli.main import leave, run
from retro.cli.streams import mend_streams
from retro.encryption.texts import unsealed
from retro.journal.connection import connect
from retro.journal.migrations import HISTORIC_TABLES

__all__ = ["Evil", "Run", "is_whole", "load", "main", "silenced", "state_of"]


class Evil(NamedTuple):
    """What fails: ``limit`` bytes of a file; or the ``call``-th call that writes, and ``all_later`` ones."""

    limit: int | None = None
    call: int = 0
    all_later: bool = False

    def begin(self) -> None:
        """From now on, in this process."""
        if self.limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.limit))
        if self.call:
            ctypes.CDLL(None).fail_at(self.call, int(self.all_later))


class Run(NamedTuple):
    """What a command did. ``state`` is of the journal afterwards; ``kept`` are the texts in files."""

    evil: Evil
    code: int
    said: str
    state: str
    is_whole: bool
    kept: list[str]
    calls: int


def main(work: Path, words: list[str], given: str, evils: list[Evil]) -> Iterator[Run]:
    """Run a command under each evil, each on a fresh copy of the folder ``template``."""
    load(work, words)
    for evil in evils:
        place = work / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(work / "template", place)
        code, said, calls = _forked(place, words, given, evil)
        texts = (place / "state/retro/unsaved").glob("*.md")
        kept = [unsealed(path.read_bytes()).decode("utf-8") for path in texts]
        journal = place / "journal.db"
        yield Run(evil, code, said, state_of(journal), is_whole(journal), kept, calls)


def load(work: Path, words: list[str]) -> None:
    """Run it once for nothing, so that each fork has all modules already."""
    import retro.cli.refused  # noqa: PLC0415
    import retro.journal.unsaved_lessons  # noqa: F401, PLC0415

    place = work / "for-nothing"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(work / "template", place)
    os.environ.update(RETRO_JOURNAL=str(place / "journal.db"), XDG_STATE_HOME=str(place / "state"))
    os.chdir(place)
    with silenced():
        run(words)


@contextmanager
def silenced() -> Iterator[None]:
    """What commands say goes nowhere."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


def _forked(place: Path, words: list[str], given: str, evil: Evil) -> tuple[int, str, int]:
    """Exit code, stderr, and how many calls have written. A pipe has no size that could be limited."""
    (place / "given").write_text(given, encoding="utf-8")
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _in_child(place, words, writing, evil)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said, _, calls = pipe.read().rpartition("\0")
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), said, int(calls or 0)


def _in_child(place: Path, words: list[str], said: int, evil: Evil) -> NoReturn:
    os.environ.update(RETRO_JOURNAL=str(place / "journal.db"), XDG_STATE_HOME=str(place / "state"))
    os.dup2(os.open(place / "given", os.O_RDONLY), 0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(said, 2)
    os.chdir(place)
    mend_streams()
    evil.begin()
    code = run(words)
    calls = ctypes.CDLL(None).calls_so_far() if evil.call else 0
    os.write(said, f"\0{calls}".encode())
    leave(code)


def state_of(journal: Path) -> str:
    """All that a person has put into a journal, without ids and times, so that two runs can be compared."""
    left_out = {"number", "id", "content_hash", "created_at", "updated_at", "made_at", "step", "row_key"}
    found: dict[str, Any] = {}
    with closing(connect(journal, writable=False)) as connection:
        names = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master")]
        for table in {*HISTORIC_TABLES, "steps"}.intersection(names):  # an earlier retro's has fewer
            rows = [
                {name: row[name] for name in row.keys() if name not in left_out}  # noqa: SIM118 - SQLite's row
                for row in connection.execute(f"SELECT * FROM {table}")
            ]
            found[table] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "then", json.dumps(found, sort_keys=True))


def is_whole(journal: Path) -> bool:
    """The journal can be written again, and neither pages nor index are damaged."""
    with closing(connect(journal, writable=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO lesson_index (lesson_index, rank) VALUES ('integrity-check', 1)")
        connection.execute("ROLLBACK")
        said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        return said == ["ok"] and not connection.execute("PRAGMA foreign_key_check").fetchall()


if __name__ == "__main__":
    asked = json.loads(sys.stdin.read())
    for each in main(
        Path(asked["work"]), asked["words"], asked["given"], [Evil(*evil) for evil in asked["evils"]]
    ):
        sys.stdout.write(json.dumps(each) + "\n")
