"""Threads that work for the screen, one job after the other; of jobs of one name, the last one wins.

A lane owns what its jobs use (an open journal, a Markdown parser), so nothing is shared between threads. It
knows nothing of the screen: what a job returns goes to a callback, which posts a message.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["Lane"]

T = TypeVar("T")


class Lane:
    """A thread that does jobs in order.

    Args:
        name: Of the thread.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._wake = threading.Condition()
        self._waiting: OrderedDict[str, Callable[[], None]] = OrderedDict()
        self._busy = False
        self._closed = False
        self._thread: threading.Thread | None = None
        self._unnamed = 0

    def submit(
        self,
        job: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        name: str = "",
    ) -> None:
        """Have a job done in its turn.

        Args:
            job: What to do, in the lane's thread.
            done: Called there with what the job returned.
            failed: Called there with what the job raised.
            name: A job that still waits under the same name is dropped, for this one takes its place; jobs
                without a name are all done.
        """

        def run() -> None:
            try:
                value = job()
            except Exception as error:  # noqa: BLE001 - handed to the screen, which decides
                failed(error)
            else:
                done(value)

        with self._wake:
            if self._closed:
                return
            if not name:
                self._unnamed += 1
                name = f"\0{self._unnamed}"
            self._waiting.pop(name, None)
            self._waiting[name] = run
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._busy = False
                self._wake.notify_all()
                while not self._waiting and not self._closed:
                    self._wake.wait()
                if not self._waiting:
                    return
                _, run = self._waiting.popitem(last=False)
                self._busy = True
            run()

    @property
    def idle(self) -> bool:
        """True when nothing waits and nothing is being done."""
        with self._wake:
            return not self._waiting and not self._busy

    def close(self, last: Callable[[], Any] | None = None, *, timeout: float = 5.0) -> None:
        """Finish what was submitted, then run ``last`` in the lane's thread, then end."""
        with self._wake:
            if self._closed:
                return
            if last is not None and self._thread is not None:
                self._waiting["\0last"] = last
            self._closed = True
            self._wake.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
