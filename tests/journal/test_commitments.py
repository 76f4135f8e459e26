"""Commitments: made with a measure and a day, due, kept, dropped with a reason, and all of it undone."""

import datetime as dt
from collections.abc import Callable

import pytest

from retro.errors import AmbiguousId, InvalidValue, NothingFound
from retro.journal import Journal
from retro.surroundings import CommitmentState

MAY, JUNE = dt.date(2024, 5, 31), dt.date(2024, 6, 30)


def test_a_commitment_is_kept_with_its_measure_and_its_day(
    journal: Journal, reopened: Callable[[], Journal]
) -> None:
    made = journal.commitments.add(" Shadow\nevery release ", "No rollback in June", JUNE, company="EKS")
    assert (made.text, made.measure, made.due) == ("Shadow every release", "No rollback in June", JUNE)
    assert (made.state, made.company, made.closed_at) == (CommitmentState.OPEN, "EKS", None)
    assert reopened().commitments.all() == (made,)


def test_what_is_due_is_open_and_its_day_has_come(journal: Journal) -> None:
    late = journal.commitments.add("Second", "is done", JUNE)
    soon = journal.commitments.add("First", "is done", MAY)
    assert journal.commitments.due(MAY - dt.timedelta(days=1)) == ()
    assert journal.commitments.due(MAY) == (soon,)
    assert journal.commitments.due(JUNE) == (soon, late)
    journal.commitments.done(soon.id)
    assert journal.commitments.due(JUNE) == (late,)


def test_open_ones_of_a_company_come_with_those_of_none(journal: Journal) -> None:
    here = journal.commitments.add("Here", "is done", MAY, company="EKS")
    journal.companies.alias("EKS", "Amazon EKS")
    journal.commitments.add("Elsewhere", "is done", MAY, company="D2IQ")
    anywhere = journal.commitments.add("Anywhere", "is done", JUNE)
    assert journal.commitments.open(company="amazon eks") == (here, anywhere)
    assert len(journal.commitments.open()) == 3
    assert journal.commitments.open(company="Nowhere") == (anywhere,)


def test_keeping_and_dropping_says_what_came_of_it(journal: Journal) -> None:
    kept = journal.commitments.add("Keep", "is done", MAY)
    given_up = journal.commitments.add("Drop", "is done", MAY)
    done = journal.commitments.done(kept.id, "Twice as fast")
    assert (done.state, done.reason) == (CommitmentState.DONE, "Twice as fast")
    with pytest.raises(InvalidValue, match="Say why"):
        journal.commitments.drop(given_up.id, " ")
    dropped = journal.commitments.drop(given_up.id, "Nobody needs it")
    assert (dropped.state, dropped.closed_at) == (CommitmentState.DROPPED, "2024-05-15T12:00:00Z")
    for again in (journal.commitments.done, lambda each: journal.commitments.drop(each, "Really")):
        with pytest.raises(InvalidValue, match="is dropped already"):
            again(given_up.id)
    assert journal.history.undo().summary == "Dropped the commitment “Drop”"
    assert journal.commitments.open() == (given_up,)


def test_an_open_one_can_be_said_in_another_way(journal: Journal) -> None:
    made = journal.commitments.add("Keep", "is done", MAY)
    changed = journal.commitments.change(made.id, text="Keep at it", measure="ten times", due=JUNE)
    assert (changed.id, changed.text, changed.measure, changed.due) == (
        made.id,
        "Keep at it",
        "ten times",
        JUNE,
    )


def test_what_is_no_commitment_is_said(journal: Journal) -> None:
    with pytest.raises(InvalidValue, match="what will be done"):
        journal.commitments.add(" ", "is done", MAY)
    with pytest.raises(InvalidValue, match="needs a measure"):
        journal.commitments.add("Keep", "\n", MAY)
    with pytest.raises(NothingFound, match="retrospective is gone"):
        journal.commitments.add("Keep", "is done", MAY, retrospective_id="0123456789ab")
    with pytest.raises(InvalidValue, match="not a commitment's id"):
        journal.commitments.get("!!!!")
    with pytest.raises(NothingFound, match="no commitment “7k3m”"):
        journal.commitments.get("7k3m")
    assert journal.history.steps() == []


def test_a_beginning_that_several_share_names_them(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(("7k3m00000001", "7k3m00000002"))
    monkeypatch.setattr("retro.journal.commitments.new_id", lambda: next(ids))
    journal.commitments.add("One", "is done", MAY)
    journal.commitments.add("Two", "is done", MAY)
    with pytest.raises(AmbiguousId, match="could be 2 commitments"):
        journal.commitments.get("7k3m")
    assert journal.commitments.get("7K3M00000002").text == "Two"
