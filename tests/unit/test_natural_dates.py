"""Dates in words become spans of the writer's precision."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.natural_dates import parse_coming, parse_span
from retro.natural_dates.words import WORDS

TODAY = dt.date(2021, 6, 16)  # a Wednesday


def span(text: str, *, strict: bool = True, today: dt.date = TODAY) -> str | None:
    found = parse_span(text, today, strict=strict)
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-06-03", "2021-06-03"),
        ("2021/6/3", "2021-06-03"),
        ("2021-06-03 14:30", "2021-06-03"),
        ("2021-06", "2021-06"),
        ("2018..2021-03", "2018..2021-03"),
        ("2018-2021", "2018..2021"),
        ("2018 – 2021", "2018..2021"),
        ("2018 to 2021", "2018..2021"),
        ("june 2019 to today", "2019-06..2021-06-16"),
        ("mid 2018..2021", "2018-05..2021"),
    ],
)
def test_iso_dates_and_ranges(text: str, expected: str) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2021-06-16"),
        ("this morning", "2021-06-16"),
        ("Yesterday", "2021-06-15"),
        ("yesterday at 9:30", "2021-06-15"),
        ("last night", "2021-06-15"),
        ("the day before yesterday", "2021-06-14"),
        ("friday", "2021-06-11"),
        ("last  Friday", "2021-06-11"),
        ("wednesday", "2021-06-09"),
        ("last wed", "2021-06-09"),
        ("monday last week", "2021-06-07"),
        ("friday before last", "2021-06-04"),
        ("two fridays ago", "2021-06-04"),
        ("this monday", "2021-06-14"),
        ("last week", "2021-06-07..2021-06-13"),
        ("this week", "2021-06-14..2021-06-16"),
        ("last month", "2021-05"),
        ("this month", "2021-06"),
        ("last quarter", "2021-01..2021-03"),
        ("last year", "2020"),
        ("this year", "2021"),
        ("3 days ago", "2021-06-13"),
        ("3 weeks ago", "2021-05-24..2021-05-30"),
        ("a couple of weeks ago", "2021-05-31..2021-06-06"),
        ("6 months ago", "2020-12"),
        ("2 years ago", "2019"),
        ("two years ago", "2019"),
        ("last 30 days", "2021-05-17..2021-06-16"),
        ("past 2 weeks", "2021-06-02..2021-06-16"),
        ("the last 4 months", "2021-02-16..2021-06-16"),
        ("last 2 years", "2019-06-16..2021-06-16"),
    ],
)
def test_words_count_from_today(text: str, expected: str) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("june 2021", "2021-06"),
        ("jun 2021", "2021-06"),
        ("Sept. 2020", "2020-09"),
        ("in june, 2021", "2021-06"),
        ("june '21", "2021-06"),
        ("2021 june", "2021-06"),
        ("in 2018", "2018"),
        ("back in 2018", "2018"),
        ("early 2021", "2021-01..2021-04"),
        ("mid 2018", "2018-05..2018-08"),
        ("mid-2018", "2018-05..2018-08"),
        ("late 2020", "2020-09..2020-12"),
        ("end of last year", "2020-09..2020-12"),
        ("early last month", "2021-05-01..2021-05-10"),
        ("mid June 2020", "2020-06-11..2020-06-20"),
        ("late February 2020", "2020-02-21..2020-02-29"),
        ("spring 2019", "2019-03..2019-05"),
        ("summer of 2019", "2019-06..2019-08"),
        ("fall 2019", "2019-09..2019-11"),
        ("autumn 2019", "2019-09..2019-11"),
        ("winter 2019", "2019-12..2020-02"),
        ("Q3 2020", "2020-07..2020-09"),
        ("2020 Q3", "2020-07..2020-09"),
        ("2020-q3", "2020-07..2020-09"),
        ("first quarter of 2020", "2020-01..2020-03"),
        ("H2 2020", "2020-07..2020-12"),
        ("first half of 2020", "2020-01..2020-06"),
        ("20 june 2020", "2020-06-20"),
        ("June 20, 2020", "2020-06-20"),
        ("the 3rd of June 2020", "2020-06-03"),
        ("saturday, 20 june 2020", "2020-06-20"),
    ],
)
def test_parts_of_a_year(text: str, expected: str) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("june 20", "2020-06-20"),
        ("15 june", "2021-06-15"),
        ("february 29", "2020-02-29"),
        ("last june", "2020-06"),
        ("last may", "2021-05"),
        ("last summer", "2020-06..2020-08"),
        ("this summer", "2021-06..2021-08"),
        ("last winter", "2020-12..2021-02"),
        ("early june", "2021-06-01..2021-06-10"),
    ],
)
def test_without_a_year_it_is_the_latest_that_has_begun(text: str, expected: str) -> None:
    assert span(text) == expected


def test_winter_said_in_its_january_has_begun() -> None:
    assert span("winter 2021", today=dt.date(2021, 1, 20)) == "2020-12..2021-02"
    assert span("last winter", today=dt.date(2021, 1, 20)) == "2019-12..2020-02"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 weeks before yesterday", "2021-06-01"),
        ("3 days after 2021-05-01", "2021-05-04"),
        ("yesterday morning", "2021-06-15"),
    ],
)
def test_the_rest_is_left_to_a_library(text: str, expected: str) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    (
        "12|2018|may|june|sun|wed|now|summer|q3|the present|one may|the end|the fall|fridays|the last day|"
        "1 on 1|one on one|step 1|day one|week 1|two pizzas|24 hours|10 days|first quarter|second half|24/7|"
        "50/50|2 to 3|one to one|at night|the night|the night before|the day after|before and after|9 to 5|"
        "the first|last one|first of all|2020, 2021|3.6.2021|1.27|@eks|| |..|2018..|..2021|-|last|ago|a|the"
    ).split("|"),
)
def test_what_may_be_ordinary_text_is_no_date(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    "text", ["tomorrow", "next friday", "next week", "in 3 weeks", "a week from now", "june 2050"]
)
def test_words_for_the_future_are_a_date_only_where_one_is_asked_for(text: str) -> None:
    assert span(text) is None
    found = parse_span(text, TODAY, strict=False)
    assert found is not None
    assert found.first_day > TODAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018", "2018"),
        ("june", "2021-06"),
        ("july", "2020-07"),
        ("summer", "2021-06..2021-08"),
        ("q3", "2020-07..2020-09"),
        ("fri", "2021-06-11"),
        ("now", "2021-06-16"),
        ("next friday", "2021-06-18"),
    ],
)
def test_where_a_date_is_asked_for_one_word_will_do(text: str, expected: str) -> None:
    assert span(text, strict=False) == expected


@pytest.mark.parametrize(
    "text",
    (
        "2021-02-30|2021-13|0000-01|june 31 2021|31 february|30 february|2021..2018|9999 years ago|"
        "last 9999 weeks|9999 years from now|0 february 2021|2021-6-0"
    ).split("|"),
)
def test_dates_that_the_calendar_does_not_have_are_none(text: str) -> None:
    assert span(text) is None
    assert span(text, strict=False) is None


@settings(deadline=None)
@given(
    st.text(max_size=70)
    | st.lists(st.sampled_from([*WORDS, "2021", "12", "..", "-", "to", ","]), max_size=5).map(" ".join)
)
def test_any_text_is_a_span_or_none(text: str) -> None:
    found = parse_span(text, TODAY)
    assert found is None or isinstance(found, Span)
    parse_span(text, TODAY, strict=False)


@settings(deadline=None)
@given(st.lists(st.sampled_from([w for w in WORDS if w != "at"]), min_size=1, max_size=4).map(" ".join))
def test_words_for_what_has_been_never_lie_in_the_future(text: str) -> None:
    found = parse_span(text, TODAY)
    assert found is None or found.first_day <= TODAY


@settings(deadline=None)
@given(st.dates(), st.dates())
def test_an_iso_date_is_read_as_it_was_written(first: dt.date, second: dt.date) -> None:
    first, second = sorted((first, second))
    assert parse_span(first.isoformat(), TODAY) == Span.on(first)
    expected = Span.parse(f"{first.isoformat()}..{second.isoformat()}")
    assert parse_span(str(expected), TODAY) == expected


def test_the_library_is_loaded_only_for_what_the_tables_lack() -> None:
    code = (
        "import sys, datetime; from retro.natural_dates import parse_span\n"
        "today = datetime.date(2021, 6, 16)\n"
        "for words in '2021-06|last friday|mid 2018|3 weeks ago|one thing|the truth is'.split('|'):\n"
        "    parse_span(words, today)\n"
        "print('parsedatetime' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("friday", "2024-05-17"),
        ("next friday", "2024-05-17"),
        ("in 2 weeks", "2024-05-29"),
        ("june", "2024-06"),
        ("30 june", "2024-06-30"),
        ("may", "2024-05"),
        ("april", "2025-04"),
        ("2023-06", "2023-06"),
        ("yesterday", "2024-05-14"),
    ],
)
def test_a_date_until_which_something_is_to_be_done_lies_ahead(text: str, expected: str) -> None:
    assert str(parse_coming(text, dt.date(2024, 5, 15))) == expected


def test_what_is_no_date_lies_nowhere() -> None:
    assert parse_coming("when I can", dt.date(2024, 5, 15)) is None
