"""Work done ahead in other processes, while its results are taken one by one, in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice
from typing import Generic, TypeVar, cast

from retro.posts.workers import Worker, working

__all__ = ["done_ahead", "read_ahead"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting the processes takes as long as reading some fifty posts.
_AT_FIRST = 100
_MOST_PROCESSES = 4
# So many items for each process lie ready or are worked on: as many as are read while an import writes down
# a batch of them. They are handed over by the eight: handing over takes a fifth of a millisecond.
_AHEAD = 48
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
    with working(function, processes) as workers:
        every, turns = chain(begun, remaining), cycle(workers or [None])
        while items_of_batch := list(islice(every, _TOGETHER)):
            needed = [item for item in items_of_batch if not unless(item)]
            worker = next(turns) if needed else None
            given = worker is not None and worker.give(needed)
            waiting.append(_Batch(items_of_batch, needed, worker if given else None))
            if len(waiting) * _TOGETHER >= processes * _AHEAD:
                yield from waiting.popleft().taken(function)
        while waiting:
            yield from waiting.popleft().taken(function)


@dataclass(frozen=True, slots=True)
class _Batch(Generic[Item, Result]):
    """Items that are done together, those of which something is to be done, and what comes of these."""

    items: list[Item]
    needed: list[Item]
    worker: Worker | None

    def taken(self, function: Callable[[Item], Result]) -> Iterator[tuple[Item, Result | None]]:
        """What the other process made of each; what it could not, because it was killed, is done here."""
        results: list[Result] | None = None if self.worker is None else self.worker.take()
        done = iter(results if results is not None else map(function, self.needed))
        waiting = list(reversed(self.needed))
        for item in self.items:
            if waiting and waiting[-1] is item:
                waiting.pop()
                yield item, next(done)
            else:
                yield item, None


def done_ahead(
    function: Callable[[Item], Result], items: Iterable[Item], number: int
) -> Iterator[tuple[Item, Result]]:
    """``read_ahead`` where there is something to do for every item, and where it is known how many there are.

    Args:
        function: As there.
        items: Likewise.
        number: About how many; of more than a hundred none is done here.
    """
    at_first = _AT_FIRST if number <= _AT_FIRST else 0
    for item, result in read_ahead(function, items, unless=lambda _: False, at_first=at_first):
        yield item, cast("Result", result)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
