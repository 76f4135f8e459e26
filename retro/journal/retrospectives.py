"""Retrospectives: guided sessions for a company and a period, and what was answered in them.

Each answer is written when it is confirmed, in a transaction of its own: whoever leaves in between has lost
nothing.
"""

from collections.abc import Sequence

from retro.dates import Span
from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection, Row
from retro.journal.history import History
from retro.journal.identity import new_id, storable
from retro.journal.lessons import Added, Lessons
from retro.journal.prefixes import id_beginning_with
from retro.journal.registers import Companies
from retro.model import LessonDraft
from retro.surroundings import Answer, Retrospective, RitualStep

__all__ = ["Retrospectives"]

_COMMAND = "run"
_STEPS = tuple(RitualStep)
_SELECT = (
    "SELECT retrospectives.*, companies.name AS company_name FROM retrospectives"
    " LEFT JOIN companies ON companies.number = retrospectives.company"
)
_NEWEST_FIRST = " ORDER BY retrospectives.created_at DESC, retrospectives.number DESC"
_SELECT_ANSWER = (
    "SELECT answers.*, lessons.id AS lesson_id FROM answers"
    " JOIN retrospectives ON retrospectives.number = answers.retrospective"
    " LEFT JOIN lessons ON lessons.number = answers.lesson AND lessons.deleted_at IS NULL"
)


