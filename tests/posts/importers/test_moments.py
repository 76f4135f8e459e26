"""Dates in any form: what is one is read, what is none is not, and a column tells its own order."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.posts.importers.moments import DateOrder, order_of, read_moment, utc_moment

TODAY = dt.date(2024, 5, 15)

MOMENTS = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2024, 5, 14))  # noqa: DTZ001 - as it is written

FORMS = (
    "%Y-%m-%d %H:%M",
    "%F %r",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S+02:00",
    "%Y-%m-%d %H:%M:%S -0700",
    "%Y/%m/%d %H:%M",
    "%Y.%m.%d %H:%M",
    "%Y%m%dT%H%M%S",
    "%A, %d %B %Y at %I:%M %p",
    "%a %b %d %H:%M:%S %Y",
    "%B %d, %Y %I:%M%p",
    "%d-%b-%Y %H:%M",
    "%d. %B %Y %H:%M",
    "%a, %d %b %Y %H:%M:%S +0000",
    "%Y-%m-%d %a %H:%M",
)


@pytest.mark.parametrize("form", FORMS)
@given(moment=MOMENTS)
def test_every_form_of_jrnl_s_timeformat_reads_back(form: str, moment: dt.datetime) -> None:
    found = read_moment(moment.strftime(form), TODAY)
    assert found is not None
    assert str(found.span) == f"{moment:%Y-%m-%d}"
    assert found.time[:5] == f"{moment:%H:%M}"


@pytest.mark.parametrize("form", ["%d.%m.%Y %H:%M", "%d/%m/%y", "%d-%m-%Y"])
@given(moment=MOMENTS)
def test_day_first(form: str, moment: dt.datetime) -> None:
    found = read_moment(moment.strftime(form), TODAY, DateOrder.DAY_FIRST)
    assert found is not None
    assert str(found.span) == f"{moment:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/11/14", "2014-03-11"),
        ("12/21/91", "1991-12-21"),
        ("31/12/2020 8:05", "2020-12-31 08:05"),
        ("2019-07 14:23", "2019-07 14:23"),
        ("March 2014", "2014-03"),
        ("2023-03 March", "2023-03"),
        ("24th of September 2014", "2014-09-24"),
        ("2014", "2014"),
        ("1712345678", "2024-04-05"),
        ("2014-03-11 12:30 AM", "2014-03-11 00:30"),
    ],
)
def test_what_else_is_a_date(text: str, expected: str) -> None:
    assert str(read_moment(text, TODAY)).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "this",
        "May 2014 plans",
        "2014-13-45",
        "[x] 2014-01-01",
        "1",
        "25:99",
        "2014-02-30",
        "(2014-01-01",
        "sadfhakjsdf88sdf7sdff",
        "2014-01-01 and 2014-01-02",
        "March April 2014",
        "13 pm 2014-01-01",
        "x" * 10_000,
        "9" * 10_000,
    ],
)
def test_what_is_none(text: str) -> None:
    assert read_moment(text, TODAY) is None


@given(st.text(max_size=80), st.sampled_from([None, *DateOrder]))
def test_no_text_is_too_much(text: str, order: DateOrder | None) -> None:
    read_moment(text, TODAY, order)


def test_a_form_that_is_said_is_the_only_one() -> None:
    assert str(read_moment("07;2019;08", TODAY, form="%d;%Y;%m")) == "2019-08-07"
    assert read_moment("2019-08-07", TODAY, form="%d;%Y;%m") is None
    assert str(read_moment("2019-08-07 10:11", TODAY, form="%Y-%m-%d %H:%M")) == "2019-08-07 10:11:00"


@pytest.mark.parametrize(
    ("dates", "order", "is_open"),
    [
        (["3/11/14", "1/21/14"], DateOrder.MONTH_FIRST, False),
        (["3/11/14", "21/1/14"], DateOrder.DAY_FIRST, False),
        (["91-12-21", "92-01-01"], DateOrder.YEAR_FIRST, False),
        (["3/4/14", "5/6/14"], DateOrder.MONTH_FIRST, True),
        (["03.04.2014"], DateOrder.DAY_FIRST, True),
        (["03-04-2014"], DateOrder.DAY_FIRST, True),
        (["2014-03-04", "March 2014"], DateOrder.MONTH_FIRST, False),
        (["2013-06-09 15:39", "2013 06 09 15:39"], DateOrder.MONTH_FIRST, False),
    ],
)
def test_a_column_tells_its_order(dates: list[str], order: DateOrder, is_open: bool) -> None:
    found = order_of(dates)
    assert (found.order, found.is_open) == (order, is_open)


def test_a_column_of_two_orders_says_so() -> None:
    found = order_of(["13/1/2014", "1/13/2014", "25/1/2014"])
    assert (found.order, found.is_mixed) == (DateOrder.DAY_FIRST, True)


def test_moments_of_clocks() -> None:
    assert utc_moment(1e40) is None
    assert utc_moment(float("nan")) is None
    assert utc_moment(0) is not None
