"""Names replaced by pseudonyms: none is left, and what was marked stays marked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.posts.redacting.pseudonyms import Pseudonyms
from retro.surroundings import Company, Person

KNOWN = Pseudonyms(
    (
        Company("1", "Mesosphere", ("D2IQ", "Mesosphere Inc"), pseudonym="a container company"),
        Company("2", "Amazon EKS", ("eks",)),
        Company("3", "It"),
    ),
    (Person("4", "Ada Lovelace", ("ada@example.org",)), Person("5", "Grace Hopper", role_label="an admiral")),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("At Mesosphere we grew.", "At a container company we grew."),
        (
            "MESOSPHERE's culture, mesosphere's pace",
            "a container company's culture, a container company's pace",
        ),
        ("D2IQ, formerly Mesosphere Inc.", "a container company, formerly a container company."),
        (
            "Amazon is large; EKS is not; the amazon flows",
            "Company 2 is large; Company 2 is not; the amazon flows",
        ),
        ("Ask Ada, or Lovelace, or ada@example.org", "Ask Person 4, or Person 4, or Person 4"),
        ("Grace Hopper saved grace", "an admiral saved grace"),
        ("It is It, and it is bits", "Company 3 is Company 3, and it is bits"),
        ("#mesosphere/culture @d2iq_team", "#container-company/culture @container-company_team"),
        ("Mesospheres Kultur, stratospheres", "a container companys Kultur, stratospheres"),
    ],
)
def test_names_are_replaced_and_other_words_are_not(text: str, shown: str) -> None:
    assert KNOWN.hide(text) == shown


def test_a_query_with_pseudonyms_asks_for_the_names() -> None:
    assert KNOWN.reveal('company:"Company 2" frog') == 'company:"Amazon EKS" frog'
    assert KNOWN.reveal("person:an admiral") == "person:Grace Hopper"
    assert KNOWN.reveal("theme:company-2/cost") == "theme:amazon-eks/cost"


def test_without_names_nothing_changes() -> None:
    nobody = Pseudonyms((), ())
    assert nobody.hide_with("At Mesosphere", [(3, 13)]) == ("At Mesosphere", ((3, 13),))
    assert nobody.reveal("company:x") == "company:x"


NAMES = st.text(alphabet="abcABC é-", min_size=3, max_size=9).filter(lambda name: len(name.strip()) >= 3)


@given(
    st.lists(NAMES, min_size=1, max_size=5), st.lists(st.text(alphabet="abcABC é-.,", max_size=9), max_size=6)
)
def test_no_name_is_left_as_a_word(names: list[str], between: list[str]) -> None:
    hidden = Pseudonyms([Company(str(at), name.strip()) for at, name in enumerate(names)], [])
    text = " ".join(part for pair in zip(between, names, strict=False) for part in pair)
    shown = hidden.hide(text)
    for name in names:
        rest = re.sub(r"Company \w+", "|", shown)
        assert not re.search(rf"(?<![^\W_]){re.escape(name.strip())}(?![^\W_])", rest), shown


@given(st.lists(NAMES, min_size=1, max_size=3), st.text(alphabet="abcABC é-", max_size=40), st.data())
def test_what_was_marked_stays_marked(names: list[str], text: str, data: st.DataObject) -> None:
    hidden = Pseudonyms([Company(str(at), name.strip()) for at, name in enumerate(names)], [])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown, [(begin, finish)] = hidden.hide_with(text, [(start, end)])
    assert 0 <= begin <= finish <= len(shown)
    marked = text[start:end]
    if hidden.hide(text) == text:
        assert shown[begin:finish] == marked
