"""Stopped, continued, killed, closed: the terminal is usable, what is typed is kept, nothing stays behind."""

import os
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.encrypting import drafts_kept
from tests.tui.driving import fill
from tests.tui.real_terminal import Modes, RealTerminal, call, processes_with, wait_until

IN_THE_APP = Modes(
    alternate_screen=True,
    cursor=False,
    mouse=True,
    wraps=False,
    echoes=False,
    by_line=False,
    signals=False,
    returns_are_newlines=False,
)


@pytest.fixture(autouse=True)
def filled(journal_path: Path) -> None:
    fill(journal_path)


def start(terminal: RealTerminal, journal: Path, command: str = "") -> int:
    """Start the app in the shell; returns its process."""
    terminal.shell(command or call(journal))
    return started(terminal, journal)


def started(terminal: RealTerminal, journal: Path) -> int:
    """The process of an app, once everything is painted."""
    terminal.wait_for("4 lessons", "Nobody jumps")
    terminal.wait_for_modes(IN_THE_APP)
    [process] = processes_with(str(journal))
    return process


def leave(terminal: RealTerminal) -> None:
    """End the app; the terminal is clean."""
    terminal.keys("q")
    wait_for_the_shell(terminal)
    terminal.assert_clean()


def close_the_dialog(terminal: RealTerminal) -> None:
    terminal.keys("Escape")
    wait_until(lambda: "Add a lesson" not in terminal.screen)


def wait_for_the_shell(terminal: RealTerminal) -> None:
    """Wait until it asks: a shell forgets what is typed before."""
    wait_until(
        lambda: not terminal.modes.alternate_screen and terminal.screen.rstrip().endswith("ready>"),
        lambda: terminal.screen,
    )


def wait_for_screen(terminal: RealTerminal, expected: str) -> None:
    wait_until(lambda: terminal.screen == expected, lambda: f"{expected}\nbut\n{terminal.screen}")
    terminal.wait_for_modes(IN_THE_APP)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back(
    terminal: Callable[..., RealTerminal], journal_path: Path, shell: str
) -> None:
    shown = terminal(shell=shell)
    start(shown, journal_path)
    before = shown.screen
    for _ in range(3):
        shown.keys("C-z")
        wait_for_the_shell(shown)
        shown.assert_clean()
        shown.shell("fg")
        wait_for_screen(shown, before)
    shown.keys("j", "j")
    shown.wait_for("small enough")
    leave(shown)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_stop_from_outside_is_the_same(
    terminal: Callable[..., RealTerminal], journal_path: Path, shell: str
) -> None:
    shown = terminal(shell=shell)
    process = start(shown, journal_path)
    shown.keys("a")
    shown.type("Half a thought")
    # In the line, and as it was understood.
    wait_until(lambda: shown.screen.count("Half a thought") == 2, lambda: shown.screen)
    before = shown.screen
    os.kill(process, signal.SIGTSTP)
    wait_for_the_shell(shown)
    shown.assert_clean()
    shown.shell("fg")
    wait_for_screen(shown, before)
    shown.type(" more")
    shown.wait_for("Half a thought more")
    close_the_dialog(shown)
    leave(shown)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_stop_that_nobody_sees_coming_is_made_good_by_fg(
    terminal: Callable[..., RealTerminal], journal_path: Path, shell: str
) -> None:
    shown = terminal(shell=shell)
    process = start(shown, journal_path)
    before = shown.screen
    os.kill(process, signal.SIGSTOP)
    shown.wait_for("topped")  # dash says "Stopped" as bash does, on top of what was painted
    shown.type("stty sane; clear; echo sane $((1 + 1))")
    shown.keys("C-j")  # for sh, a return is no newline now
    shown.wait_for("sane 2")
    shown.wait_for_prompt()
    shown.shell("fg")
    wait_for_screen(shown, before)
    leave(shown)


