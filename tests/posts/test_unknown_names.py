"""Who is asked about, and who is not."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.lesson_text import render
from retro.model import Evidence
from retro.posts.checks import Finding, Known, Preflight
from retro.posts.composing import compose
from retro.surroundings import Company, Consent, Person
from tests.posts.lessons import DAY, lesson, texts

ADA = Person("1", "Ada Lovelace", (), "a mathematician", Consent.ROLE_ONLY)
ALAN = Person("2", "Alan Turing", ("Alan",), "", Consent.NAMED)


def named(text: str, title: str = "x", **known: Any) -> list[str]:
    """The names that a lesson is asked about."""
    return [each.said.split("“")[1].split("”")[0] for each in asked(text, title, **known)]


def asked(text: str, title: str = "x", **known: Any) -> list[Finding]:
    findings = Preflight(Known(DAY, **known)).lesson(lesson(title, text))
    return [each for each in findings if each.code == "unknown-name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We hired Barbara Liskov in spring.", "Barbara Liskov"),
        ("Barbara Liskov said so.", "Barbara Liskov"),
        ("It was **Barbara Liskov** who said so.", "Barbara Liskov"),
        ("It was Barbara\nLiskov.", "Barbara Liskov"),
        ("It was Barbara Liskov's idea.", "Barbara Liskov"),
        ("It was Barbara Liskov’s idea.", "Barbara Liskov"),
        ("I asked Barbara about it.", "Barbara"),
        ("Barbara agreed.", "Barbara"),
        ("I met Mr. Patel there.", "Mr. Patel"),
        ("I met Mrs Achterberg there.", "Mrs Achterberg"),
        ("Grace Hopper wrote it.", "Grace Hopper"),
        ("What Barbara Liskov Taught Me About Types", "Barbara Liskov"),
        ("I read J. R. Tolkien.", "J. R. Tolkien"),
        ("The talk was by Vincent van Gogh.", "Vincent van Gogh"),
        ("I was hired by Teiva Harsanyi.", "Teiva Harsanyi"),
        ("Then Quenby Wexworth quit.", "Quenby Wexworth"),
        ("Write to barbara.liskov@mit.edu first.", "barbara.liskov@mit.edu"),
        ("See [this](https://www.linkedin.com/in/bliskov/).", "linkedin.com/in/bliskov"),
        ("![her](/images/barbara-liskov.jpg)", "barbara-liskov"),
    ],
)
def test_what_looks_like_a_person_is_asked_about(text: str, name: str) -> None:
    assert named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes and Apache Mesos run at Google Cloud.",
        "We moved to San Francisco and then to New York in May.",
        "The Eisenhower matrix, and a Nash equilibrium.",
        "Boil the Frog. Pitch in Milestones",
        "Lessons Learned At A Young Company",
        "On Monday the Product Team met the Board of Directors.",
        "Will it work? May it last. Mark my words. Grant me that.",
        "`Barbara Liskov` and\n\n```\nBarbara Liskov\n```",
        "The U.S. Department of Energy and the CTO agreed.",
        "JavaScript, TypeScript and GitHub Actions.",
        "Write to people-ops@acme.com or hello@example.com or jane@example.com.",
        "See <https://acme.com/about/barbara>, or https://acme.com/getting-started.",
        "Der Vorstand hat die Entscheidung getroffen.",
        "The Virginia Poverty Law Center helped.",
    ],
)
def test_what_is_no_person_is_not(text: str) -> None:
    assert named(text) == []


def test_who_is_known_is_not_asked_about() -> None:
    known: dict[str, Any] = {
        "people": (ADA, ALAN),
        "companies": (Company("1", "Adam Bede"),),
        "accepted": frozenset({"barbara liskov"}),
    }
    assert named("Alan Turing, Turing, Alan, Sir Alan Turing and Ada Lovelace.", **known) == []
    assert named("Barbara Liskov joined Adam Bede.", **known) == []


def test_half_a_name_of_someone_known_may_be_an_alias() -> None:
    [finding] = asked("I asked Lovelace about it.", people=(ADA, ALAN))
    assert finding.said == "“Lovelace” may be Ada Lovelace, who has no such alias."
    assert finding.fix.startswith('retro people alias "Ada Lovelace" "Lovelace"')


def test_each_is_asked_about_once_a_lesson_and_told_how_to_answer() -> None:
    [finding] = asked("Barbara Liskov said so.\n\nBarbara did. [B](https://x.org/barbara-liskov)")
    assert 'retro people add "Barbara Liskov"' in finding.fix
    assert 'retro check --accept "Barbara Liskov"' in finding.fix
    assert not finding.refuses


def test_names_above_the_text_are_asked_about_as_well() -> None:
    one = lesson("x", trigger="before Barbara Liskov joins", evidence=(Evidence("calls to Igor", 2, 1),))
    found = [each for each in Preflight(Known(DAY)).lesson(one) if each.code == "unknown-name"]
    lines = render(one).split("\n")
    assert [lines[each.line - 1].split(":")[0] for each in found] == ["trigger", "evidence"]
    post = compose([one], title="By Edsger and Barbara", date=DAY)
    said = " ".join(each.said for each in Preflight(Known(DAY)).post(post, [one]))
    assert "Barbara Liskov" in said
    assert "Igor" in said
    assert "“Barbara”" in said


@given(texts, texts)
def test_a_name_is_found_on_its_line_whatever_stands_around_it(before: str, after: str) -> None:
    body = f"{before}\n\nThen we asked Barbara Liskov.\n\n{after}"
    one = lesson("x", body)
    lines = render(one).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in Preflight(Known(DAY)).lesson(one):
        if "Liskov" in finding.said:
            assert "Barbara Liskov" in lines[finding.line - 1]


@given(st.text(max_size=200), st.dates(dt.date(2000, 1, 1)))
def test_any_text_can_be_looked_at(text: str, today: dt.date) -> None:
    Preflight(Known(today, people=(ADA, ALAN))).lesson(lesson("x", text))
