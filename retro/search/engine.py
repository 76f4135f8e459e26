"""One engine for the command line, the terminal app, briefs and tests."""

from collections.abc import Sequence

from retro.journal import Journal
from retro.journal.filters import EVERYTHING, INDEXED, Condition
from retro.journal.folding import tokens
from retro.search.documents import Documents
from retro.search.expansion import Expander
from retro.search.explaining import explanation
from retro.search.matching import Found, Matcher, Typed
from retro.search.ranking import Plan, Ranked
from retro.search.results import Facets, FacetValue, Hit, Order, Results
from retro.search.snippets import marked, snippet
from retro.search.synonyms import Synonyms
from retro.search.vocabulary import Vocabulary

__all__ = ["SearchEngine"]

_NOTHING = (Ranked(0.0, ()), Plan((), {}, {}))


class SearchEngine:
    """Finds lessons, forgivingly, and says why.

    Args:
        journal: An open journal; used from one thread at a time, as it is itself.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._documents = Documents(journal.fulltext)
        self._synonyms = Synonyms.starter
        self._state: tuple[int, int] | None = None
        self._learned = 0

    def find(self, query: str, *, order: Order = Order.RELEVANCE) -> Results:
        """The lessons that a query finds. It never fails, whatever the query says."""
        words = tokens(query)
        typed = [
            Typed(word, last=index == len(words) - 1 and not query.endswith(" "))
            for index, word in enumerate(words)
        ]
        if not typed:
            return self._listed(EVERYTHING, "captured" if order is Order.CAPTURED else "date")
        self._refresh()
        found = self._matcher.find(typed, INDEXED)
        return Results(found.total, (), "", lambda start, stop: self._page(found, start, stop))

    def _refresh(self) -> None:
        """Take in what has changed in the journal since the last search."""
        state = self._journal.state()
        if state == self._state:
            return
        changed = None
        if self._state is not None:
            changed = self._journal.words.changed_since(self._learned)
        if changed is None or len(changed[0]) > 200:
            known = self._journal.words.known()
            self._vocabulary = Vocabulary(known.words, known.counts, known.lessons)
            self._documents.forget()
            self._learned = known.learned
            changed = self._journal.words.changed_since(known.learned) or ([], known.learned)
        numbers, self._learned = changed
        if numbers or self._state is None:
            self._documents.forget(numbers)
            self._vocabulary.add(self._journal.words.of_lessons(numbers))
            self._vocabulary.lessons = max(1, self._journal.fulltext.count_all(EVERYTHING))
            self._expander = Expander(self._vocabulary, self._synonyms)
            self._matcher = Matcher(
                self._journal.fulltext, self._vocabulary, self._expander, self._documents
            )
        self._state = state

    def _listed(self, condition: Condition, order: str) -> Results:
        def page(start: int, stop: int) -> list[Hit]:
            numbers = self._journal.fulltext.listed(condition, order, start, stop)
            return self._hits([(number, *_NOTHING) for number in numbers])

        return Results(self._journal.fulltext.count_all(condition), (), "", page)

    def _page(self, found: Found, start: int, stop: int) -> list[Hit]:
        hits = list(found.head[start:stop])
        if stop > len(found.head) and found.expression is not None:
            shown = {number for number, *_ in found.head}
            rest = [
                number
                for number in self._journal.fulltext.newest(found.expression, EVERYTHING, "date")
                if number not in shown
            ]
            begin = max(0, start - len(found.head))
            hits += [
                (number, Ranked(0.0, (None,) * len(found.plans[0].slots)), found.plans[0])
                for number in rest[begin : stop - len(found.head)]
            ]
        return self._hits(hits)

    def _hits(self, ranked: Sequence[tuple[int, Ranked, Plan]]) -> list[Hit]:
        numbers = [number for number, *_ in ranked]
        lessons = self._journal.lessons.by_numbers(numbers)
        hits = []
        for lesson, (_, rank, plan) in zip(lessons, ranked, strict=True):
            body_spans = marked(lesson.body, plan, rank)
            passage, spans = snippet(lesson.body, body_spans)
            hits.append(
                Hit(
                    lesson=lesson,
                    short_id=self._journal.lessons.short_id(lesson.id),
                    title_spans=marked(lesson.title, plan, rank),
                    body_spans=body_spans,
                    snippet=passage,
                    snippet_spans=spans,
                    explanation=explanation(rank, plan) if plan.slots else (),
                )
            )
        return hits

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
