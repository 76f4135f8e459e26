"""How well probabilities were judged: the Brier score, and what came true of what was given each chance.

The Brier score is the mean of the squared differences between the probability that was given and what came
(1 or 0): 0 is perfect, 0.25 is what always saying 50 % gets (Brier 1950, "Verification of forecasts expressed
in terms of probability", Monthly Weather Review 78).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retro.journal.decisions import Decision

__all__ = ["BINS", "Bin", "Calibration", "brier_score", "calibrated", "calibration"]

BINS = 10
"""Tenths of probability."""


class Bin(NamedTuple):
    """What was given a probability from ``low`` up to ``high``, and how much of it came true.

    Args:
        low: The least probability in it, 0 to 1.
        high: The next bin's least; the last bin has 1 as well.
        decisions: How many.
        said: The mean of their probabilities.
        came_true: The share of them that came true.
    """

    low: float
    high: float
    decisions: int
    said: float
    came_true: float


class Calibration(NamedTuple):
    """How well decisions were judged; ``brier`` is None where none is reviewed, ``bins`` are not empty."""

    decisions: int
    brier: float | None
    bins: tuple[Bin, ...]


def brier_score(judged: Sequence[tuple[float, bool]]) -> float:
    """The Brier score of probabilities (0 to 1) and whether each came true.

    Raises:
        ValueError: When there are none.
    """
    if not judged:
        raise ValueError("There is no score of nothing.")
    return sum((probability - came_true) ** 2 for probability, came_true in judged) / len(judged)


def calibration(judged: Iterable[tuple[float, bool]]) -> Calibration:
    """How well probabilities were judged."""
    judged = list(judged)
    if not judged:
        return Calibration(0, None, ())
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for probability, came_true in judged:
        # In hundredths, as 0.3 * 10 is less than 3 in binary; nobody says 29.99 %.
        place = min(BINS - 1, round(probability * 100) * BINS // 100)
        sorted_in.setdefault(place, []).append((probability, came_true))
    bins = tuple(_bin(place, found) for place, found in sorted(sorted_in.items()))
    return Calibration(len(judged), brier_score(judged), bins)


def _bin(place: int, judged: Sequence[tuple[float, bool]]) -> Bin:
    count = len(judged)
    said = sum(probability for probability, _ in judged) / count
    return Bin(place / BINS, (place + 1) / BINS, count, said, sum(true for _, true in judged) / count)


def calibrated(decisions: Iterable[Decision]) -> Calibration:
    """How well those decisions were judged of which the outcome is known."""
    return calibration(
        (decision.probability, decision.came_true) for decision in decisions if decision.came_true is not None
    )
