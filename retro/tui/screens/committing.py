"""What can be done to commitments, in whichever screen they stand: made, kept, put off, dropped."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from retro.surroundings import Commitment, CommitmentState
from retro.tui.jobs import retrospectives as jobs
from retro.tui.screens.row_screen import RowScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Committing"]

T = TypeVar("T")


class Committing(RowScreen[T]):
    """A screen in which commitments are made, kept, put off and dropped."""

    _half_text, _half_measure = "", ""
    """What was said of a commitment that was not made in the end: it is offered again."""

    def commit(self, *, company: str | None = None, retrospective_id: str | None = None) -> None:
        """Ask what, how it is measured, and until when."""

        def measured(text: str) -> None:
            self._half_text = text
            about = f"“{text}”: how will you see that it is done? A number, or something to point at."
            missing = "A commitment needs a measure."
            self.ask("Measured by", about, partial(until, text), text=self._half_measure, missing=missing)

        def until(text: str, measure: str) -> None:
            self._half_measure = measure
            self._ask_for_day("Until when", text, partial(made, text, measure), "in 4 weeks")

        def made(text: str, measure: str, day: dt.date) -> None:
            self._half_text = self._half_measure = ""
            self.change(jobs.commit(text, measure, day, company=company, retrospective_id=retrospective_id))

        about = "One thing that you will do, so that something is better the next time you look back."
        self.ask("Commit", about, measured, text=self._half_text, missing="Say what you will do.")

    def _ask_for_day(self, heading: str, text: str, then: "Callable[[dt.date], None]", said: str) -> None:
        """Ask until when, until a day is said."""

        def answered(said: str) -> None:
            from retro.natural_dates import parse_coming  # noqa: PLC0415 - only who commits needs it

            span = parse_coming(said, self.storage.today())
            if span is None:
                self.say(f"“{said}” is not a date.", severity="error")
                self._ask_for_day(heading, text, then, said)
                return
            then(span.last_day)

        about = f"“{text}”, until when? 2024-06-30, “next friday”, “in 4 weeks” …"
        self.ask(heading, about, answered, text=said, missing="Say a day.")

    def chosen_commitment(self, found: "Iterable[Commitment]") -> Commitment | None:
        """The open commitment under the cursor."""
        row = self.rows.selected
        key = row.key if row else ""
        each = next((each for each in found if key == f"commitment:{each.id}"), None)
        if each is not None and each.state is not CommitmentState.OPEN:
            self.say(f"It is {each.state} already; undo opens it again.", severity="warning")
            return None
        return each

    def keep_one(self, each: Commitment) -> None:
        """Ask what came of it."""

        def done(result: str) -> None:
            self.change(jobs.keep(each.id, result))

        self.ask("Kept", f"“{each.text}”: what came of it? It may stay empty.", done, empty=True)

    def put_off(self, each: Commitment) -> None:
        """Ask for another day."""

        def done(day: dt.date) -> None:
            self.change(jobs.put_off(each.id, day))

        self._ask_for_day("Put off", each.text, done, each.due.isoformat())

    def drop_one(self, each: Commitment) -> None:
        """Ask why."""

        def done(reason: str) -> None:
            self.change(jobs.drop(each.id, reason))

        about = f"“{each.text}”: why is it dropped? That is what can be learned from it."
        self.ask("Dropped", about, done, missing="Say why it is dropped.")
