"""Evidence as people say it: ``release duration: 16 -> 4 weeks``, ``delay: 1 week -> 1 day per cycle``.

Two units of one sort are told in the smaller; a currency may stand before its number. A round trip:
``read_evidence(written(item)) == item`` of all that was read.
"""

import math
import re

from retro.errors import InvalidValue
from retro.evidence.units import Sort, Unit, convert, plural, read_unit
from retro.model import Evidence

__all__ = ["read_evidence", "read_quantity", "told_alike", "written"]

_NUMBER = r"[+−-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
_QUANTITY = re.compile(rf"(?P<currency>[$€£¥]\s?)?(?P<number>{_NUMBER})\s*(?P<unit>.*)")
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
_TOO_LONG = 400
_HOW = "Say it as in “release duration: 16 -> 4 weeks”."


def read_evidence(text: str) -> Evidence:
    """What a line says was measured.

    Raises:
        InvalidValue: When it is no such line.
    """
    text = " ".join(text.split())
    if len(text) > _TOO_LONG:
        raise InvalidValue(f"Evidence has {_TOO_LONG} characters at the most.")
    metric, colon, numbers = text.rpartition(": ")
    if not colon or not metric.strip():
        raise InvalidValue(f"“{text}” does not say what was measured. {_HOW}")
    parts = _ARROW.split(numbers)
    if len(parts) > 2:
        raise InvalidValue(f"“{numbers}” has more than a before and an after. {_HOW}")
    before, unit = read_quantity(parts[0])
    if len(parts) == 1:
        return Evidence(metric.strip(), None, before, unit)
    after, unit_after = read_quantity(parts[1])
    before, after, unit = told_alike(before, unit, after, unit_after)
    return Evidence(metric.strip(), before, after, unit)


def read_quantity(text: str) -> tuple[float, str]:
    """A number and its unit.

    Raises:
        InvalidValue: When there is no number in front.
    """
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise InvalidValue(f"“{text.strip()}” does not begin with a number. {_HOW}")
    number = float(match["number"].replace(",", "").replace("−", "-"))
    if not math.isfinite(number):
        raise InvalidValue(f"“{match['number']}” is too large a number.")
    return number, _with_currency((match["currency"] or "").strip(), match["unit"].strip())


def _with_currency(currency: str, unit: str) -> str:
    if not currency:
        return unit
    scaled = re.match(r"(k|K|M|mn|bn)\b\s*", unit)
    if scaled:
        return f"{scaled[1]}{currency} {unit[scaled.end() :]}".strip()
    return f"{currency} {unit}".strip()


def told_alike(before: float, unit: str, after: float, unit_after: str) -> tuple[float, float, str]:
    """Both numbers in one unit: the smaller of two; the one that is there; the latter where none converts.

    Raises:
        InvalidValue: When both are there, and the one cannot be told in the other.
    """
    if not unit or not unit_after or unit == unit_after:
        return before, after, unit_after or unit
    one, other = read_unit(unit), read_unit(unit_after)
    if one.per is None and other.per is not None:
        one = one._replace(per=other.per)
    elif other.per is None and one.per is not None:
        other = other._replace(per=one.per)
    if one.base.size == other.base.size and one.name == other.name:
        into = other
    else:
        into = min(one, other, key=lambda each: each.size)
    if into.sort is Sort.TIME:
        into = into._replace(text=plural(into.name))
    return _told(before, one, into), _told(after, other, into), str(into)


def _told(value: float, unit: Unit, into: Unit) -> float:
    """In the other unit, as finely as a person would say it."""
    converted = convert(value, unit, into)
    return float(f"{converted:.10g}")


def written(item: Evidence) -> str:
    """Evidence as it is read."""
    numbers = " -> ".join(f"{value!r}" for value in (item.before, item.after) if value is not None)
    return f"{item.metric}: {numbers} {item.unit}".rstrip()
