"""Sync by the real command: over real transports, killed at each call of git, and refused."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from retro.journal import Journal
from retro.journal.records.room import Key
from retro.sync.encoding import encode
from retro.sync.spawning import can_spawn
from tests.needs import program
from tests.sync.devices import git, new_remote

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))


class Computer:
    """A home of its own, in which ``retro`` is called."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.journal = folder / "journal.db"
        names = ("DATA", "CONFIG", "STATE", "CACHE")
        self.env = {
            **os.environ,
            "HOME": str(folder),
            "RETRO_JOURNAL": str(self.journal),
            "GIT_TERMINAL_PROMPT": "0",
            **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in names},
        }

    def retro(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "retro", *words],
            capture_output=True,
            text=True,
            env=self.env,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done

    def key(self) -> str:
        [device] = json.loads(self.retro("sync", "devices", "--json").stdout)["devices"]
        assert device["this"]
        return str(device["key"])

    def held(self) -> dict[Key, bytes]:
        with Journal.open(self.journal) as journal:
            return {key: encode(record) for key, record in journal.records.all().items()}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Computer, Computer, Path]:
    """Two computers that hold the same by a remote that is a folder."""
    remote = new_remote(tmp_path / "remote.git")
    one, other = Computer(tmp_path / "one"), Computer(tmp_path / "other")
    one.retro("add", "Boil the frog @eks #trust")
    join(one, other, str(remote))
    return one, other, remote


def join(one: Computer, other: Computer, remote: str) -> None:
    one.retro("sync", "init", remote, "--name", "laptop")
    said = other.retro("sync", "init", remote, code=4).stderr
    assert "not among those that may read" in said
    one.retro("sync", "devices", "add", "tower", other.key())
    other.retro("sync")
    assert one.held() == other.held()


def test_two_laptops(pair: tuple[Computer, Computer, Path]) -> None:
    one, other, _ = pair
    other.retro("add", "Ask twice")
    went = other.retro("sync")
    assert "out + " in went.stdout
    assert "Ask twice" in went.stdout
    assert "in  + " in one.retro("sync").stdout
    assert "hold the same" in one.retro("sync").stderr
    names = [line.split("\t")[1] for line in one.retro("sync", "devices", "--plain").stdout.splitlines()]
    assert sorted(names) == ["laptop", "tower"]


def test_without_news_nothing_is_loaded_that_encrypts_or_merges(
    pair: tuple[Computer, Computer, Path],
) -> None:
    one, _, _ = pair
    one.retro("sync")
    words = "import sys; from retro.cli.main import run; run(['sync']); print(*sys.modules)"
    command = [sys.executable, "-c", words]
    loaded = subprocess.run(command, env=one.env, capture_output=True, check=True, text=True).stdout.split()
    assert "retro.sync.syncing" in loaded
    heavy = {
        "pyrage",
        "nacl",
        "dataclasses",
        "retro.sync.comparing",
        "retro.journal.records.room",
        "_hashlib",
    } | ({"subprocess"} if can_spawn() else set())
    assert not heavy & set(loaded)


@pytest.mark.plain("writes a version by Python's own SQLite, which could not read it")
def test_a_journal_that_does_not_open_waits_for_no_remote(
    pair: tuple[Computer, Computer, Path], tmp_path: Path
) -> None:
    one, other, _ = pair
    other.retro("add", "Ask twice")
    other.retro("sync")
    setup, began = one.folder / "journal.db.sync" / "mine" / "setup.json", tmp_path / "began"
    said, whole = setup.read_text(), one.journal.read_bytes()
    setup.write_text(json.dumps({**json.loads(said), "remote": "git@nowhere.example:me/journal.git"}))
    one.env["GIT_SSH_COMMAND"] = f"sh -c 'echo $$ >{began}; exec sleep 600'"
    with closing(sqlite3.connect(one.journal)) as journal:
        journal.execute("PRAGMA user_version = 99")
    try:
        assert "newer retro" in one.retro("sync", code=3).stderr
    finally:
        with suppress(OSError, ValueError):
            os.kill(int(began.read_text()), signal.SIGKILL)
    setup.write_text(said)
    one.journal.write_bytes(whole)
    assert "Ask twice" in one.retro("sync").stdout


