"""``retro purge``: asks, tells what it has done and what it cannot reach."""

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import Retro


@pytest.fixture
def deleted(retro: Retro) -> str:
    """The id of a deleted lesson; a backup has it as well, and another lesson stays."""
    retro("add", "Quite another thing @EKS")
    lesson_id = str(json.loads(retro("add", "Zanzibarian frogs @EKS", "--json").stdout)["lesson"]["id"])
    retro("backup")
    retro("rm", lesson_id)
    return lesson_id


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes().lower() for path in folder.rglob("*") if path.is_file())


@pytest.mark.plain("looks for words in the bytes of files")
def test_it_tells_which_backups_still_hold_it(retro: Retro, deleted: str, a_home_of_its_own: Path) -> None:
    done = retro("purge", deleted[:6], "--yes")
    assert "Deleted for good: 1 lesson." in done.stderr
    assert "-asked.db still holds it." in done.stderr
    assert f"retro purge --backups {deleted}" in done.stderr
    assert b"zanzibarian" in bytes_of(a_home_of_its_own)
    said = json.loads(retro("purge", "--backups", deleted, "--yes", "--json").stdout)["purged"]
    assert len(said["backups_purged"]) == 1
    assert said["backups_holding"] == []
    assert b"zanzibarian" not in bytes_of(a_home_of_its_own)
    assert len(json.loads(retro("list", "--json").stdout)["lessons"]) == 1


def test_a_query_finds_deleted_lessons_only(retro: Retro, deleted: str) -> None:
    assert "No deleted lesson matches" in retro("purge", "another", "--yes", code=1).stderr
    retro("purge", "company:eks", "--yes")
    assert "There is no lesson" in retro("restore", deleted, code=1).stderr
    assert len(json.loads(retro("list", "--json").stdout)["lessons"]) == 1
    retro("purge", "company:eks", "--yes", "--also-kept")
    assert retro("list", code=1).stdout == ""


def test_what_is_not_deleted_is_refused(retro: Retro, deleted: str) -> None:
    retro("restore", deleted)
    assert "is not deleted" in retro("purge", deleted, "--yes", code=2).stderr
    retro("purge", deleted, "--yes", "--also-kept")
    retro("show", deleted, code=1)


def test_it_asks(retro: Retro, deleted: str) -> None:
    assert "--yes" in retro("purge", deleted, code=2).stderr
    retro("purge", code=2)
    for answer, code in (("n", 1), ("y", 0)):
        terminal = pexpect.spawn(
            sys.executable, ["-m", "retro", "purge", deleted], env=os.environ.copy(), encoding="utf-8"
        )
        terminal.expect("Zanzibarian frogs")
        terminal.expect("Delete this lesson for good")
        terminal.sendline(answer)
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == code


def test_finishing(retro: Retro, deleted: str) -> None:
    assert "log is empty" in retro("purge", "--finish").stderr
    retro("purge", "--finish", deleted, code=2)
