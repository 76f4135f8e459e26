"""One engine for the command line, the terminal app, briefs and tests."""

from collections.abc import Sequence

from retro.journal import Journal
from retro.journal.filters import EVERYTHING, Condition
from retro.model import Lesson
from retro.query import Query
from retro.search.asking import Asked, asked, told
from retro.search.documents import Documents
from retro.search.expansion import Expander, quoted
from retro.search.matching import Found, Matcher
from retro.search.pages import Pages
from retro.search.ranking import Plan, Ranked
from retro.search.results import Facets, FacetValue, Hit, Order, Results
from retro.search.senses import Senses, weightiest
from retro.search.suggestions import better_spelling
from retro.search.synonyms import Synonyms
from retro.search.typing_on import Typing
from retro.search.vocabulary import Vocabulary
from retro.search.weighing import Weighed, Weighing

__all__ = ["SearchEngine", "count_facets"]

_MOST_CHANGED = 200
"""With more lessons changed, the words of the whole journal are read anew."""

_MOST_WEIGHED = 200
"""Lessons that are weighed against a situation: 0.2 ms each, of the long ones."""

_MOST_ASKED = 150
"""Words that the index is asked for to find those."""


class SearchEngine:
    """Finds lessons, forgivingly, and says why.

    Args:
        journal: An open journal; used from one thread at a time, as it is itself.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._documents = Documents(journal.fulltext)
        self._pages = Pages(journal)
        self._state: tuple[int, int] | None = None
        self._learned = 0
        self._typing = Typing()
        self._matcher: Matcher  # made anew with the words of the journal

    def find(
        self, query: Query | str, *, order: Order = Order.RELEVANCE, raise_violated: bool = False
    ) -> Results:
        """The lessons that a query finds. It never fails, whatever the query says.

        Words side by side are forgiven and ranked; everything else of the query decides what they are
        looked for in. A query without words is listed by day.

        Args:
            query: What is asked.
            order: How it is ordered.
            raise_violated: In what is listed by day, lessons that were violated again and again come first.
        """
        wanted = asked(query, self._journal)
        found = self._found(wanted, typed=True)
        if found is None:
            return self._listed(wanted, wanted.condition, order, raise_violated=raise_violated)
        found = self._typing.on(wanted, found)
        suggestion = better_spelling(wanted.text, found.plans[0], self._vocabulary) if wanted.words else ""
        if order is not Order.RELEVANCE:
            return self._listed(
                wanted,
                self._within(found, wanted),
                order,
                found,
                suggestion,
                raise_violated=raise_violated,
            )
        notes = wanted.notes
        if found.head and not any(rank.whole for _, rank, _ in found.head):
            notes += ("No lesson has every word; these come closest.",)

        def page(start: int, stop: int) -> list[Hit]:
            return self._pages.hits(self._rows(found, wanted, start, stop))

        def ids() -> list[str]:
            rows = self._rows(found, wanted, 0, found.total)
            return self._journal.lessons.ids([number for number, *_ in rows])

        return Results(found.total, notes, suggestion, page, ids)

    def weigh(self, situation: str, most: int = 10) -> list[tuple[Lesson, Weighed]]:
        """The lessons that fit a situation, told as people talk, the best first; the text never fails.

        Fields of a query (``company:eks``) and what stands behind a ``-`` decide what is looked at; of all
        the other words none has to be in a lesson.

        Args:
            situation: What somebody is about to do.
            most: How many lessons at most.
        """
        words, condition = told(situation, self._journal)
        self._refresh()
        senses = Senses(self._vocabulary, Synonyms.known, Synonyms.near, Synonyms.family).of(words)
        asked_for = weightiest(senses)[:_MOST_ASKED]
        if not asked_for:
            return []
        expression = " OR ".join(map(quoted, asked_for))
        documents = self._documents.read(self._journal.fulltext.ranked(expression, condition, _MOST_WEIGHED))
        weighing = Weighing(senses)
        weighed = [(number, weighing.of(document)) for number, document in documents.items()]
        weighed.sort(key=lambda each: (-each[1].score, each[0]))
        best = weighed[:most]
        lessons = self._journal.lessons.by_numbers([number for number, _ in best])
        return list(zip(lessons, (fitting for _, fitting in best), strict=True))

    def warm(self) -> None:
        """Do now what the first misspelt word would have to wait for: 100 ms at 100,000 lessons."""
        self._refresh()
        self._vocabulary.warm()
        self._matcher.warm()

    def condition(self, query: Query | str) -> Condition:
        """What a query finds, as a condition that other rooms can count under; no query finds everything."""
        wanted = asked(query, self._journal)
        found = self._found(wanted)
        return wanted.condition if found is None else self._within(found, wanted)

    def facets(self, query: Query | str) -> Facets:
        """How many of the lessons that a query finds have each company, theme, kind and so on."""
        return count_facets(self._journal, self.condition(query))

    def _found(self, wanted: Asked, *, typed: bool = False) -> Found | None:
        """What the words find; None when there are none.

        Args:
            wanted: What is asked.
            typed: It is being typed, so what was on the first page stays there.
        """
        if not wanted.words and not wanted.marked:
            return None
        self._refresh()
        if wanted.words and not wanted.deleted:
            kept = self._typing.before(wanted) if typed else ()
            return self._matcher.find(wanted.words, wanted.condition, kept)
        return self._matcher.rank_listed(wanted.words, wanted.marked, wanted.condition)

    def _refresh(self) -> None:
        """Take in what has changed in the journal since the last search."""
        state = self._journal.state()
        if state == self._state:
            return
        words = self._journal.words
        self._typing = Typing()
        if self._state is None:
            self._repair()
        else:
            self._matcher.forget()
        changed = None if self._state is None else words.changed_since(self._learned)
        if changed is None or len(changed[0]) > _MOST_CHANGED:
            known = words.known()
            self._vocabulary = Vocabulary(known.words, known.counts, known.lessons)
            if self._state is not None:  # whoever searches on
                self._vocabulary.warm()
            self._documents.forget()
            changed = words.changed_since(known.learned) or ([], known.learned)
            self._state = None
        numbers, self._learned = changed
        if numbers or self._state is None:
            self._documents.forget(numbers)
            self._vocabulary.add(words.of_lessons(numbers))
            if numbers:
                self._vocabulary.lessons = max(1, self._journal.fulltext.count_all(EVERYTHING))
            expander = Expander(self._vocabulary, Synonyms.known, Synonyms.family)
            senses = Senses(self._vocabulary, Synonyms.known, Synonyms.near, Synonyms.family)
            fulltext = self._journal.fulltext
            self._matcher = Matcher(fulltext, self._vocabulary, expander, senses, self._documents)
        self._state = state

    def _repair(self) -> None:
        """Never trust an index that is damaged or gone; where it cannot be made anew, say so."""
        if not self._journal.fulltext.is_whole():
            self._journal.fulltext.rebuild()

    def _within(self, found: Found, wanted: Asked) -> Condition:
        """What was found, as a condition."""
        base = wanted.condition if wanted.deleted else EVERYTHING & wanted.condition
        numbers = ",".join(str(number) for number, *_ in found.head[: found.loose] or found.head)
        head = Condition(f"lesson.number IN ({numbers})")
        if found.expression is None:
            return base & head
        if not found.expression:
            return base
        matching = "lesson.number IN (SELECT rowid FROM lesson_index WHERE lesson_index MATCH ?)"
        return base & Condition(f"({head.sql} OR {matching})", (found.expression,))

    def _listed(
        self,
        wanted: Asked,
        condition: Condition,
        order: Order,
        found: Found | None = None,
        suggestion: str = "",
        *,
        raise_violated: bool,
    ) -> Results:
        """Lessons in the order of days or of capture, with what matches marked."""
        by = Order.DATE if order is Order.RELEVANCE else order
        first = tuple(self._journal.raised()) if raise_violated and by is Order.DATE else ()
        plan = found.plans[0] if found is not None else Plan.of(())
        rank = Ranked(0.0, (None,) * len(plan.slots), whole=True)

        def page(start: int, stop: int) -> list[Hit]:
            numbers = self._journal.fulltext.listed(condition, by.value, start, stop, first)
            return self._pages.hits([(number, rank, plan) for number in numbers])

        def ids() -> list[str]:
            numbers = self._journal.fulltext.listed(condition, by.value, 0, -1, first)
            return self._journal.lessons.ids(numbers)

        return Results(self._journal.fulltext.count_all(condition), wanted.notes, suggestion, page, ids)

    def _rows(self, found: Found, wanted: Asked, start: int, stop: int) -> Sequence[tuple[int, Ranked, Plan]]:
        """The rows of a page: those that were ranked, and after them the others by day."""
        rows = list(found.head[start:stop])
        if stop > len(found.head) and found.total > len(found.head):
            shown = {number for number, *_ in found.head}
            everything = self._journal.fulltext.listed(self._within(found, wanted), "date", 0, -1)
            rest = [number for number in everything if number not in shown]
            rank = Ranked(0.0, (None,) * len(found.plans[0].slots), whole=True)
            begin = max(0, start - len(found.head))
            rows += [(number, rank, found.plans[0]) for number in rest[begin : stop - len(found.head)]]
        return rows


def count_facets(journal: Journal, condition: Condition) -> Facets:
    """How many of the lessons that a condition leaves have each company, theme, kind and so on."""
    plain = journal.facets.plain(condition)

    def counted(column: str) -> tuple[FacetValue, ...]:
        values = sorted(plain[column].items(), key=lambda item: (-item[1], item[0]))
        return tuple(FacetValue(value, count) for value, count in values)

    return Facets(
        companies=counted("company"),
        themes=tuple(FacetValue(*item) for item in journal.facets.themes(condition).items()),
        kinds=counted("kind"),
        years=tuple(sorted(counted("year"), key=lambda year: year.value, reverse=True)),
        statuses=counted("status"),
        starred=tuple(value for value in counted("starred") if value.value == "1"),
        private=tuple(value for value in counted("visibility") if value.value == "private"),
    )
