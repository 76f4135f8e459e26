"""Themes and words that are others, misspelt; and rare words that are right."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.posts.checks import Finding, Known, Preflight
from retro.posts.checks.theme_slips import ThemeSlip, theme_slips
from retro.surroundings import Theme
from tests.posts.lessons import DAY, lesson, names

WORDS = {
    "startup": 20,
    "finance": 30,
    "achieve": 16,
    "practice": 40,
    "server": 30,
    "organization": 40,
    "team": 50,
}


def slips(text: str, rare: str, **known: Any) -> list[Finding]:
    words = {**WORDS, **dict.fromkeys(rare.split(), 1)}
    findings = Preflight(Known(DAY, words=words, **known)).lesson(lesson("x", text))
    return [each for each in findings if each.code == "spelling-slip"]


def themes(**lessons: int) -> list[Theme]:
    return [Theme(name, name.replace("_", "-"), (), count) for name, count in lessons.items()]


def test_a_rare_word_one_slip_from_a_frequent_one_is_noticed() -> None:
    [finding] = slips("First.\n\nWhat we could\nachive in a starup.", "achive")
    assert finding.said == "“achive” may be “achieve”."
    assert finding.line == 16
    assert not finding.repairable


@pytest.mark.parametrize(
    ("text", "rare"),
    [
        ("It was achieved.", "achieved"),  # another form
        ("It was practise.", "practise"),  # British
        ("The organisation was.", "organisation"),
        ("We had startups.", "startups"),  # a word
        ("The semverx and Achive and ACHIVE.", "semverx achive"),  # a name
        ("`achive` and https://x.org/achive and me@achive.org", "achive"),  # no text
        ("It was a teem.", "teem"),  # too short
        ("my-achive and achive's", "achive"),
        ("zaschenko", "zaschenko"),
    ],
)
def test_what_is_right_or_no_text_is_not(text: str, rare: str) -> None:
    assert slips(text, rare) == []


def test_a_word_that_was_accepted_or_is_not_rare_is_not() -> None:
    assert slips("We achive it.", "achive", accepted=frozenset({"achive"})) == []
    known = Known(DAY, words={**WORDS, "achive": 3})
    assert Preflight(known).lesson(lesson("x", "We achive it.")) == ()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (themes(starup=1, startup=9), ThemeSlip("starup", "startup", sure=True)),
        (themes(starup=9, startup=1), ThemeSlip("starup", "startup", sure=True)),
        (themes(open_source=1, opensource=4), ThemeSlip("open-source", "opensource", sure=True)),
        (themes(team=3, teams=9), ThemeSlip("team", "teams", sure=False)),
        (themes(organisation=1, organization=4), ThemeSlip("organisation", "organization", sure=True)),
        (themes(kubernets=1, kubernetes=4), ThemeSlip("kubernets", "kubernetes", sure=False)),
        (
            [Theme("1", "leadership/hirng", (), 1), Theme("2", "leadership/hiring", (), 2)],
            ThemeSlip("leadership/hirng", "leadership/hiring", sure=True),
        ),
        (themes(starup=9), ThemeSlip("starup", "startup", sure=False, verb="rename")),
    ],
)
def test_a_theme_that_is_another_misspelt_is_noticed(found: list[Theme], expected: ThemeSlip) -> None:
    assert list(theme_slips(found, WORDS).values()) == [expected]


@pytest.mark.parametrize(
    "found",
    [
        themes(trust=3, truth=1),
        themes(causal=3, casual=1),
        themes(go=3, do=1, c=1),
        [
            Theme("1", "2019", (), 1),
            Theme("2", "2020", (), 1),
            Theme("3", "v1", (), 1),
            Theme("4", "v2", (), 1),
        ],
        [Theme("1", "team/trust", (), 1), Theme("2", "teem/trust", (), 1)],
        themes(starup=0, startup=3),
        themes(kubernets=3, kubernetes=4),
        themes(alphabets=1, alphabet_soup=1),
    ],
)
def test_themes_that_are_both_meant_are_not(found: list[Theme]) -> None:
    assert theme_slips(found, {}) == {}


def test_a_theme_is_said_where_a_lesson_carries_it() -> None:
    one = lesson("x", themes=("trust", "starup"))
    known = Known(DAY, themes=tuple(themes(starup=1, startup=9)))
    [finding] = Preflight(known).lesson(one)
    assert (finding.line, finding.repairable) == (3, True)
    assert finding.fix.startswith('retro themes merge "starup" "startup"')
    accepted = Known(DAY, themes=known.themes, accepted=frozenset({"starup"}))
    assert Preflight(accepted).lesson(one) == ()


@given(st.lists(st.builds(Theme, names, names, st.just(()), st.integers(0, 9)), max_size=8))
def test_no_slip_leads_to_a_slip(found: list[Theme]) -> None:
    slips = theme_slips(found, {})
    assert not {each.right for each in slips.values()} & set(slips)
