"""Partial dates and spans."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import PartialDate, Span

partial_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), st.dates(), st.integers(1, 3)
)


@settings(deadline=None)
@given(partial_dates, partial_dates)
def test_a_span_is_read_as_it_prints(first: PartialDate, second: PartialDate) -> None:
    first, second = sorted((first, second), key=lambda date: (date.first_day, date.last_day))
    span = Span(first, second)
    assert Span.parse(str(span)) == span
    assert span.first_day <= span.last_day


@pytest.mark.parametrize(
    "text", ["2021-00", "2021-06-00", "2021-13", "2021-02-29", "0000", "21", "2021-6", "x", ""]
)
def test_what_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        Span.parse("2021..2020-12")


def test_a_month_reaches_to_its_last_day() -> None:
    assert PartialDate(2020, 2).last_day == dt.date(2020, 2, 29)
    assert PartialDate(2020).last_day == dt.date(2020, 12, 31)
