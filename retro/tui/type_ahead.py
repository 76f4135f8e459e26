"""What is typed and pasted, one after the other: each is carried out before the next is looked at.

Textual hands a key to the widget that has the focus when the key arrives, and carries out bindings later. Of
``/mi``, pasted or typed while the machine is busy, ``m`` and ``i`` then reach the list and not the query bar:
``i`` opens a form, and ``d`` would delete a lesson.
"""

import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

__all__ = ["TypeAhead"]

T = TypeVar("T")

LONGEST_WAIT = 0.5
"""Seconds after which what follows a key is sent again, should it be lost with a widget that went away."""

_MOST_WAITS = 4
"""So often it is sent again; then the next key may come, so that a widget that hangs does not hold all up."""

LONGEST_MOVE = 2.0
"""Seconds for which keys wait for a screen that is about to change; a locked journal may take longer."""

_LOOKED_AGAIN = 0.02
"""Seconds between two looks at a screen that is about to change."""

_ROUNDS = 3
"""What a key does comes in steps, each put into a queue by the one before: its binding, the message of the
widget, the focus. So often something has to follow through all queues to be behind the last step, unless they
are empty before."""

_MOST_ROUNDS = 12
"""For a focus that never rests."""


class _Follower(Message, bubble=True):
    """Follows a key through the same queues; when it comes to the app, the step before it has been done."""

    def __init__(self, turn: int, number: int, target: Widget) -> None:
        super().__init__()
        self.turn = turn
        self.number = number
        self.target = target


class TypeAhead(App[T]):
    """An app that holds back what is typed and pasted until what came before has been carried out."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._round = 0
        self._under_way = False
        self._waits = 0
        self._moving_since: float | None = None
        self._looking: Timer | None = None
        self._watching: Timer | None = None

    @property
    def moving(self) -> bool:
        """Whether the screen is about to close or to show something else, which the next key is meant for."""
        return False

    async def on_event(self, event: events.Event) -> None:
        """Hold input back while some is under way, or waits already."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way or self._held or self._moves():
            # However long it takes: what is sent at once would overtake what waits.
            self._held.append(event)
            self._look_later()
        else:
            await self._send(event)

    def _moves(self) -> bool:
        """Whether to wait for the screen."""
        if not self.moving:
            self._moving_since = None
            return False
        if self._moving_since is None:
            self._moving_since = time.monotonic()
        return time.monotonic() - self._moving_since < LONGEST_MOVE

    @property
    def _target(self) -> Widget:
        return self.focused or self.screen

    async def _send(self, event: events.Key | events.Paste) -> None:
        self._turn += 1
        self._round = self._waits = 0
        self._under_way = True
        target = self._target
        await super().on_event(event)
        self._follow(target)
        self._watch()

    def _follow(self, target: Widget) -> None:
        follower = _Follower(self._turn, self._round, target)
        if not target.post_message(follower):  # it is going, and the app is what is left of its way
            self.post_message(follower)

    def on__follower(self, message: _Follower) -> None:
        """Another step has been done; after the last, what is next may come."""
        message.stop()
        if (message.turn, message.number) != (self._turn, self._round) or not self._under_way:
            return  # sent again, and here after all
        if not self.is_running:
            return  # its screens are gone
        self._round += 1
        resting = message.target is self._target and (self._round >= _ROUNDS or self._nothing_to_do())
        if resting or self._round >= _MOST_ROUNDS:
            self._release()
        else:
            self._follow(self._target)

    def _nothing_to_do(self) -> bool:
        return not any(each.message_queue_size for each in self._target.ancestors_with_self)

    def _release(self) -> None:
        self._under_way = False
        self._next()

    def _next(self) -> None:
        """Send what is next, unless the screen is to change before."""
        if self._held and self._moves():
            self._look_later()
        elif self._held:
            self.call_next(self._send_held)

    async def _send_held(self) -> None:
        if self._held and not self._under_way:
            await self._send(self._held.popleft())

    def _look_later(self) -> None:
        """While something waits for the screen, there is always a look to come."""
        if self._looking is None and self._held and not self._under_way:
            self._looking = self.set_timer(_LOOKED_AGAIN, self._look)

    def _look(self) -> None:
        self._looking = None
        if not self._under_way:
            self._next()

    def _watch(self) -> None:
        """While something is under way, its follower is looked for again and again."""
        if self._watching is None and self._under_way:
            self._watching = self.set_timer(LONGEST_WAIT, partial(self._search, self._turn, self._round))

    def _search(self, turn: int, number: int) -> None:
        self._watching = None
        if self._under_way and (turn, number) == (self._turn, self._round):
            self._waits += 1
            if self._waits < _MOST_WAITS:
                self._follow(self._target)
            else:
                self._release()
        self._watch()
