"""Encrypting the journal: who opens it, what lies on the disk, and what a kill leaves."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from tests.needs import ROOT

pytestmark = pytest.mark.plain("it encrypts and decrypts by itself")

PASSPHRASE = "correct horse båttery"  # noqa: S105 - of journals that live for a test
ANOTHER = "another one"

RAW, OTHER_RAW = f"x'{'1a' * 48}'", f"x'{'2b' * 48}'"
"""Keys that need no derivation, which costs a command half a second."""

SECRET = "Boilthefrog"  # noqa: S105 - no password, but what must not be read
"""A word that is in no file of ours where the journal is encrypted."""


@pytest.fixture
def folder() -> Path:
    """Where the journal and its backups lie."""
    return Path(os.environ["XDG_DATA_HOME"]) / "retro"


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "journal.db"


@pytest.fixture
def locked(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command with a passphrase, without a terminal; a second one is a new one's."""

    def run(
        *words: str, given: str = "", new: str = "", code: int | None = 0, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        with _pipe(given) as first, _pipe(new) as second:
            before = ["--passphrase-fd", str(first)] if given else []
            after = ["--new-passphrase-fd", str(second)] if new else []
            done = subprocess.run(
                [sys.executable, "-m", "retro", *before, *words, *after],
                input=stdin,
                capture_output=True,
                text=True,
                check=False,
                cwd=tmp_path,
                env=dict(os.environ),
                pass_fds=(first, second),
                start_new_session=True,  # away from whatever terminal the tests are run on
            )
        assert "Traceback" not in done.stderr
        assert code is None or done.returncode == code, (done.stdout, done.stderr)
        return done

    return run


@contextmanager
def _pipe(line: str) -> Iterator[int]:
    reading, writing = os.pipe()
    os.write(writing, f"{line}\n".encode())
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


Run = Callable[..., subprocess.CompletedProcess[str]]


def files_with(word: str, *folders: Path) -> list[Path]:
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in found if word.encode() in path.read_bytes()]


def everywhere() -> tuple[Path, ...]:
    return tuple(Path(os.environ[f"XDG_{name}_HOME"]) for name in ("DATA", "STATE") if _is_there(name))


def _is_there(name: str) -> bool:
    return Path(os.environ[f"XDG_{name}_HOME"]).exists()


def is_plain(path: Path) -> bool:
    return path.read_bytes().startswith(b"SQLite format 3\0")


# What it is for


def test_nothing_is_left_to_read_on_the_disk(locked: Run, folder: Path, path: Path) -> None:
    locked("add", f"{SECRET}. Slowly @eks #trust")
    locked("backup")
    assert files_with(SECRET, *everywhere())
    done = locked("encrypt", given=PASSPHRASE)
    assert "is encrypted now" in done.stderr
    assert "1 backup went with it" in done.stderr
    locked("add", f"{SECRET} once more", given=PASSPHRASE)
    locked("backup", given=PASSPHRASE)
    assert not files_with(SECRET, *everywhere())
    assert len(list((folder / "backups").glob("*.db"))) == 2
    assert locked("search", "boilthefrgo", given=PASSPHRASE).stdout.count(SECRET) == 2
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_wrong_passphrase_says_so_and_nothing_happens(locked: Run, path: Path) -> None:
    locked("add", SECRET)
    locked("encrypt", given=PASSPHRASE)
    before = path.read_bytes()
    done = locked("list", given="wrong", code=3)
    assert "That passphrase does not open" in done.stderr
    assert not done.stdout
    for words in (("decrypt",), ("rekey",), ("encrypt",), ("doctor",)):
        assert "does not open" in locked(*words, given="wrong", code=3).stderr
    assert path.read_bytes() == before


def test_a_damaged_file_is_told_from_a_wrong_passphrase(locked: Run, path: Path) -> None:
    locked("add", SECRET)
    locked("encrypt", given=RAW)
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(100)
    path.write_bytes(content)
    assert "damaged" in locked("list", given=RAW, code=3).stderr
    assert "That passphrase does not open" in locked("list", given=OTHER_RAW, code=3).stderr
    path.write_bytes(content[:5000])
    assert "was encrypted, and is damaged" in locked("list", given=RAW, code=3).stderr


