"""The first candidates for tensions are those that all of them begin with, though the others are not told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.model import Kind, Lesson
from retro.practice.tensions import KINDS, propose

_SUBJECTS = ("tests", "plans", "releases", "meetings", "automation", "reviews")
_SAID = (
    "You should always have {}",
    "{} are a waste",
    "Do not do {} too early",
    "Do {} as early as possible",
    "Perfect {} slow you down",
    "It was a mistake to have {} slowly, in small steps",
    "Make sure of {}, quickly",
)

sentences = st.builds(lambda said, of: said.format(of), st.sampled_from(_SAID), st.sampled_from(_SUBJECTS))
drafts = st.tuples(
    st.lists(sentences, min_size=1, max_size=3).map(". ".join),
    sentences,
    st.sampled_from(Kind),
    st.sampled_from(["Ostrava Labs", "Brno Works"]),
)


def lesson(place: int, title: str, body: str, kind: Kind, company: str) -> Lesson:
    return Lesson(
        id=f"{place:012}", title=title, body=body, kind=kind, company=company, created_at="", updated_at=""
    )


@pytest.mark.parametrize("kind", KINDS)
@given(st.lists(drafts, max_size=20), st.integers(1, 12), st.data())
@settings(max_examples=30, deadline=None)
def test_the_first_of_few_are_the_first_of_all(
    kind: str, told: list[tuple[str, str, Kind, str]], most: int, data: st.DataObject
) -> None:
    lessons = [lesson(place, *each) for place, each in enumerate(told)]
    all_of_them = propose(lessons, kind)
    assert propose(lessons, kind, most=most).candidates == all_of_them.candidates[:most]
    pairs = sorted(
        {(min(each.source, each.target), max(each.source, each.target)) for each in all_of_them.candidates}
    )
    settled = data.draw(st.lists(st.sampled_from(pairs), max_size=5)) if pairs else []
    rest = propose(lessons, kind, but=settled)
    assert propose(lessons, kind, but=settled, most=most).candidates == rest.candidates[:most]
