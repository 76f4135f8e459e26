"""How a status follows from what was logged, as the documentation says it."""

import datetime as dt

import pytest

from retro.dates import Span
from retro.model import Status
from retro.standing import DAYS_TO_LEARN, day_of, entries_of, standing
from retro.surroundings import Application, Outcome, ReviewAnswer, Reviewed

A, V = Outcome.APPLIED, Outcome.VIOLATED


def log(said: str) -> list[Application]:
    """``a1 v2``: applied on the first, violated on the second of a month."""
    outcomes = {"a": A, "v": V}
    return [
        Application(f"{place:012}", "x", outcomes[word[0]], Span.parse(f"2024-01-{int(word[1:]):02}"))
        for place, word in enumerate(said.split())
    ]


@pytest.mark.parametrize(
    ("said", "status", "raised"),
    [
        ("", Status.OBSERVED, False),
        ("a1", Status.IDENTIFIED, False),
        ("v1", Status.IDENTIFIED, False),
        ("a1 a2", Status.IDENTIFIED, False),
        ("a1 a2 a3", Status.LEARNED, False),
        ("a1 a1 a1", Status.IDENTIFIED, False),
        ("a1 a2 v3 a4", Status.IDENTIFIED, False),
        ("a1 a2 a3 v4", Status.IDENTIFIED, False),
        ("a1 a2 a3 v4 a5 a6 a7", Status.LEARNED, False),
        ("v1 v2", Status.IDENTIFIED, False),
        ("v1 v2 v3", Status.IDENTIFIED, True),
        ("v1 v2 v3 a4 a5", Status.IDENTIFIED, True),
        ("v1 v2 v3 a4 a5 a6", Status.LEARNED, False),
        ("v1 v2 v3 a4 a5 a6 v7", Status.IDENTIFIED, True),
    ],
)
def test_the_log_says(said: str, status: Status, raised: bool) -> None:
    found = standing(entries_of(log(said), ()))
    assert (found.status, found.raised) == (status, raised)
    assert found.violations == said.count("v")
    assert found.why
    assert found.next


def test_used_it_at_a_review_is_an_application_and_other_answers_are_none() -> None:
    answers = [
        Reviewed(f"{place:012}", "x", answer, dt.date(2024, 1, place + 1))
        for place, answer in enumerate((*ReviewAnswer, ReviewAnswer.USED, ReviewAnswer.USED))
    ]
    found = standing(entries_of((), answers))
    assert found.status is Status.LEARNED
    assert len(found.fed) == 3


def test_it_tells_what_is_missing() -> None:
    found = standing(entries_of(log("v1 a2"), ()))
    assert (
        found.why
        == "it was applied on 1 day since it was violated on 2024-01-01, and it takes 3 to be learned"
    )
    assert found.next.startswith("Applied on 2 days more")
    assert [entry.day.day for entry in found.fed] == [1, 2]
    assert standing(entries_of(log("v1"), ())).why.startswith("it was violated on 2024-01-01")
    assert DAYS_TO_LEARN == 3


@pytest.mark.parametrize(
    ("happened", "day"),
    [
        ("2024-05-10", "2024-05-10"),
        ("2024-05-15", "2024-05-15"),
        ("2024-05-16", "2024-05-16"),  # it is the 16th already where one is
        ("2024-05-17", "2024-05-15"),
        ("2024-04", "2024-04-30"),
        ("2024-05", "2024-05-15"),
        ("2024", "2024-05-15"),
        ("2023-01..2024-02", "2024-02-29"),
    ],
)
def test_an_entry_counts_on_its_last_day_but_not_after_it_was_logged(happened: str, day: str) -> None:
    entry = Application("a" * 12, "x", A, Span.parse(happened), logged="2024-05-15T20:00:00Z")
    assert str(day_of(entry)) == day