def test_without_a_passphrase_it_is_said_how_to_give_one(locked: Run) -> None:
    locked("add", SECRET)
    locked("encrypt", given=RAW)
    done = locked("list", code=3)
    assert "no terminal to ask for its passphrase on" in done.stderr
    assert "--passphrase-fd" in done.stderr


def test_a_descriptor_that_says_nothing_is_no_passphrase(locked: Run, tmp_path: Path) -> None:
    locked("add", SECRET)
    locked("encrypt", given=RAW)
    done = subprocess.run(
        [sys.executable, "-m", "retro", "--passphrase-fd", "0", "list"],
        input="",
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        start_new_session=True,
    )
    assert done.returncode == 2
    assert "No passphrase came from descriptor 0" in done.stderr


def test_what_is_captured_without_a_passphrase_waits_encrypted(locked: Run) -> None:
    locked("encrypt", given=RAW)
    refused = locked("add", f"{SECRET} @eks", code=3)
    assert "retro unsaved add" in refused.stderr
    piped = locked("add", stdin=f"{SECRET} from a pipe", code=3)
    assert "retro unsaved add" in piped.stderr
    assert not files_with(SECRET, *everywhere())
    listed = locked("unsaved", "--json", given=RAW).stdout
    assert {each["title"] for each in json.loads(listed)["unsaved"]} == {SECRET, f"{SECRET} from a pipe"}
    locked("unsaved", "add", given=RAW)
    assert locked("list", given=RAW).stdout.count(SECRET) == 2
    locked("unsaved", given=RAW, code=1)


def test_texts_that_wait_are_encrypted_and_decrypted_with_the_journal(locked: Run, path: Path) -> None:
    locked("add", "A lesson")
    whole = path.read_bytes()
    path.write_bytes(b"no journal" * 10)
    locked("add", SECRET, code=3)
    path.write_bytes(whole)
    assert files_with(SECRET, *everywhere())
    locked("encrypt", given=RAW)
    assert not files_with(SECRET, *everywhere())
    locked("rekey", given=RAW, new=OTHER_RAW)
    assert not files_with(SECRET, *everywhere())
    assert SECRET in locked("unsaved", given=OTHER_RAW).stdout
    locked("decrypt", given=OTHER_RAW)
    assert files_with(SECRET, *everywhere())
    locked("unsaved", "add")
    assert SECRET in locked("list").stdout


def test_of_a_damaged_one_the_rest_is_saved(locked: Run, path: Path) -> None:
    with Journal.open(path) as journal, journal.step("test"):
        for number in range(60):
            journal.lessons.add(LessonDraft(f"Lesson {number}", SECRET * 40))
    locked("encrypt", given=RAW)
    content = bytearray(path.read_bytes())
    lost = len(content) // 4096 // 2 * 4096
    for start in (lost, lost + 4096 * 3):
        content[start + 300 : start + 900] = bytes(600)
    path.write_bytes(content)
    assert "damaged" in locked("doctor", given=RAW, code=1).stdout
    saved = str(path.with_name("saved.db"))
    locked("doctor", "--salvage", saved, given=RAW, code=None)
    assert not is_plain(Path(saved))
    assert locked("--journal", saved, "list", "--plain", "-n", "100", given=RAW).stdout.count("Lesson") >= 40


# The way there and back


def test_there_and_back_is_the_same_journal(locked: Run, path: Path) -> None:
    for number in range(5):
        locked("add", f"Lesson {number} @eks #trust --  with a number: 16 -> 4 weeks")
    locked("rm", json.loads(locked("list", "--json").stdout)["lessons"][0]["id"])
    before = locked("dump").stdout
    locked("encrypt", given=RAW)
    assert locked("dump", given=RAW).stdout == before
    locked("rekey", given=RAW, new=OTHER_RAW)
    assert locked("dump", given=OTHER_RAW).stdout == before
    assert "does not open" in locked("dump", given=RAW, code=3).stderr
    locked("decrypt", given=OTHER_RAW)
    assert locked("dump").stdout == before
    assert "is well" in locked("doctor").stdout
    assert not path.with_name("journal.db-key").exists()
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM lessons").fetchone() == (5,)
    plain.close()


