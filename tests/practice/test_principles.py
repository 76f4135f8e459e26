"""Principles are proposed of what was learned at two companies, trends where the difference is clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.filters import EVERYTHING
from retro.journal.patterns import Halves
from retro.model import Kind, LessonDraft, Visibility
from retro.practice.principles import accept, dismiss, of_theme, principles
from retro.practice.trends import trends
from retro.surroundings import Outcome, RelationKind

OSTRAVA = LessonDraft("Promises kept earn trust with customers", company="Ostrava Labs", themes=("trust",))
BRNO = LessonDraft("Customers trust promises that are kept", company="Brno Works", themes=("trust",))
LUNCH = LessonDraft("Lunch is at noon", company="Brno Works", themes=("food",))


def fill(journal: Journal, *drafts: LessonDraft) -> list[str]:
    return [journal.lessons.add(draft).lesson.id for draft in drafts]


def test_a_principle_cites_lessons_of_two_companies(journal: Journal) -> None:
    ids = fill(journal, OSTRAVA, BRNO, LUNCH)
    [found] = principles(journal, EVERYTHING)
    assert found.theme == "trust"
    assert {lesson.id for lesson in found.cites} == set(ids[:2])
    assert set(found.companies) == {"Ostrava Labs", "Brno Works"}
    assert found.title in (OSTRAVA.title, BRNO.title)


def test_accepting_makes_a_practice_that_its_lessons_support_in_one_step(journal: Journal) -> None:
    ids = fill(journal, OSTRAVA, BRNO, LUNCH)
    [found] = principles(journal, EVERYTHING)
    kept = accept(journal, found, "Keep promises")
    assert (kept.title, kept.kind, kept.company, kept.themes) == (
        "Keep promises",
        Kind.PRACTICE,
        None,
        ("trust",),
    )
    relations = journal.relations.of(kept.id)
    assert {(each.source_id, each.target_id, each.kind) for each in relations} == {
        (lesson_id, kept.id, RelationKind.SUPPORTS) for lesson_id in ids[:2]
    }
    assert principles(journal, EVERYTHING) == []
    journal.history.undo()
    assert journal.lessons.find(kept.id) is None
    assert len(principles(journal, EVERYTHING)) == 1


def test_a_principle_of_a_private_lesson_is_private(journal: Journal) -> None:
    fill(journal, OSTRAVA.replace(visibility=Visibility.PRIVATE), BRNO, LUNCH)
    [found] = principles(journal, EVERYTHING)
    assert accept(journal, found).visibility is Visibility.PRIVATE


@pytest.mark.parametrize(
    "drafts",
    [
        (OSTRAVA, BRNO.replace(company="Ostrava Labs")),
        (OSTRAVA, BRNO.replace(company=None)),
        (OSTRAVA, LUNCH.replace(themes=("trust",))),
        (OSTRAVA, BRNO.replace(kind=Kind.OUTCOME)),
    ],
    ids=["one company", "no company", "of other things", "nothing to do"],
)
def test_nothing_is_proposed_of(journal: Journal, drafts: tuple[LessonDraft, ...]) -> None:
    fill(journal, *drafts, LUNCH)
    assert principles(journal, EVERYTHING) == []


def test_what_is_dismissed_comes_back_with_another_lesson_only(journal: Journal) -> None:
    fill(journal, OSTRAVA, BRNO, LUNCH)
    [found] = principles(journal, EVERYTHING)
    dismiss(journal, found)
    assert principles(journal, EVERYTHING) == []
    assert journal.relations.settled(RelationKind.CONTRADICTS) == frozenset()
    fill(journal, OSTRAVA.replace(title="Trust of customers is earned by promises", company="Plzen Mills"))
    [other] = principles(journal, EVERYTHING)
    assert "Plzen Mills" in other.companies
    journal.history.undo()
    journal.history.undo()
    assert principles(journal, EVERYTHING) == [found]


def test_what_is_of_one_company_by_now_is_refused(journal: Journal) -> None:
    _, other, _ = fill(journal, OSTRAVA, BRNO, LUNCH)
    [found] = principles(journal, EVERYTHING)
    journal.lessons.edit(other, BRNO.replace(company="Ostrava Labs"))
    with pytest.raises(InvalidValue):
        accept(journal, found)


def test_a_principle_is_found_by_its_theme(journal: Journal) -> None:
    fill(journal, OSTRAVA, BRNO, LUNCH)
    found = principles(journal, EVERYTHING)
    assert of_theme(found, "#Trust") == found[0]
    with pytest.raises(NothingFound):
        of_theme(found, "food")


# Trends


def test_a_theme_that_rises_and_one_that_falls(journal: Journal) -> None:
    for year, theme in [*((2019, "delivery"),) * 6, *((2023, "trust/teams"),) * 6]:
        fill(journal, LessonDraft("A lesson", themes=(theme,), happened=Span.parse(str(year))))
    halves = journal.patterns.halves(EVERYTHING)
    assert (halves.split, halves.earlier, halves.later) == ("2023-12-31", 6, 6)
    found = trends(halves)
    assert [(each.theme, each.earlier, each.later) for each in found.rising] == [
        ("trust", 0, 6),
        ("trust/teams", 0, 6),
    ]
    assert [(each.theme, each.earlier, each.later) for each in found.falling] == [("delivery", 6, 0)]
    over_time = journal.patterns.over_time(EVERYTHING, ["trust", "delivery"])
    assert {theme: sum(counts) for theme, counts in over_time.items()} == {"trust": 6, "delivery": 6}
    assert over_time["trust"][-1] == 6
    assert over_time["delivery"][0] == 6


def test_lessons_of_one_day_have_no_halves(journal: Journal) -> None:
    fill(journal, *[LessonDraft("A lesson", themes=("trust",))] * 12)
    assert trends(journal.patterns.halves(EVERYTHING)).rising == ()
    assert journal.patterns.halves(EVERYTHING).split == ""


def test_an_empty_journal_has_no_trends(journal: Journal) -> None:
    assert trends(journal.patterns.halves(EVERYTHING)).falling == ()
    assert journal.patterns.over_time(EVERYTHING, ["trust"]) == {"trust": ()}


@given(st.integers(0, 40), st.integers(0, 40), st.data())
def test_the_other_way_round_rising_is_falling(earlier: int, later: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, earlier)), data.draw(st.integers(0, later))
    there = trends(Halves("2020-01-01", earlier, later, {"trust": (one, other)}))
    back = trends(Halves("2020-01-01", later, earlier, {"trust": (other, one)}))
    assert [each.theme for each in there.rising] == [each.theme for each in back.falling]
    assert not (there.rising and there.falling)


# Never applied


def test_what_was_never_applied_violated_ones_first(journal: Journal) -> None:
    ids = fill(
        journal,
        LessonDraft("Known", happened=Span.parse("2019")),
        LessonDraft("Violated", happened=Span.parse("2022")),
        LessonDraft("Applied"),
        LessonDraft("An outcome", kind=Kind.OUTCOME),
    )
    journal.applications.log(ids[1], Outcome.VIOLATED, Span.parse("2023"))
    journal.applications.log(ids[2], Outcome.APPLIED, Span.parse("2023"))
    assert journal.patterns.never_applied(EVERYTHING, 5) == ((ids[1], ids[0]), 2)
    assert journal.patterns.never_applied(EVERYTHING, 1) == ((ids[1],), 2)
