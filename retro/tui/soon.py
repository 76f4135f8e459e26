"""What is done when nothing asks for it again for a moment: what a fast typist would not see."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.timer import Timer

__all__ = ["Soon"]

_TOO_EARLY = 0.001
"""Seconds by which a timer may be early without being set again."""


class _Waiting(NamedTuple):
    """What is to be done at a moment of the monotonic clock, and the timer that looks after it."""

    due: float
    what: Callable[[], object]
    timer: "Timer"


class Soon:
    """Does things a little later, each under a name; asking again under a name puts it off.

    Args:
        owner: The screen or widget on whose behalf it is done.
    """

    def __init__(self, owner: "MessagePump") -> None:
        self._owner = owner
        self._waiting: dict[str, _Waiting] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def do(self, name: str, seconds: float, what: Callable[[], object]) -> None:
        """Do something so many seconds from now, and not what waits under the same name."""
        due, waiting = time.monotonic() + seconds, self._waiting.get(name)
        if waiting is not None and waiting.due <= due:
            # Its timer will see that it is too early: to set one at every key costs more than the key.
            self._waiting[name] = waiting._replace(due=due, what=what)
            return
        if waiting is not None:
            waiting.timer.stop()
        self._waiting[name] = _Waiting(due, what, self._owner.set_timer(seconds, partial(self._now, name)))

    def _now(self, name: str) -> None:
        waiting = self._waiting.pop(name)
        left = waiting.due - time.monotonic()
        if left > _TOO_EARLY:
            timer = self._owner.set_timer(left, partial(self._now, name))
            self._waiting[name] = waiting._replace(timer=timer)
        else:
            waiting.what()
