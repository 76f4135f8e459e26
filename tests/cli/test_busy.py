"""Another program is writing: a command waits, says why, and in the end keeps the text."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from retro.cli.main import run
from retro.journal.library import sqlite3
from tests.cli.conftest import Retro
from tests.cli.test_capture import lessons
from tests.tui.driving import driven

HOLDER = """
import sys
from pathlib import Path
from retro.journal.connection import bare
connection = bare(Path(sys.argv[1]), "mode=rw")
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""

COMMAND = """
import sys
import retro.cli.main
import retro.journal.connection
retro.journal.connection.BUSY_TIMEOUT_SECONDS = float(sys.argv.pop(1))
retro.cli.main.main()
"""
"""The command, which waits as long for others as it is told."""


@pytest.fixture
def journal_file(retro: Retro) -> Path:
    retro("add", "Boil the frog")
    return Path(os.environ["XDG_DATA_HOME"]) / "retro" / "journal.db"


@contextmanager
def held(journal: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process is in the middle of a write, until its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(journal)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield holder
    finally:
        holder.communicate()


def start(*words: str, patience: float) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(patience), *words], stderr=subprocess.PIPE, text=True
    )


def test_a_command_says_once_what_it_waits_for_and_then_writes(retro: Retro, journal_file: Path) -> None:
    with held(journal_file) as holder:
        waiting = start("add", "Ask twice", patience=60)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "Another retro is writing …\n"
        assert waiting.poll() is None
        holder.communicate()
        _, said = waiting.communicate()
    assert waiting.returncode == 0, said
    assert "is writing" not in said
    assert {lesson["title"] for lesson in lessons(retro)} == {"Boil the frog", "Ask twice"}


@pytest.mark.parametrize("words", [("add", "Ask twice"), ("undo",), ("searches", "save", "mine", "frog")])
def test_patience_ends_with_a_sentence(journal_file: Path, words: tuple[str, ...]) -> None:
    with held(journal_file):
        waiting = start(*words, patience=0.2)
        _, said = waiting.communicate()
    assert (waiting.returncode, "has held" in said or "no company" in said) == (waiting.returncode, True), (
        said
    )
    assert "Traceback" not in said


def test_reading_never_waits(retro: Retro, journal_file: Path) -> None:
    with held(journal_file):
        assert "Boil the frog" in retro("list").stdout


class _Judge:
    """Hears what one connection executes."""

    def __init__(self, inside: list[str], outside: list[str]) -> None:
        self._inside = inside
        self._outside = outside
        self._immediate = False

    def __call__(self, sql: str) -> None:
        if begun := re.match(r"\s*BEGIN\b(.*)", sql):
            self._immediate = begun[1].strip() == "IMMEDIATE"
        elif re.match(r"\s*(COMMIT|END|ROLLBACK\s*$)", sql):
            self._immediate = False
        elif WRITES.match(sql):
            (self._inside if self._immediate else self._outside).append(sql)


WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


def test_every_write_is_inside_an_immediate_transaction(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What SQLite is told to execute, over every connection of many commands in this process."""
    inside: list[str] = []
    outside: list[str] = []
    connect = sqlite3.connect

    def traced(*args: Any, **named: Any) -> Any:
        connection = connect(*args, **named)
        if ":memory:" not in args:
            connection.set_trace_callback(_Judge(inside, outside))
        return connection

    monkeypatch.setattr(sqlite3, "connect", traced)
    monkeypatch.chdir(tmp_path)
    Path("post.md").write_text("---\ntitle: A year\n---\n\n## EKS\n\nLesson learned: trust first.\n")
    Path("config.toml").write_text("")
    for words in COMMANDS:
        assert run(words.split()) in {0, 1}, words
    assert outside == []
    assert len(inside) > 200


COMMANDS = (
    "add Boil_the_frog @eks #trust",
    "add Ask_twice @mesosphere #trost",
    "list",
    "search frgo",
    "companies alias eks amazon",
    "companies rename mesosphere D2IQ",
    "companies describe eks --role lead",
    "themes merge trost trust",
    "people add Ada",
    "searches save mine trust",
    "searches rm mine",
    "undo",
    "redo",
    "import post.md",
    "export --to posts",
    "check --fix",
    "backup",
    "doctor --fix",
    "dump dump.jsonl",
    "load dump.jsonl --journal loaded.db",
)


def test_who_is_tired_of_waiting_keeps_the_text(retro: Retro, journal_file: Path) -> None:
    with held(journal_file):
        waiting = start("add", "Ask twice", patience=60)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "Another retro is writing …\n"
        waiting.send_signal(signal.SIGINT)
        _, said = waiting.communicate()
    assert waiting.returncode == 130
    assert "What you wrote is in" in said
    retro("unsaved", "add")
    assert len(lessons(retro)) == 2


async def test_the_app_says_what_it_waits_for(retro: Retro, journal_file: Path) -> None:
    async with driven(journal_file) as app:
        with held(journal_file):
            await app.pilot.press("s")
            for _ in range(600):
                await app.pilot.pause(0.05)
                if "Another retro is writing …" in app.said:
                    break
            else:
                pytest.fail("it never said what it waits for")
        await app.settle()
        assert any("Starred" in each for each in app.said)
    assert lessons(retro)[0]["starred"] is True
