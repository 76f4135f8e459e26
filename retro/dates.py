"""Partial dates: a day, a month, a year, or a span of them. ISO 8601 in and out, no words."""

import datetime as dt
import re

from retro.values import Value

__all__ = ["PartialDate", "Span"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate(Value):
    """A day, a month (``day`` is None) or a year (``month`` and ``day`` are None).

    Raises:
        ValueError: On a date the calendar does not have, or a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def _check(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2021``, ``2021-06`` or ``2021-06-03``.

        Raises:
            ValueError: On anything else.
        """
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date like 2021, 2021-06 or 2021-06-03")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern has no match without it
        return cls(year, month, day)

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """The same day as a partial date."""
        return cls(day.year, day.month, day.day)

    @property
    def first_day(self) -> dt.date:
        """The earliest day that this can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day that this can mean."""
        if self.day is not None:
            return self.first_day
        # Not calendar.monthrange: its import costs 1 ms, and capturing has 15 for everything.
        month = self.month or 12
        if month == 12:
            return dt.date(self.year, 12, 31)
        return dt.date(self.year, month + 1, 1) - dt.timedelta(days=1)

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


class Span(Value):
    """From one partial date to another, both included; a single date is a span of itself.

    Raises:
        ValueError: When it would end before it starts.
    """

    start: PartialDate
    end: PartialDate

    def _check(self) -> None:
        if self.end.last_day < self.start.first_day:
            raise ValueError(f"{self.end} is before {self.start}")

    @classmethod
    def at(cls, date: PartialDate) -> "Span":
        """The span that is one date."""
        return cls(date, date)

    @classmethod
    def on(cls, day: dt.date) -> "Span":
        """The span that is one day."""
        return cls.at(PartialDate.of(day))

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read one partial date, or two joined by ``..`` (``2018-06..2021``).

        Raises:
            ValueError: On anything else.
        """
        start, dots, end = text.partition("..")
        first = PartialDate.parse(start)
        return cls(first, PartialDate.parse(end) if dots else first)

    @property
    def first_day(self) -> dt.date:
        """The earliest day inside."""
        return self.start.first_day

    @property
    def last_day(self) -> dt.date:
        """The latest day inside."""
        return self.end.last_day

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}..{self.end}"
