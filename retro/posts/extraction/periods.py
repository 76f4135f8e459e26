"""Dates in prose: "mid 2018", "in March 2019", "from 2015 to 2018", as partial dates."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from calendar import month_abbr, month_name

from retro.dates import PartialDate, Span

__all__ = ["dates_in"]

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(month_abbr) if name} | {"sept": 9}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12)}
# A third of a year each, as in dates that are typed into a capture.
_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_QUARTERS = {"q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12)}
_PART = "|".join((*_MONTHS, *_SEASONS, *_THIRDS, *_QUARTERS))
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<part>{_PART})\.?[ -](?:of )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? )?)?(?P<year>(?:19|20)\d\d)(?![\w-])",
    re.IGNORECASE | re.ASCII,
)


def dates_in(plain: str) -> list[tuple[int, Span]]:
    """The dates of a plain text that name their year, each with where it begins."""
    found = []
    for match in _DATE.finditer(plain):
        year, part = int(match["year"]), (match["part"] or "").lower()
        found.append((match.start(), _span(year, part, match["day"])))
    return found


def _span(year: int, part: str, day: str | None) -> Span:
    if part in _MONTHS:
        try:
            return Span.at(PartialDate(year, _MONTHS[part], int(day) if day else None))
        except ValueError:
            return Span.at(PartialDate(year, _MONTHS[part]))
    months = (_SEASONS | _THIRDS | _QUARTERS).get(part)
    if months is None:
        return Span.at(PartialDate(year))
    return Span(PartialDate(year, months[0]), PartialDate(year, months[1]))
