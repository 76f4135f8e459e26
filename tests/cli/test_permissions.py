"""What is private is for its owner alone from the moment it is made; posts are as wide as the umask."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import ROOT

POST = "Lesson learned: pitch in milestones. It works.\n"

EDITOR = """
import os, pathlib, stat, sys
path = pathlib.Path(sys.argv[1])
assert stat.S_IMODE(path.stat().st_mode) == 0o600, oct(path.stat().st_mode)
assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700, oct(path.parent.stat().st_mode)
path.write_text("Boil the frog, slowly")
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which not even the folders of the platform are there yet."""
    (tmp_path / "editor.py").write_text(EDITOR)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {tmp_path / 'editor.py'}")
    monkeypatch.setenv("BROWSER", "true %s")
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(private / "a" / name.lower()))
    return private


def watched(calls: list[list[str]], folder: Path) -> dict[str, list[str]]:
    """Run commands under an umask that allows everything; what was seen."""
    subprocess.run(
        [sys.executable, "-m", "tests.cli.watched_files", str(folder)],
        input="\n".join(map(json.dumps, calls)),
        text=True,
        check=True,
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    report: dict[str, list[str]] = json.loads(Path(f"{folder}.json").read_text())
    return report


def test_no_private_file_is_ever_open_to_others(home: Path, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(POST)
    copy = str(home / "d" / "e" / "copy.db")
    calls = [
        ["add", "Boil the frog @eks #trust"],
        ["add", "-e"],
        ["add", "-e", "--on", "no day at all"],
        ["import", str(tmp_path / "post.md")],
        ["list"],
        ["check", "--accept", "Bay Area"],
        ["export", "--to", str(tmp_path / "posts")],
        ["preview"],
        ["backup"],
        ["backup", "--daily"],
        ["backup", "--to", copy],
        ["dump", str(home / "dump.jsonl")],
        ["load", str(home / "dump.jsonl"), "--journal", str(home / "f" / "g" / "loaded.db")],
        ["doctor", "--salvage", str(home / "h.db")],
        ["demo", "--to", str(home / "demo.db")],
        ["--journal", str(home / "b" / "c" / "j.db"), "add", "Another"],
        ["restore-backup", copy],
        ["restore-backup", copy, "--journal", str(home / "i" / "j" / "k.db")],
        ["undo"],
    ]
    report = watched(calls, home)
    assert not report["found"]
    assert [call for call, code in zip(calls, report["codes"], strict=True) if code] == [calls[2]]
    names = {Path(path).name for path in report["seen"]}
    assert names >= {"journal.db", "journal.db-wal", "journal.db-shm", "backups", "unsaved", "drafts"}
    assert names >= {"app.json", "copied.md", "preview.html", "check-ignore.txt", "dump.jsonl", "k.db"}
    [post] = (tmp_path / "posts").iterdir()
    assert stat.S_IMODE(post.stat().st_mode) == 0o666
    assert stat.S_IMODE((tmp_path / "posts").stat().st_mode) == 0o777


def test_a_file_that_is_open_to_others_would_be_seen(home: Path) -> None:
    """The positive control: posts, where only private files may be."""
    report = watched([["add", "Boil the frog"], ["export", "--to", str(home / "posts")]], home)
    assert str(home / "posts") in report["found"]
    assert len(report["found"]) >= 2


@pytest.mark.parametrize(("umask", "file", "folder"), [("022", 0o644, 0o755), ("077", 0o600, 0o700)])
def test_posts_are_for_whom_the_umask_allows(
    home: Path, tmp_path: Path, umask: str, file: int, folder: int
) -> None:
    command = f"{sys.executable} -m retro"
    script = f"umask {umask}; {command} add 'Boil the frog @eks'; {command} export --to {tmp_path / 'posts'}"
    subprocess.run(["sh", "-c", script], check=True, capture_output=True)
    [post] = (tmp_path / "posts").iterdir()
    assert stat.S_IMODE(post.stat().st_mode) == file
    assert stat.S_IMODE(post.parent.stat().st_mode) == folder
    assert all(not path.stat().st_mode & 0o077 for path in home.rglob("*"))
