"""One engine for the command line, the terminal app, briefs and tests."""

from retro.journal import Journal
from retro.journal.filters import EVERYTHING, Condition
from retro.journal.folding import tokens
from retro.search.results import Facets, FacetValue, Hit, Order, Results
from retro.search.snippets import marked, snippet

__all__ = ["SearchEngine"]


class SearchEngine:
    """Finds lessons, forgivingly, and says why.

    Args:
        journal: An open journal; used from one thread at a time, as it is itself.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def find(self, query: str, *, order: Order = Order.RELEVANCE) -> Results:
        """The lessons that a query finds. It never fails, whatever the query says."""
        words = tokens(query)
        condition = EVERYTHING
        if not words:
            total = self._journal.fulltext.count_all(condition)
            return Results(total, (), "", lambda start, stop: self._plain_page(condition, order, start, stop))
        expression = " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
        total = self._journal.fulltext.count(expression, condition)

        def page(start: int, stop: int) -> list[Hit]:
            numbers = self._journal.fulltext.ranked(expression, condition, stop)
            return [self._hit(number, words) for number in numbers[start:stop]]

        return Results(total, (), "", page)

    def _plain_page(self, condition: Condition, order: Order, start: int, stop: int) -> list[Hit]:
        numbers = self._journal.fulltext.listed(condition, start, stop, captured=order == Order.CAPTURED)
        return [self._hit(number, []) for number in numbers]

    def _hit(self, number: int, words: list[str]) -> Hit:
        [lesson] = self._journal.lessons.by_numbers([number])
        whole, last = set(words[:-1]), words[-1] if words else "\0"

        def marking(word: str) -> int | None:
            return len(word) if word in whole else len(last) if word.startswith(last) else None

        body_spans = marked(lesson.body, marking)
        passage, spans = snippet(lesson.body, body_spans)
        return Hit(
            lesson,
            self._journal.lessons.short_id(lesson.id),
            marked(lesson.title, marking),
            body_spans,
            passage,
            spans,
        )

    def _condition(self, query: str) -> Condition:
        del query
        return EVERYTHING

    def facets(self, query: str) -> Facets:
        """How many of the lessons that a query finds have each company, theme, kind and so on."""
        condition = self._condition(query)
        plain = self._journal.facets.plain(condition)

        def counted(column: str) -> tuple[FacetValue, ...]:
            values = sorted(plain[column].items(), key=lambda item: (-item[1], item[0]))
            return tuple(FacetValue(value, count) for value, count in values)

        years = tuple(sorted(counted("year"), key=lambda year: year.value, reverse=True))
        themes = tuple(FacetValue(*item) for item in self._journal.facets.themes(condition).items())
        return Facets(
            counted("company"),
            themes,
            counted("kind"),
            years,
            counted("status"),
            tuple(value for value in counted("starred") if value.value == "1"),
            tuple(value for value in counted("visibility") if value.value == "private"),
        )
