"""What evidence comes to: factor, per cent, the other way round, what is saved, and several multiplied."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from retro.errors import InvalidValue
from retro.evidence.reading import read_quantity
from retro.evidence.units import WORKING_DAY, Sort, Unit, convert, plural, read_unit, working
from retro.evidence.wording import change, describe, number, rounded
from retro.model import Evidence

__all__ = [
    "Arithmetic",
    "arithmetic",
    "compound",
    "explained",
    "in_working_days",
    "lower_is_better",
    "saved_in",
    "told",
]

_A_DAY = Unit(Sort.TIME, "day", 86_400.0)
_A_YEAR = Unit(Sort.TIME, "year", 365 * 86_400.0)

_LOWER = re.compile(
    r"\b(?:time|duration|lag|latency|delay\w*|wait\w*|cost\w*|spend\w*|bill\w*|fail\w*|errors?|faults?|defects?|"
    r"bugs?|incidents?|outages?|downtime|retr(?:y|ies)|rework|churn|attrition|waste|debt|complaints?|escalations?|"
    r"overtime|turnover|backlog|queue|cycles?|hand-?offs?|meetings?)\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"\b(?:revenue|profit|sales|income|earnings|margin|throughput|uptime|availability|coverage|satisfaction|nps|"
    r"retention|adoption|users?|customers?|deploy\w*|releases?|engagement)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\b(?:runway|uptime|lifetime|life|between|tenure|retention|battery)\b", re.IGNORECASE)
"""Of which more time is better."""


class Arithmetic(NamedTuple):
    """What two numbers say.

    Args:
        before: The number at the beginning.
        after: The number at the end.
        unit: Of both, and of their difference.
        factor: How many times the larger is the smaller, the same whether less is better or more is.
        per_cent: By how much it changed, of what it was.
        inverse_per_cent: By how much the inverse changed: of a duration that fell by 75 %, its speed, +300 %.
        difference: After less before.
        lower_is_better: True and False where the words say so; None where they do not.
        a_year: The difference in a year, where the unit is of a shorter period.
    """

    before: float
    after: float
    unit: Unit
    factor: float | None
    per_cent: float | None
    inverse_per_cent: float | None
    difference: float
    lower_is_better: bool | None
    a_year: float | None = None


def arithmetic(item: Evidence) -> Arithmetic | None:
    """What evidence comes to; None where one of the numbers is not known."""
    before, after = item.before, item.after
    if before is None or after is None:
        return None
    unit = read_unit(item.unit)
    factor = per_cent = inverse = None
    if change(before, after):
        per_cent = (after - before) / before * 100
        if after > 0:
            factor = max(before, after) / min(before, after)
            inverse = (before - after) / after * 100
            inverse = inverse if math.isfinite(inverse) else None
    difference = after - before
    a_year = None
    if unit.per is not None and unit.per.sort is Sort.TIME and unit.per.size < _A_YEAR.size:
        a_year = convert(difference, unit, unit._replace(per=_A_YEAR))
        a_year = a_year if math.isfinite(a_year) else None
    return Arithmetic(
        before, after, unit, factor, per_cent, inverse, difference, lower_is_better(item, unit), a_year
    )


def lower_is_better(item: Evidence, unit: Unit | None = None) -> bool | None:
    """Whether less of it is better, as far as its words tell: of time it is, of revenue it is not."""
    unit = read_unit(item.unit) if unit is None else unit
    if unit.sort is Sort.TIME and (unit.per is None or unit.per.sort is not Sort.TIME):
        return not _LASTING.search(item.metric)
    for words in (item.metric, unit.name):
        # The last word of "customer complaints" is what is measured; the others say of what.
        lower = [found.end() for found in _LOWER.finditer(words)]
        higher = [found.end() for found in _HIGHER.finditer(words)]
        if lower or higher:
            return max(lower, default=0) > max(higher, default=0)
    return None


def told(sums: Arithmetic) -> str:
    """One line: ``×4, −75 % · as a speed +300 % · 12 weeks saved``; empty where nothing changed."""
    parts = [change(sums.before, sums.after)]
    fell = sums.after < sums.before
    if sums.inverse_per_cent is not None and fell and sums.lower_is_better:
        as_what = "as a speed" if sums.unit.sort is Sort.TIME else "the other way round"
        parts.append(f"{as_what} +{rounded(sums.inverse_per_cent)} %")
    if sums.difference and math.isfinite(sums.difference):
        parts.append(_difference(sums))
    return " · ".join(part for part in parts if part)


def explained(item: Evidence) -> str:
    """Evidence with all it comes to, on one line."""
    sums = arithmetic(item)
    said = "" if sums is None else told(sums)
    return f"{describe(item).removesuffix(_in_brackets(item))} · {said}" if said else describe(item)


def saved_in(item: Evidence, times: str) -> str:
    """What the change comes to in a period: 12 weeks saved, 6 times a year, are 72 weeks a year.

    Args:
        item: What was measured of each time.
        times: How often: ``6 a year``, ``2 releases a month``.

    Raises:
        InvalidValue: When that does not say how often, or cannot be multiplied with what was measured.
    """
    often, unit = read_quantity(times)
    each = read_unit(unit)
    if each.per is None or each.per.sort is not Sort.TIME or each.sort is not Sort.COUNT:
        raise InvalidValue(f"“{times}” does not say how often; try “6 a year” or “2 releases a month”.")
    sums = arithmetic(item)
    if sums is None or not sums.difference:
        return ""
    per = sums.unit.per
    if per is not None and (per.sort is not Sort.COUNT or each.name not in ("", per.name)):
        raise InvalidValue(f"“{sums.unit}” cannot be told by “{times}”.")
    in_all = sums._replace(
        unit=sums.unit._replace(per=each.per), difference=sums.difference * often, a_year=None
    )
    return _difference(in_all)


def _in_brackets(item: Evidence) -> str:
    """What ``describe`` says of the change already."""
    return f" ({change(item.before or 0.0, item.after or 0.0)})"


def _difference(sums: Arithmetic) -> str:
    by = abs(sums.difference)
    saves = sums.lower_is_better and sums.unit.sort in (Sort.TIME, Sort.MONEY)
    sign = "more" if sums.difference > 0 else "saved" if saves else "less"
    a_year = "" if sums.a_year is None else f", {rounded(abs(sums.a_year))} a year"
    return f"{_quantity(by, sums.unit)} {sign}{a_year}"


def _quantity(value: float, unit: Unit) -> str:
    """A number with its unit: one of it, or several."""
    words = str(unit)
    if value == 1 and unit.sort in (Sort.TIME, Sort.COUNT) and unit.text == plural(unit.name):
        words = str(unit._replace(text=unit.name))
    if unit.sort is Sort.SHARE and unit.per is None:
        words = "points" if unit.size == 0.01 else words
    return f"{number(float(f'{value:.6g}'))} {words}".strip()


def in_working_days(item: Evidence) -> Evidence:
    """Days, weeks and longer in working days, five a week; what is shorter than a day stays as it is."""
    unit = read_unit(item.unit)
    if unit.sort is not Sort.TIME or unit.size < _A_DAY.size or unit.name.startswith("working"):
        return item

    def days(value: float | None) -> float | None:
        return None if value is None else working(convert(value, unit.base, _A_DAY))

    told_in = WORKING_DAY._replace(per=unit.per)
    return Evidence(item.metric, days(item.before), days(item.after), str(told_in))


def compound(items: Sequence[Evidence], *, working_days: bool = False) -> Evidence:
    """Evidence multiplied: 8 → 4 cycles of 7 → 1 days each are 56 → 4 days.

    What was measured once (``14 teams``) counts the same before and after. What one is for each of is
    cancelled against what another counts: cycles per release × days per cycle are days per release.

    Raises:
        InvalidValue: When there are fewer than two, or their units cannot be multiplied.
    """
    if len(items) < 2:
        raise InvalidValue("It takes two pieces of evidence to multiply them.")
    if working_days:
        items = [in_working_days(item) for item in items]
    units = [read_unit(item.unit) for item in items]
    unit, scale = _multiplied(units)
    before, after = (math.prod(_value(item, place) for item in items) * scale for place in (1, 2))
    if not (math.isfinite(before) and math.isfinite(after)):
        raise InvalidValue("Multiplied, these numbers are too large to be told.")
    metric = " × ".join(dict.fromkeys(item.metric for item in items))
    return Evidence(metric, before, after, unit)


def _value(item: Evidence, place: int) -> float:
    both = (item.before, item.after)
    own, other = both[place - 1], both[2 - place]
    return own if own is not None else other or 0.0


def _multiplied(units: Sequence[Unit]) -> tuple[str, float]:
    """The unit of a product, and what the sizes of cancelled units leave as a factor."""
    tops, scale = [unit for unit in units if unit.name or unit.sort is not Sort.COUNT], 1.0
    bottoms: list[Unit] = []
    for unit in units:
        per = unit.per
        if per is None:
            continue
        match = next((top for top in tops if top is not unit and _cancels(top, unit, per)), None)
        if match is None:
            bottoms.append(per)
        else:
            tops.remove(match)
            scale *= match.size / per.size
    return _joined(tops, bottoms, scale)


def _cancels(top: Unit, unit: Unit, per: Unit) -> bool:
    """Whether what a piece counts is what ``unit`` is for each of.

    Minutes per deploy, of deploys a day, stay minutes a day.
    """
    if top.sort is not per.sort:
        return False
    if top.sort is Sort.TIME:
        return top.per is None or top.per.name != unit.name
    return top.name == per.name


def _joined(tops: list[Unit], bottoms: list[Unit], scale: float) -> tuple[str, float]:
    measured = [top for top in tops if top.sort in (Sort.TIME, Sort.MONEY)]
    if len(measured) > 1:
        one, other = measured[:2]
        raise InvalidValue(f"“{one.base}” and “{other.base}” cannot be multiplied with each other.")
    shares = [top for top in tops if top.sort is Sort.SHARE]
    counted = [top for top in tops if top.sort is Sort.COUNT]
    kept = measured or counted or shares[:1]
    # What is dropped beside a measure leaves its size: 2 thousand users × 3 days, 50 % × 8 weeks.
    scale *= math.prod(top.size for top in tops if top not in kept)
    if kept == shares[:1]:
        scale *= math.prod(share.size for share in shares[1:])
    unit = " × ".join(dict.fromkeys(str(top.base) for top in kept))
    names = tuple(dict.fromkeys((per.sort, per.name) for per in bottoms))
    for sort, name in names:
        unit = f"{unit} {'a' if sort is Sort.TIME else 'per'} {name}".strip()
    return unit, scale
