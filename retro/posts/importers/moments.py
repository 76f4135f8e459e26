"""Dates as files have them: in any numeric or English form, with or without a time of day.

Whether ``3/11/14`` is a day in March or in November no single date says; the whole column, or the whole
journal, mostly does (``order_of``). A month or a year alone is kept as no more than that.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from retro.dates import PartialDate, Span

__all__ = ["DateOrder", "Moment", "OrderFound", "order_of", "read_moment", "utc_moment"]


class DateOrder(StrEnum):
    """In which order days, months and years stand where the year has not four digits and stands first."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year, and the time on that day as ``HH:MM`` or ``HH:MM:SS``, or empty."""

    span: Span
    time: str = ""

    def __str__(self) -> str:
        return f"{self.span} {self.time}".rstrip()


@dataclass(frozen=True, slots=True)
class OrderFound:
    """What the dates of a column say: the order, and whether they leave it open or contradict each other."""

    order: DateOrder
    is_open: bool = False
    is_mixed: bool = False


_LONGEST = 60
"""Characters: ``Wednesday, 24 September 2014 at 11:59:59 PM GMT+01:00`` has 53."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_NOISE = frozenset(
    "mon tue tues wed weds thu thur thurs fri sat sun"
    " monday tuesday wednesday thursday friday saturday sunday"
    " at on the of st nd rd th t z utc gmt h uhr o'clock um le de del".split()
)
_NO_DATE = frozenset('()[]{}<>"“”#@*_=|/\\')
"""What stands in no date; between the numbers of one it has been taken out."""

_TIME = re.compile(
    r"(?:\b|(?<=[tT]))(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*([ap])\.?m\b\.?"
    r"|(?:\b|(?<=[tT]))(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?",
    re.IGNORECASE | re.ASCII,
)
_ZONE = re.compile(r"\s*(?:Z|(?:UTC|GMT)?\s*[+-]\d{2}:?\d{2}|[A-Z]{3,4})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?", re.ASCII)
_THREE = re.compile(r"(?<!\d)(?<!\d[-/. ])(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])", re.ASCII)
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?", re.ASCII)


def read_moment(text: str, today: dt.date, order: DateOrder | None = None, form: str = "") -> Moment | None:
    """Read a date with all that is around it; None where it is none, or says something else besides.

    Args:
        text: The whole of what is to be a date.
        today: Two digits of a year mean the latest such year that has begun.
        order: What stands first where the text leaves it open; the month if nothing is said.
        form: How it is written, as ``strptime`` has it; nothing else is tried then.
    """
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    text = " ".join(text.split())
    try:
        return _by_form(text, form) if form else _read(text, today, order or DateOrder.MONTH_FIRST)
    except (ValueError, OverflowError):  # the calendar does not have it
        return None


def utc_moment(seconds: float) -> Moment | None:
    """Seconds since 1970 as the moment that they were where the user is."""
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(Span.on(moment.date()), f"{moment:%H:%M:%S}")


def _by_form(text: str, form: str) -> Moment:
    moment = dt.datetime.strptime(text, form)  # noqa: DTZ007 - the day as it is written, whatever the zone
    has_time = any(code in form for code in ("%H", "%I", "%r", "%R", "%T", "%c", "%X"))
    return Moment(Span.on(moment.date()), f"{moment:%H:%M:%S}" if has_time else "")


def _read(text: str, today: dt.date, order: DateOrder) -> Moment | None:
    if _EPOCH.fullmatch(text):
        return utc_moment(float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1))
    if re.fullmatch(r"[12]\d{3}", text, re.ASCII):
        return Moment(Span.at(PartialDate(int(text))))
    if match := _COMPACT.fullmatch(text.removesuffix("Z")):
        year, month, day = (int(part) for part in match.groups()[:3])
        time = ":".join(part for part in match.groups()[3:] if part)
        return Moment(Span.at(PartialDate(year, month, day)), time)
    time, rest = _without_time(text)
    span = _numeric(rest, today, order) or _in_words(rest, today)
    return None if span is None else Moment(span, time)


def _without_time(text: str) -> tuple[str, str]:
    """The time of day as 24 hours, and the text without it and its zone."""
    match = _TIME.search(text)
    if match is None:
        return "", text
    half = (match[4] or "").lower()
    hour, minute, second = match.group(1, 2, 3) if half else match.group(5, 6, 7)
    hours = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    found = dt.time(hours, int(minute or 0), int(second or 0))
    if half and not 1 <= int(hour) <= 12:
        raise ValueError(text)
    after = text[match.end() :]
    before = text[: match.start()].rstrip(" ,").removesuffix("T")
    rest = f"{before} {after if after.strip() and not _ZONE.fullmatch(after) else ''}".strip()
    return f"{found:%H:%M:%S}" if second else f"{found:%H:%M}", rest


def _numeric(text: str, today: dt.date, order: DateOrder) -> Span | None:
    """Three numbers, or two after a year, and nothing beside them but words that say nothing."""
    found = _YEAR_FIRST.search(text)
    if found is not None and _says_nothing(text, found, int(found[3])):
        day = int(found[4]) if found[4] else None
        return Span.at(PartialDate(int(found[1]), int(found[3]), day))
    found = _THREE.search(text)
    if found is None or not _says_nothing(text, found):
        return None
    for way in (order, DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST):
        span = _ordered(found, today, way)
        if span is not None:
            return span
    return None


def _ordered(found: re.Match[str], today: dt.date, order: DateOrder) -> Span | None:
    first, second, third = found[1], found[3], found[4]
    if order is DateOrder.YEAR_FIRST:
        if len(third) > 2:
            return None
        year, month, day = first, second, third
    elif order is DateOrder.DAY_FIRST:
        year, month, day = third, second, first
    else:
        year, month, day = third, first, second
    try:
        return Span.at(PartialDate(_year(year, today), int(month), int(day)))
    except ValueError:
        return None


def _year(digits: str, today: dt.date) -> int:
    if len(digits) > 2:
        return int(digits)
    century = today.year // 100 * 100
    year = century + int(digits)
    return year if year <= today.year else year - 100


def _says_nothing(text: str, found: re.Match[str], month: int = 0) -> bool:
    """Whether all around what was found is noise: the name of a weekday or of that month, a comma, a zone."""
    around = f"{text[: found.start()]} {text[found.end() :]}"
    if any(character.isdigit() for character in around):
        return False
    words = [word.lower() for word in _WORD_OR_NUMBER.findall(around)]
    is_noise = all(word in _NOISE or _MONTHS.get(word) == month for word in words)
    return is_noise and not set(around) & _NO_DATE


def _in_words(text: str, today: dt.date) -> Span | None:
    """A month's name with a year, and a day where there is a second number."""
    month, numbers = 0, []
    for word in _WORD_OR_NUMBER.findall(text):
        if word[0].isdigit():
            numbers.append(word)
        elif word.lower() in _MONTHS:
            if month:
                return None
            month = _MONTHS[word.lower()]
        elif word.lower() not in _NOISE:
            return None
    if not month or not 1 <= len(numbers) <= 2 or set(text) & _NO_DATE:
        return None
    years = [number for number in numbers if len(number) == 4] or numbers[-1:]
    days = [number for number in numbers if number is not years[0]]
    if len(years) != 1 or (len(years[0]) != 4 and not days):
        return None
    return Span.at(PartialDate(_year(years[0], today), month, int(days[0]) if days else None))


def order_of(texts: Iterable[str]) -> OrderFound:
    """The order in which most dates of a column make sense.

    Where every one makes sense both ways, a full stop or a hyphen between the numbers means that the day is
    first, as where dates are written so, and a slash that the month is, as in the United States.
    """
    dayish = monthish = yearish = seen = slashes = 0
    for text in texts:
        found = _THREE.search(text[:_LONGEST])
        if found is None:
            continue
        seen += 1
        slashes += found[2] == "/"
        first, second = int(found[1]), int(found[3])
        yearish += first > 31
        dayish += 12 < first <= 31
        monthish += second > 12 and first <= 12
    best, order = max(
        (dayish, DateOrder.DAY_FIRST), (monthish, DateOrder.MONTH_FIRST), (yearish, DateOrder.YEAR_FIRST)
    )
    if best == 0:
        order = DateOrder.MONTH_FIRST if slashes * 2 >= seen else DateOrder.DAY_FIRST
    told = sum(count > 0 for count in (dayish, monthish, yearish))
    return OrderFound(order, is_open=bool(seen) and best == 0, is_mixed=told > 1)
