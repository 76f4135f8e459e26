"""``retro import --review`` in a real terminal, and what it prints for scripts."""

import json
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from retro.journal import Journal
from retro.model import LessonDraft, Source
from tests.cli.conftest import Retro
from tests.posts.test_reviewing import POST


@pytest.fixture
def listed(retro: Retro, tmp_path: Path) -> list[str]:
    """The titles that wait after an import."""
    (tmp_path / "post.md").write_text(POST)
    done = retro("import", "--review-below", "0.99", "post.md")
    assert "to review" in done.stderr
    assert "(retro import --review)" in done.stderr
    return [row["title"] for row in json.loads(retro("import", "--review", "--json").stdout)["candidates"]]


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., "pexpect.spawn[str]"]:
    def start(**environment: str) -> "pexpect.spawn[str]":
        return pexpect.spawn(
            sys.executable,
            ["-m", "retro", "import", "--review"],
            cwd=str(tmp_path),
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", **environment},
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 120),
        )

    return start


def titles(retro: Retro) -> list[str]:
    return [
        row["title"]
        for row in json.loads(retro("list", "--json", code=None).stdout or "{}").get("lessons", [])
    ]


def ended(child: "pexpect.spawn[str]") -> int:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus if child.exitstatus is not None else -1


def test_lists_for_scripts(retro: Retro, listed: list[str], tmp_path: Path) -> None:
    rows = [line.split("\t") for line in retro("import", "--review", "--plain").stdout.splitlines()]
    assert [row[3] for row in rows] == listed
    assert rows[0][4] == f"{tmp_path / 'post.md'}:5"
    assert "needs a terminal" in retro("import", "--review", code=2).stderr
    assert "takes no files" in retro("import", "--review", "post.md", code=2).stderr


def test_nothing_to_review(retro: Retro) -> None:
    retro("add", "One")
    assert "Nothing waits for your review." in retro("import", "--review").stderr
    assert "Say what to import" in retro("import", code=2).stderr


def test_accepting_and_dropping_by_one_key_each(
    retro: Retro, listed: list[str], terminal: Callable[..., "pexpect.spawn[str]"]
) -> None:
    assert len(listed) >= 2
    child = terminal()
    child.expect_exact(f"1 of {len(listed)}")
    child.expect_exact(listed[0])
    child.send("x")
    child.expect_exact("a accept")
    child.send("a")
    child.expect("Accepted [0-9a-z]{4}")
    child.expect_exact(listed[1])
    child.send("d")
    for _ in listed[2:]:
        child.expect_exact("q quit")
        child.send("d")
    child.expect_exact("All are reviewed.")
    assert ended(child) == 0
    assert titles(retro) == [listed[0]]


def test_undo_next_and_back(
    retro: Retro, listed: list[str], terminal: Callable[..., "pexpect.spawn[str]"]
) -> None:
    child = terminal()
    child.expect_exact("q quit")
    child.send("u")
    child.expect_exact("Nothing was decided in this review yet")
    child.send("a")
    child.expect_exact(listed[1])
    child.expect_exact("q quit")
    child.send("u")
    child.expect_exact("Undone: Accepted")
    child.expect_exact(f"1 of {len(listed)}")
    child.expect_exact("q quit")
    child.send("n")
    child.expect_exact(f"2 of {len(listed)}")
    child.expect_exact("q quit")
    child.send("p")
    child.expect_exact(f"1 of {len(listed)}")
    child.send("q")
    child.expect_exact(f"{len(listed)} still to review.")
    assert ended(child) == 0
    assert titles(retro) == []


def test_merging_and_splitting(
    listed: list[str], retro: Retro, terminal: Callable[..., "pexpect.spawn[str]"]
) -> None:
    child = terminal()
    child.expect_exact("q quit")
    child.send("m")
    child.expect_exact(f"1 of {len(listed) - 1}")
    child.expect_exact(listed[1])
    child.expect_exact("q quit")
    child.send("s")
    child.expect_exact(f"1 of {len(listed)}")
    child.expect_exact("q quit")
    child.send("\x03")
    assert ended(child) in {0, 130}
    assert len(json.loads(retro("import", "--review", "--json").stdout)["candidates"]) == len(listed)


def test_editing_accepts(
    retro: Retro, listed: list[str], terminal: Callable[..., "pexpect.spawn[str]"], tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n"
        f"path.write_text(path.read_text().replace({listed[0]!r}, 'As I say it'))\n"
    )
    child = terminal(EDITOR=f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")
    child.expect_exact("q quit")
    child.send("e")
    child.expect("Accepted [0-9a-z]{4}")
    child.expect_exact("q quit")
    child.send("q")
    assert ended(child) == 0
    assert titles(retro) == ["As I say it"]


def test_what_cannot_be_done_is_said_and_what_was_written_is_kept(
    listed: list[str], terminal: Callable[..., "pexpect.spawn[str]"], tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('kind: nonsense\\n\\n# Title\\n')\n"
    )
    child = terminal(EDITOR=f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")
    child.expect_exact("q quit")
    child.send("e")
    child.expect_exact("is no kind")
    child.expect_exact("What you wrote is in")
    child.send("q")
    child.expect_exact(f"{len(listed)} still to review.")
    assert ended(child) == 0


def test_text_that_would_steer_the_terminal(
    journal_path: Path, terminal: Callable[..., "pexpect.spawn[str]"]
) -> None:
    with Journal.open(journal_path) as journal, journal.step("import"):
        post = journal.imports.record(None, "/a.md", "Post", "", "0" * 32)
        evil = "a\x1b]0;owned\x07b\x1b[2J"
        draft = LessonDraft(evil, evil, company=evil, themes=(evil,), source=Source(f"/{evil}.md", evil, 7))
        journal.candidates.record(post, draft, 0.5, evil)
    child = terminal(RETRO_JOURNAL=str(journal_path))
    child.expect_exact("q quit")
    assert "\x1b" not in child.before
    child.send("q")
    assert ended(child) == 0
