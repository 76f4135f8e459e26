"""``retro merge``: a sync conflict's copy, an old laptop's."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Retro


@pytest.fixture
def copies(retro: Retro, tmp_path: Path) -> tuple[str, str]:
    """Two copies of one journal that have parted; the second one's name, and the id of the lesson in both."""
    shared = json.loads(retro("add", "Boil the frog @eks #trust", "--json").stdout)["lesson"]["id"]
    other = tmp_path / "other copy.db"
    shutil.copy(retro("path").stdout.strip(), other)
    retro("edit", shared, "--title", "Boil the frog slowly")
    retro("add", "Only here @Foo")
    retro("edit", shared, "--title", "Boil no frog", "--journal", str(other))
    retro("add", "Only \x1b[31mthere @Foo #new", "--journal", str(other))
    return str(other), shared


def test_a_copy_is_merged_and_told(retro: Retro, copies: tuple[str, str]) -> None:
    other, shared = copies
    dry = retro("merge", other, "--dry-run")
    assert "Would merge other copy.db: 1 lesson came in" in dry.stderr
    assert len(json.loads(retro("list", "--json").stdout)["lessons"]) == 2
    done = retro("merge", other)
    assert "Merged other copy.db: 1 lesson came in" in done.stderr
    assert "Both copies changed the title of lesson" in done.stderr
    assert "retro show" in done.stderr
    assert "\x1b[31m" not in done.stdout
    assert len(json.loads(retro("list", "--json").stdout)["lessons"]) == 3
    history = retro("show", shared, "--history").stdout
    assert "Boil no frog" in history
    assert "Boil the frog slowly" in history
    assert "holds all of other copy.db already" in retro("merge", other).stderr
    retro("undo")
    assert len(json.loads(retro("list", "--json").stdout)["lessons"]) == 2


def test_scripts_are_told_in_json_and_rows(retro: Retro, copies: tuple[str, str]) -> None:
    other, shared = copies
    rows = [line.split("\t") for line in retro("merge", other, "--dry-run", "--plain").stdout.splitlines()]
    assert {"added", "clash", "count"} <= {row[0] for row in rows}
    said = json.loads(retro("merge", other, "--json").stdout)["merge"]
    assert [each["title"] for each in said["added"]] == ["Only \x1b[31mthere"]
    assert [(each["name"], each["field"]) for each in said["clashes"]] == [(shared, "title")]
    assert Path(said["backup"]).exists()


def test_what_is_private_is_not_told_into_files(
    retro: Retro, copies: tuple[str, str], tmp_path: Path
) -> None:
    other, _ = copies
    retro("add", "Hidden {{private: too}} thought", "--journal", other)
    retro("add", "--private", "Quite secret", "--journal", other)
    for words in ((), ("--json",), ("--plain",)):
        with (tmp_path / "report").open("wb") as file:
            subprocess.run(
                [sys.executable, "-m", "retro", "merge", other, "--dry-run", *words],
                stdout=file,
                stderr=subprocess.DEVNULL,
                env=os.environ,
                check=True,
            )
        said = (tmp_path / "report").read_text(encoding="utf-8")
        assert "Hidden" in said
        assert "too" not in said
        assert "secret" not in said


def test_what_cannot_be_merged_is_said(retro: Retro, copies: tuple[str, str], tmp_path: Path) -> None:
    assert "no SQLite file" in retro("merge", __file__, code=3).stderr
    retro("merge", str(tmp_path / "none.db"), code=1)
    assert "this journal itself" in retro("merge", retro("path").stdout.strip(), code=2).stderr
    assert copies


def test_a_folder_that_is_synced_is_warned_of_once_a_day(retro: Retro, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    words = ("--journal", str(folder / "journal.db"))
    assert "Dropbox syncs" in retro("add", "One", *words).stderr
    assert "syncs" not in retro("add", "Two", *words).stderr
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(folder / "backups" / ".journal-daily", (two_days_ago, two_days_ago))
    shutil.copy(folder / "journal.db", folder / "journal (conflicted copy).db")
    warned = retro("add", "Three", *words).stderr
    assert "Dropbox syncs" in warned
    assert "journal (conflicted copy).db looks like another computer's copy" in warned
    told = retro("doctor", *words, code=1).stdout
    assert "[folder]" in told
    assert "[copy]" in told


def test_capturing_every_day_does_not_look_at_the_folder(tmp_path: Path, retro: Retro) -> None:
    retro("add", "The first")
    script = (
        "import sys\nfrom retro.cli.main import run\nrun(['add', 'Another'])\n"
        "assert 'retro.journal.folders' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path, env=os.environ)