def test_an_encrypted_journal_is_well(locked: Run) -> None:
    locked("add", SECRET)
    locked("encrypt", given=RAW)
    assert "is well" in locked("doctor", given=RAW).stdout


def test_sqlciphers_own_tools_open_it_by_the_passphrase(locked: Run, path: Path) -> None:
    locked("add", SECRET)
    locked("encrypt", given=PASSPHRASE)
    script = (
        "import sys, sqlcipher3\n"
        "connection = sqlcipher3.connect(sys.argv[1])\n"
        "connection.execute(f\"PRAGMA key = '{sys.argv[2]}'\")\n"
        "print(connection.execute('SELECT title FROM lessons').fetchall())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), PASSPHRASE], check=True, capture_output=True, text=True
    )
    assert SECRET in done.stdout


def test_an_encrypted_journal_can_be_made_anew(locked: Run, path: Path) -> None:
    locked("encrypt", given=RAW)
    assert not is_plain(path)
    locked("add", SECRET, given=RAW)


def test_what_is_not_so_is_said(locked: Run) -> None:
    assert "no journal" in locked("decrypt", code=1).stderr
    assert "no journal" in locked("rekey", code=1).stderr
    locked("add", "A lesson")
    assert "is not encrypted" in locked("decrypt", code=2).stderr
    assert "is not encrypted" in locked("rekey", code=2).stderr
    locked("encrypt", given=RAW)
    assert "is encrypted already" in locked("encrypt", given=RAW).stderr


# Beside it


def test_backups_that_were_kept_plain_are_told_of(locked: Run, folder: Path) -> None:
    locked("add", SECRET)
    locked("backup")
    done = locked("encrypt", "--backups", "keep", given=RAW)
    assert "is not encrypted by this passphrase" in done.stderr
    assert "[encryption]" in locked("doctor", given=RAW, code=1).stdout
    locked("encrypt", given=RAW)
    assert not files_with(SECRET, *everywhere())
    locked("rekey", "--backups", "delete", given=RAW, new=OTHER_RAW)
    assert not list((folder / "backups").glob("*.db"))


def test_a_backup_with_a_key_of_its_own_stays_and_can_be_restored(
    locked: Run, folder: Path, path: Path
) -> None:
    locked("add", SECRET)
    locked("backup", "--encrypt")
    [sealed] = (folder / "backups").glob("*.age")
    content = sealed.read_bytes()
    for kept in ("convert", "delete"):
        assert "is not encrypted" not in locked("encrypt", "--backups", kept, given=RAW).stderr
        assert sealed.read_bytes() == content
    assert "[encryption]" not in locked("doctor", given=RAW, code=None).stdout
    locked("add", "The second", given=RAW)
    locked("restore-backup", sealed.name, given=RAW)
    assert not is_plain(path)
    assert SECRET in (listed := locked("list", given=RAW).stdout)
    assert "The second" not in listed


def test_a_plain_backup_and_an_encrypted_one_can_be_restored(locked: Run, path: Path) -> None:
    locked("add", "The first")
    locked("backup", "--to", "plain.db")
    locked("encrypt", given=RAW)
    locked("backup", "--to", "encrypted.db", given=RAW)
    locked("add", SECRET, given=RAW)
    locked("restore-backup", "plain.db", given=RAW)
    assert not is_plain(path)
    assert "The first" in locked("list", given=RAW).stdout
    assert not files_with(SECRET, *everywhere())
    locked("decrypt", given=RAW)
    locked("restore-backup", "encrypted.db", given=RAW)
    assert is_plain(path)
    assert "The first" in locked("list").stdout