class Retrospectives:
    """The retrospectives of a journal.

    Args:
        connection: The open journal.
        history: Where steps are made.
        companies: Where company names are looked up.
        lessons: What answers become.
    """

    def __init__(
        self, connection: Connection, history: History, companies: Companies, lessons: Lessons
    ) -> None:
        self._connection = connection
        self._history = history
        self._companies = companies
        self._lessons = lessons

    # Reading

    def all(self) -> tuple[Retrospective, ...]:
        """Every retrospective, the newest first."""
        return tuple(map(_retrospective, self._connection.rows(_SELECT + _NEWEST_FIRST)))

    def open(self) -> tuple[Retrospective, ...]:
        """Those that are not finished, the newest first."""
        return tuple(each for each in self.all() if each.is_open)

    def get(self, prefix: str) -> Retrospective:
        """The retrospective whose id begins with ``prefix`` (four characters at the least).

        Raises:
            InvalidValue: When it cannot be the beginning of an id.
            NothingFound: When no retrospective has it.
            AmbiguousId: When several have.
        """
        found = id_beginning_with(
            self._connection,
            "retrospectives",
            "format",
            prefix,
            noun="retrospective",
            hint="retro retrospectives",
        )
        [row] = self._connection.rows(f"{_SELECT} WHERE retrospectives.id = ?", (found,))
        return _retrospective(row)

    def answers(self, retrospective_id: str) -> tuple[Answer, ...]:
        """What was answered: the ranked first, by rank, then the others as they were written."""
        rows = self._connection.rows(
            f"{_SELECT_ANSWER} WHERE retrospectives.id = ?"
            " ORDER BY answers.rank IS NULL, answers.rank, answers.position, answers.number",
            (retrospective_id,),
        )
        return tuple(map(_answer, rows))

    # Writing

    def begin(
        self, format_name: str, *, company: str | None = None, period: Span | None = None
    ) -> Retrospective:
        """Open a retrospective in a format; a company that is new is made.

        Raises:
            InvalidValue: When the format has no name.
        """
        name = " ".join(storable(format_name).split())
        if not name:
            raise InvalidValue("A retrospective needs a format.", hint="retro run --list")
        retrospective_id = new_id()
        with self._history.step(_COMMAND, f"Began a retrospective ({name})"):
            at = None if company is None else self._companies.find_or_make(company)[0]
            self._connection.execute(
                "INSERT INTO retrospectives (id, format, company, period, step, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    retrospective_id,
                    name,
                    at,
                    None if period is None else str(period),
                    str(RitualStep.WARM_UP),
                    self._history.moment(),
                ),
            )
        return self.get(retrospective_id)

    def reach(self, retrospective_id: str, step: RitualStep) -> Retrospective:
        """Note how far a retrospective has come; going back is no change."""
        with self._history.step(_COMMAND, f"Went on with a retrospective: {step}"):
            found = self.get(retrospective_id)
            if _STEPS.index(step) > _STEPS.index(found.step):
                self._connection.execute(
                    "UPDATE retrospectives SET step = ? WHERE id = ?", (str(step), retrospective_id)
                )
        return self.get(retrospective_id)

    def finish(self, retrospective_id: str) -> Retrospective:
        """Close a retrospective; one that is closed stays as it is."""
        with self._history.step(_COMMAND, "Finished a retrospective"):
            self._connection.execute(
                "UPDATE retrospectives SET state = 'finished', finished_at = ?, step = ?"
                " WHERE id = ? AND state = 'open'",
                (self._history.moment(), str(RitualStep.SUMMARY), retrospective_id),
            )
        return self.get(retrospective_id)

    def reopen(self, retrospective_id: str) -> Retrospective:
        """Take up again what was finished."""
        with self._history.step(_COMMAND, "Reopened a retrospective"):
            self._connection.execute(
                "UPDATE retrospectives SET state = 'open', finished_at = NULL"
                " WHERE id = ? AND state = 'finished'",
                (retrospective_id,),
            )
        return self.get(retrospective_id)

    def remove(self, retrospective_id: str) -> None:
        """Throw a retrospective away with its answers; its lessons and commitments stay.

        Raises:
            NothingFound: When there is none of that id.
        """
        with self._history.step(_COMMAND, "Threw a retrospective away"):
            number = self._number(retrospective_id)
            self._connection.execute(
                "UPDATE commitments SET retrospective = NULL WHERE retrospective = ?", (number,)
            )
            self._connection.execute("DELETE FROM answers WHERE retrospective = ?", (number,))
            self._connection.execute("DELETE FROM retrospectives WHERE number = ?", (number,))

    def answer(self, retrospective_id: str, prompt: str, text: str) -> Answer:
        """Write down an answer to a prompt, in a transaction of its own.

        Raises:
            InvalidValue: When it says nothing, there is no prompt, or the retrospective is finished.
            NothingFound: When there is no such retrospective.
        """
        text, prompt = _checked(text), storable(prompt).strip()
        if not prompt:
            raise InvalidValue("An answer needs a prompt, and this format has none.")
        answer_id = new_id()
        with self._history.step(_COMMAND, f"Answered “{_first_line(text)}”"):
            number = self._open_number(retrospective_id)
            self._connection.execute(
                "INSERT INTO answers (id, retrospective, prompt, position, text)"
                " SELECT ?, ?, ?, coalesce(max(position), 0) + 1, ? FROM answers WHERE retrospective = ?",
                (answer_id, number, prompt, text, number),
            )
        return self._one_answer(answer_id)

    def reword(self, answer_id: str, text: str) -> Answer:
        """Say an answer in another way; the lesson that it may have become stays as it is.

        Raises:
            InvalidValue: When it says nothing.
            NothingFound: When there is none of that id.
        """
        text = _checked(text)
        with self._history.step(_COMMAND, f"Reworded “{_first_line(text)}”"):
            self._one_answer(answer_id)
            self._connection.execute("UPDATE answers SET text = ? WHERE id = ?", (text, answer_id))
        return self._one_answer(answer_id)

    def take_back(self, answer_id: str) -> Answer:
        """Take an answer out of its retrospective.

        Raises:
            NothingFound: When there is none of that id.
        """
        with self._history.step(_COMMAND) as step:
            gone = self._one_answer(answer_id)
            step.summary = step.summary or f"Took back “{_first_line(gone.text)}”"
            self._connection.execute("DELETE FROM answers WHERE id = ?", (answer_id,))
        return gone

    def arrange(self, retrospective_id: str, ranked: Sequence[str]) -> None:
        """Rank answers by their ids, the first matters most; what is not named has no rank.

        Raises:
            NothingFound: When there is no such retrospective.
        """
        with self._history.step(_COMMAND, "Ranked the answers of a retrospective"):
            number = self._number(retrospective_id)
            ranks = {answer_id: place for place, answer_id in enumerate(ranked, start=1)}
            for row in self._connection.rows(
                "SELECT id, rank FROM answers WHERE retrospective = ?", (number,)
            ):
                rank = ranks.get(row["id"])
                if rank != row["rank"]:
                    self._connection.execute("UPDATE answers SET rank = ? WHERE id = ?", (rank, row["id"]))

    def group(self, answer_ids: Sequence[str], name: str) -> None:
        """Put answers together under a name; "" takes them out of their groups.

        Raises:
            NothingFound: When one of them is gone.
        """
        name = " ".join(storable(name).split())
        summary = f"Grouped answers as “{name}”" if name else "Took an answer out of its group"
        with self._history.step(_COMMAND, summary):
            for answer_id in answer_ids:
                if self._one_answer(answer_id).group != name:
                    self._connection.execute(
                        "UPDATE answers SET group_name = ? WHERE id = ?", (name, answer_id)
                    )

    def learn(self, answer_ids: Sequence[str], draft: LessonDraft) -> Added:
        """Make a lesson of answers; with each of them it is remembered.

        Raises:
            InvalidValue: When it has no title.
            NothingFound: When one of the answers is gone.
        """
        with self._history.step(_COMMAND, f"Learned “{_first_line(draft.title)}”"):
            added = self._lessons.add(draft)
            number = self._lessons.number(added.lesson.id)
            for answer_id in answer_ids:
                self._one_answer(answer_id)
                self._connection.execute("UPDATE answers SET lesson = ? WHERE id = ?", (number, answer_id))
        return added

    def _number(self, retrospective_id: str) -> int:
        number = self._connection.value("SELECT number FROM retrospectives WHERE id = ?", (retrospective_id,))
        if number is None:
            raise NothingFound("That retrospective is gone.", hint="retro run --list")
        return int(number)

    def _open_number(self, retrospective_id: str) -> int:
        number = self._number(retrospective_id)
        if self._connection.value("SELECT state FROM retrospectives WHERE number = ?", (number,)) != "open":
            raise InvalidValue("That retrospective is finished.", hint="retro run --reopen")
        return number

    def _one_answer(self, answer_id: str) -> Answer:
        row = self._connection.row(f"{_SELECT_ANSWER} WHERE answers.id = ?", (answer_id,))
        if row is None:
            raise NothingFound("That answer is gone.")
        return _answer(row)


def _checked(text: str) -> str:
    cleaned = storable(text).strip()
    if not cleaned:
        raise InvalidValue("An answer says something.")
    return cleaned


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _retrospective(row: Row) -> Retrospective:
    return Retrospective(
        row["id"],
        row["format"],
        row["company_name"],
        None if row["period"] is None else Span.parse(row["period"]),
        RitualStep(row["step"]) if row["step"] else RitualStep.WARM_UP,
        row["created_at"],
        row["finished_at"],
    )


def _answer(row: Row) -> Answer:
    return Answer(
        row["id"],
        row["prompt"],
        row["position"],
        row["text"],
        row["group_name"],
        row["rank"],
        row["lesson_id"],
    )
