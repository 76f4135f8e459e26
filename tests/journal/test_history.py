"""Undo across runs, in order, for everything; the index and the history never drift from the tables."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from retro.dates import PartialDate, Span
from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.history import LONGEST_SUMMARY
from retro.journal.migrations import HISTORIC_TABLES
from retro.model import Evidence, LessonDraft
from retro.surroundings import Consent, Outcome, RelationKind


def contents(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that commands change."""
    connection = journal._connection
    return {
        table: sorted((tuple(row) for row in connection.rows(f"SELECT * FROM {table}")), key=repr)
        for table in HISTORIC_TABLES
    }


def check_index(journal: Journal) -> None:
    """FTS5's own comparison of the index with the text that it indexes."""
    connection = journal._connection
    with connection.transaction():
        connection.execute("INSERT INTO lesson_index (lesson_index, rank) VALUES ('integrity-check', 1)")


def test_undo_goes_back_through_runs_and_redo_comes_forward(
    journal: Journal, reopened: Callable[[], Journal]
) -> None:
    states = [contents(journal)]
    lesson = journal.lessons.add(LessonDraft("One", company="Harbour Nine", themes=("trust",))).lesson
    states.append(contents(journal))
    journal.lessons.edit(lesson.id, lesson.replace(title="Two", themes=("change",)))
    states.append(contents(journal))
    journal.close()

    later = reopened()
    later.themes.rename("change", "culture/change")
    states.append(contents(later))
    later.lessons.delete([lesson.id])
    states.append(contents(later))
    for state in reversed(states[:-1]):
        later.history.undo()
        assert contents(later) == state
        check_index(later)
    with pytest.raises(NothingFound, match="nothing to undo"):
        later.history.undo()
    for state in states[1:]:
        later.history.redo()
        assert contents(later) == state
        check_index(later)
    with pytest.raises(NothingFound, match="nothing to redo"):
        later.history.redo()


def test_a_change_after_an_undo_forgets_what_could_be_redone(journal: Journal) -> None:
    journal.lessons.add(LessonDraft("One"))
    journal.history.undo()
    journal.lessons.add(LessonDraft("Two"))
    with pytest.raises(NothingFound):
        journal.history.redo()
    assert journal.history.undo().summary == "Added “Two”"


def test_many_writes_in_one_step_are_undone_together(journal: Journal) -> None:
    with journal.step("import", "Imported two"):
        journal.lessons.add(LessonDraft("One", themes=("trust",)))
        journal.lessons.add(LessonDraft("Two", themes=("trust",)))
    assert [(step.command, step.summary) for step in journal.history.steps()] == [("import", "Imported two")]
    journal.history.undo()
    assert all(not rows for rows in contents(journal).values())


def test_a_failed_step_leaves_nothing(journal: Journal) -> None:
    def fail() -> None:
        with journal.step("import", "Imported two"):
            journal.lessons.add(LessonDraft("One", company="Harbour Nine"))
            journal.lessons.add(LessonDraft(" "))

    with pytest.raises(InvalidValue):
        fail()
    assert all(not rows for rows in contents(journal).values())
    assert journal.history.steps() == []


def test_a_change_made_with_another_tool_is_indexed_and_kept_in_history(journal: Journal) -> None:
    lesson = journal.lessons.add(LessonDraft("One")).lesson
    number = journal.lessons.number(lesson.id)
    with journal._connection.transaction():
        journal._connection.execute("UPDATE lessons SET title = 'Uno' WHERE number = ?", (number,))
    check_index(journal)
    latest = journal.history.of_lesson(number)[0]
    assert latest.command == ""
    assert latest.before is not None
    assert latest.before["title"] == "One"


NAMES = st.sampled_from(["Harbour Nine", "harbour nine", "Ostrava Labs", "Ostrava", "ÉCOLE", "école"])
THEMES = st.sampled_from(["trust", "Trust", "change", "culture/trust", "culture", "a b"])
TITLES = st.sampled_from(["Boil the frog", "Frogs", "日本語", "*x*", "trust"])