def test_what_is_typed_while_it_is_stopped_is_not_lost(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    shown = terminal(command=call(journal_path))
    process = started(shown, journal_path)
    shown.keys("a")
    shown.wait_for("What did you learn")
    shown.type("Half")
    shown.wait_for("Half")
    os.kill(process, signal.SIGSTOP)
    shown.type(" a thought")
    os.kill(process, signal.SIGCONT)
    shown.wait_for("Half a thought")
    close_the_dialog(shown)
    shown.keys("q")


def test_without_a_shell_nothing_is_stopped(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    shown = terminal(command=call(journal_path))
    process = started(shown, journal_path)
    shown.keys("C-z")
    shown.wait_for("There is no shell here")
    os.kill(process, signal.SIGTSTP)

    def goes_on() -> bool:
        shown.keys("j")  # more than once: while it looks whether it was stopped, the terminal is not its own
        return "And apologised" in shown.screen  # the last lesson

    wait_until(goes_on)
    wait_until(lambda: shown.modes == IN_THE_APP)
    shown.keys("q")


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_below_a_program_that_waits_the_whole_job_stops(
    terminal: Callable[..., RealTerminal], journal_path: Path, shell: str
) -> None:
    shown = terminal(shell=shell)
    start(shown, journal_path, f"sh -c {shlex.quote(call(journal_path) + '; echo it ended with $?')}")
    before = shown.screen
    shown.keys("C-z")
    wait_for_the_shell(shown)
    shown.assert_clean()
    shown.shell("fg")
    wait_for_screen(shown, before)
    shown.keys("q")
    shown.wait_for("it ended with 0")
    shown.assert_clean()


def test_in_the_background_it_waits(terminal: Callable[..., RealTerminal], journal_path: Path) -> None:
    shown = terminal()
    start(shown, journal_path)
    before = shown.screen
    shown.keys("C-z")
    wait_for_the_shell(shown)
    for _ in range(2):
        shown.shell("bg")
        shown.assert_clean()
    shown.shell("fg")
    wait_for_screen(shown, before)
    leave(shown)


def test_started_in_the_background_it_waits_for_the_terminal(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    shown = terminal()
    shown.shell(f"{call(journal_path)} &")
    wait_until(lambda: shown.shell("jobs") or "topped" in shown.screen)  # type: ignore[func-returns-value]
    shown.assert_clean()
    shown.shell("fg")
    started(shown, journal_path)
    leave(shown)


def test_a_terminal_resized_while_it_is_stopped_is_filled(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    shown = terminal(size=(80, 24))
    start(shown, journal_path)
    shown.keys("C-z")
    wait_for_the_shell(shown)
    shown.run("resize-window", "-x", "120", "-y", "30")
    shown.assert_clean()
    shown.shell("fg")
    wait_until(lambda: len(shown.screen.splitlines()) == 30 and "Facets" in shown.screen)
    leave(shown)


def test_an_editor_that_is_stopped_stops_the_app_with_it(
    terminal: Callable[..., RealTerminal], journal_path: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\nprint('EDITOR HERE', flush=True)\nsys.stdin.readline()\n", encoding="utf-8"
    )
    shown = terminal(environment={"EDITOR": shlex.join([sys.executable, str(editor)])})
    start(shown, journal_path)
    shown.keys("e")
    shown.wait_for("EDITOR HERE")
    shown.keys("C-z")
    wait_for_the_shell(shown)
    shown.assert_clean()
    shown.shell("fg")
    shown.keys("Enter")
    shown.wait_for("4 lessons", "Nothing was changed")
    shown.wait_for_modes(IN_THE_APP)
    leave(shown)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_kill_while_typing_loses_nothing_and_the_next_start_mends_the_terminal(
    terminal: Callable[..., RealTerminal], journal_path: Path, shell: str
) -> None:
    """Nobody can clean up after SIGKILL: the terminal has the app's modes, and needs ``reset``, or retro.

    bash mends what the kernel keeps (echo, lines); the rest is the terminal's own.
    """
    shown = terminal(shell=shell)
    process = start(shown, journal_path)
    shown.keys("a")
    shown.wait_for("What did you learn")
    shown.type("Half a thought")
    shown.wait_for("Half a thought")
    wait_until(lambda: "Half a thought" in drafts_kept())
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: not processes_with(str(journal_path)))
    left = shown.modes
    assert left.alternate_screen
    assert left.mouse
    assert not left.cursor
    if shell == "sh":
        assert not left.echoes
        assert not left.by_line
    # Without echo, and where a return is no newline, a command can still be given blindly.
    shown.type(call(journal_path))
    shown.keys("C-j")
    shown.wait_for("here again")
    shown.wait_for_modes(IN_THE_APP)
    shown.keys("a")
    shown.wait_for("Half a thought")
    shown.keys("Enter")
    shown.wait_for("5 lessons", "Half a thought")
    wait_until(lambda: "Half a thought" not in drafts_kept())
    leave(shown)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_closed_window_ends_the_app_and_keeps_what_was_typed(
    terminal: Callable[..., RealTerminal], journal_path: Path, stopped: bool
) -> None:
    shown = terminal()
    process = start(shown, journal_path)
    shown.keys("a")
    shown.wait_for("What did you learn")
    shown.type("Half a thought")
    shown.wait_for("Half a thought")
    if stopped:
        os.kill(process, signal.SIGTSTP)
        wait_for_the_shell(shown)
    shown.close()
    wait_until(lambda: not processes_with(str(journal_path)))
    assert "Half a thought" in drafts_kept()


def test_a_closed_window_without_a_shell_ends_the_app_in_the_midst_of_painting(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    shown = terminal(command=call(journal_path))
    started(shown, journal_path)
    shown.keys("/")
    shown.type("frog" * 20)
    shown.close()
    wait_until(lambda: not processes_with(str(journal_path)))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_moment_of_the_start_leaves_a_clean_terminal(
    terminal: Callable[..., RealTerminal], journal_path: Path, number: signal.Signals
) -> None:
    shown = terminal()
    for _ in range(3):
        shown.shell(call(journal_path))
        wait_until(lambda: shown.modes.alternate_screen)
        for process in processes_with(str(journal_path)):
            os.kill(process, number)
        wait_for_the_shell(shown)
        shown.assert_clean()
