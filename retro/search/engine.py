"""One engine for the command line, the terminal app, briefs and tests."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from retro.journal import Journal
from retro.journal.filters import EVERYTHING, INDEXED, Condition, filtered
from retro.journal.folding import tokens
from retro.query import And, Node, Phrase, Query, Word, every, parse
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


class _Asked(NamedTuple):
    """What a query asks: words to rank, the condition that they are ranked under, and what to tell."""

    words: tuple[Typed, ...]
    condition: Condition
    notes: tuple[str, ...]


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

    def find(self, query: Query | str, *, order: Order = Order.RELEVANCE) -> Results:
        """The lessons that a query finds. It never fails, whatever the query says.

        Words side by side are forgiven and ranked; everything else of the query decides what they are
        looked for in.
        """
        asked = self._asked(query)
        if not asked.words:
            listed = self._listed(asked.condition, "captured" if order is Order.CAPTURED else "date")
            return replace(listed, notes=asked.notes)
        found = self._found(asked)
        if order is not Order.RELEVANCE:
            listed = self._listed(asked.condition & self._within(found), order.value)
            return replace(listed, notes=asked.notes)

        def page(start: int, stop: int) -> list[Hit]:
            return self._page(found, asked.condition, start, stop)

        return Results(found.total, asked.notes, "", page)

    def _asked(self, query: Query | str) -> "_Asked":
        """A query as words to rank, and a condition that they are ranked under."""
        still_typing = isinstance(query, str) and not query.endswith((" ", '"', "*"))
        parsed = parse(query) if isinstance(query, str) else query
        items = parsed.root.items if isinstance(parsed.root, And) else (parsed.root,)
        words: list[Typed] = []
        others: list[Node | None] = []
        for item in items:
            texts = tokens(item.text) if isinstance(item, Word) else []
            if not texts or (isinstance(item, Word) and item.prefix):
                others.append(item)
            last = still_typing and item is items[-1]
            words += [Typed(text, last=last and text is texts[-1]) for text in texts]
            if isinstance(item, Phrase):
                words += [Typed(text, strict=True) for text in tokens(item.text)]
        rest = every(others)
        condition = INDEXED if rest is None and words else filtered(rest, self._journal.today())
        return _Asked(tuple(words), condition, parsed.notes)

    def _found(self, asked: "_Asked") -> Found:
        self._refresh()
        return self._matcher.find(asked.words, asked.condition)

    def _within(self, found: Found) -> Condition:
        """What was found, as a condition."""
        numbers = ",".join(str(number) for number, *_ in found.head)
        head = Condition(f"lesson.number IN ({numbers})")
        if found.expression is None:
            return head
        if not found.expression:
            return EVERYTHING
        return Condition(
            f"({head.sql} OR lesson.number IN (SELECT rowid FROM lesson_index WHERE lesson_index MATCH ?))",
            (found.expression,),
        )

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

    def _page(self, found: Found, condition: Condition, start: int, stop: int) -> list[Hit]:
        hits = list(found.head[start:stop])
        if stop > len(found.head) and found.expression is not None:
            shown = {number for number, *_ in found.head}
            rest = [
                number
                for number in self._journal.fulltext.newest(found.expression, EVERYTHING & condition, "date")
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

    def facets(self, query: Query | str) -> Facets:
        """How many of the lessons that a query finds have each company, theme, kind and so on."""
        asked = self._asked(query)
        condition = asked.condition
        if asked.words:
            condition = EVERYTHING & condition & self._within(self._found(asked))
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
