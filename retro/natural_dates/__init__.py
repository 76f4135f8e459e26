"""Dates in words, as people write them: "last friday", "mid 2018", "3 weeks ago", "Q3 2020".

The precision is the writer's: "june 2021" is a month and "2 years ago" a year, where libraries fill in today.
What the tables here do not hold goes to parsedatetime, but only when every word of it can belong to a date:
its import costs 35 ms, and it finds dates in ordinary text.
"""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from typing import Any

from retro.dates import PartialDate, Span
from retro.natural_dates.periods import (
    last_weekday,
    months,
    period,
    third_of_month,
    until_today,
    weekday_of_week,
)
from retro.natural_dates.words import UNITS, Token, may_be_date, tokens

__all__ = ["may_be_date", "parse_coming", "parse_span"]

# Alone, these are words as often as dates ("may: we ...", "2018: ...", "now: ..."), and so is "sun".
_AMBIGUOUS_ALONE = frozenset({"year", "month", "season", "quarter", "half", "now", "present"})
# parsedatetime is asked only about what leads from one day to another, or to a time of day.
_LEADING = r"^in |\b(?:before|after|from|morning|afternoon|evening|noon|night|midnight|at)\b"

# What the kinds of the words mean, one after the other. These get today, then the words' numbers ...
_WHICH = {"last": -1, "this": 0, "next": 1}
_DAYS = {
    **dict.fromkeys(
        ("today", "now", "present", "tonight", "this morning", "this afternoon", "this evening"), 0
    ),
    **dict.fromkeys(("yesterday", "last night", "last evening"), -1),
    "days before yesterday": -2,
    "tomorrow": 1,
}
_FROM_TODAY: dict[str, Callable[..., Span]] = {
    **{kinds: partial(period, "days", count=count) for kinds, count in _DAYS.items()},
    **{
        f"{which} {unit}": partial(period, unit, count=count)
        for which, count in _WHICH.items()
        for unit in UNITS[1:]
    },
    **{f"number {unit} ago": lambda today, count, unit=unit: period(unit, today, -count) for unit in UNITS},
    **{f"number {unit} now": partial(period, unit) for unit in UNITS},  # "a week from now"
    **{f"last number {unit}": partial(until_today, unit) for unit in UNITS},
    **{f"weekday {which} weeks": partial(weekday_of_week, week=week) for which, week in _WHICH.items()},
    "this weekday": partial(weekday_of_week, week=0),
    "weekday": last_weekday,
    "last weekday": last_weekday,
    "next weekday": partial(last_weekday, weeks_before=-1),
    "weekday before last": partial(last_weekday, weeks_before=1),
    "number weekdays ago": lambda today, count, day: last_weekday(today, day, count - 1),
}
# ... and these the numbers alone, the year last.
_IN_A_YEAR: dict[str, Callable[..., Span]] = {
    "year": lambda year: Span.at(PartialDate(year)),
    "month year": lambda month, year: Span.at(PartialDate(year, month)),
    "month number year": lambda month, day, year: Span.at(PartialDate(year, month, day)),
    "number month year": lambda day, month, year: Span.at(PartialDate(year, month, day)),
    "part month year": third_of_month,
    "part year": lambda part, year: months(year, 4 * part + 1, 4 * part + 4),
    "season year": lambda month, year: months(year, month, month + 2),
    **dict.fromkeys(
        ("quarter year", "number quarters year"),
        lambda number, year: months(year, 3 * number - 2, 3 * number),
    ),
    **dict.fromkeys(
        ("half year", "number halves year"), lambda half, year: months(year, 6 * half - 5, 6 * half)
    ),
}


def parse_span(text: str, today: dt.date, *, strict: bool = True) -> Span | None:
    """Read a date, or a span of dates, in ISO form or in English words.

    Winter 2019 is December 2019 to February 2020; early, mid and late are four months each; "last friday" is
    never today.

    Args:
        text: The whole of what is to be a date; white space and capitals do not matter.
        today: What "yesterday" is counted from. There is no clock here.
        strict: For text where a date is only one possibility (the prefix of a capture). A year, month name,
            season or abbreviated weekday alone is no date then, nor are words for the future. Otherwise a
            month or season alone is the latest that has begun.

    Returns:
        None where it is not a date, or is one that the calendar does not have.
    """
    words = " ".join(text.lower().replace("’", "'").split())
    if not may_be_date(words):
        return None
    try:
        return _iso(words, strict=strict) or _range(words, today) or _in_words(words, today, strict=strict)
    except (ValueError, OverflowError):  # the calendar does not have it
        return None


_LOOKS_BACK = r"\d{4}|\b(?:ago|yesterday|last|previous|past|before)\b"


def parse_coming(text: str, today: dt.date) -> Span | None:
    """Read a date until which something is to be done: without a year, it is the next one to come.

    "friday" and "end of june" are those ahead, where ``parse_span`` means those that have been.

    Args:
        text: The whole of what is to be a date.
        today: What it is counted from.

    Returns:
        None where it is not a date. One that names a day that is gone is returned as it is.
    """
    found = parse_span(text, today, strict=False)
    if found is None or found.last_day >= today or re.search(_LOOKS_BACK, text.lower(), re.ASCII):
        return found
    for days in (7, 366):
        later = parse_span(text, today + dt.timedelta(days=days), strict=False)
        if later is not None and later.last_day >= today:
            return later
    return found


