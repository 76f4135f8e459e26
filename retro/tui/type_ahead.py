"""Keys one after the other: each is carried out before the next is looked at.

Textual hands keys to the widget that has the focus when they arrive, and carries out bindings later. Of
``/mi``, pasted or typed while the machine is busy, ``m`` and ``i`` then reach the list and not the query bar:
``i`` opens a form, and ``d`` would delete a lesson.
"""

import time
from collections import deque
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.timer import Timer

__all__ = ["TypeAhead"]

T = TypeVar("T")

LONGEST_WAIT = 0.5
"""Seconds after which a key counts as carried out, should its widget have gone with it."""

_FOCUS_CHECKS = 25
"""So often, every hundredth of a second, a new screen is asked whether something has the focus."""


class _Carried(Message, bubble=True):
    """Follows a key through the same queues; when it comes to the app, the key has been there."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class TypeAhead(App[T]):
    """An app that holds a key back until the one before has been carried out."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_held: deque[events.Key] = deque()
        self._key_number = 0
        self._key_since: float | None = None
        self._watch: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while another is under way, or others wait already."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            number = self._key_number
            await super().on_event(event)
            self._release(number)
        elif not self._under_way and not self._keys_held:
            await self._send(event)
        else:
            # However long it takes: a key that is sent at once would overtake those that wait.
            self._keys_held.append(event)
            self._look_after()

    @property
    def _under_way(self) -> bool:
        return self._key_since is not None

    async def _send(self, event: events.Key) -> None:
        self._key_number += 1
        self._key_since = time.monotonic()
        target = self.focused or self.screen
        await super().on_event(event)
        if not target.post_message(_Carried(self._key_number)):
            self._release(self._key_number)

    def _look_after(self) -> None:
        """Let go, should the widget of a key have gone with it, which then never counts as carried out."""
        if self._watch is None and self._keys_held:
            self._watch = self.set_timer(LONGEST_WAIT, self._let_go)

    def _let_go(self) -> None:
        self._watch = None
        if self._key_since is not None and time.monotonic() - self._key_since >= LONGEST_WAIT:
            self._release(self._key_number)
        self._look_after()

    def on__carried(self, message: _Carried) -> None:
        """The key before this message has been carried out."""
        message.stop()
        self._release(message.number)

    def _release(self, number: int) -> None:
        if number == self._key_number and self._key_since is not None:
            self._key_since = None
            self._next_key()

    def _next_key(self, checks: int = _FOCUS_CHECKS) -> None:
        """Send the next key, once a screen that has just opened has given something the focus."""
        if not self._keys_held or self._key_since is not None:
            return
        if self.focused is None and checks:
            self.set_timer(0.01, lambda: self._next_key(checks - 1))
        else:
            self.call_next(self._send_held)

    async def _send_held(self) -> None:
        if self._keys_held and self._key_since is None:
            await self._send(self._keys_held.popleft())
