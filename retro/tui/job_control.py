"""What the shell and the terminal tell an app: end, stop, go on, or nothing any more."""

import asyncio
import contextlib
import select
import signal
import sys
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["JobControl"]

T = TypeVar("T")


class JobControl(App[T]):
    """An app that ends when it is told to or its terminal is gone, and stops and goes on as a shell wants."""

    def get_driver_class(self) -> "type[Driver]":
        """Our own drivers for terminals of POSIX and for pages, else what Textual takes."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            from retro.tui.terminal import Terminal  # noqa: PLC0415 - there is no such terminal on Windows

            return Terminal
        if chosen.__name__ == "WebDriver":
            from retro.tui.web_page import WebPage  # noqa: PLC0415 - terminals do without

            return WebPage
        return chosen

    def leave(self, number: int) -> None:
        """End because of a signal."""
        raise NotImplementedError

    def before_stop(self) -> None:
        """Get ready to be stopped, and perhaps killed."""

    def on_load(self) -> None:
        """Listen to those who want the app to end, before it has taken the terminal."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"):
            number = getattr(signal, name, None)
            # Windows has no such handlers, and a test may run the app outside the main thread.
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.leave, number)

    def watch_terminal(self) -> None:
        """End when the terminal is gone: below a program such as make, which waits, no signal says so."""
        if not self.is_headless and hasattr(select, "poll"):
            self.set_interval(1, self._leave_a_closed_terminal)

    def _leave_a_closed_terminal(self) -> None:
        terminal = select.poll()
        with contextlib.suppress(OSError, ValueError):
            terminal.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
            if any(event & select.POLLHUP for _, event in terminal.poll(0)):
                self.leave(signal.SIGHUP)

    # Stopping, and going on

    def action_app_suspend(self) -> None:
        """Go back to the shell; ``fg`` goes on."""
        if not self._stop(group=True):
            self.notify("There is no shell here that would go on with retro.", severity="warning")

    def on_terminal_stop_asked(self) -> None:
        """Stop, for somebody else said so."""
        self._stop(group=False)

    def _stop(self, *, group: bool) -> bool:
        stop = getattr(self._driver, "stop", None)  # other drivers have none
        if stop is None:
            return False
        self.before_stop()
        self.app_suspend_signal.publish(self)
        stopped = bool(stop(group=group))
        self.app_resume_signal.publish(self)
        self.on_terminal_continued()
        return stopped

    def on_terminal_continued(self) -> None:
        """Paint everything again."""
        self.refresh(layout=True)