class JournalMachine(RuleBasedStateMachine):
    """Random commands; after each, undoing it must give exactly the state before."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.journal = Journal.open(Path(self.folder.name) / "journal.db")
        self.states = [contents(self.journal)]

    def teardown(self) -> None:
        if not hasattr(self, "journal"):
            return
        try:
            check_index(self.journal)
            while len(self.states) > 1:
                self.journal.history.undo()
                self.states.pop()
                assert contents(self.journal) == self.states[-1]
            check_index(self.journal)
        finally:
            self.journal.close()
            self.folder.cleanup()

    def _ids(self, *, deleted: bool = False) -> list[str]:
        state = "NOT NULL" if deleted else "NULL"
        rows = self.journal._connection.rows(
            f"SELECT id FROM lessons WHERE deleted_at IS {state} ORDER BY number"
        )
        return [row["id"] for row in rows]

    def _done(self) -> None:
        after = contents(self.journal)
        if after != self.states[-1]:
            self.states.append(after)

    @rule(title=TITLES, company=st.none() | NAMES, themes=st.lists(THEMES, max_size=3))
    def add(self, title: str, company: str | None, themes: list[str]) -> None:
        self.journal.lessons.add(
            LessonDraft(
                title,
                company=company,
                themes=tuple(themes),
                people=("Ines",),
                happened=Span.parse("2020"),
                evidence=(Evidence("m", 1, 2),),
            )
        )
        self._done()

    @precondition(lambda self: self._ids())
    @rule(data=st.data(), title=TITLES, company=st.none() | NAMES, themes=st.lists(THEMES, max_size=2))
    def edit(self, data: st.DataObject, title: str, company: str | None, themes: list[str]) -> None:
        lesson = self.journal.lessons.get(data.draw(st.sampled_from(self._ids())))
        draft = lesson.replace(title=title, company=company, themes=tuple(themes), evidence=())
        self.journal.lessons.edit(lesson.id, draft)
        self._done()

    @precondition(lambda self: self._ids())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.journal.lessons.delete([data.draw(st.sampled_from(self._ids()))])
        self._done()

    @precondition(lambda self: self._ids(deleted=True))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self.journal.lessons.restore([data.draw(st.sampled_from(self._ids(deleted=True)))])
        self._done()

    @precondition(lambda self: len(self._ids()) > 1)
    @rule(data=st.data())
    def relate_and_log(self, data: st.DataObject) -> None:
        one, other = data.draw(st.permutations(self._ids()))[:2]
        self.journal.relations.add(one, other, RelationKind.CONTRADICTS, when_source="early")
        self._done()
        self.journal.applications.log(one, Outcome.VIOLATED, Span.parse("2021"), company="Ostrava Labs")
        self._done()

    @rule(old=NAMES, new=NAMES, what=st.sampled_from(["rename", "merge", "alias", "unalias"]))
    def name_companies(self, old: str, new: str, what: str) -> None:
        with suppress(InvalidValue, NothingFound):
            getattr(self.journal.companies, what)(old, new)
        self._done()

    @rule(old=THEMES, new=THEMES, what=st.sampled_from(["rename", "merge", "alias", "unalias"]))
    def name_themes(self, old: str, new: str, what: str) -> None:
        with suppress(InvalidValue, NothingFound):
            getattr(self.journal.themes, what)(old, new)
        self._done()

    @rule()
    def describe(self) -> None:
        self.journal.companies.describe("Harbour Nine", role="CTO", began=PartialDate(2020))
        self._done()
        self.journal.people.describe("Ines", consent=Consent.NEVER)
        self._done()

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        self.journal.history.undo()
        self.states.pop()

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo_and_redo(self) -> None:
        self.journal.history.undo()
        assert contents(self.journal) == self.states[-2]
        self.journal.history.redo()

    @invariant()
    def the_state_is_the_expected_one(self) -> None:
        if hasattr(self, "journal"):
            assert contents(self.journal) == self.states[-1]


JournalMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestJournalMachine = JournalMachine.TestCase


def test_a_summary_is_one_line_of_a_readable_length(journal: Journal) -> None:
    journal.lessons.add(LessonDraft(title="word " * 100_000 + "\udcff"))
    [step] = journal.history.steps()
    assert len(step.summary) == LONGEST_SUMMARY


def test_a_journal_that_was_made_and_not_lived_has_nothing_to_undo(journal: Journal) -> None:
    lesson = journal.lessons.add(LessonDraft("One")).lesson
    journal.lessons.delete([lesson.id])
    journal.history.undo()
    before = contents(journal)
    journal.history.start_afresh()
    assert journal.history.steps() == []
    assert contents(journal) == before
    for take_back in (journal.history.undo, journal.history.redo):
        with pytest.raises(NothingFound):
            take_back()
    journal.lessons.add(LessonDraft("Two"))
    assert journal.history.undo().summary == "Added “Two”"


def test_a_step_that_was_undone_meanwhile_is_not_gone_on_with(journal: Journal) -> None:
    with journal.step("import", "Imported") as step:
        journal.lessons.add(LessonDraft("One"))
    with journal.step("import", "Imported", more_of=step) as same:
        journal.lessons.add(LessonDraft("Two"))
    assert same.number == step.number
    journal.history.undo()
    with journal.step("import", "Imported", more_of=step) as another:
        journal.lessons.add(LessonDraft("Three"))
    assert another.number != step.number
    assert [lesson.title for lesson in journal.lessons.by_numbers(range(1, 9))] == ["Three"]
