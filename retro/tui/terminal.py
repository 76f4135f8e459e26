"""The terminal: given back whole when the app ends or stops, and taken again whole when it goes on.

Textual's own driver starts anew whenever the process is continued, also where it had not given the terminal
back before: there are two writers then, and the raw mode of the first is what is restored in the end. And it
writes in a thread that ends with the terminal, so that a window that is closed leaves a process that waits
for ever. (POSIX; elsewhere Textual's driver is used as it is.)
"""

import asyncio
import errno
import os
import signal
import termios
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["Terminal"]

_COOKED = termios.ECHO | termios.ICANON
_COOKED_LOCAL = _COOKED | termios.IEXTEN | termios.ISIG
_COOKED_INPUT = termios.ICRNL | termios.IXON
"""What a shell expects of its terminal, of all that the app turns off."""

_LOCAL, _INPUT = 3, 0
"""Where they are in the attributes of a terminal."""


class Terminal(LinuxDriver):
    """Textual's driver for POSIX, with job control and an end."""

    class StopAsked(Message):
        """The process was told to stop, as a shell does."""

    class Continued(Message):
        """The process was stopped and goes on: nothing of what was painted is there."""

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # Whoever starts the app with this signal ignored does not want it to stop.
        self._may_stop = signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _Lasting(cast("TextIO", self._file)))
        # Textual's handlers may interrupt a write that holds the lock they need; those of the loop do not.
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        self._raw: list[Any] | None = None

    # Taking the terminal, and giving it back

    def start_application_mode(self) -> None:
        """Take the terminal; in the background, wait until it may be taken."""
        _wait_for_foreground(self.fileno)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._raw = _attributes(self.fileno)
        if self.attrs_before is not None:
            self.attrs_before = _cooked(self.attrs_before)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGCONT, self._go_on)
        if self._may_stop:
            loop.add_signal_handler(signal.SIGTSTP, lambda: self._app.post_message(self.StopAsked()))
        else:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    def stop_application_mode(self) -> None:
        """Give the terminal back; while another program has it, this one stops as any does."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTSTP, signal.SIGCONT):
            loop.remove_signal_handler(number)
        super().stop_application_mode()

    # Job control

    def stop(self, *, group: bool = False) -> bool:
        """Stop the process with the terminal given back, until the shell lets it go on.

        Args:
            group: Stop what it was started with as well: below a program such as make, the shell would
                otherwise wait for that.

        Returns:
            Whether it was stopped. It is not where no shell would let it go on.
        """
        if not self._may_stop:
            return False
        self.suspend_application_mode()
        stopped = _stop(signal.SIGTSTP, group=group)
        self.resume_application_mode()
        return stopped

    def _go_on(self) -> None:
        """Take the terminal again after a stop that could not be seen coming, such as SIGSTOP.

        The shell has used it meanwhile, and what is typed already has to stay: so nothing is started anew.
        """
        if self._raw is not None and not _set_attributes(self.fileno, self._raw):
            return
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self._app.post_message(self.Continued())


def _stop(number: int, *, group: bool = False) -> bool:
    """Stop as if nobody handled the signal; returns, when the process goes on, whether it was stopped.

    Where no process of the session could let it go on, a signal of job control has no effect, which is good.
    """
    continued: list[int] = []
    before = signal.signal(signal.SIGCONT, lambda got, _: continued.append(got))
    if group:
        signal.signal(number, signal.SIG_IGN)
        os.killpg(os.getpgrp(), number)
    signal.signal(number, signal.SIG_DFL)
    # In this thread, and so before the call returns; os.kill might take effect later, in another.
    signal.raise_signal(number)
    signal.signal(signal.SIGCONT, before)
    return bool(continued)


def _wait_for_foreground(fileno: int) -> None:
    """Stop for as long as another program has the terminal."""
    while not _in_foreground(fileno):
        if not _stop(signal.SIGTTOU):
            return


def _in_foreground(fileno: int) -> bool:
    try:
        return os.tcgetpgrp(fileno) == os.getpgrp()
    except OSError:  # no terminal, or none any more: nobody else has it
        return True


def _attributes(fileno: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(fileno)
    except termios.error:
        return None


def _set_attributes(fileno: int, attributes: list[Any]) -> bool:
    """Whether they could be set; in the background, the system stops the process until they can."""
    while True:
        try:
            termios.tcsetattr(fileno, termios.TCSANOW, attributes)
        except termios.error as error:
            if error.args[0] != errno.EINTR:
                return False
        else:
            return True


def _cooked(attributes: list[Any]) -> list[Any]:
    """Attributes to leave a terminal with: as it was, unless a program that was killed had left it raw."""
    if attributes[_LOCAL] & _COOKED:
        return attributes
    cooked = list(attributes)
    cooked[_LOCAL] |= _COOKED_LOCAL
    cooked[_INPUT] |= _COOKED_INPUT
    return cooked


class _Lasting:
    """A terminal to write to that may go away: what is written then is seen by nobody, and no error.

    The app ends by itself when its terminal is gone, and has something to keep before.

    Args:
        file: The terminal.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write a text."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Have it seen."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()

    def _try(self, what: Callable[[], object]) -> None:
        try:
            what()
        except OSError as error:
            if error.errno not in (errno.EIO, errno.ENXIO, errno.EBADF, errno.EPIPE):
                raise
