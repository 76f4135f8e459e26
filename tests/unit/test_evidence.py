"""What numbers say: always in the same words, both ways round, in any unit, and multiplied."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retro.errors import InvalidValue
from retro.evidence import describe
from retro.evidence.arithmetic import (
    arithmetic,
    compound,
    explained,
    in_working_days,
    lower_is_better,
    saved_in,
)
from retro.evidence.reading import read_evidence, written
from retro.evidence.units import Sort, convert, read_unit, singular, working
from retro.model import Evidence

FAILURES = Evidence("failure rate", 8, 4, "cycles per release")
DURATION = Evidence("duration", 7, 1, "days per cycle")


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        (Evidence("release", 16, 4, "weeks"), "release: 16 → 4 weeks (×4, −75 %)"),
        (Evidence("deploys", 1, 40, "a day"), "deploys: 1 → 40 a day (×40, +3,900 %)"),
        (Evidence("errors", 38, 9, "%"), "errors: 38 → 9 % (×4.2, −76 %)"),
        (Evidence("outages", 3, 0), "outages: 3 → 0 (−100 %)"),
        (Evidence("profit", -2, 3, "M€"), "profit: -2 → 3 M€"),
        (Evidence("team", None, 14, "people"), "team: 14 people"),
        (Evidence("lag", 1, None, "year"), "lag: 1 year"),
        (Evidence("same", 2, 2), "same: 2 → 2"),
        (Evidence("from nothing", 0, 5), "from nothing: 0 → 5"),
        (Evidence("loss", 0.0015038, 0.75, "%"), "loss: 0.0015 → 0.75 % (×499, +49,774 %)"),
        (Evidence("drift", -0.0000123456, 1e-10, "s"), "drift: -0.0000123 → 0 s"),
    ],
)
def test_numbers_are_told_in_the_same_words_each_time(evidence: Evidence, line: str) -> None:
    assert describe(evidence) == line


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        (
            Evidence("release", 16, 4, "weeks"),
            "release: 16 → 4 weeks · ×4, −75 % · as a speed +300 % · 12 weeks saved",
        ),
        (Evidence("release", 4, 16, "weeks"), "release: 4 → 16 weeks · ×4, +300 % · 12 weeks more"),
        (
            Evidence("errors", 90, 9, "a week"),
            "errors: 90 → 9 a week · ×10, −90 % · the other way round +900 % · 81 a week less, 4,224 a year",
        ),
        (
            Evidence("deploys", 1, 40, "a day"),
            "deploys: 1 → 40 a day · ×40, +3,900 % · 39 a day more, 14,235 a year",
        ),
        (Evidence("wait", 2, 1, "days"), "wait: 2 → 1 days · ×2, −50 % · as a speed +100 % · 1 day saved"),
        (Evidence("margin", 8, 3, "%"), "margin: 8 → 3 % · ×2.7, −62 % · 5 points less"),
        (Evidence("revenue", 900, 300, "$"), "revenue: 900 → 300 $ · ×3, −67 % · 600 $ less"),
        (Evidence("profit", -2, 3, "M€"), "profit: -2 → 3 M€ · 5 M€ more"),
        (Evidence("outages", 3, 0), "outages: 3 → 0 · −100 % · 3 less"),
        (Evidence("team", None, 14, "people"), "team: 14 people"),
        (Evidence("same", 2, 2, "days"), "same: 2 → 2 days"),
    ],
)
def test_the_whole_arithmetic_on_a_line(evidence: Evidence, line: str) -> None:
    assert explained(evidence) == line


@pytest.mark.parametrize(
    ("evidence", "lower"),
    [
        (Evidence("release", 16, 4, "weeks"), True),
        (Evidence("runway", 6, 18, "months"), False),
        (Evidence("customer complaints", 9, 3), True),
        (Evidence("incident coverage", 30, 90, "%"), False),
        (Evidence("revenue", 1, 2, "M€"), False),
        (Evidence("team", 3, 14, "people"), None),
    ],
)
def test_which_way_is_better(evidence: Evidence, lower: bool | None) -> None:
    assert lower_is_better(evidence) is lower


positive = st.floats(0.001, 1e12)


@given(positive, positive)
def test_back_again_is_the_inverse(before: float, after: float) -> None:
    there, back = arithmetic(Evidence("m", before, after)), arithmetic(Evidence("m", after, before))
    assert there is not None
    assert back is not None
    assert there.factor == back.factor
    assert there.per_cent == back.inverse_per_cent
    assert there.inverse_per_cent == back.per_cent
    assert there.difference == -back.difference


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_any_two_numbers_have_their_arithmetic(before: float, after: float) -> None:
    """Zero, negative, tiny and huge: nothing fails, and nothing that is no number is told."""
    item = Evidence("m", before, after, "weeks")
    sums = arithmetic(item)
    assert sums is not None
    assert "inf" not in explained(item)
    assert "nan" not in explained(item)
    assert sums.factor is None or (sums.factor >= 1 and math.isfinite(sums.factor))
    if before <= 0 or after < 0:
        assert sums.factor is None
        assert sums.per_cent is None


# Units

TIMES = (
    "milliseconds",
    "seconds",
    "minutes",
    "hours",
    "days",
    "working days",
    "weeks",
    "months",
    "quarters",
    "years",
)


@pytest.mark.parametrize(
    ("text", "sort", "name", "size"),
    [
        ("week", Sort.TIME, "week", 604_800),
        ("hrs", Sort.TIME, "hour", 3_600),
        ("ms", Sort.TIME, "millisecond", 0.001),
        ("business days", Sort.TIME, "working day", 86_400 * 7 / 5),
        ("%", Sort.SHARE, "%", 0.01),
        ("per cent", Sort.SHARE, "%", 0.01),
        ("$", Sort.MONEY, "$", 1),
        ("EUR", Sort.MONEY, "€", 1),
        ("k$", Sort.MONEY, "$", 1_000),
        ("$k", Sort.MONEY, "$", 1_000),
        ("M€", Sort.MONEY, "€", 1_000_000),
        ("million dollars", Sort.MONEY, "$", 1_000_000),
        ("thousand users", Sort.COUNT, "user", 1_000),
        ("retries", Sort.COUNT, "retry", 1),
        ("", Sort.COUNT, "", 1),
    ],
)
def test_units_as_people_write_them(text: str, sort: Sort, name: str, size: float) -> None:
    unit = read_unit(text)
    assert (unit.sort, unit.name, unit.size, unit.per) == (sort, name, size, None)


@pytest.mark.parametrize("text", ["errors a week", "errors per week", "errors/week", "errors each week"])
def test_rates_are_for_each_of_something(text: str) -> None:
    unit = read_unit(text)
    assert (unit.name, unit.per and unit.per.name) == ("error", "week")
    assert str(unit) == "errors a week"


@given(st.sampled_from(TIMES), st.sampled_from(TIMES), st.floats(-1e9, 1e9))
def test_a_time_in_another_unit_and_back_is_the_same(one: str, other: str, value: float) -> None:
    there = convert(value, read_unit(one), read_unit(other))
    assert convert(there, read_unit(other), read_unit(one)) == pytest.approx(value)
    assert (there > 0) == (value > 0) or abs(value) < 1e-300


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        (1, "year", "months", 12),
        (1, "week", "working days", 5),
        (1, "error a day", "errors a week", 7),
        (700, "errors a week", "errors a day", 100),
        (1, "k$ a month", "$ a year", 12_000),
        (50, "%", "ppm", 500_000),
        (2, "thousand users", "users", 2_000),
    ],
)
def test_units_convert(value: float, unit: str, into: str, expected: float) -> None:
    assert convert(value, read_unit(unit), read_unit(into)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("unit", "into"),
    [("days", "€"), ("$", "€"), ("users", "teams"), ("errors a day", "errors"), ("%", "days")],
)
def test_what_is_not_of_one_sort_does_not_convert(unit: str, into: str) -> None:
    with pytest.raises(InvalidValue):
        convert(1, read_unit(unit), read_unit(into))


@given(st.text(max_size=40))
def test_any_text_is_a_unit(text: str) -> None:
    unit = read_unit(text)
    assert unit.size > 0
    assert read_unit(str(unit)).sort is unit.sort


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_working_days_grow_with_days_and_five_are_a_week(one: float, other: float) -> None:
    assert working(one) <= one
    assert (working(one) <= working(other)) == (one <= other) or working(one) == working(other)
    assert working(one + 7) == pytest.approx(working(one) + 5)
    assert working(-one) == -working(one)


# Multiplied


def test_fewer_cycles_of_less_time_each() -> None:
    both = compound([FAILURES, DURATION])
    assert both == Evidence("failure rate × duration", 56, 4, "days per release")
    assert describe(both).endswith("56 → 4 days per release (×14, −93 %)")


def test_in_working_days_a_week_is_five() -> None:
    both = compound([FAILURES, DURATION], working_days=True)
    assert both == Evidence("failure rate × duration", 40, 4, "working days per release")
    assert in_working_days(Evidence("wait", 48, 24, "hours")) == Evidence("wait", 48, 24, "hours")


@pytest.mark.parametrize(
    ("one", "other", "unit", "after"),
    [
        (("cycles", 8, 4), ("days", 7, 1), "days", 4),
        (("deploys a day", 4, 8), ("minutes per deploy", 30, 15), "minutes a day", 120),
        (("releases a year", 6, 6), ("years", 3, 3), "releases", 18),
        (("hours per ticket", 2, 1), ("$ per hour", 90, 90), "$ per ticket", 90),
        (("minutes per ticket", 120, 60), ("$ per hour", 90, 90), "$ per ticket", 90),
        (("%", 50, 25), ("weeks", 8, 4), "weeks", 1),
        (("%", 50, 25), ("%", 50, 25), "%", 6.25),
        (("teams", 14, 14), ("meetings per team", 3, 2), "meetings", 28),
    ],
)
def test_units_are_multiplied_and_cancelled(
    one: tuple[str, float, float], other: tuple[str, float, float], unit: str, after: float
) -> None:
    both = compound([Evidence("a", *one[1:], one[0]), Evidence("b", *other[1:], other[0])])
    assert both.unit == unit
    assert both.after == pytest.approx(after)


amounts = st.floats(0.01, 1e6)


@given(amounts, amounts, amounts, amounts)
def test_factors_multiply(one: float, two: float, three: float, four: float) -> None:
    parts = [Evidence("a", one, two, "cycles"), Evidence("b", three, four, "days")]
    both, back = compound(parts), compound(parts[::-1])
    assert both.before == pytest.approx(one * three)
    assert both.after == pytest.approx(two * four)
    assert (both.before, both.after) == (back.before, back.after)


def test_what_was_measured_once_counts_before_and_after() -> None:
    both = compound(
        [Evidence("releases", None, 6, "releases a year"), Evidence("delay", 4, 1, "weeks per release")]
    )
    assert both[1:] == (24, 6, "weeks a year")


def test_nothing_and_less_than_nothing_multiply() -> None:
    assert compound([Evidence("a", 0, 4), Evidence("b", 3, 0)])[1:3] == (0, 0)
    assert compound([Evidence("a", -2, 4), Evidence("b", 3, 2)])[1:3] == (-6, 8)


@pytest.mark.parametrize(
    "items",
    [
        [FAILURES],
        [Evidence("a", 1, 2, "days"), Evidence("b", 1, 2, "$")],
        [Evidence("a", 1e200, 2), Evidence("b", 1e200, 2)],
    ],
)
def test_what_cannot_be_multiplied_is_refused(items: list[Evidence]) -> None:
    with pytest.raises(InvalidValue):
        compound(items)


def test_what_is_saved_in_a_period() -> None:
    release = Evidence("release", 16, 4, "weeks")
    assert saved_in(release, "6 a year") == "72 weeks a year saved"
    assert saved_in(compound([FAILURES, DURATION]), "6 releases a year") == "312 days a year saved"
    assert saved_in(Evidence("team", None, 14), "6 a year") == ""
    for wrong in ("often", "6", "6 weeks", "6 % a year"):
        with pytest.raises(InvalidValue):
            saved_in(release, wrong)


# As text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("release duration: 16 -> 4 weeks", Evidence("release duration", 16, 4, "weeks")),
        ("release: 16 weeks → 4 weeks", Evidence("release", 16, 4, "weeks")),
        ("delay: 1 week -> 1 day per cycle", Evidence("delay", 7, 1, "days per cycle")),
        ("lag: 1 year -> 3 months", Evidence("lag", 12, 3, "months")),
        ("bill: $1,200 -> $300 a month", Evidence("bill", 1200, 300, "$ a month")),
        ("bill: $1.2k -> $300", Evidence("bill", 1200, 300, "$")),
        ("errors: 90 -> 12 a week", Evidence("errors", 90, 12, "a week")),
        ("profit: -2 -> 3 M€", Evidence("profit", -2, 3, "M€")),
        ("Part 2: hiring: 14 people", Evidence("Part 2: hiring", None, 14, "people")),
    ],
)
def test_evidence_is_read_as_it_is_said(text: str, expected: Evidence) -> None:
    assert read_evidence(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16 -> 4",
        "release: fast -> slow",
        "a: 1 -> 2 -> 3",
        "a: 3 days -> 4 €",
        ": 1 -> 2",
        "a: 1e999",
        "m" * 500,
    ],
)
def test_what_is_no_evidence_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_evidence(text)
    assert "\n" not in refused.value.sentence


@given(
    st.from_regex(r"[a-z][a-z ]{0,20}[a-z]", fullmatch=True),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "weeks", "a day", "cycles per release", "%", "M€", "people"]),
)
def test_evidence_is_read_back_as_it_was(metric: str, before: float, after: float, unit: str) -> None:
    assume("  " not in metric)
    item = Evidence(metric, before, after, unit)
    assert read_evidence(written(item)) == item


@given(st.text(max_size=60))
def test_reading_any_text_ends_in_evidence_or_a_sentence(text: str) -> None:
    try:
        item = read_evidence(text)
    except InvalidValue:
        return
    assert explained(item)


def test_one_of_several() -> None:
    words = ("cycles", "retries", "classes", "processes", "status", "analysis", "boxes", "days", "s")
    assert [singular(word) for word in words] == [
        "cycle",
        "retry",
        "class",
        "process",
        "status",
        "analysis",
        "box",
        "day",
        "s",
    ]
