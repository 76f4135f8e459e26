"""Patterns counted, and laid out as what the screen draws; each is a job for ``Storage.within``."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from retro.journal import Journal
from retro.journal.filters import Condition
from retro.journal.patterns import Matrix, Tally, Timeline
from retro.model import Kind

__all__ = ["BIGGEST", "Chart", "Series", "chart", "matrix"]

BIGGEST = 5
"""Companies with bars of their own: as many as differ well in colour and in pattern."""

_KINDS = {Kind.MISTAKE: "mistakes", Kind.WIN: "wins"}


class Series(NamedTuple):
    """What is drawn alike: a name, its lessons in each period, and whether it is all that has no other."""

    name: str
    counts: tuple[int, ...]
    rest: bool = False

    @property
    def total(self) -> int:
        """Lessons in all periods."""
        return sum(self.counts)


class Chart(NamedTuple):
    """Lessons over time.

    Args:
        unit: How long a period is: "year", "quarter" or "month".
        periods: As ``on:`` reads them.
        totals: Lessons in each period.
        companies: The biggest, and after them the rest as one.
        kinds: Mistakes, wins, and the rest.
        most: The company with the most lessons in each period, and how many; "" for none.
    """

    unit: str
    periods: tuple[str, ...]
    totals: tuple[int, ...]
    companies: tuple[Series, ...]
    kinds: tuple[Series, ...]
    most: tuple[tuple[str, int], ...]


def chart(journal: Journal, condition: Condition) -> Chart:
    """Count lessons over time."""
    return _chart(journal.patterns.timeline(condition))


def matrix(journal: Journal, condition: Condition) -> Matrix:
    """Count lessons by company and theme."""
    return journal.patterns.matrix(condition)


def _chart(timeline: Timeline) -> Chart:
    places = {period: place for place, period in enumerate(timeline.periods)}
    of_company: Counter[str] = Counter()
    here: list[Counter[str]] = [Counter() for _ in places]
    totals = [0] * len(places)
    for tally in timeline.tallies:
        totals[places[tally.period]] += tally.lessons
        if tally.company is not None:
            of_company[tally.company] += tally.lessons
            here[places[tally.period]][tally.company] += tally.lessons
    biggest = sorted(of_company, key=lambda name: (-of_company[name], name))[:BIGGEST]
    return Chart(
        timeline.unit,
        timeline.periods,
        tuple(totals),
        _series(timeline, lambda tally: tally.company, biggest, "elsewhere"),
        _series(timeline, lambda tally: _KINDS.get(Kind(tally.kind)), list(_KINDS.values()), "other kinds"),
        tuple(min(each.items(), key=lambda item: (-item[1], item[0]), default=("", 0)) for each in here),
    )


def _series(
    timeline: Timeline, value: Callable[[Tally], str | None], names: Sequence[str], rest: str
) -> tuple[Series, ...]:
    """A series for each name, and one for the rest; none without lessons."""
    places = {period: place for place, period in enumerate(timeline.periods)}
    rows = [[0] * len(places) for _ in (*names, rest)]
    of_name = dict(zip(names, rows, strict=False))
    for tally in timeline.tallies:
        of_name.get(value(tally) or "", rows[-1])[places[tally.period]] += tally.lessons
    named = [Series(name, tuple(row)) for name, row in zip(names, rows, strict=False)]
    return tuple(each for each in (*named, Series(rest, tuple(rows[-1]), rest=True)) if each.total)
