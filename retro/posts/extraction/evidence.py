"""Numbers before and after: "reduced errors from 90 to 12 a week", "from 1 week to 1 day"."""

# ruff: noqa: E501 - a pattern reads better whole

import re

from retro.evidence.reading import told_alike
from retro.model import Evidence
from retro.posts.extraction.reading import folded
from retro.posts.markdown import plain_text

__all__ = ["evidence_in"]

_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1.0, "an": 1.0}
_UNITS_OF_TIME = frozenset("second minute hour day week month year".split())
_QUANTITY = r"(?P<currency{n}>[$€£])?(?P<number{n}>\d{{1,12}}(?:[.,]\d{{1,6}})*|{words})(?P<sign{n}>%|k|m|x|ms)?(?! ?%)(?:[ -](?P<unit{n}>[a-z][a-z-]{{1,24}}))?"
_COUNTED = "|".join(word for word in _WORDS if len(word) > 2)


def _quantity(n: int) -> str:
    return _QUANTITY.format(n=n, words=_COUNTED)


_ABOUT = r"(?:about |around |roughly |over |under |only |just |nearly |almost |an average of )*"
_FROM_TO = re.compile(
    rf"(?<!\w)from {_ABOUT}{_quantity(1)}(?: [\w-]+){{0,3}},? to {_ABOUT}{_quantity(2)}(?!\w)"
)
_CHANGE = re.compile(
    r"(?<!\w)(?:reduc|cut|improv|increas|gr[eo]w|shr[aiu]nk|dropp|fell|rose|rais|shorten|decreas|lower|sped|speed|brought|took|went|got|mov|bring)\w*"
    r" (?P<metric>[^.;:]{1,80}?) ?\Z"
)
_TAKING = re.compile(
    r"(?:with |and |, |the |our |my |their |a |an |\A)(?P<metric>[\w-]+(?: [\w-]+){0,2}) (?:requir|tak|took|need|last|cost)\w* (?:about |some |over )?\Z"
)
_BEFORE = re.compile(
    r"(?<!\w)when (?:i|we) (?:joined|started|began|arrived|took over)|at first|initially|(?:used|had) to|before(?!\w)"
)
_AFTER = re.compile(r"(?<!\w)by the (?:time|end)|when (?:i|we) left|now|today|afterwards?|in the end(?!\w)")
_PLAIN_QUANTITY = re.compile(rf"(?<![\w.]){_quantity(1)}(?!\w)")


def evidence_in(markdown: str) -> tuple[Evidence, ...]:
    """The measured changes that a text clearly states, in their order."""
    text = folded(plain_text(markdown))
    found = [evidence for match in _FROM_TO.finditer(text) if (evidence := _changed(text, match))]
    if not found and (compared := _compared(text)):
        found = [compared]
    return tuple(dict.fromkeys(found))


def _changed(text: str, match: re.Match[str]) -> Evidence | None:
    before, after = _number(match["number1"], match["sign1"]), _number(match["number2"], match["sign2"])
    unit1 = _unit(match["currency1"], match["sign1"], match["unit1"])
    unit2 = _unit(match["currency2"], match["sign2"], match["unit2"])
    if unit1 in _UNITS_OF_TIME and unit2 in _UNITS_OF_TIME and unit1 != unit2:
        before, after, unit = told_alike(before, unit1, after, unit2)
        before, after = round(before, 2), round(after, 2)
    else:
        unit = unit1 or unit2
        if unit2 in _UNITS_OF_TIME or (unit2 and unit2 != unit1 and unit2 in {"%", "$", "€", "£"}):
            unit = unit2
    if before == after or _is_years(before, after):
        return None
    return Evidence(_metric(text[: match.start()]), before, after, _each(_plural(unit), text, match))


_PER = re.compile(r" (?P<article>per|an?|each|every) (?P<each>[a-z][a-z-]{1,24})(?!\w)")
_PERIODS = frozenset("second minute hour day week month quarter year".split())


def _each(unit: str, text: str, match: re.Match[str]) -> str:
    """The unit with what it is for each of: "from 8 cycles to 4 per release", "from 1 week per run to 1 day"."""
    found = next(filter(None, (_PER.match(text, _end_of_quantity(match, n)) for n in (1, 2))), None)
    if found is None:
        return unit
    each, article = found["each"], found["article"]
    if each in _PERIODS:
        return f"{unit} {'an' if each == 'hour' else 'a'} {each}".strip()
    # "from 9 to 3 hours a good engineer needs" has no period, and no piece either.
    return f"{unit} per {each}" if unit and article == "per" else unit


def _end_of_quantity(match: re.Match[str], n: int) -> int:
    named = _unit(None, None, match[f"unit{n}"])
    return max(match.end(f"{part}{n}") for part in ("number", "sign", *(["unit"] if named else [])))


def _compared(text: str) -> Evidence | None:
    """A number in a sentence about the beginning, and one of the same unit in a sentence about the end."""
    start, end = _BEFORE.search(text), _AFTER.search(text)
    if start is None or end is None or end.start() <= start.start():
        return None
    earlier = [match for match in _PLAIN_QUANTITY.finditer(text, start.end(), end.start()) if match["unit1"]]
    later = [match for match in _PLAIN_QUANTITY.finditer(text, end.end()) if match["unit1"]]
    for second in later:
        for first in earlier:
            unit = _singular(first["unit1"])
            if unit in _UNITS_OF_TIME and unit == _singular(second["unit1"]):
                before, after = _number(first["number1"], None), _number(second["number1"], None)
                if before != after:
                    return Evidence(_metric(text[: first.start()]), before, after, _plural(unit))
    return None


def _number(text: str, sign: str | None) -> float:
    if text in _WORDS:
        return _WORDS[text]
    # "1,200" counts thousands; "1,5" would be a decimal comma, which English prose has not.
    number = float(text.replace(",", "")) if text.count(".") <= 1 else 0.0
    return number * {"k": 1_000, "m": 1_000_000}.get(sign or "", 1)


def _unit(currency: str | None, sign: str | None, word: str | None) -> str:
    if currency:
        return currency
    if sign in {"%", "ms", "x"}:
        return sign
    if word in {
        None,
        "to",
        "per",
        "in",
        "and",
        "of",
        "at",
        "for",
        "on",
        "with",
        "by",
        "a",
        "the",
        "within",
        "while",
        "as",
        "or",
    }:
        return ""
    return _singular(word or "")


def _singular(unit: str) -> str:
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") and len(unit) > 2 else unit


def _plural(unit: str) -> str:
    return unit + "s" if unit and unit.isalpha() and len(unit) > 2 and not unit.endswith("s") else unit


def _is_years(before: float, after: float) -> bool:
    """Whether both are calendar years: "from 2015 to 2018" measures nothing."""
    return all(1900 <= value <= 2100 and value == int(value) for value in (before, after))


_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_NEXT_CHANGE = re.compile(r",? and (?:reduced|cut|increased|improved|raised|lowered) |, ")
_METRIC_EDGE = re.compile(
    r"\A(?:with|its|the|our|my|their|overall|total|average)\s+|\s+(?:was|were|went|being|that)\Z"
)


def _metric(before: str) -> str:
    """What was measured: the words between the verb of change and the numbers."""
    clause = _BRACKETS.sub(" ", before[-200:]).rsplit(". ", 1)[-1]
    match = _CHANGE.search(clause) or _TAKING.search(clause)
    if match is None:
        return ""
    parts = _NEXT_CHANGE.split(match["metric"])
    return _METRIC_EDGE.sub(" ", parts[-1]).strip(" ,")[:60]
