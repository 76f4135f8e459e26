"""Numbers before and after, as people write them."""

import pytest

from retro.model import Evidence
from retro.posts.extraction.evidence import evidence_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We cut the queue from 90 to 12 minutes.", Evidence("queue", 90, 12, "minutes")),
        ("We reduced build time from two hours to 15 minutes.", Evidence("build time", 120, 15, "minutes")),
        ("Churn went from 8% to 3% in a year.", Evidence("", 8, 3, "%")),
        ("We brought the bill down from $1,200 to $300.", Evidence("bill down", 1200, 300, "$")),
        ("We cut the lag from one year to 3 months.", Evidence("lag", 12, 3, "months")),
        ("We cut retries from 8 to 4 per release.", Evidence("retries", 8, 4, "")),
        ("Failures fell from 8 cycles to 4 per release.", Evidence("", 8, 4, "cycles per release")),
        ("Revenue grew from about 20k to over 1.5m users.", Evidence("", 20_000, 1_500_000, "users")),
    ],
)
def test_from_and_to(text: str, expected: Evidence) -> None:
    assert evidence_in(text) == (expected,)


def test_several_in_one_sentence() -> None:
    found = evidence_in(
        "We reduced errors from 9 a day to 3 a day,"
        " and cut its cost (i.e. waste) from 1 week per run to 1 day."
    )
    assert [(item.before, item.after, item.unit) for item in found] == [
        (9, 3, "a day"),
        (7, 1, "days per run"),
    ]


def test_beginning_and_end_in_two_sentences() -> None:
    text = (
        "When I joined, audits required 20 weeks of work. By the time I left, they took only about 5 weeks."
    )
    assert evidence_in(text) == (Evidence("audits", 20, 5, "weeks"),)


@pytest.mark.parametrize(
    "text",
    [
        "I worked there from 2011 to 2015.",
        "From one day to the next.",
        "It takes 3 weeks.",
        "from 4 to 4 days",
        "",
    ],
)
def test_no_change_no_evidence(text: str) -> None:
    assert evidence_in(text) == ()
