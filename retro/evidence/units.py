"""Units of evidence as people write them: time, money, shares, counts, and any of them a period or a piece.

A table of our own: pint has 8,000 lines of physics and takes 150 ms to load, and does not know "deploys a
day" or "cycles per release".
"""

import re
from enum import StrEnum
from typing import NamedTuple

from retro.errors import InvalidValue

__all__ = ["Sort", "Unit", "convert", "plural", "read_unit", "working"]

_DAY = 86_400.0
_YEAR = 365 * _DAY


class Sort(StrEnum):
    """What kind of thing is measured: only what is of one sort converts."""

    TIME = "time"
    MONEY = "money"
    SHARE = "share"
    COUNT = "count"


class Unit(NamedTuple):
    """A unit.

    Args:
        sort: What kind of thing.
        name: In the singular; of money its sign; "" counts nothing in particular.
        size: In seconds, in the currency itself, as a share of one, or in pieces.
        per: For each of which: of "errors a week", a week.
        text: As it was written.
    """

    sort: Sort
    name: str
    size: float = 1.0
    per: "Unit | None" = None
    text: str = ""

    @property
    def base(self) -> "Unit":
        """The same without what it is for each of."""
        return self._replace(per=None)

    def __str__(self) -> str:
        """In the words that evidence is written in."""
        own = self.text or plural(self.name)
        if self.per is None:
            return own
        if self.per.sort is Sort.TIME:
            return f"{own} {_article(self.per.name)} {self.per.name}".strip()
        return f"{own} per {self.per.name}".strip()


WORKING_DAY = Unit(Sort.TIME, "working day", _DAY * 7 / 5)
"""Five of them are a week."""

_TIMES = {
    "millisecond": (0.001, "ms msec millis"),
    "second": (1.0, "s sec"),
    "minute": (60.0, "min"),
    "hour": (3_600.0, "h hr"),
    "day": (_DAY, "d"),
    "week": (7 * _DAY, "w wk"),
    "month": (_YEAR / 12, "mo"),
    "quarter": (_YEAR / 4, ""),
    "year": (_YEAR, "y yr"),
}
_SHARES = {"%": 0.01, "percent": 0.01, "per cent": 0.01, "pct": 0.01, "‰": 0.001, "ppm": 1e-6}
_CURRENCIES = {
    "$": "usd dollar us-dollar",
    "€": "eur euro",
    "£": "gbp",
    "¥": "jpy yen cny yuan",
    "CHF": "franc",
}
_THOUSANDS = {
    "k": 1e3,
    "thousand": 1e3,
    "K": 1e3,
    "M": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "dozen": 12.0,
}

_TIME_OF = {
    word: (name, size)
    for name, (size, others) in _TIMES.items()
    for word in (name, *others.split(), *(f"{each}s" for each in others.split() if len(each) > 1))
}
_MONEY_OF = {word: sign for sign, words in _CURRENCIES.items() for word in (sign.lower(), *words.split())}
_PER = re.compile(r"(?:\s*/\s*|(?:\A|\s+)(?:per|an|a|each|every)\s+)(?!.*(?:/|\s(?:per|an|a|each|every)\s))")
_WORKING = re.compile(r"(?:working|business|work)[\s-]?(day|week)s?", re.IGNORECASE)
_SCALED = re.compile(rf"({'|'.join(sorted(_THOUSANDS, key=len, reverse=True))})(?:\s+|(?=[$€£¥]))(.*)")
_SCALED_AFTER = re.compile(r"([$€£¥])\s?(k|K|M|mn|bn)")


def read_unit(text: str) -> Unit:
    """The unit that a text means; what is no unit of the table counts pieces of that name."""
    text = " ".join(text.split())
    share = _SHARES.get(text.lower())
    if share is not None:
        return Unit(Sort.SHARE, "%", share, text=text)
    found = _PER.search(text)
    if found is None or found.end() == len(text):
        return _base(text)
    return _base(text[: found.start()].strip())._replace(per=_base(text[found.end() :].strip()))


def _base(text: str) -> Unit:
    lowered = text.lower()
    if found := _WORKING.fullmatch(text):
        days = 5 if found[1].lower() == "week" else 1
        return Unit(Sort.TIME, f"working {found[1].lower()}", WORKING_DAY.size * days, text=text)
    if lowered in _SHARES:
        return Unit(Sort.SHARE, "%", _SHARES[lowered], text=text)
    for word in (lowered, singular(lowered)):
        if word in _TIME_OF:
            name, size = _TIME_OF[word]
            return Unit(Sort.TIME, name, size, text=text)
        if word in _MONEY_OF:
            return Unit(Sort.MONEY, _MONEY_OF[word], text=text)
    return _scaled(text) or Unit(Sort.COUNT, singular(lowered), text=text)


def _scaled(text: str) -> Unit | None:
    """Thousands of something: ``M€``, ``$k``, ``thousand users``."""
    if found := _SCALED_AFTER.fullmatch(text):
        return Unit(Sort.MONEY, found[1], _THOUSANDS[found[2]], text=text)
    found = _SCALED.fullmatch(text)
    if found is None or not found[2]:
        return None
    unit = _base(found[2])
    return unit._replace(size=unit.size * _THOUSANDS[found[1]], text=text)


def convert(value: float, unit: Unit, into: Unit) -> float:
    """A value in another unit of the same sort.

    Raises:
        InvalidValue: When the one cannot be told in the other.
    """
    ours, theirs = unit.per, into.per
    counts = Sort.COUNT in (unit.sort, into.sort) or Sort.MONEY in (unit.sort, into.sort)
    if (
        unit.sort is not into.sort
        or (counts and unit.name != into.name)
        or (ours is None) != (theirs is None)
    ):
        raise InvalidValue(f"“{unit}” cannot be told in “{into}”.")
    converted = value * (unit.size / into.size)
    if ours is None or theirs is None:
        return converted
    # A week has seven times as many errors as a day: what is below the line goes the other way.
    return converted * convert(1.0, theirs, ours)


def working(days: float) -> float:
    """How many working days are in so many days that begin on a Monday: 7 are 5, 4 are 4, 10 are 8."""
    sign, days = (-1.0 if days < 0 else 1.0), abs(days)
    weeks, rest = divmod(days, 7)
    return sign * (5 * weeks + min(rest, 5.0))


def singular(word: str) -> str:
    """One of what is counted; only the last word of several changes."""
    for ending, one in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + one
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2 else word
    )


def plural(word: str) -> str:
    """Several of what is counted."""
    if not word or not word[-1].isalpha() or word.isupper() or word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("ch", "x", "sh")) else f"{word}s"


def _article(name: str) -> str:
    return "an" if name == "hour" else "a"
