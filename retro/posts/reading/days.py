"""The day of a post: as its fields or its file's name have it, or on a line of its own in the text."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable
from contextlib import suppress

from retro.dates import PartialDate, Span

__all__ = ["day_in", "day_of_lines", "day_of_name"]

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/._](\d{1,2})[-/._](\d{1,2})(?!\d)", re.ASCII)
_CHINESE = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]", re.ASCII)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?!\d)", re.ASCII)
_DAY_MONTH = re.compile(
    rf"(?<![\w-])(\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?({_MONTH})\.?,? (\d{{4}})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE | re.ASCII
)
# 20230912, and the longer numbers that a Zettelkasten counts its notes by.
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}(?:\d\d)?)?(?!\d)", re.ASCII)
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)[-_]([01]\d)(?![\d-])", re.ASCII)
# The patterns in the order in which they are tried, each with where its year, month and day stand.
_ORDERS = (
    (_YEAR_FIRST, 1, 2, 3),
    (_CHINESE, 1, 2, 3),
    (_YEAR_LAST, 3, 1, 2),
    (_DAY_FIRST, 3, 2, 1),
    (_DAY_MONTH, 3, 2, 1),
    (_MONTH_DAY, 3, 1, 2),
)

# What stands before a date that has a line to itself, and after it: a time of day, an author.
_LEAD = r"(?:(?:published|posted|written|created|updated|date|on|by [\w .]{1,40}?)[ :,]{1,3}){0,3}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_TIME = r"(?:[ ,T]{1,2}\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)?"
_AUTHOR = r"(?: ?[-–—|·,] ?(?:by )?[\w .]{1,40}| by [\w .]{1,40})?"
_ALONE = re.compile(
    rf"{_LEAD}{_WEEKDAY}(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTH})\.?,? \d{{4}}"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]){_TIME}{_AUTHOR}",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_DATE_LINE = 120
_LINES_LOOKED_AT = 12


def day_in(text: str) -> Span | None:
    """The first day that a text names; of ``1/2/2017`` the month comes first where it can."""
    if len(text) > 4 * _LONGEST_DATE_LINE:
        text = text[: 4 * _LONGEST_DATE_LINE]
    for pattern, year, month, day in _ORDERS:
        if match := pattern.search(text):
            parts = [match[year], match[month], match[day]]
            if pattern is _YEAR_LAST and int(parts[1]) > 12:
                parts[1:] = parts[:0:-1]
            return _day(*parts)
    return _from(match) if (match := _COMPACT.match(text.strip())) else None


def day_of_name(name: str, folders: Iterable[str] = ()) -> Span | None:
    """The day in a file's name, or in the folders it lies in where these are the date.

    Args:
        name: Without its suffix: ``2019-08-07-a-post``, ``2023_09_12``, ``202309121530 title``, ``12``.
        folders: Their names, the nearest first: ``2023/09/12.md`` is a day, ``2019/02/index.md`` a month.
    """
    found = day_in(name) or (_from(match) if (match := _COMPACT.match(name)) else None)
    if found is not None:
        return found
    parts = [name]
    for folder in folders:
        if len(parts) == 3 or not re.fullmatch(r"\d{1,4}", parts[-1], re.ASCII):
            break
        parts.append(folder)
    numbers = [part for part in reversed(parts) if re.fullmatch(r"\d{1,4}", part, re.ASCII)]
    if len(numbers) > 1 and len(numbers[0]) == 4 and all(len(part) <= 2 for part in numbers[1:]):
        return _day(*numbers) if len(numbers) == 3 else _day(numbers[0], numbers[1])
    return _from(match) if (match := _YEAR_AND_MONTH.match(name)) else None


def day_of_lines(lines: Iterable[str]) -> Span | None:
    """The day that stands on a line of its own near the beginning of a text."""
    looked_at = 0
    for line in lines:
        told = line.strip().strip("*_#> ")
        if not told:
            continue
        looked_at += 1
        if looked_at > _LINES_LOOKED_AT:
            break
        if len(told) <= _LONGEST_DATE_LINE and _ALONE.fullmatch(told):
            return day_in(told)
    return None


def _from(match: re.Match[str]) -> Span | None:
    return _day(*(part for part in match.groups() if part))


def _day(year: str, month: str, day: str | None = None) -> Span | None:
    number = _MONTHS.get(month.lower()) or int(month)
    with suppress(ValueError):
        return Span.at(PartialDate(int(year), number, None if day is None else int(day)))
    return None
