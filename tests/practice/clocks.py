"""A clock that a test moves."""

import datetime as dt

from tests.conftest import NOON

__all__ = ["MovingClock"]


class MovingClock:
    """Stands at noon of a day until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def move(self, days: int) -> None:
        """Go so many days on, or back; within a day it goes on."""
        if days:
            self.now = self.now.replace(hour=12, minute=0, second=0) + dt.timedelta(days=days)

    @property
    def today(self) -> dt.date:
        """The day it is."""
        return self.now.astimezone().date()