def test_conflicts_are_listed_and_decided_on(pair: tuple[Computer, Computer, Path]) -> None:
    one, other, _ = pair
    [lesson] = json.loads(one.retro("list", "--json").stdout)["lessons"]
    for computer, title in ((one, "Boil it"), (other, "Boil her")):
        computer.retro("edit", lesson["id"], "--title", title)
        computer.retro("sync")
    said = other.retro("sync", "conflicts").stdout
    assert "Boil it" in said
    assert "Boil her" in said
    [each] = json.loads(other.retro("sync", "conflicts", "--json").stdout)["conflicts"]
    assert each["field"] == "title"
    assert json.loads(other.retro("sync", "status", "--json").stdout)["sync"]["conflicts"] == 1
    other.retro("sync", "decide", lesson["id"], "--keep", "--take", "1", code=2)
    other.retro("sync", "decide", lesson["id"], "body", "--keep", code=1)
    other.retro("sync", "decide", lesson["id"], "--take", "2", code=2)
    other.retro("sync", "decide", lesson["id"], "--text", "Boil them")
    other.retro("sync", "conflicts", code=1)
    assert "to go: 1" in other.retro("sync", "status").stdout
    other.retro("sync")
    one.retro("sync")
    assert one.held() == other.held()
    assert "Boil them" in one.retro("list").stdout


def test_private_titles_stay_out_of_files(pair: tuple[Computer, Computer, Path]) -> None:
    one, _, _ = pair
    one.retro("add", "Nobody's business")
    [lesson] = [x for x in json.loads(one.retro("list", "--json").stdout)["lessons"] if "Nob" in x["title"]]
    one.retro("edit", lesson["id"], "--private")
    path = one.folder / "out.json"
    with path.open("wb") as out:
        words = [sys.executable, "-m", "retro", "sync", "--json"]
        subprocess.run(words, stdout=out, env=one.env, check=True, stderr=subprocess.DEVNULL)
    said = json.loads(path.read_text())["sync"]["went"]
    assert [each["title"] for each in said["added"]] == ["private"]


def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path) -> None:
    one = Computer(tmp_path / "one")
    one.retro("add", "A")
    assert "retro sync init" in one.retro("sync", code=1).stderr
    for remote in ("ext::sh -c true", "--upload-pack=true"):
        assert "remote" in one.retro("sync", "init", "--", remote, code=2).stderr
    said = one.retro("sync", "init", str(tmp_path / "nowhere"), code=1).stderr
    assert "cannot be reached" in said
    assert "mirror for your own devices already" in one.retro("sync", "init", "x", code=2).stderr
    assert "no public key" in one.retro("sync", "devices", "add", "x", "age1x", code=2).stderr


def test_a_device_that_is_removed_is_told_so(pair: tuple[Computer, Computer, Path]) -> None:
    one, other, _ = pair
    one.retro("sync", "devices", "rm", "nobody", code=1)
    one.retro("sync", "devices", "rm", "tower")
    assert "not among those" in other.retro("sync", code=4).stderr
    assert "the only device" in one.retro("sync", "devices", "rm", "laptop", code=2).stderr


# Killed at any call of git

WRAPPER = """#!/bin/sh
count=$(cat {count} 2>/dev/null || echo 0)
echo $((count + 1)) > {count}
if [ "$count" = "{at}" ]; then
    if [ "{when}" = after ]; then {git} "$@"; fi
    kill -9 0
fi
exec {git} "$@"
"""


def killed(computer: Computer, folder: Path, at: int, when: str) -> bool:
    """Sync, and kill the whole process group at a call of git; whether it came to that."""
    folder.mkdir(exist_ok=True)
    count, wrapper = folder / "count", folder / "git"
    count.unlink(missing_ok=True)
    wrapper.write_text(WRAPPER.format(count=count, at=at, when=when, git=shutil.which("git")))
    wrapper.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "retro", "sync"],
        capture_output=True,
        env={**computer.env, "PATH": f"{folder}:{os.environ['PATH']}"},
        check=False,
        start_new_session=True,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0


