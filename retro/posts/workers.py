"""Other processes that do one thing with batches of items, each at the end of a pipe of its own.

``ProcessPoolExecutor`` shares queues among its processes, and a thread minds them: where one is killed while
another is started, that of Python 3.11 ends with an error of its own, and whoever waits for results waits for
ever. Nothing is shared here, so that what is killed takes nothing but its own batches along.
"""

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

__all__ = ["Worker", "working"]


class Worker:
    """A process that answers the batches that it is given in their order.

    Args:
        function: What it does with each item.

    Raises:
        OSError: When there can be no process.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        # Not forked: a fork would take the open journal along.
        context = get_context("spawn")
        self._pipe, end = context.Pipe()
        self._process = context.Process(target=_work, args=(end, function), daemon=True)
        try:
            with _undisturbed():
                self._process.start()
        except OSError:
            self._pipe.close()
            raise
        finally:
            end.close()

    def give(self, items: list[Any]) -> bool:
        """Hand over a batch, to be taken by ``take``; false when the process is no more."""
        try:
            self._pipe.send(items)
        except OSError:
            return False
        return True

    def take(self) -> list[Any] | None:
        """Wait for what came of the earliest batch that was not taken; None when nothing came of it."""
        try:
            results: list[Any] | None = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return results

    def end(self) -> None:
        """End the process, whatever it does: it holds nothing that could be left half done."""
        self._process.terminate()
        self._process.join()
        self._process.close()
        self._pipe.close()


@contextmanager
def working(function: Callable[[Any], Any], processes: int) -> Iterator[list[Worker]]:
    """So many workers, or as many of them as the system allows; one alone would bring nothing."""
    workers: list[Worker] = []
    try:
        # No process more, no semaphores, as in some containers: those that there are do it.
        with suppress(OSError, ImportError):
            while len(workers) < processes > 1:
                workers.append(Worker(function))
        yield workers
    finally:
        for worker in workers:
            worker.end()


def _work(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """In the other process: answer until there is nobody at the other end."""
    # The first process answers ctrl+c for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was loaded stays to the end: looking for garbage in it takes 3 % of the time.
    gc.freeze()
    given: SimpleQueue[list[Any] | None] = SimpleQueue()
    # Always ready to receive: were both ends busy with sending, both would wait for ever.
    Thread(target=_receive, args=(pipe, given), daemon=True).start()
    while (items := given.get()) is not None:
        results: list[Any] | None = None
        # What goes wrong here goes wrong at the other end as well, where it is told what it is about.
        with suppress(Exception):
            results = [function(item) for item in items]
        with suppress(OSError):
            pipe.send(results)


def _receive(pipe: Connection, given: "SimpleQueue[list[Any] | None]") -> None:
    with suppress(EOFError, OSError):
        while True:
            given.put(pipe.recv())
    given.put(None)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl+c waits until a process is started, which else would complain of its end.

    Those that are started take over that they leave ctrl+c alone, from their first moment on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