def test_journals_are_merged_whichever_of_them_is_encrypted(locked: Run, path: Path) -> None:
    locked("add", "Of both")
    shutil.copyfile(path, path.with_name("other.db"))
    other = str(path.with_name("other.db"))
    locked("--journal", other, "add", "Of the other")
    locked("--journal", other, "encrypt", given=RAW)
    locked("merge", other, given=RAW)
    assert is_plain(path)
    assert "Of the other" in locked("list").stdout
    locked("encrypt", given=RAW)
    locked("--journal", other, "decrypt", given=RAW)
    locked("--journal", other, "add", "Later")
    locked("merge", other, given=RAW)
    assert not is_plain(path)
    assert "Later" in locked("list", given=RAW).stdout


def test_the_daily_backup_is_encrypted(locked: Run, folder: Path) -> None:
    locked("add", SECRET)
    locked("encrypt", given=RAW)
    os.utime(folder / "backups" / ".journal-daily", (0, 0))
    locked("add", "Another", given=RAW)
    deadline = time.monotonic() + 20
    while not (made := list((folder / "backups").glob("*-daily.db"))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [is_plain(each) for each in made] == [False]
    assert not files_with(SECRET, *everywhere())


def test_purging_reaches_encrypted_backups(locked: Run) -> None:
    lesson = json.loads(locked("add", SECRET, "--json").stdout)["lesson"]["id"]
    locked("add", "Stays")
    locked("encrypt", given=RAW)
    locked("backup", given=RAW)
    locked("rm", lesson, given=RAW)
    done = locked("purge", lesson, "--yes", given=RAW)
    assert "still holds it" in done.stderr
    locked("purge", lesson, "--yes", "--backups", given=RAW)
    locked("decrypt", given=RAW)
    assert not files_with(SECRET, *everywhere())
    assert "Stays" in locked("list").stdout


def test_a_mirror_that_can_be_read_is_told_of(locked: Run, folder: Path) -> None:
    locked("add", SECRET)
    (folder / "journal.db.sync").mkdir()
    assert "is no part of this" in locked("encrypt", given=RAW).stderr


# At the terminal


@contextmanager
def asked(*words: str) -> Iterator["pexpect.spawn[str]"]:
    child = pexpect.spawn(
        sys.executable, ["-m", "retro", *words], env=dict(os.environ), encoding="utf-8", timeout=30
    )
    try:
        yield child
    finally:
        child.close(force=True)


def test_it_is_asked_for_at_the_terminal(locked: Run) -> None:
    locked("add", SECRET)
    with asked("encrypt") as child:
        child.expect("New passphrase")
        child.sendline(PASSPHRASE)
        child.expect("Once more")
        child.sendline(PASSPHRASE)
        child.expect("is encrypted now")
        child.expect(pexpect.EOF)
        assert PASSPHRASE not in (child.before or "")
    with asked("list") as child:
        child.expect("Passphrase of")
        child.sendline("wrong")
        child.expect("That passphrase does not open it")
        child.expect("Passphrase of")
        child.sendline(PASSPHRASE)
        child.expect(SECRET)
        child.expect(pexpect.EOF)


def test_two_different_ones_are_none(locked: Run, path: Path) -> None:
    locked("add", SECRET)
    with asked("encrypt") as child:
        child.expect("New passphrase")
        child.sendline("one")
        child.expect("Once more")
        child.sendline("two")
        child.expect("two different passphrases")
        child.expect(pexpect.EOF)
    assert is_plain(path)


def test_the_app_asks_before_it_takes_the_terminal(locked: Run) -> None:
    locked("add", SECRET)
    locked("encrypt", given=PASSPHRASE)
    with asked() as child:
        child.expect("Passphrase of")
        child.sendline(PASSPHRASE)
        child.expect(SECRET)


# The keyring


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the tests' keyring."""
    file = tmp_path / "keyring.json"
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.cli.keyrings.FileKeyring")
    monkeypatch.setenv("RETRO_TESTS_KEYRING", str(file))
    paths = (str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    return file


def test_with_the_key_in_the_keyring_nobody_is_asked(locked: Run, keyring: Path) -> None:
    locked("add", SECRET)
    locked("encrypt", "--keyring", given=PASSPHRASE)
    locked("add", "Another")
    assert SECRET in locked("list").stdout
    assert PASSPHRASE not in keyring.read_text()
    locked("rekey", new=ANOTHER)
    assert len(json.loads(keyring.read_text())) == 1
    assert SECRET in locked("list").stdout
    locked("encrypt", "--no-keyring")
    assert json.loads(keyring.read_text()) == {}
    locked("list", code=3)
    locked("encrypt", "--keyring", given=ANOTHER)
    assert SECRET in locked("list").stdout
    locked("decrypt")
    assert json.loads(keyring.read_text()) == {}
    assert SECRET in locked("list").stdout


def test_where_there_is_no_keyring_nothing_is_encrypted(
    locked: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    locked("add", SECRET)
    assert "keyring does not take the key" in locked("encrypt", "--keyring", given=RAW, code=2).stderr
    assert is_plain(path)


# Nobody loses anything

HOLDER = """
import sys
from pathlib import Path
from retro.journal import Journal
with Journal.open(Path(sys.argv[1])) as first, Journal.open(Path(sys.argv[1])) as second:
    print(first.lessons.count() + second.lessons.count(), flush=True)
    sys.stdin.read()
"""


def test_what_is_open_elsewhere_is_not_encrypted(locked: Run, path: Path) -> None:
    locked("add", SECRET)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    assert "has" in (said := locked("encrypt", given=RAW, code=3).stderr)
    assert "open; nothing was changed" in said
    holder.communicate()
    assert is_plain(path)
    locked("encrypt", given=RAW)


def test_who_writes_while_it_is_encrypted_loses_nothing(locked: Run, path: Path, tmp_path: Path) -> None:
    locked("add", "The first")
    writer = (
        "import subprocess, sys\n"
        "for number in range(6):\n"
        "    subprocess.run([sys.executable, '-m', 'retro', 'add', f'{sys.argv[1]} {number}'],"
        " capture_output=True, start_new_session=True)\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", writer, name], cwd=tmp_path) for name in ("a", "b")]
    for _ in range(50):
        with _pipe(RAW) as given:
            done = subprocess.run(
                [sys.executable, "-m", "retro", "--passphrase-fd", str(given), "encrypt"],
                capture_output=True,
                text=True,
                check=False,
                pass_fds=(given,),
                start_new_session=True,
            )
        if done.returncode == 0:
            break
        assert "open; nothing was changed" in done.stderr
    assert done.returncode == 0
    assert [each.wait() for each in writers] == [0, 0]
    if list((Path(os.environ["XDG_STATE_HOME"]) / "retro" / "unsaved").glob("*.md")):
        locked("unsaved", "add", given=RAW)
    titles = {each["title"] for each in json.loads(locked("list", "--json", given=RAW).stdout)["lessons"]}
    assert titles == {"The first", *(f"{name} {number}" for name in ("a", "b") for number in range(6))}
    assert not is_plain(path)


def test_a_kill_leaves_the_one_or_the_other_whole(locked: Run, folder: Path, path: Path) -> None:
    for number in range(3):
        locked("add", f"Lesson {number} {SECRET} @eks #trust")
    before = locked("dump").stdout
    chance = random.Random(7)  # noqa: S311
    plain = True
    outcomes = set()
    for number in range(16):
        began = time.monotonic()
        with _pipe(RAW) as given:
            child = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "retro",
                    "--passphrase-fd",
                    str(given),
                    "encrypt" if plain else "decrypt",
                ],
                stderr=subprocess.PIPE,
                pass_fds=(given,),
                start_new_session=True,
            )
            if number == 0:
                child.communicate()
                longest = time.monotonic() - began
            else:
                time.sleep(chance.uniform(0.3, 1) * longest)
                child.send_signal(signal.SIGKILL)
                child.communicate()
        outcomes.add(is_plain(path) != plain)
        plain = is_plain(path)
        assert locked("dump", given="" if plain else RAW).stdout == before
    assert outcomes == {True, False}
    if plain:
        locked("encrypt", given=RAW)
    else:  # what was killed while decrypting has left no plain copy behind
        locked("rekey", given=RAW, new=OTHER_RAW)
    assert not files_with(SECRET, *everywhere())
    assert not list(folder.glob(".*.new*"))
