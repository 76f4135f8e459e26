"""A real terminal: a tmux with a shell in it, whose screen, modes and processes can be looked at."""

import os
import shlex
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.needs import program

__all__ = ["Modes", "RealTerminal", "processes_with", "real_terminal", "wait_until"]


def wait_until(there: Callable[[], bool], what: Callable[[], str] = lambda: "it") -> None:
    """Wait for something, with time for a busy machine."""
    until = time.monotonic() + 30
    while not there():
        assert time.monotonic() < until, f"never: {what()}"
        time.sleep(0.05)


class Modes(NamedTuple):
    """What a program can leave behind in a terminal."""

    alternate_screen: bool = False
    cursor: bool = True
    mouse: bool = False
    wraps: bool = True
    echoes: bool = True
    by_line: bool = True
    signals: bool = True
    returns_are_newlines: bool = True


class RealTerminal:
    """A shell in a tmux whose socket lies in a folder of the test, so that nobody else's server is met.

    Args:
        folder: For the socket.
        size: Columns and rows.
        term: The kind of terminal that the shell is told.
        shell: The shell; ``sh`` leaves the terminal as programs leave it, and bash mends some of it.
        command: What runs in the place of a shell.
        environment: More than what the test has.
    """

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int] = (80, 24),
        term: str = "tmux-256color",
        shell: str = "sh",
        command: str = "",
        environment: dict[str, str] | None = None,
    ) -> None:
        self._tmux = program("tmux")
        self._socket = folder / "tmux"
        self._asked = 0
        # A plugin of pytest says how large its own terminal is, which Textual would believe.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._environment = {**inherited, **(environment or {})}
        plain = "--norc --noprofile " if shell == "bash" else ""
        command = command or f"PS1='ready> ' ENV= exec {program(shell)} {plain}-i"
        self.run("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), f"TERM={term} {command}")
        self.run("set-option", "-g", "default-terminal", "tmux-256color")
        if "ready>" in command:
            self.wait_for("ready>")

    def run(self, *arguments: str, text: str | None = None) -> str:
        """What tmux answers."""
        done = subprocess.run(
            [self._tmux, "-S", str(self._socket), "-f", os.devnull, *arguments],
            capture_output=True,
            text=True,
            input=text,
            check=True,
            timeout=60,
            env=self._environment,
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys, as tmux names them."""
        self.run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it is."""
        self.run("send-keys", "-l", text)

    def shell(self, command: str) -> None:
        """Have the shell do something."""
        self.type(command)
        self.keys("Enter")

    def paste(self, text: str) -> None:
        """Paste, in brackets if the program has asked for them."""
        self.run("load-buffer", "-", text=text)
        self.run("paste-buffer", "-p")

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return self.run("capture-pane", "-p")

    def wait_for(self, *texts: str) -> str:
        """The screen, once it shows some texts."""
        now = ""

        def there() -> bool:
            nonlocal now
            now = self.screen
            return all(text in now for text in texts)

        wait_until(there, lambda: f"{texts} in\n{now}")
        return now

    def wait_for_prompt(self) -> None:
        """Wait until the shell does what it is told."""
        self.wait_for_shell("")

    def wait_for_shell(self, command: str) -> None:
        """Have the shell clear the screen, say something that it has not said before, and do something."""
        self._asked += 1
        self.shell(f"clear; echo answer $(({self._asked} + 1000)); {command}")
        self.wait_for(f"answer {self._asked + 1000}")

    @property
    def modes(self) -> Modes:
        """How the terminal is."""
        flags = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{wrap_flag} #{pane_tty}"
        *said, tty = self.run("display-message", "-p", flags).split()
        alternate, cursor, mouse, wraps = (each == "1" for each in said)
        file = os.open(tty, os.O_RDWR | os.O_NOCTTY)
        try:
            input_modes, _, _, local, *_ = termios.tcgetattr(file)
        finally:
            os.close(file)
        return Modes(
            alternate,
            cursor,
            mouse,
            wraps,
            bool(local & termios.ECHO),
            bool(local & termios.ICANON),
            bool(local & termios.ISIG),
            bool(input_modes & termios.ICRNL),
        )

    def wait_for_modes(self, expected: Modes) -> None:
        """Wait until the terminal is as it should be."""
        wait_until(lambda: self.modes == expected, lambda: f"{expected}, but {self.modes}")

    def assert_clean(self) -> None:
        """The shell has the terminal, and gives it to programs as it was; a paste comes without brackets."""
        self.wait_for_shell("cat -v")
        self.wait_for_modes(Modes())
        self.paste("pasted text")
        self.wait_for("pasted text")
        self.keys("Enter")
        wait_until(lambda: self.screen.count("pasted text") == 2, lambda: self.screen)
        assert "200~" not in self.screen
        self.keys("C-d")
        self.wait_for_prompt()

    def close(self) -> None:
        """Close the window, as a person does."""
        self.run("kill-server")


@contextmanager
def real_terminal(folder: Path, **named: object) -> Iterator[RealTerminal]:
    """A terminal that is closed in the end."""
    try:
        yield RealTerminal(folder, **named)  # type: ignore[arg-type]
    finally:
        subprocess.run(
            [program("tmux"), "-S", str(folder / "tmux"), "kill-server"], check=False, capture_output=True
        )


def call(journal: Path, *options: str) -> str:
    """The app, as one starts it in a shell."""
    return shlex.join([sys.executable, "-m", "retro", "--journal", str(journal), *options])


def processes_with(text: str) -> list[int]:
    """The processes of Python whose command has a text in it."""
    ps = ["ps", "-ww", "-eo", "pid=,args="]
    listed = subprocess.run(ps, capture_output=True, text=True, check=True).stdout
    found = [line.split(None, 1) for line in listed.splitlines()]
    return [int(pid) for pid, args in found if args.startswith(sys.executable) and text in args]
