"""What ranked answers propose: kind, company, themes, dates and a trigger, and never twice."""

import datetime as dt

import pytest

from retro.dates import Span
from retro.model import Kind
from retro.practice.retrospectives.formats import Format, Prompt
from retro.practice.retrospectives.proposing import Proposal, proposals, trigger_in
from retro.surroundings import Answer, Retrospective

HOW = Format(
    "mine",
    "Mine",
    "",
    (Prompt("wrong", "What went wrong?", "", Kind.MISTAKE, "before a launch"), Prompt("good", "And good?")),
)
HELD = Retrospective("0" * 12, "mine", "EKS", Span.parse("2022..2023"))


def proposed(*answers: Answer) -> tuple[Proposal, ...]:
    """What answers propose, in a journal that finds the theme of tests alone."""
    return proposals(
        HOW,
        HELD,
        answers,
        today=dt.date(2024, 5, 15),
        themes_of=lambda text: ["testing"] if "test" in text else [],
    )


def test_a_proposal_takes_from_its_prompt_and_its_retrospective_what_the_answer_does_not_say() -> None:
    [each] = proposed(Answer("a", "wrong", 1, "We had no tests. It hurt.", rank=1))
    draft = each.draft
    assert (draft.title, draft.body, draft.kind) == ("We had no tests.", "It hurt.", Kind.MISTAKE)
    assert (draft.company, draft.themes, str(draft.happened)) == ("EKS", ("testing",), "2022..2023")
    assert draft.trigger == "before a launch"


def test_what_the_answer_says_itself_wins() -> None:
    text = "2022-03: Before merging, run the tests @D2IQ #quality !practice"
    draft = proposed(Answer("a", "wrong", 1, text, rank=1))[0].draft
    assert (draft.company, draft.themes, draft.kind) == ("D2IQ", ("quality",), Kind.PRACTICE)
    assert (str(draft.happened), draft.trigger) == ("2022-03", "before merging")


def test_a_group_is_one_lesson_with_its_other_answers_below() -> None:
    [each] = proposed(
        Answer("b", "good", 2, "Second\nwith more", "pace", 2),
        Answer("a", "wrong", 1, "First. Really", "pace", 1),
    )
    assert each.answer_ids == ("a", "b")
    assert (each.draft.title, each.draft.body) == ("First.", "Really\n\n* Second\n  with more")


def test_only_what_is_ranked_and_no_lesson_yet_is_proposed_the_most_important_first() -> None:
    found = proposed(
        Answer("a", "good", 1, "Unranked"),
        Answer("b", "good", 2, "Second", rank=2),
        Answer("c", "good", 3, "First", rank=1),
        Answer("d", "good", 4, "Learned", rank=3, lesson_id="0" * 12),
    )
    assert [each.draft.title for each in found] == ["First", "Second"]


def test_an_answer_of_nothing_but_tags_is_taken_as_it_stands() -> None:
    [each] = proposed(Answer("a", "good", 1, "#trust @eks", rank=1))
    assert each.draft.title == "#trust @eks"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Before committing to cofounders, watch them under stress", "before committing to cofounders"),
        ("Ask first. Whenever somebody yells: leave.", "whenever somebody yells"),
        ("Write it down – next time we launch; really", "next time we launch"),
        ("It went well when we paired", ""),
        ("{{private: Ada said so. Before Ada leaves, ask}}", ""),
        ("Before " + "very " * 40 + "long", ""),
        ("", ""),
    ],
)
def test_a_trigger_is_what_a_text_says_of_when_it_applies(text: str, trigger: str) -> None:
    assert trigger_in(text) == trigger
