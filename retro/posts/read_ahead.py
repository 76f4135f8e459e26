"""Work done ahead in other processes, while its results are taken one by one, in order."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

__all__ = ["read_ahead"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting the processes takes as long as reading some fifty posts.
_AT_FIRST = 100
_MOST_PROCESSES = 4
# So many items for each process lie ready or are worked on; more would only take memory.
_AHEAD = 16


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
        function: Pure, and at the top of its module, where other processes find it.
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
    waiting: deque[tuple[Item, bool, Future[Result] | None]] = deque()
    processes = min(_MOST_PROCESSES, _cores())
    with _pool(processes) as pool:
        for item in chain(begun, remaining):
            needed = not unless(item)
            waiting.append((item, needed, _submitted(pool, function, item) if needed else None))
            if len(waiting) > processes * _AHEAD:
                done, needed, future = waiting.popleft()
                taken = _taken(function, done, future, needed=needed)
                yield taken
        while waiting:
            done, needed, future = waiting.popleft()
            last = _taken(function, done, future, needed=needed)
            yield last


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """Other processes, or None where there is one core, or where a system allows none."""
    if processes < 2:
        yield None
        return
    try:
        # Not forked: a fork would take the open journal along.
        pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_leave_interrupts_alone)
    except (OSError, ImportError):  # no semaphores, as in some containers
        yield None
        return
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_alone() -> None:
    """The first process answers ctrl+c for all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submitted(
    pool: ProcessPoolExecutor | None, function: Callable[[Item], Result], item: Item
) -> Future[Result] | None:
    if pool is None:
        return None
    try:
        return pool.submit(function, item)
    except (BrokenProcessPool, OSError):
        return None


def _taken(
    function: Callable[[Item], Result], item: Item, future: Future[Result] | None, *, needed: bool
) -> tuple[Item, Result | None]:
    """What the other process made of an item; what it could not, because it was killed, is done here."""
    if future is not None:
        try:
            return item, future.result()
        except BrokenProcessPool:
            future = None
    return item, function(item) if needed else None
