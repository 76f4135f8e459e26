"""Patterns counted, and laid out as what the screen draws; each is a job for ``Storage.within``."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from retro.journal import Journal
from retro.journal.filters import Condition
from retro.journal.patterns import Matrix, Tally, Timeline
from retro.model import Kind, Lesson
from retro.practice.trends import Trend, trends
from retro.tui.jobs.lessons import Wrote

if TYPE_CHECKING:
    from retro.practice.principles import Principle

__all__ = [
    "BIGGEST",
    "Chart",
    "Rising",
    "Row",
    "Series",
    "Unapplied",
    "chart",
    "dismiss",
    "keep",
    "matrix",
    "proposed",
    "rising",
    "unapplied",
]

BIGGEST = 5
"""Companies with bars of their own: as many as differ well in colour and in pattern."""

_MOST_PRINCIPLES, _MOST_UNAPPLIED = 30, 500

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


class Row(NamedTuple):
    """A theme that rises or falls: its trend, and its lessons in each period."""

    trend: Trend
    counts: tuple[int, ...]


class Rising(NamedTuple):
    """Themes that rise, clearest first, then those that fall.

    Args:
        split: The day on which the later half of the lessons begins; "" where there are no two halves.
        earlier: Lessons before it.
        later: Lessons since.
        rows: The themes.
    """

    split: str
    earlier: int
    later: int
    rows: tuple[Row, ...]


class Unapplied(NamedTuple):
    """Lessons that were never applied: the first of them, and how many there are."""

    lessons: tuple[Lesson, ...]
    total: int


def rising(journal: Journal, condition: Condition) -> Rising:
    """Find out what rises and falls."""
    found = trends(journal.patterns.halves(condition))
    both = (*found.rising, *found.falling)
    counts = journal.patterns.over_time(condition, [each.theme for each in both])
    rows = tuple(Row(each, counts[each.theme]) for each in both)
    return Rising(found.split, found.earlier, found.later, rows)


def unapplied(journal: Journal, condition: Condition) -> Unapplied:
    """Read lessons that were never applied."""
    ids, count = journal.patterns.never_applied(condition, _MOST_UNAPPLIED)
    return Unapplied(tuple(journal.lessons.by_ids(ids)), count)


def proposed(journal: Journal, condition: Condition) -> "tuple[Principle, ...]":
    """Propose principles."""
    from retro.practice.principles import principles  # noqa: PLC0415 - loads the words of tensions

    return tuple(principles(journal, condition, most=_MOST_PRINCIPLES))


def keep(principle: "Principle", title: str) -> Callable[[Journal], Wrote]:
    """Make a practice of a principle."""

    def job(journal: Journal) -> Wrote:
        from retro.practice.principles import accept  # noqa: PLC0415 - as above

        lesson = accept(journal, principle, title)
        return Wrote(f"Kept the principle “{lesson.title}”", lesson.id)

    return job


def dismiss(principle: "Principle") -> Callable[[Journal], Wrote]:
    """Say that it is no principle."""

    def job(journal: Journal) -> Wrote:
        from retro.practice import principles  # noqa: PLC0415 - as above

        principles.dismiss(journal, principle)
        return Wrote("Dismissed: not proposed again on these lessons")

    return job


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
