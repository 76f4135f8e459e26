"""Whom a text points at without a name."""

from typing import Any

import pytest

from retro.posts.checks import Finding, Known, Preflight
from retro.posts.composing import compose
from retro.surroundings import Company, Consent, Person
from tests.posts.lessons import DAY, lesson


def pointed(text: str, company: str | None = "Acme", **known: Any) -> list[Finding]:
    findings = Preflight(Known(DAY, **known)).lesson(lesson("x", text, company=company))
    return [each for each in findings if each.code == "singled-out"]


@pytest.mark.parametrize(
    "text",
    [
        "Our CTO lied to the board.",
        "The CFO was fired in spring.",
        "My boss yelled at me in front of the team.",
        "Our head of sales, who never listened, left.",
        "I fired our first VP of Sales after six weeks.",
        "Hiring the wrong CTO cost a year.\nThe wrong CTO ignored everyone.",
        "Acme's founder had no idea what customers paid.",
        "My predecessor had been let go.",
        "Her manager took all the credit.",
        "Our chief product officer didn't listen to a word.",
    ],
)
def test_a_role_that_one_person_has_and_something_bad_point_at_someone(text: str) -> None:
    [finding] = pointed(text)
    assert "can only be one person at Acme" in finding.said
    assert not finding.refuses


@pytest.mark.parametrize(
    "text",
    [
        "Our CTO taught me to listen.",
        "If the CEO lied, leave.",
        "Every founder failed at this once.",
        "A manager who never listened is a manager nobody tells anything.",
        "I failed to tell our CTO in time.",
        "Our CTO and I disagreed, and I was wrong.",
        "Our CEO asked who failed.",
        "The team failed twice.",
        "Engineers ignored the rota.",
        "Your manager should never have yelled.",
        "The founder of Linux was not there.",
        "The head of the queue was empty. It failed.",
        "`Our CTO lied`",
    ],
)
def test_other_sentences_do_not(text: str) -> None:
    assert pointed(text) == []


def test_nobody_is_pointed_at_where_the_company_is_not_told() -> None:
    assert pointed("Our CTO lied to the board.", None) == []
    one = lesson("x", "Our CTO lied to the board.", company="Acme")
    post = compose([one.replace(company="a bank")], title="x", date=DAY)
    assert not any(each.code == "singled-out" for each in Preflight(Known(DAY)).post(post, [one]))


def test_an_alias_tells_the_company_as_well() -> None:
    one = lesson("At Wile", "Our CTO lied to the board.", company="Acme")
    post = compose([one.replace(company=None)], title="x", date=DAY)
    known = Known(DAY, companies=(Company("1", "Acme", ("Wile",)),))
    assert any(each.code == "singled-out" for each in Preflight(known).post(post, [one]))


def test_a_common_role_points_at_someone_in_a_small_company_only() -> None:
    assert pointed("Our designer refused to talk to customers.") == []
    assert len(pointed("Our designer refused to talk to customers.", small=frozenset({"Acme"}))) == 1
    assert len(pointed("We were twelve. Our designer refused to talk to customers.")) == 1


def test_a_label_that_stands_for_one_registered_person_is_a_role() -> None:
    text = "A release nurse ignored the rota."
    people = (Person("1", "Ada", (), "a release nurse", Consent.ROLE_ONLY),)
    assert pointed(text) == []
    assert len(pointed(text, people=people)) == 1
    assert pointed(text, people=(*people, people[0]._replace(id="2", name="Bea"))) == []
    assert pointed(text, people=(people[0]._replace(consent=Consent.NAMED),)) == []


def test_what_was_accepted_is_not_said_again() -> None:
    assert pointed("Our CTO lied to the board.", accepted=frozenset({"our cto"})) == []
