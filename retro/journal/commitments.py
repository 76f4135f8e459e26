"""Commitments: what somebody will do until a day, how it is measured, and what became of it."""

import datetime as dt

from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.history import History
from retro.journal.identity import new_id, storable
from retro.journal.prefixes import id_beginning_with
from retro.journal.registers import Companies
from retro.surroundings import Commitment, CommitmentState

__all__ = ["Commitments"]

_SELECT = (
    "SELECT commitments.*, companies.name AS company_name, retrospectives.id AS retrospective_id"
    " FROM commitments LEFT JOIN companies ON companies.number = commitments.company"
    " LEFT JOIN retrospectives ON retrospectives.number = commitments.retrospective"
)
_ORDER = " ORDER BY commitments.due, commitments.number"


class Commitments:
    """The commitments of a journal, by the day until which they are to be kept."""

    def __init__(self, connection: Connection, history: History, companies: Companies) -> None:
        self._connection = connection
        self._history = history
        self._companies = companies

    # Reading

    def all(self) -> tuple[Commitment, ...]:
        """Every commitment, open or not."""
        return self._found("")

    def open(self, *, company: str | None = None) -> tuple[Commitment, ...]:
        """Those that nobody has kept or dropped yet; with ``company``, those of it and those of none."""
        if company is None:
            return self._found(" WHERE commitments.state = 'open'")
        number = self._companies.number(company)
        return self._found(
            " WHERE commitments.state = 'open' AND (commitments.company = ? OR commitments.company IS NULL)",
            (number,),
        )

    def due(self, until: dt.date) -> tuple[Commitment, ...]:
        """Those that are open, and whose day has come by ``until``; one query, no more."""
        return self._found(" WHERE commitments.state = 'open' AND commitments.due <= ?", (until.isoformat(),))

    def of_retrospective(self, retrospective_id: str) -> tuple[Commitment, ...]:
        """Those that were made in a retrospective."""
        return self._found(" WHERE retrospectives.id = ?", (retrospective_id,))

    def get(self, prefix: str) -> Commitment:
        """The commitment whose id begins with ``prefix`` (four characters at the least).

        Raises:
            InvalidValue: When it cannot be the beginning of an id.
            NothingFound: When no commitment has it.
            AmbiguousId: When several have.
        """
        found = id_beginning_with(
            self._connection, "commitments", "text", prefix, noun="commitment", hint="retro commitments"
        )
        return self._found(" WHERE commitments.id = ?", (found,))[0]

    def _found(self, where: str, values: tuple[object, ...] = ()) -> tuple[Commitment, ...]:
        return tuple(map(_commitment, self._connection.rows(_SELECT + where + _ORDER, values)))

    # Writing

    def add(
        self,
        text: str,
        measure: str,
        due: dt.date,
        *,
        company: str | None = None,
        retrospective_id: str | None = None,
    ) -> Commitment:
        """Commit to something.

        Args:
            text: What will be done.
            measure: How it will be seen that it is done.
            due: Until when.
            company: Where; made when it is new.
            retrospective_id: In which retrospective.

        Raises:
            InvalidValue: When it says nothing, or nothing that could be measured.
            NothingFound: When there is no such retrospective.
        """
        text, measure = _checked(text, measure)
        commitment_id = new_id()
        with self._history.step("commitments", f"Committed to “{text}”"):
            at = None if company is None else self._companies.find_or_make(company)[0]
            self._connection.execute(
                "INSERT INTO commitments (id, retrospective, text, measure, due, company, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    commitment_id,
                    self._retrospective(retrospective_id),
                    text,
                    measure,
                    due.isoformat(),
                    at,
                    self._history.moment(),
                ),
            )
        return self.get(commitment_id)

    def change(self, commitment_id: str, *, text: str, measure: str, due: dt.date) -> Commitment:
        """Say an open commitment in another way.

        Raises:
            InvalidValue: When it says nothing, or is open no more.
            NothingFound: When there is none of that id.
        """
        text, measure = _checked(text, measure)
        with self._history.step("commitments", f"Changed the commitment “{text}”"):
            self._open_one(commitment_id)
            self._connection.execute(
                "UPDATE commitments SET text = ?, measure = ?, due = ? WHERE id = ?",
                (text, measure, due.isoformat(), commitment_id),
            )
        return self.get(commitment_id)

    def done(self, commitment_id: str, result: str = "") -> Commitment:
        """Note that a commitment was kept, and what came of it.

        Raises:
            InvalidValue: When it is open no more.
            NothingFound: When there is none of that id.
        """
        return self._close(commitment_id, CommitmentState.DONE, result)

    def drop(self, commitment_id: str, reason: str) -> Commitment:
        """Give a commitment up.

        Raises:
            InvalidValue: When nobody says why, or it is open no more.
            NothingFound: When there is none of that id.
        """
        if not reason.strip():
            raise InvalidValue("Say why it is dropped: that is what can be learned from it.")
        return self._close(commitment_id, CommitmentState.DROPPED, reason)

    def _close(self, commitment_id: str, state: CommitmentState, reason: str) -> Commitment:
        verb = "Kept" if state is CommitmentState.DONE else "Dropped"
        with self._history.step("commitments") as step:
            commitment = self._open_one(commitment_id)
            step.summary = step.summary or f"{verb} the commitment “{commitment.text}”"
            self._connection.execute(
                "UPDATE commitments SET state = ?, reason = ?, closed_at = ? WHERE id = ?",
                (str(state), " ".join(storable(reason).split()), self._history.moment(), commitment_id),
            )
        return self.get(commitment_id)

    def _open_one(self, commitment_id: str) -> Commitment:
        commitment = self.get(commitment_id)
        if commitment.state is not CommitmentState.OPEN:
            raise InvalidValue(f"“{commitment.text}” is {commitment.state} already.", hint="retro undo")
        return commitment

    def _retrospective(self, retrospective_id: str | None) -> int | None:
        if retrospective_id is None:
            return None
        number = self._connection.value("SELECT number FROM retrospectives WHERE id = ?", (retrospective_id,))
        if number is None:
            raise NothingFound("That retrospective is gone.")
        return int(number)


def _checked(text: str, measure: str) -> tuple[str, str]:
    text, measure = " ".join(storable(text).split()), " ".join(storable(measure).split())
    if not text:
        raise InvalidValue("A commitment says what will be done.")
    if not measure:
        raise InvalidValue("A commitment needs a measure: how will you see that it is done?")
    return text, measure


def _commitment(row: Row) -> Commitment:
    return Commitment(
        row["id"],
        row["text"],
        row["measure"],
        _day(row["due"]),
        CommitmentState(row["state"]),
        row["reason"],
        row["company_name"],
        row["retrospective_id"],
        row["created_at"],
        row["closed_at"],
    )


def _day(text: str) -> dt.date:
    """The last day that is meant; another program may have written a month."""
    from retro.dates import PartialDate  # noqa: PLC0415 - only where there are commitments

    return PartialDate.parse(text).last_day
