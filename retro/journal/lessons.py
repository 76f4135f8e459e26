"""Lessons: kept, found by id, changed, deleted as a state, restored."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retro.errors import AmbiguousId, InvalidValue, NothingFound
from retro.journal.connection import Connection
from retro.journal.history import History
from retro.journal.identity import SHORTEST_PREFIX, id_prefix, new_id, storable
from retro.journal.lesson_rows import SELECT_LESSON, content_hash, lesson_columns, lesson_from_row
from retro.journal.registers import Companies, People, Themes
from retro.model import Evidence, Lesson, LessonDraft

__all__ = ["Added", "Lessons"]


class Added(NamedTuple):
    """A lesson that was added, with what had to be made for it."""

    lesson: Lesson
    new_company: str | None
    new_themes: tuple[str, ...]


class Lessons:
    """The lessons of a journal.

    Args:
        connection: The open journal.
        history: Where steps are made.
        companies: Where company names are looked up.
        themes: Where theme names are looked up.
        people: Where people's names are looked up.
    """

    def __init__(
        self, connection: Connection, history: History, companies: Companies, themes: Themes, people: People
    ) -> None:
        self._connection = connection
        self._history = history
        self._companies = companies
        self._themes = themes
        self._people = people

    # Reading

    def get(self, prefix: str, *, deleted: bool = False) -> Lesson:
        """The lesson whose id begins with ``prefix`` (four characters at the least).

        Args:
            prefix: As a person typed it.
            deleted: Find deleted lessons, and only those.

        Raises:
            InvalidValue: When ``prefix`` cannot be the beginning of an id.
            NothingFound: When no lesson has it.
            AmbiguousId: When several have.
        """
        wanted = id_prefix(prefix)
        state = "NOT NULL" if deleted else "NULL"
        rows = self._connection.rows(
            f"{SELECT_LESSON} WHERE lesson.id >= ? AND lesson.id < ? AND deleted_at IS {state}"
            " ORDER BY lesson.id LIMIT 11",
            (wanted, wanted + "~"),
        )
        if len(rows) == 1:
            return lesson_from_row(rows[0])
        if rows:
            short = self.short_ids(row["id"] for row in rows)
            raise AmbiguousId(
                f"“{prefix}” could be {'more than ten' if len(rows) > 10 else len(rows)} lessons:",
                tuple((short[row["id"]], row["title"]) for row in rows[:10]),
            )
        raise NothingFound(*self._why_not(prefix, wanted, deleted=deleted))

    def _why_not(self, prefix: str, wanted: str, *, deleted: bool) -> tuple[str, str]:
        state = "NULL" if deleted else "NOT NULL"
        other = self._connection.value(
            f"SELECT id FROM lessons WHERE id >= ? AND id < ? AND deleted_at IS {state}",
            (wanted, wanted + "~"),
        )
        if other is None:
            return f"There is no lesson “{prefix}”.", "retro list"
        if deleted:
            return f"Lesson {prefix} is not deleted.", ""
        return f"Lesson {prefix} was deleted.", f"retro restore {prefix}"

    def count(self) -> int:
        """How many lessons there are that are not deleted."""
        return int(self._connection.value("SELECT count(*) FROM lessons WHERE deleted_at IS NULL"))

    def by_numbers(self, numbers: Sequence[int]) -> list[Lesson]:
        """The lessons in the given rows, in the given order."""
        marks = ",".join("?" * len(numbers))
        rows = self._connection.rows(f"{SELECT_LESSON} WHERE lesson.number IN ({marks})", list(numbers))
        found = {row["number"]: lesson_from_row(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of the given rows, in the given order."""
        wanted = ",".join(str(int(number)) for number in numbers)
        rows = self._connection.rows(f"SELECT number, id FROM lessons WHERE number IN ({wanted})")
        found = {row["number"]: row["id"] for row in rows}
        return [found[number] for number in numbers if number in found]

    def by_ids(self, ids: Sequence[str]) -> list[Lesson]:
        """The lessons of whole ids, in the given order, without those that are deleted or not there."""
        import json  # noqa: PLC0415 - 1 ms that a capture does not need

        rows = self._connection.rows(
            f"{SELECT_LESSON} WHERE lesson.id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL",
            (json.dumps(list(ids)),),
        )
        found = {row["id"]: lesson_from_row(row) for row in rows}
        return [found[each] for each in ids if each in found]

    def number(self, lesson_id: str) -> int:
        """The row of a whole id.

        Raises:
            NothingFound: When no lesson has it.
        """
        number = self._connection.value("SELECT number FROM lessons WHERE id = ?", (lesson_id,))
        if number is None:
            raise NothingFound(f"There is no lesson “{lesson_id}”.")
        return int(number)

    def short_id(self, lesson_id: str) -> str:
        """The shortest beginning of an id that no other lesson shares, four characters at the least."""
        row = self._connection.row(
            "SELECT (SELECT max(id) FROM lessons WHERE id < :id) AS before,"
            " (SELECT min(id) FROM lessons WHERE id > :id) AS after",
            {"id": lesson_id},
        )
        assert row is not None  # noqa: S101 - a SELECT without FROM has one row
        shared = max(_shared(lesson_id, row["before"] or ""), _shared(lesson_id, row["after"] or ""))
        return lesson_id[: max(SHORTEST_PREFIX, shared + 1)]

    def short_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """``short_id`` of each."""
        return {lesson_id: self.short_id(lesson_id) for lesson_id in ids}

    # Writing

    def add(self, draft: LessonDraft) -> Added:
        """Keep a new lesson; its company, themes and people are made when they are new.

        Raises:
            InvalidValue: When it has no title.
            JournalUnusable: When the journal cannot be written; nothing was changed.
        """
        title = _checked_title(draft.title)
        with self._history.step("add", f"Added “{title}”"):
            company, company_is_new = None, False
            if draft.company is not None:
                company, company_is_new = self._companies.find_or_make(draft.company)
            moment = self._history.moment()
            number = self._connection.value("SELECT coalesce(max(number), 0) + 1 FROM lessons")
            # Tags before the lesson: the index then reads the lesson once, complete, when its row comes.
            new_themes = self._tag(number, draft.themes)
            self._name_people(number, draft.people)
            self._insert_evidence(number, draft.evidence)
            values = {
                "number": number,
                "id": new_id(),
                **lesson_columns(draft.replace(title=title), moment),
                "company": company,
                "created_at": moment,
                "updated_at": moment,
            }
            values["content_hash"] = content_hash(values)
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join(f":{name}" for name in values)
            self._connection.execute(f"INSERT INTO lessons ({names}) VALUES ({marks})", values)
            lesson = self.by_numbers([number])[0]
        return Added(lesson, lesson.company if company_is_new else None, new_themes)

    def edit(self, lesson_id: str, draft: LessonDraft, *, summary: str = "") -> Lesson:
        """Make a lesson say what ``draft`` says; unchanged fields are not touched.

        Raises:
            NothingFound: When there is no such lesson.
            InvalidValue: When the draft has no title.
            JournalUnusable: When the journal cannot be written; nothing was changed.
        """
        title = _checked_title(draft.title)
        with self._history.step("edit", summary or f"Edited “{title}”"):
            number = self.number(lesson_id)
            old = self._connection.row("SELECT * FROM lessons WHERE number = ?", (number,))
            assert old is not None  # noqa: S101 - just found
            current = self.by_numbers([number])[0]
            draft = draft.replace(
                themes=self._themes.canonical(draft.themes),
                people=self._people.canonical(draft.people),
            )
            company = None if draft.company is None else self._companies.find_or_make(draft.company)[0]
            values = {**lesson_columns(draft.replace(title=title), old["created_at"]), "company": company}
            values["content_hash"] = content_hash({**dict(old), **values})
            changed = {name: value for name, value in values.items() if old[name] != value}
            if draft.themes != current.themes:
                self._connection.execute("DELETE FROM lesson_themes WHERE lesson = ?", (number,))
                self._tag(number, draft.themes)
            if draft.people != current.people:
                self._connection.execute("DELETE FROM lesson_people WHERE lesson = ?", (number,))
                self._name_people(number, draft.people)
            if draft.evidence != current.evidence:
                self._connection.execute("DELETE FROM evidence WHERE lesson = ?", (number,))
                self._insert_evidence(number, draft.evidence)
            if changed or _tags(draft) != _tags(current):
                changed["updated_at"] = self._history.moment()
                assignments = ", ".join(f'"{name}" = :{name}' for name in changed)
                self._connection.execute(
                    f"UPDATE lessons SET {assignments} WHERE number = :number", {**changed, "number": number}
                )
            return self.by_numbers([number])[0]

    def delete(self, ids: Sequence[str]) -> None:
        """Mark lessons as deleted; they stay in the journal and can be restored."""
        self._set_deleted(ids, "rm", "Deleted", self._history.moment())

    def restore(self, ids: Sequence[str]) -> None:
        """Take deleted lessons back."""
        self._set_deleted(ids, "restore", "Restored", None)

    def _set_deleted(self, ids: Sequence[str], command: str, verb: str, moment: str | None) -> None:
        with self._history.step(command) as step:
            titles = []
            for lesson_id in ids:
                number = self.number(lesson_id)
                self._connection.execute(
                    "UPDATE lessons SET deleted_at = ? WHERE number = ? AND (deleted_at IS NULL) = ?",
                    (moment, number, moment is not None),
                )
                titles.append(self._connection.value("SELECT title FROM lessons WHERE number = ?", (number,)))
            if not step.summary:
                step.summary = (
                    f"{verb} “{titles[0]}”" if len(titles) == 1 else f"{verb} {len(titles)} lessons"
                )

    def _tag(self, number: int, themes: Sequence[str]) -> tuple[str, ...]:
        new = []
        seen = set()
        for position, name in enumerate(themes):
            theme, is_new = self._themes.find_or_make(name)
            if theme in seen:
                continue
            seen.add(theme)
            self._connection.execute("INSERT INTO lesson_themes VALUES (?, ?, ?)", (number, theme, position))
            if is_new:
                new.append(self._connection.value("SELECT name FROM themes WHERE number = ?", (theme,)))
        return tuple(new)

    def _name_people(self, number: int, people: Sequence[str]) -> None:
        seen = set()
        for position, name in enumerate(people):
            person, _ = self._people.find_or_make(name)
            if person not in seen:
                seen.add(person)
                self._connection.execute(
                    "INSERT INTO lesson_people VALUES (?, ?, ?)", (number, person, position)
                )

    def _insert_evidence(self, number: int, evidence: Sequence[Evidence]) -> None:
        for position, item in enumerate(evidence):
            self._connection.execute(
                "INSERT INTO evidence (lesson, position, metric, before, after, unit)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (number, position, storable(item.metric), item.before, item.after, storable(item.unit)),
            )


def _checked_title(title: str) -> str:
    cleaned = " ".join(storable(title).split())
    if not cleaned:
        raise InvalidValue("A lesson needs a title.")
    return cleaned


def _tags(draft: LessonDraft) -> tuple[object, ...]:
    return draft.themes, draft.people, draft.evidence


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
