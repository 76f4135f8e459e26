"""Names renamed, merged, aliased and rid of aliases: what was typed once goes on finding its lessons."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from retro.dates import PartialDate
from retro.errors import InvalidValue, NameTaken, NothingFound
from retro.journal import Journal
from retro.journal.filters import filtered
from retro.journal.identity import name_key
from retro.model import LessonDraft
from retro.query import parse
from retro.surroundings import Company, Consent, Person
from tests.journal.test_history import contents


def company(journal: Journal, name: str) -> Company:
    return next(each for each in journal.companies.all() if each.name == name)


def person(journal: Journal, name: str) -> Person:
    return next(each for each in journal.people.all() if each.name == name)


def test_an_alias_is_taken_away_and_undo_gives_it_back(journal: Journal) -> None:
    for names, drafts in (
        (journal.companies, LessonDraft("x", company="One")),
        (journal.themes, LessonDraft("x", themes=("one",))),
        (journal.people, LessonDraft("x", people=("One",))),
    ):
        journal.lessons.add(drafts)
        names.alias("one", "Uno")
        before = contents(journal)
        names.unalias("ONE", "uNO")
        assert [each.aliases for each in names.all()] == [()]
        assert names.number("uno") is None
        after = contents(journal)
        assert journal.history.undo().summary.casefold() == "uno no longer means one"
        assert contents(journal) == before
        journal.history.redo()
        assert contents(journal) == after


def test_taking_away_what_is_no_alias_is_said(journal: Journal) -> None:
    for name in ("One", "Two"):
        journal.lessons.add(LessonDraft("x", company=name))
    journal.companies.alias("Two", "Zwei")
    for alias in ("Zwei", "Three"):
        with pytest.raises(NothingFound, match=f"One has no alias “{alias}”"):
            journal.companies.unalias("One", alias)
    with pytest.raises(InvalidValue, match="the name itself"):
        journal.companies.unalias("One", "one")
    with pytest.raises(NothingFound, match="no company called “Nowhere”"):
        journal.companies.unalias("Nowhere", "One")
    assert len(journal.history.steps()) == 3


def test_a_name_that_is_taken_says_whose_it_is(journal: Journal) -> None:
    for name in ("One", "Two"):
        journal.lessons.add(LessonDraft("x", people=(name,)))
    journal.people.alias("Two", "Zwei")
    for change in (journal.people.rename, journal.people.alias):
        with pytest.raises(NameTaken) as caught:
            change("One", "zwei")
        assert caught.value.owner == "Two"


def test_a_theme_below_that_is_in_the_way_is_named(journal: Journal) -> None:
    journal.lessons.add(LessonDraft("x", themes=("a", "a/x", "b/x")))
    with pytest.raises(InvalidValue, match="“b/x” is a theme already; merge a/x into it first") as caught:
        journal.themes.rename("a", "b")
    assert not isinstance(caught.value, NameTaken)
    assert [each.name for each in journal.themes.all()] == ["a", "a/x", "b/x"]


def test_lessons_are_counted_without_the_deleted_ones(journal: Journal) -> None:
    ids = [
        journal.lessons.add(LessonDraft("x", company="One", themes=("t",), people=("Ines",))).lesson.id
        for _ in range(3)
    ]
    journal.lessons.delete(ids[:1])
    assert [each.lessons for each in journal.people.all()] == [2]
    for names, name in ((journal.companies, "One"), (journal.themes, "t"), (journal.people, "Ines")):
        assert [each.lessons for each in names.all() if each.name == name] == [2]


def test_merging_moves_what_is_counted_and_what_is_deleted(journal: Journal) -> None:
    ids = [journal.lessons.add(LessonDraft("x", people=("Ines",))).lesson.id for _ in range(3)]
    journal.lessons.add(LessonDraft("y", people=("Inés", "Ines")))
    journal.lessons.delete(ids[:1])
    assert journal.people.merge("Ines", "Inés") == 3
    assert person(journal, "Inés").lessons == 3
    journal.lessons.restore(ids[:1])
    assert person(journal, "Inés").lessons == 4


def test_a_merge_keeps_facts_and_the_stricter_consent(journal: Journal) -> None:
    journal.companies.describe(
        "Old", role="CTO", began=PartialDate(2015), ended=PartialDate(2017), pseudonym="a bank"
    )
    journal.companies.describe("New", role="VP", began=PartialDate(2016))
    before = contents(journal)
    journal.companies.merge("Old", "New")
    merged = company(journal, "New")
    assert (merged.role, str(merged.began), merged.ended, merged.pseudonym) == ("VP", "2016", None, "a bank")
    journal.history.undo()
    assert contents(journal) == before
    journal.companies.describe("New", began="")
    journal.companies.merge("Old", "New")
    assert (str(company(journal, "New").began), str(company(journal, "New").ended)) == ("2015", "2017")

    journal.people.describe("A", consent=Consent.NEVER, role_label="a developer", pseudonym="Max")
    journal.people.describe("B", consent=Consent.NAMED)
    journal.people.merge("A", "B")
    kept = person(journal, "B")
    assert (kept.consent, kept.role_label, kept.pseudonym) == (Consent.NEVER, "a developer", "Max")


def test_what_is_said_of_a_name_can_be_cleared(journal: Journal) -> None:
    journal.companies.describe(
        "One", role="CTO", began=PartialDate(2015), ended=PartialDate(2017), pseudonym="a bank"
    )
    before = contents(journal)
    journal.companies.describe("One", role="", began="", ended="", pseudonym="")
    assert company(journal, "One")[3:] == ("", None, None, "", 0)
    journal.history.undo()
    assert contents(journal) == before
    journal.people.describe("Ines", role_label="a manager", pseudonym="Max")
    assert (person(journal, "Ines").role_label, person(journal, "Ines").pseudonym) == ("a manager", "Max")
    journal.people.describe("Ines", role_label="", pseudonym="")
    assert (person(journal, "Ines").role_label, person(journal, "Ines").pseudonym) == ("", "")


def test_an_end_is_held_against_the_beginning_that_is_known(journal: Journal) -> None:
    journal.companies.describe("One", began=PartialDate(2018))
    before = contents(journal)
    with pytest.raises(InvalidValue, match="One cannot end in 2016, before it began in 2018"):
        journal.companies.describe("One", ended=PartialDate(2016))
    assert contents(journal) == before
    journal.companies.describe("One", began="", ended=PartialDate(2016))
    assert str(company(journal, "One").ended) == "2016"


NAMES = st.sampled_from(["Mesosphere", "mesosphere", "D2IQ", "Ostrava Labs", "ÉCOLE", "[red]x[/]"])


class NamesMachine(RuleBasedStateMachine):
    """Whatever happens to names, a lesson is found by the one that was typed, until someone takes it away."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.journal = Journal.open(Path(self.folder.name) / "journal.db")
        self.typed: list[frozenset[tuple[str, str]]] = [frozenset()]

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            self.folder.cleanup()

    def _try(
        self,
        change: Callable[[], object],
        after: Callable[[frozenset[tuple[str, str]]], frozenset[tuple[str, str]]] = lambda typed: typed,
    ) -> None:
        steps = len(self.journal.history.steps(1000))
        with suppress(InvalidValue, NothingFound):
            change()
            if len(self.journal.history.steps(1000)) > steps:
                self.typed.append(after(self.typed[-1]))

    @rule(name=NAMES)
    def add(self, name: str) -> None:
        lesson = self.journal.lessons.add(LessonDraft("x", company=name)).lesson
        self.typed.append(self.typed[-1] | {(name, lesson.id)})

    @rule(old=NAMES, new=NAMES, what=st.sampled_from(["rename", "merge", "alias"]))
    def change(self, old: str, new: str, what: str) -> None:
        self._try(lambda: getattr(self.journal.companies, what)(old, new))

    @rule(name=NAMES, alias=NAMES)
    def unalias(self, name: str, alias: str) -> None:
        self._try(
            lambda: self.journal.companies.unalias(name, alias),
            lambda typed: frozenset(pair for pair in typed if name_key(pair[0]) != name_key(alias)),
        )

    @precondition(lambda self: len(self.typed) > 1)
    @rule()
    def undo(self) -> None:
        undone = len([step for step in self.journal.history.steps(1000) if not step.undone])
        assert undone == len(self.typed) - 1
        self.journal.history.undo()
        self.typed.pop()

    @invariant()
    def every_lesson_is_found_by_the_name_that_was_typed(self) -> None:
        if not hasattr(self, "journal"):
            return
        for name, lesson_id in self.typed[-1]:
            query = parse("").with_field("company", name)
            condition = filtered(query.root, self.journal.today())
            found = self.journal._connection.rows(
                f"SELECT id FROM lessons AS lesson WHERE {condition.sql}", condition.parameters
            )
            assert lesson_id in {row["id"] for row in found}, name


NamesMachine.TestCase.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
TestNamesMachine = NamesMachine.TestCase