def _iso(words: str, *, strict: bool) -> Span | None:
    """``2021-06-03``, also with slashes, single digits, a time that is dropped; ``2021-06``; ``in 2021``."""
    match = re.fullmatch(
        r"(in )?(\d{4})(?:([-/])(\d{1,2})(?:\3(\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2})?z?)?)?)?",
        words,
        re.ASCII,
    )
    if match is None or (strict and match[1] is None and match[3] is None):
        return None
    month, day = (int(part) if part else None for part in match.group(4, 5))
    return Span.at(PartialDate(int(match[2]), month, day))


def _range(words: str, today: dt.date) -> Span | None:
    """Two dates joined by ``..``, a dash or "to": ``2018..2021-03``, "june 2019 to today"."""
    joint = r" ?(?:\.\.|–|—| - | to | until |(?<=\d{4})-(?=\d{4})) ?"
    start, *rest = re.split(joint, words, maxsplit=1)
    first = parse_span(start, today, strict=False) if rest else None
    last = parse_span(rest[0], today, strict=False) if first else None
    return Span(first.start, last.end) if first and last else None


def _in_words(words: str, today: dt.date, *, strict: bool) -> Span | None:
    found = tokens(words)
    if not found or (strict and _is_ambiguous(found, words)):
        return None
    span = _relative(found, today) or _of_a_year(found, today) or _latest(found, today)
    if span is None and len(found) > 1 and re.search(_LEADING, words):
        span = _by_library(words, today)
    return None if span and strict and span.first_day > today else span


def _is_ambiguous(named: list[Token], words: str) -> bool:
    kind = named[0][0]
    if len(named) > 1:
        names_day = len(named) == 2 and {kind, named[1][0]} == {"number", "month"}
        return names_day and not re.search(r"\d", words)  # "one may: ..."
    if kind == "year":
        return " " not in words  # "in 2018" can be nothing else
    return kind in _AMBIGUOUS_ALONE or (kind == "weekday" and len(words) < len("friday"))


def _read(meanings: dict[str, Callable[..., Span]], named: list[Token], *context: dt.date) -> Span | None:
    """Look up what the kinds of these words mean, and call it with their numbers."""
    meaning = meanings.get(" ".join(kind for kind, _ in named))
    return meaning(*context, *(number for _, number in named if number is not None)) if meaning else None


def _relative(named: list[Token], today: dt.date) -> Span | None:
    """What is counted from today: "yesterday", "last friday", "this month", "3 weeks ago"."""
    return _read(_FROM_TODAY, named, today)


def _of_a_year(named: list[Token], today: dt.date) -> Span | None:
    """What names its year: "june 2021", "mid 2018", "Q3 2020", "early last year"."""
    if named[0][0] == "year":
        named = [*named[1:], named[0]]
    elif len(named) > 2 and named[-1][0] in {"years", "months"} and named[-2][0] in {"last", "this"}:
        which, unit = named[-2][0], named[-1][0]
        start = period(unit, today, _WHICH[which]).start
        named = [*named[:-2], ("month", start.month), ("year", start.year)]
        named = [token for token in named if token != ("month", None)]
    if named[0][0] == "weekday" and len(named) > 2:
        named = named[1:]  # "friday 4 june 2021"
    span = _read(_IN_A_YEAR, named)
    if span and named[0] == ("season", 12) and span.first_day > today:
        return _read(_IN_A_YEAR, [named[0], ("year", span.start.year - 1)])  # said in its January
    return span


def _latest(named: list[Token], today: dt.date) -> Span | None:
    """What leaves the year out: the latest that has begun ("summer"), or, after "last", is over."""
    which, rest = (named[0][0], named[1:]) if named[0][0] in {"last", "this"} else ("", named)
    kinds = [kind for kind, _ in rest]
    if not rest or kinds[-1] not in {"month", "number", "season", "quarter", "half"} or "year" in kinds:
        return None
    if which == "this":
        return _of_a_year([*rest, ("year", today.year)], today)
    for year in range(today.year, max(today.year - 9, 0), -1):  # 29 February can be eight years ago
        with suppress(ValueError):
            span = _of_a_year([*rest, ("year", year)], today)
            if span is None:
                return None
            if (span.last_day if which else span.first_day - dt.timedelta(1)) < today:
                return span
    return None


def _by_library(words: str, today: dt.date) -> Span | None:
    """What parsedatetime makes of the words, if it used them all and found a day."""
    noon = dt.datetime.combine(today, dt.time(12))
    found = _calendar().nlp(words, sourceTime=noon)
    if not found or len(found) != 1:
        return None
    day, flags, start, end, _ = found[0]
    names_a_day = flags & 1
    return Span.on(day.date()) if names_a_day and (start, end) == (0, len(words)) else None


@cache
def _calendar() -> Any:
    import parsedatetime  # noqa: PLC0415 - 35 ms, for the few dates that are not in the tables

    return parsedatetime.Calendar(parsedatetime.Constants(usePyICU=False))
