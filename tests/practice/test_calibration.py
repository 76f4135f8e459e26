"""The Brier score and its bins: what each must be, whatever was decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.practice.calibration import Calibration, brier_score, calibration

PERCENT = st.integers(0, 100).map(lambda percent: percent / 100)
JUDGED = st.lists(st.tuples(PERCENT, st.booleans()), min_size=1, max_size=60)


def test_the_score_of_a_known_example() -> None:
    assert brier_score([(0.7, True), (0.7, True), (0.3, False)]) == pytest.approx(0.09)
    assert brier_score([(1.0, False)]) == 1
    assert brier_score([(1.0, True), (0.0, False)]) == 0


def test_nothing_has_no_score() -> None:
    assert calibration([]) == Calibration(0, None, ())
    with pytest.raises(ValueError, match="no score"):
        brier_score([])


@given(st.lists(st.booleans(), min_size=1))
def test_always_saying_even_gets_a_quarter(outcomes: list[bool]) -> None:
    assert brier_score([(0.5, outcome) for outcome in outcomes]) == 0.25


@given(JUDGED)
def test_the_score_is_a_mean_of_squares_and_has_no_side(judged: list[tuple[float, bool]]) -> None:
    score = brier_score(judged)
    assert 0 <= score <= 1
    other_side = [(1 - probability, not came_true) for probability, came_true in judged]
    assert brier_score(other_side) == pytest.approx(score)
    assert brier_score(judged[::-1]) == pytest.approx(score)
    assert brier_score(judged * 2) == pytest.approx(score)


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_no_single_probability_beats_the_share_that_came_true(outcomes: list[bool]) -> None:
    share = sum(outcomes) / len(outcomes)
    best = brier_score([(share, outcome) for outcome in outcomes])
    assert best == pytest.approx(share * (1 - share))
    for probability in (0.0, 0.1, 0.5, 0.9, 1.0):
        assert best <= brier_score([(probability, outcome) for outcome in outcomes]) + 1e-12


@given(JUDGED)
def test_every_decision_is_in_one_bin_that_its_probability_belongs_to(
    judged: list[tuple[float, bool]],
) -> None:
    found = calibration(judged)
    assert found.brier == brier_score(judged)
    assert sum(each.decisions for each in found.bins) == found.decisions == len(judged)
    assert sum(each.came_true * each.decisions for each in found.bins) == pytest.approx(
        sum(true for _, true in judged)
    )
    assert [each.low for each in found.bins] == sorted({each.low for each in found.bins})
    for each in found.bins:
        assert each.decisions > 0
        assert each.low - 1e-9 <= each.said <= each.high + 1e-9
        assert 0 <= each.came_true <= 1


@given(JUDGED)
def test_bins_taken_apart_make_the_score_of_the_whole(judged: list[tuple[float, bool]]) -> None:
    """Where a bin has one probability only, calibration and spread add up to the score (Murphy 1973)."""
    rounded = [(round(probability, 1), came_true) for probability, came_true in judged]
    found = calibration(rounded)
    if any(each.low == 0.9 for each in found.bins):  # 90 % and 100 % share the last bin
        return
    mean = sum(
        each.decisions * ((each.said - each.came_true) ** 2 + each.came_true * (1 - each.came_true))
        for each in found.bins
    )
    assert mean / found.decisions == pytest.approx(found.brier)


@pytest.mark.parametrize(
    ("probability", "low"), [(0, 0), (0.09, 0), (0.1, 0.1), (0.3, 0.3), (0.7, 0.7), (0.99, 0.9), (1, 0.9)]
)
def test_a_bin_begins_with_its_tenth(probability: float, low: float) -> None:
    assert [each.low for each in calibration([(probability, True)]).bins] == [low]
