"""Work done ahead in other processes, while its results are taken one by one, in order."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, Generic, TypeVar, cast

__all__ = ["done_ahead", "read_ahead"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting the processes takes as long as reading some fifty posts.
_AT_FIRST = 100
_MOST_PROCESSES = 4
# So many items for each process lie ready or are worked on; more would only take memory. They are handed over
# by the eight: handing over takes a fifth of a millisecond.
_AHEAD = 16
_TOGETHER = 8


def read_ahead(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    unless: Callable[[Item], bool],
    at_first: int = _AT_FIRST,
) -> Iterator[tuple[Item, Result | None]]:
    """Each item with what a function makes of it: the first hundred here, then in a process for each core.

    Where no other processes can be had, all are done here.

    Args:
        function: Pure, and such that other processes find it; with what it holds it is told to each once.
        items: Taken a little ahead of the results.
        unless: For which items there is nothing to do; their result is None.
        at_first: How many are done in this process.
    """
    remaining = iter(items)
    for item in islice(remaining, at_first):
        yield item, None if unless(item) else function(item)
    begun = list(islice(remaining, 1))
    if not begun:
        return
    waiting: deque[_Batch[Item, Result]] = deque()
    processes = min(_MOST_PROCESSES, _cores())
    with _pool(processes, function) as pool:
        every = chain(begun, remaining)
        while items_of_batch := list(islice(every, _TOGETHER)):
            needed = [item for item in items_of_batch if not unless(item)]
            waiting.append(_Batch(items_of_batch, needed, _submitted(pool, needed)))
            if len(waiting) * _TOGETHER >= processes * _AHEAD:
                yield from waiting.popleft().taken(function)
        while waiting:
            yield from waiting.popleft().taken(function)


@dataclass(frozen=True, slots=True)
class _Batch(Generic[Item, Result]):
    """Items that are done together, those of which something is to be done, and what comes of these."""

    items: list[Item]
    needed: list[Item]
    future: "Future[list[Result]] | None"

    def taken(self, function: Callable[[Item], Result]) -> Iterator[tuple[Item, Result | None]]:
        """What the other process made of each; what it could not, because it was killed, is done here."""
        results: Iterator[Result] | None = None
        if self.future is not None:
            # What went wrong there goes wrong here as well, and is told by the item that it is about.
            with suppress(Exception):
                results = iter(self.future.result())
        waiting = list(reversed(self.needed))
        for item in self.items:
            if not waiting or waiting[-1] is not item:
                yield item, None
                continue
            waiting.pop()
            yield item, function(item) if results is None else next(results)


def done_ahead(function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
    """``read_ahead`` where there is something to do for every item."""
    for item, result in read_ahead(function, items, unless=lambda _: False):
        yield item, cast("Result", result)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _pool(processes: int, function: Callable[[Any], Any]) -> Iterator[ProcessPoolExecutor | None]:
    """Other processes, or None where there is one core, or where a system allows none."""
    if processes < 2:
        yield None
        return
    try:
        # Not forked: a fork would take the open journal along.
        pool = ProcessPoolExecutor(
            processes, get_context("spawn"), initializer=_made_ready, initargs=(function,)
        )
    except (OSError, ImportError):  # no semaphores, as in some containers
        yield None
        return
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_functions: list[Callable[[Any], Any]] = []
"""In another process: what it does."""


def _made_ready(function: Callable[[Any], Any]) -> None:
    """The first process answers ctrl+c for all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _functions.append(function)


def _done(items: list[Any]) -> list[Any]:
    return [_functions[-1](item) for item in items]


def _submitted(pool: ProcessPoolExecutor | None, items: list[Any]) -> "Future[list[Any]] | None":
    if pool is None or not items:
        return None
    try:
        with _undisturbed():
            return pool.submit(_done, items)
    except (BrokenProcessPool, OSError):
        return None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Handing over starts processes: ctrl+c waits until one is started, which else would complain of its end.

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
