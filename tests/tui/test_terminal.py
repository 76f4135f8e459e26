"""The app in a real terminal: it starts, obeys, hands over to an editor, and leaves the terminal clean."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from retro.journal import Journal
from retro.journal.filters import EVERYTHING
from tests.conftest import noon
from tests.encrypting import drafts_kept
from tests.tui.driving import fill
from tests.tui.real_terminal import wait_until

LEFT_CLEAN = ("\x1b[?1049l", "\x1b[?1000l", "\x1b[?1003l", "\x1b[?2004l", "\x1b[?25h")
"""Main screen, no mouse, no bracketed paste, cursor shown."""


@pytest.fixture
def spawned(journal_path: Path) -> Iterator[Callable[..., "pexpect.spawn[str]"]]:
    fill(journal_path)
    children: list[pexpect.spawn[str]] = []

    def start(size: tuple[int, int] = (24, 80), **environment: str) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-m", "retro", "--journal", str(journal_path)],
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
            dimensions=size,
            encoding="utf-8",
            timeout=20,
        )
        children.append(child)
        child.expect("Boil the frog")
        return child

    yield start
    for child in children:
        child.close(force=True)


def plain(environment: dict[str, str], journal: Path) -> "pexpect.spawn[str]":
    """The app in a terminal of another kind."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "retro", "--journal", str(journal)],
        env={**os.environ, **environment},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=20,
    )


def test_a_terminal_that_cannot_place_text_gets_a_sentence(journal_path: Path) -> None:
    child = plain({"TERM": "dumb"}, journal_path)
    written = rest_of(child)
    assert "TERM=dumb" in written
    assert "retro list" in written
    assert "\x1b" not in written
    assert child.exitstatus == 2


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "vt100", "linux", "screen", "tmux-256color"])
def test_other_terminals_show_the_app_and_are_left_clean(journal_path: Path, term: str) -> None:
    fill(journal_path)
    child = plain({"TERM": term, "COLORTERM": ""}, journal_path)
    child.expect("Boil the frog")
    child.send("q")
    written = rest_of(child)
    assert all(code in written for code in LEFT_CLEAN)
    assert child.exitstatus == 0


def rest_of(child: "pexpect.spawn[str]") -> str:
    """What a process still writes until it ends."""
    child.expect(pexpect.EOF)
    child.close()
    return child.before or ""


def test_the_app_sees_to_the_backup_of_the_day_as_commands_do(tmp_path: Path) -> None:
    journal = tmp_path / "Dropbox" / "journal.db"
    journal.parent.mkdir()
    fill(journal)
    child = plain({"TERM": "xterm"}, journal)
    child.expect("Dropbox syncs")
    child.expect("Boil the frog")
    child.send("q")
    rest_of(child)
    assert (journal.parent / "backups" / ".journal-daily").exists()


def test_q_leaves_a_clean_terminal(spawned: Callable[..., "pexpect.spawn[str]"]) -> None:
    child = spawned()
    child.send("q")
    written = rest_of(child)
    assert all(code in written for code in LEFT_CLEAN)
    assert child.exitstatus == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_leaves_a_clean_terminal_and_keeps_what_was_typed(
    spawned: Callable[..., "pexpect.spawn[str]"], number: signal.Signals
) -> None:
    child = spawned()
    child.send("a")
    child.expect("What did you learn")
    child.send("Half a thought")
    child.expect("thought")
    # The line is drawn before the screen has handled its change.
    child.expect("lesson")
    child.kill(number)
    written = rest_of(child)
    assert all(code in written for code in LEFT_CLEAN)
    assert child.exitstatus == 128 + number
    kept = list((Path(os.environ["XDG_STATE_HOME"]) / "retro" / "drafts").iterdir())
    assert drafts_kept().count("Half a thought") == 1
    assert [file.stat().st_mode & 0o777 for file in kept] == [0o600]
    again = spawned()
    again.expect("here again")
    again.send("a")
    again.expect("Half a thought")


def test_a_kill_while_editing_opens_the_form_again(
    spawned: Callable[..., "pexpect.spawn[str]"], journal_path: Path
) -> None:
    child = spawned(size=(40, 120))
    child.send("i")
    child.expect("metric")  # the form's own; until it is there, letters would be keys of the list
    child.send("zebra ")
    child.expect("zebra")
    wait_until(
        lambda: "zebra " in drafts_kept()
    )  # with the last letter: a kill is not to come before it is kept
    child.kill(signal.SIGKILL)
    rest_of(child)
    again = spawned(size=(40, 120))
    again.expect("not saved yet")
    wait_until(lambda: "zebra" in drafts_kept())
    again.send("\x1bOQ")
    again.expect("Saved")
    wait_until(lambda: "zebra" not in drafts_kept())
    with Journal.open(journal_path, clock=noon) as journal:
        assert journal.fulltext.count('"zebra"', EVERYTHING) == 1


def test_the_editor_gets_the_terminal_and_what_it_saves_is_kept(
    spawned: Callable[..., "pexpect.spawn[str]"], tmp_path: Path, journal_path: Path
) -> None:
    seen = tmp_path / "seen"
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import os, pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        f"pathlib.Path({str(seen)!r}).write_text(oct(path.stat().st_mode & 0o777) + ' ' + str(path))\n"
        "print('EDITOR HERE', flush=True)\n"
        "path.write_text(path.read_text().replace('# Boil the frog', '# Boil it slowly'))\n",
        encoding="utf-8",
    )
    child = spawned(EDITOR=f"{shlex.quote(sys.executable)} {shlex.quote(str(editor))}")
    child.send("e")
    child.expect("EDITOR HERE")
    child.expect("Saved “Boil it slowly”")
    mode, path = seen.read_text(encoding="utf-8").split(" ", 1)
    assert mode == "0o600"
    assert not Path(path).exists()
    child.send("q")
    rest_of(child)
    with Journal.open(journal_path, clock=noon) as journal:
        assert "Boil it slowly" in journal.history.steps()[0].summary


def test_an_editor_that_fails_changes_nothing(spawned: Callable[..., "pexpect.spawn[str]"]) -> None:
    child = spawned(EDITOR="false")
    child.send("e")
    child.expect("nothing was changed")
    child.send("q")
    rest_of(child)
    assert child.exitstatus == 0


def test_a_closed_terminal_ends_the_app_below_a_program_that_waits(journal_path: Path) -> None:
    """As below make: the leader of the session ignores the hang-up and waits, so that no signal comes."""
    fill(journal_path)
    call = f"{shlex.quote(sys.executable)} -m retro --journal {shlex.quote(str(journal_path))}"
    child = pexpect.spawn("sh", ["-c", f"trap '' HUP; {call}; true"], encoding="utf-8", timeout=20)
    child.expect("Boil the frog")
    os.close(child.child_fd)
    child.closed = True
    for _ in range(200):
        if os.waitpid(child.pid, os.WNOHANG)[0]:
            return
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    pytest.fail("the app goes on without a terminal")