KILLS = 250 * ROUNDS or 6


def test_killed_at_any_call_of_git_it_loses_nothing_and_goes_on(
    pair: tuple[Computer, Computer, Path], tmp_path: Path
) -> None:
    """A sync calls git up to nine times, and each call is one kill; that takes its time."""
    one, other, remote = pair
    kills, written = 0, {"Boil the frog"}
    for number in range(KILLS * 2):
        if kills == KILLS:
            break
        titles = [f"Lesson {number}", f"Other {number}"]
        for computer, title in zip((one, other), titles, strict=True):
            computer.retro("add", title)
        written.update(titles)
        other.retro("sync")
        when = ("before", "after")[(number // 9 + number) % 2]
        kills += killed(one, tmp_path / "bin", number % 9, when)
    assert kills == KILLS
    for computer in (one, other, one):
        computer.retro("sync")
    held = one.held()
    assert held == other.held()
    assert written == {fields["title"] for each in held.values() if "title" in (fields := read(each))}
    assert not [*remote.rglob("*.lock"), *one.folder.rglob("*.lock"), *other.folder.rglob("*.lock")]
    for folder in (remote, one.folder / "journal.db.sync/mine/mirror.git"):
        git("--git-dir", folder, "fsck", "--strict")


def read(record: bytes) -> dict[str, Any]:
    """The fields of a record."""
    fields: dict[str, Any] = json.loads(record)["fields"]
    return fields


# Other transports


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def listening(words: list[str], port: int) -> Iterator[None]:
    """A server, from when it answers until the end."""
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert running.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait()


def test_a_remote_that_takes_nothing_says_so_and_what_came_in_stays(
    pair: tuple[Computer, Computer, Path], tmp_path: Path
) -> None:
    one, other, remote = pair
    port = free_port()
    words = ["git", "daemon", "--reuseaddr", "--export-all", "--listen=127.0.0.1"]
    with listening([*words, f"--port={port}", f"--base-path={tmp_path}", str(tmp_path)], port):
        setup = one.folder / "journal.db.sync/mine/setup.json"
        said = json.loads(setup.read_text())
        setup.write_text(json.dumps({**said, "remote": f"git://127.0.0.1:{port}/{remote.name}"}))
        other.retro("add", "From the other")
        other.retro("sync")
        one.retro("add", "Goes nowhere")
        refused = one.retro("sync", code=1).stderr
        assert "The remote took nothing" in refused
        assert "From the other" in one.retro("list").stdout
        assert "to go" in one.retro("sync", "status").stdout
    assert "cannot be reached" in one.retro("sync", code=1).stderr
    setup.write_text(json.dumps(said))
    one.retro("sync")
    other.retro("sync")
    assert one.held() == other.held()


def test_over_ssh(tmp_path: Path) -> None:
    sshd, keygen = program("sshd"), program("ssh-keygen")
    program("ssh")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it locks itself in, which a service makes elsewhere
    new_remote(tmp_path / "remote.git")
    for name in ("host", "user"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True)
    port = free_port()
    (tmp_path / "config").write_text(
        f"HostKey {tmp_path / 'host'}\nAuthorizedKeysFile {tmp_path / 'user.pub'}\nStrictModes no\n"
        f"ListenAddress 127.0.0.1\nPort {port}\nPidFile none\nUsePAM no\nPermitRootLogin yes\n"
    )
    with listening([sshd, "-D", "-f", str(tmp_path / "config")], port):
        one, other = Computer(tmp_path / "one"), Computer(tmp_path / "other")
        for computer in (one, other):
            computer.env["GIT_SSH_COMMAND"] = (
                f"ssh -i {tmp_path / 'user'} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
                " -o BatchMode=yes -F /dev/null"
            )
        one.retro("add", "Boil the frog")
        join(one, other, f"ssh://127.0.0.1:{port}{tmp_path}/remote.git")
        other.retro("add", "Ask twice")
        other.retro("sync")
        assert "Ask twice" in one.retro("sync").stdout
