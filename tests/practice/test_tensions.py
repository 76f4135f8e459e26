"""Candidates for tensions: found by rules that can be named, never asserted, in bounded work."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.journal import Journal
from retro.model import Kind, Lesson, LessonDraft
from retro.posts.document import read_post
from retro.posts.extraction import extract
from retro.practice.tensions import DUPLICATES, Candidate, propose
from retro.practice.tensions.finding import proposed_in
from retro.practice.tensions.lexicon import lexicon, stem
from retro.practice.tensions.reading import read
from retro.surroundings import RelationKind
from tests.needs import shared


def lessons(*drafts: LessonDraft | str) -> list[Lesson]:
    made = [LessonDraft(draft) if isinstance(draft, str) else draft for draft in drafts]
    return [
        Lesson(id=f"{place:012d}", created_at="", updated_at="", **_fields(draft))
        for place, draft in enumerate(made)
    ]


def _fields(draft: LessonDraft) -> dict[str, Any]:
    names = ("title", "body", "kind", "company", "themes", "trigger", "visibility")
    return {name: getattr(draft, name) for name in names}


def pairs(found: tuple[Candidate, ...]) -> list[tuple[int, int]]:
    return [(int(each.source), int(each.target)) for each in found]


# What a lesson says


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("You should write estimates.", 1),
        ("Never write estimates.", -1),
        ("Estimates are a waste.", -1),
        ("Estimates are not a waste.", 1),
        ("Estimates should not be written.", -1),
        ("We stopped writing estimates.", -1),
        ("Estimates are written as early as possible.", 1),
        ("I have yet to see estimates that hold.", -1),
    ],
)
def test_how_a_lesson_stands_to_what_it_is_about(text: str, sign: int) -> None:
    assert read(LessonDraft(text)).stances["#estimates"].value * sign > 0


@pytest.mark.parametrize(
    ("text", "pole"),
    [
        ("Reorganize as quickly as possible.", "fast"),
        ("Change an organization gradually.", "slow"),
        ("I came on too strong.", "slow"),
        ("It isn't too shabby.", None),
        ("We shouldn't be automating it yet.", "slow"),
        ("Do not rush a reorganization.", "fast"),
    ],
)
def test_which_way_a_lesson_leans(text: str, pole: str | None) -> None:
    leans = read(LessonDraft(text)).leans
    assert [side for axis, side in leans if axis == "pace"] == ([] if pole is None else [pole])


def test_the_highest_degree_leans_further() -> None:
    plain, most = (
        read(LessonDraft(text)).leans["pace", "fast"].strength
        for text in ("Ship fast.", "Ship as fast as possible.")
    )
    assert most > plain


@pytest.mark.parametrize(
    "forms",
    ["plan plans planning planned", "automate automating automation automatic", "manage manager managing"],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_no_word_is_at_both_poles_of_an_axis() -> None:
    phrases = lexicon().phrases
    for entries in phrases.values():
        for phrase, sense in entries:
            others = {other.side for again, other in entries if again == phrase and other.axis == sense.axis}
            assert not sense.axis or others == {sense.side}, (phrase, sense)


# Candidates


def test_what_one_urges_and_the_other_warns_of() -> None:
    found = propose(
        lessons(
            "You should write tests for everything.",
            "Tests are a waste in a prototype.",
            "Hire slowly.",
            "Write a diary.",
        )
    ).candidates
    assert pairs(found)[0] == (0, 1)
    assert "is urged in one and warned of in the other" in found[0].why[0]
    assert found[0].says == ("You should write tests for everything.", "Tests are a waste in a prototype.")


def test_opposite_ways_to_do_the_same() -> None:
    found = propose(
        lessons(
            "Reorganize as quickly as possible.",
            LessonDraft("I came on too strong with a redesign.", kind=Kind.MISTAKE),
            "Lunch is at noon.",
        )
    ).candidates
    assert pairs(found) == [(0, 1)]
    assert "“quickly” against “too strong” (pace)" in found[0].why


def test_what_was_settled_is_not_proposed_again() -> None:
    some = lessons("You should write tests.", "Tests are a waste.", "Write a diary.")
    [first] = propose(some).candidates
    assert propose(some, but=[(first.source, first.target)]).candidates == ()


def test_two_that_say_the_same() -> None:
    again = "Boil the frog: pitch a redesign in milestones, and measure each of them."
    some = lessons(again, "Hire slowly and carefully, for culture is fragile.", f"{again[:-1]} twice.")
    [found] = propose(some, DUPLICATES).candidates
    assert pairs((found,)) == [(0, 2)]
    assert found.why == ("86 % of their words are the same",)


def test_two_that_support_each_other_at_two_companies() -> None:
    some = lessons(
        LessonDraft("Trust is earned by keeping promises to customers.", company="Ostrava Labs"),
        LessonDraft("Promises to customers build trust.", company="Brno Works"),
        LessonDraft("Lunch is at noon.", company="Brno Works"),
        LessonDraft("Standups bore.", company="Brno Works"),
    )
    [found] = propose(some, "supports").candidates
    assert pairs((found,)) == [(0, 1)]
    assert found.why[0].endswith("at two companies")


def test_one_lesson_does_not_fill_the_page() -> None:
    some = lessons(
        "You should always plan.",
        *(f"Plans are a waste of {noun}." for noun in ("paper", "ink", "hope", "youth")),
        "Meetings should have agendas, and estimates should be written.",
        "Estimates are futile.",
    )
    places = [5 in pair and 6 in pair for pair in pairs(propose(some).candidates)]
    assert places.index(True) < 3


def test_the_order_of_lessons_makes_no_difference_to_what_is_found() -> None:
    some = lessons(
        "You should write tests.", "Tests are a waste.", "Ship fast.", "Ship gradually and with care."
    )
    there, back = propose(some).candidates, propose(some[::-1]).candidates
    assert {frozenset(pair) for pair in pairs(there)} == {frozenset(pair) for pair in pairs(back)}
    assert [round(each.score, 9) for each in there] == [round(each.score, 9) for each in back]


@given(
    st.lists(st.text(max_size=80).filter(lambda text: text.strip()), max_size=6),
    st.sampled_from(["contradicts", "supports", DUPLICATES]),
)
def test_any_texts_can_be_compared(texts: list[str], kind: str) -> None:
    for each in propose(lessons(*texts), kind).candidates:
        assert each.source != each.target
        assert each.score > 0
        assert each.why


def _many(count: int) -> list[Lesson]:
    """Lessons of a journal that grows: a vocabulary that most share, and words of their own."""
    dice = random.Random(7)  # noqa: S311 - the same text each time
    urge = ("You should", "Never", "Always", "We failed to", "It is a waste to", "Make sure to")
    verbs = ("plan", "automate", "test", "ship", "reorganize", "estimate", "document", "hire")
    how = ("quickly", "gradually", "as early as possible", "carefully", "by hand", "too strongly", "")
    nouns = [f"noun{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}" for number in range(400)]
    return lessons(
        *(
            f"{dice.choice(urge)} {dice.choice(verbs)} the {dice.choice(nouns)} of {dice.choice(nouns)}"
            f" {dice.choice(how)}."
            for _ in range(count)
        )
    )


def test_work_grows_with_the_lessons_and_not_with_their_square() -> None:
    compared = [propose(_many(count)).compared for count in (500, 1000, 2000)]
    assert compared[2] < 60 * 2000
    assert compared[1] < 3 * compared[0]
    assert compared[2] < 3 * compared[1]


# The post that retro is modelled on


@pytest.fixture(scope="module")
def post() -> list[Lesson]:
    path = shared("seed/new-startup-new-team-new-game.md")
    return lessons(*(found.draft for found in extract(read_post(path.read_bytes(), str(path)))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("as quickly as possible", "boil the frog"),
        ("Perfect planning is waste", "roject management"),
        ("as early as possible", "shouldn't be automating it yet"),
    ],
)
def test_the_tensions_of_the_post_are_among_the_first_ten(post: list[Lesson], one: str, other: str) -> None:
    texts = [f"{lesson.title}\n{lesson.body}" for lesson in post]
    first = pairs(propose(post).candidates[:10])
    assert any(
        (one in texts[left] and other in texts[right]) or (one in texts[right] and other in texts[left])
        for left, right in first
    )


# In a journal


def test_accepted_and_dismissed_are_remembered_and_undone(journal: Journal) -> None:
    for text in ("You should write tests.", "Tests are a waste.", "You should plan.", "Plans are a waste."):
        journal.lessons.add(LessonDraft(text))
    proposed = [each.candidate for each in proposed_in(journal)]
    first, second = proposed[:2]
    tension = RelationKind.CONTRADICTS
    journal.relations.add(first.source, first.target, tension, when_source="a", when_target="b")
    journal.relations.dismiss(second.target, second.source, "contradicts")
    assert len(proposed_in(journal)) == len(proposed) - 2
    journal.history.undo()
    assert second.why in [each.candidate.why for each in proposed_in(journal)]
    journal.history.undo()
    assert [each.candidate for each in proposed_in(journal)] == proposed


def test_what_may_not_be_told_is_not_compared(journal: Journal) -> None:
    journal.lessons.add(LessonDraft("You should write tests."))
    secret = journal.lessons.add(LessonDraft("Tests are a waste.")).lesson
    assert proposed_in(journal, told=lambda lesson: None if lesson.id == secret.id else lesson) == []


def test_only_what_a_query_finds_is_compared(journal: Journal) -> None:
    journal.lessons.add(LessonDraft("You should write tests.", company="Ostrava Labs"))
    journal.lessons.add(LessonDraft("Tests are a waste.", company="Brno Works"))
    assert proposed_in(journal, 'company:"Ostrava Labs"') == []
    assert len(proposed_in(journal)) == 1
