"""``retro backup`` and ``retro restore-backup``, and the backup that nobody asks for."""

import json
import os
import time
from pathlib import Path

import pytest

from retro.cli.daily import is_due
from tests.cli.conftest import Retro


@pytest.fixture
def folder(retro: Retro, a_home_of_its_own: Path) -> Path:
    retro("add", "One")
    return a_home_of_its_own / "data" / "retro" / "backups"


def test_back_and_forth(retro: Retro, folder: Path) -> None:
    assert "There is no backup yet" in retro("backup", "--list").stderr
    said = retro("backup").stderr
    [name] = [path.name for path in folder.glob("*.db")]
    assert f"retro restore-backup {name}" in said
    retro("add", "Two")
    said = retro("restore-backup", name).stderr
    assert said.startswith(f"Restored {name}: 1 lesson.")
    assert "Two" not in retro("list").stdout
    retro(*said.partition("(take it back: retro ")[2].rstrip(")\n").split())
    assert "Two" in retro("list").stdout
    listed = json.loads(retro("backup", "--list", "--json").stdout)["backups"]
    assert [each["reason"] for each in listed] == ["before-restore", "before-restore", "asked"]
    assert len(retro("backup", "--list").stdout.splitlines()) == 3
    assert len(retro("backup", "--list", "--plain").stdout.splitlines()) == 3


def test_to_a_file_of_one_s_own(retro: Retro, folder: Path, tmp_path: Path) -> None:
    retro("backup", "--to", "mine.db")
    assert (tmp_path / "mine.db").stat().st_mode & 0o777 == 0o600
    assert "exists already" in retro("backup", "--to", "mine.db", code=2).stderr
    assert retro("list", "--journal", "mine.db").stdout == retro("list").stdout
    assert "goes with no other option" in retro("backup", "--list", "--daily", code=2).stderr
    assert list(folder.glob("*.db")) == []


def test_what_is_no_backup(retro: Retro, folder: Path) -> None:
    assert "No backup is called" in retro("restore-backup", "yesterday", code=1).stderr
    assert "There is no journal" in retro("backup", "--journal", "nowhere.db", code=1).stderr
    assert folder.exists()


def test_once_a_day_a_backup_is_made_by_itself(retro: Retro, folder: Path) -> None:
    [mark] = folder.iterdir()
    retro("add", "Two")
    assert list(folder.iterdir()) == [mark]
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(mark, (two_days_ago, two_days_ago))
    retro("list")
    assert list(folder.iterdir()) == [mark]
    retro("add", "Three")
    waited = 0
    while not (made := list(folder.glob("*-daily.db"))) and waited < 600:
        time.sleep(0.1)
        waited += 1
    assert len(made) == 1
    assert not is_due(folder.parent / "journal.db")


def test_dumped_and_loaded(retro: Retro, folder: Path, tmp_path: Path) -> None:
    assert "rows to all.jsonl" in retro("dump", "all.jsonl").stderr
    assert (tmp_path / "all.jsonl").stat().st_mode & 0o777 == 0o600
    text = (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert retro("dump").stdout == text
    assert "exists already" in retro("dump", "all.jsonl", code=2).stderr
    retro("load", "all.jsonl", "--journal", "new.db")
    assert retro("dump", "--journal", "new.db").stdout == text
    retro("load", "-", "--journal", "newer.db", stdin=text)
    assert retro("list", "--journal", "newer.db").stdout == retro("list").stdout
    assert "already" in retro("load", "all.jsonl", code=2).stderr
    assert "There is no file" in retro("load", "nothing.jsonl", "--journal", "x.db", code=1).stderr
    assert "no dump" in retro("load", "-", "--journal", "x.db", stdin=b"\xff\xfe", code=2).stderr
    assert not (tmp_path / "x.db").exists()
    assert folder.exists()


def test_the_doctor(retro: Retro, folder: Path, tmp_path: Path) -> None:
    journal = folder.parent / "journal.db"
    assert "is well" in retro("doctor").stdout
    journal.chmod(0o644)
    said = retro("doctor", code=1)
    assert "Others on this computer may read" in said.stdout
    assert "--fix" in said.stderr
    found = json.loads(retro("doctor", "--json", code=1).stdout)["findings"]
    assert {(each["code"], each["mendable"]) for each in found} == {("permissions", True)}
    assert retro("doctor", "--plain", code=1).stdout.startswith("permissions\t\t")
    assert "Mended." in retro("doctor", "--fix").stdout
    assert "is well" in retro("doctor").stdout
    assert "Nothing is missing." in retro("doctor", "--salvage", "saved.db").stderr
    assert retro("list", "--journal", "saved.db").stdout == retro("list").stdout
    assert "does not go with" in retro("doctor", "--fix", "--salvage", "x.db", code=2).stderr
    (tmp_path / "bad.db").write_bytes(b"SQLite format 3\x00" + b"x" * 9000)
    assert "✗" in retro("doctor", "--journal", "bad.db", code=1).stdout
    retro("doctor", "--journal", "bad.db", "--salvage", "y.db", code=3)


def test_an_encrypted_one_goes_back_and_forth(retro: Retro, a_home_of_its_own: Path) -> None:
    retro("add", "One more")
    said = retro("backup", "--encrypt").stderr
    [path] = (a_home_of_its_own / "data" / "retro" / "backups").glob("*.age")
    assert f"retro restore-backup {path.name}" in said
    retro("add", "Two")
    assert retro("restore-backup", path.name).stderr.startswith(f"Restored {path.name}: 1 lesson.")
    assert "Two" not in retro("list").stdout
    assert path.name in retro("backup", "--list").stdout
    listed = json.loads(retro("backup", "--list", "--json").stdout)["backups"]
    assert [each["encrypted"] for each in listed] == [False, True]
    assert "is damaged" not in retro("doctor", code=None).stdout


def test_the_doctor_says_which_one_cannot_be_opened(retro: Retro, a_home_of_its_own: Path) -> None:
    retro("add", "One more")
    retro("backup", "--encrypt")
    (a_home_of_its_own / "state" / "retro" / "sync.key").unlink()
    done = retro("doctor", code=None)
    assert "The key of this device is missing" in done.stdout + done.stderr


def test_a_salvage_reads_them(retro: Retro, a_home_of_its_own: Path, tmp_path: Path) -> None:
    retro("add", "One more")
    retro("backup", "--encrypt")
    journal = a_home_of_its_own / "data" / "retro" / "journal.db"
    content = bytearray(journal.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    journal.write_bytes(content)
    retro("doctor", "--salvage", str(tmp_path / "new.db"), code=None)
    assert "One more" in retro("list", "--journal", str(tmp_path / "new.db")).stdout
