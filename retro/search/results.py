"""What a search gives back: values, and a page at a time."""

from collections.abc import Callable
from enum import StrEnum

from retro.model import Lesson
from retro.values import Value

__all__ = ["FacetValue", "Facets", "Hit", "Order", "Results", "Span"]

Span = tuple[int, int]
"""Where something begins and ends in a text, in characters."""


class Order(StrEnum):
    """How results are ordered; ties by day, newest first, then by id. ``DUE``: by the day of review."""

    RELEVANCE = "relevance"
    DATE = "date"
    CAPTURED = "captured"
    DUE = "due"


class Hit(Value):
    """A lesson that was found.

    ``title_spans`` lie on ``lesson.title``, ``body_spans`` on ``lesson.body``, ``snippet_spans`` on
    ``snippet``; each marks text that matched. ``explanation`` says, a phrase each, why it ranks
    where it does. ``violations`` is how often it was violated, of a lesson that stands out in lists for it.
    """

    lesson: Lesson
    short_id: str
    title_spans: tuple[Span, ...] = ()
    body_spans: tuple[Span, ...] = ()
    snippet: str = ""
    snippet_spans: tuple[Span, ...] = ()
    explanation: tuple[str, ...] = ()
    violations: int = 0


class Results(Value):
    """All that was found; lessons, spans and snippets are read only for the page that is asked for.

    ``notes`` say how the query was understood where that may surprise; ``suggestion`` is a query that finds
    more, or "".
    """

    total: int
    notes: tuple[str, ...]
    suggestion: str
    _read_page: Callable[[int, int], list[Hit]]
    _read_ids: Callable[[], list[str]]

    def page(self, start: int, stop: int) -> list[Hit]:
        """The hits from ``start`` up to but without ``stop``, best first."""
        start, stop = max(0, start), min(stop, self.total)
        return self._read_page(start, stop) if start < stop else []

    def ids(self) -> list[str]:
        """The ids of all lessons that were found, best first."""
        return self._read_ids()


class FacetValue(Value):
    """A value that lessons share, and how many of those found have it."""

    value: str
    count: int


class Facets(Value):
    """Counts for a query. A theme counts the lessons of the themes below it as well, each once.

    ``themes`` come as a tree in reading order: ``leadership`` before ``leadership/hiring``; ``years`` latest
    first; everything else by count.
    """

    companies: tuple[FacetValue, ...] = ()
    themes: tuple[FacetValue, ...] = ()
    kinds: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()
    statuses: tuple[FacetValue, ...] = ()
    starred: tuple[FacetValue, ...] = ()
    private: tuple[FacetValue, ...] = ()
