"""Periods counted from a day, and parts of a year: the arithmetic behind dates in words.

Each raises ``ValueError`` or ``OverflowError`` for what the calendar does not have.
"""

import datetime as dt
from calendar import monthrange

from retro.dates import PartialDate, Span

__all__ = ["last_weekday", "months", "period", "third_of_month", "until_today", "weekday_of_week"]

_MONTHS_IN = {"months": 1, "quarters": 3, "years": 12}


def last_weekday(today: dt.date, weekday: int, weeks_before: int = 0) -> Span:
    """The latest such day (0 is Monday) before today; or some weeks before that, or after if negative."""
    back = (today.weekday() - weekday - 1) % 7 + 1
    return period("days", today, -back - 7 * weeks_before)


def weekday_of_week(today: dt.date, weekday: int, week: int) -> Span:
    """That day (0 is Monday) of this week (0), the last (-1) or another."""
    return period("days", today, weekday - today.weekday() + 7 * week)


def months(year: int, first: int, last: int) -> Span:
    """From month to month of a year; a last month above 12 is in the next year."""
    years, month = divmod(last - 1, 12)
    return Span(PartialDate(year, first), PartialDate(year + years, month + 1))


def third_of_month(part: int, month: int, year: int) -> Span:
    """The first (0), middle (1) or last (2) ten days or so of a month."""
    last = (10, 20, monthrange(year, month)[1])[part]
    return Span(PartialDate(year, month, 10 * part + 1), PartialDate(year, month, last))


def period(unit: str, today: dt.date, count: int) -> Span:
    """The whole day, week (from Monday), month, quarter or year that is ``count`` of them from today's.

    This week ends today, for what has happened in it.
    """
    if unit == "days":
        return Span.on(today + dt.timedelta(count))
    if unit == "weeks":
        monday = today + dt.timedelta(7 * count - today.weekday())
        last = today if count == 0 else monday + dt.timedelta(6)
        return Span(PartialDate.of(monday), PartialDate.of(last))
    if unit == "months":
        year, month = divmod(12 * today.year + today.month - 1 + count, 12)
        return Span.at(PartialDate(year, month + 1))
    if unit == "quarters":
        year, quarter = divmod(4 * today.year + (today.month - 1) // 3 + count, 4)
        return months(year, 3 * quarter + 1, 3 * quarter + 3)
    return Span.at(PartialDate(today.year + count))


def until_today(unit: str, today: dt.date, count: int) -> Span:
    """The last ``count`` of a unit, up to today, by the day: "last 30 days", "last 2 years"."""
    if unit in _MONTHS_IN:
        month = period("months", today, -count * _MONTHS_IN[unit]).last_day
        first = month.replace(day=min(today.day, month.day))
    else:
        first = today - dt.timedelta(count * (7 if unit == "weeks" else 1))
    return Span(PartialDate.of(first), PartialDate.of(today))
