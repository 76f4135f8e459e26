"""Ranking: answers that belong together, a line below what matters, and an order that can be typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import InvalidValue
from retro.practice.retrospectives.ranking import Cluster, clusters, moved, ranked_ids, read_order
from retro.surroundings import Answer


def answer(name: str, position: int = 1, rank: int | None = None, group: str = "") -> Answer:
    """An answer whose id is its text."""
    return Answer(name, "liked", position, name, group, rank)


def names(found: tuple[Cluster, ...]) -> list[str]:
    """What each holds."""
    return ["+".join(each.ids) for each in found]


FOUR = clusters([answer("a", 1, 1), answer("b", 2, 2), answer("c", 3), answer("d", 4)])


def test_groups_stand_where_their_best_answer_does() -> None:
    found = clusters(
        [answer("a", 1), answer("b", 2, 2), answer("c", 3, 1, "pace"), answer("d", 4, None, "pace")]
    )
    assert names(found) == ["c+d", "b", "a"]
    assert [each.label for each in found] == ["pace", "b", "a"]
    assert [each.is_ranked for each in found] == [True, True, False]


@pytest.mark.parametrize(
    ("place", "by", "expected"),
    [
        (0, 1, "ba"),
        (1, -1, "ba"),
        (0, -1, "ab"),
        (1, 1, "a"),
        (2, -1, "abc"),
        (3, -1, "abd"),
        (3, 1, "ab"),
    ],
)
def test_moving_crosses_the_line_below_what_matters(place: int, by: int, expected: str) -> None:
    assert "".join(moved(FOUR, place, by)) == expected


def test_an_order_is_typed_as_numbers_and_a_plus_puts_together() -> None:
    assert [ranked_ids(each) for each in read_order("3, 1+4 2", FOUR)] == [("c",), ("a", "d"), ("b",)]
    assert read_order(" ", FOUR) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [("5", "none of the numbers 1 to 4"), ("x", "“x” is none"), ("1+", "“1\\+” is none"), ("1 2+1", "twice")],
)
def test_what_is_no_order_is_said(text: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        read_order(text, FOUR)


ranks = st.lists(st.none() | st.integers(1, 9), min_size=1, max_size=8)


@given(ranks, st.data())
def test_moving_keeps_all_others_in_their_order(given_ranks: list[int | None], data: st.DataObject) -> None:
    found = clusters([answer(str(at), at, rank) for at, rank in enumerate(given_ranks)])
    place = data.draw(st.integers(0, len(found) - 1))
    by = data.draw(st.sampled_from([-1, 1]))
    others = [each.ids[0] for at, each in enumerate(found) if each.is_ranked and at != place]
    after = [answer_id for answer_id in moved(found, place, by) if answer_id != found[place].ids[0]]
    assert after == others


@given(st.text(alphabet="1234+, x", max_size=12))
def test_any_text_is_an_order_of_distinct_clusters_or_refused(text: str) -> None:
    try:
        order = read_order(text, FOUR)
    except InvalidValue:
        order = ()
    ids = [answer_id for together in order for answer_id in ranked_ids(together)]
    assert len(ids) == len(set(ids)) <= 4
