"""From typed words to ranked lessons, by questions to the index whose work is bounded.

First all words are asked for, each with its forms and its typos; when no more than ``_MOST`` lessons have
them, those are all candidates, and ranking alone decides. When more have them, the index chooses the best.
When few have them, more is forgiven: two typos, synonyms, abbreviations, and one word that is missing; and of
a question, every word.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from retro.journal.filters import INDEXED, Condition
from retro.journal.fulltext import FullText
from retro.search.abbreviating import Abbreviations
from retro.search.documents import Documents
from retro.search.expansion import Expander, quoted
from retro.search.questions import Question, Questions
from retro.search.ranking import Plan, Ranked, score
from retro.search.senses import Senses
from retro.search.slots import Form, Slot, Typed
from retro.search.vocabulary import Vocabulary

__all__ = ["Found", "Matcher"]

_MOST = 200
"""Lessons that are ranked word by word: 10 µs each, and 17 more when they are read the first time."""

_FEW = 10
"""A first page; with fewer, more is forgiven."""

_SCREEN = 40
"""Rows that are likely shown: the ranked ones should fill it, for listing thousands by day takes 50 ms."""

_RANKABLE = 6000
"""Entries of the index that may be ranked by bm25, which reads all those of every word: 1 µs each."""

_LOOSE = 60
"""How many lessons without all the words may follow those with all."""

_WEIGHED = 2.0
"""What it counts how well a lesson answers a question, against the words of the question in it."""

_ABBREVIATING = 6
"""With more words than these nobody abbreviates, and looking for what each may stand for takes 15 ms."""

_BARELY = 30
"""How many of those that a letter or two find are ranked: a screen of them."""

_MOST_KEPT = 40
"""Searches whose rows are kept for whoever deletes what was typed, letter by letter: 60 KB each."""


class Found(NamedTuple):
    """Lessons that were found.

    Args:
        head: Rows, best first, each with its rank and the reading of the query that gave it.
        total: How many there are; more than ``head`` when the index chose.
        expression: What finds them all; "" when every lesson is one, ``None`` when ``head`` is all.
        loose: From which place in ``head`` on lessons may lack a word, or have another in its place.
        plans: The readings, the most literal first.
    """

    head: tuple[tuple[int, Ranked, Plan], ...]
    total: int
    expression: str | None
    loose: int
    plans: tuple[Plan, ...]


class Matcher:
    """Finds and ranks lessons for words.

    Args:
        fulltext: The index.
        vocabulary: Its words.
        expander: Words to slots.
        senses: What the words of a question may mean.
        documents: Lessons as ranking wants them.
    """

    def __init__(
        self,
        fulltext: FullText,
        vocabulary: Vocabulary,
        expander: Expander,
        senses: Senses,
        documents: Documents,
    ) -> None:
        self._fulltext = fulltext
        self._vocabulary = vocabulary
        self._expander = expander
        self._documents = documents
        self._abbreviations = Abbreviations(fulltext, vocabulary)
        self._questions = Questions(fulltext, vocabulary, senses)
        self._kept: dict[tuple[tuple[Typed, ...], Condition], Found] = {}

    def warm(self) -> None:
        """Load what only misspelt words need."""
        self._expander.warm()

    def forget(self) -> None:
        """Forget what was found, for the journal has changed."""
        self._kept.clear()

    def find(self, words: tuple[Typed, ...], condition: Condition, also: Sequence[int] = ()) -> Found:
        """The lessons that words find, among those that a condition leaves.

        Args:
            words: What was typed.
            condition: What they are looked for in.
            also: Rows to rank in any case; those without every word are left out again.
        """
        key = words, condition
        found = self._kept.pop(key, None) or self._found(words, condition)
        self._kept[key] = found  # as the last one
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        missing = [number for number in also if all(number != hit[0] for hit in found.head)]
        if not missing:
            return found
        added = self._hits(missing, found.plans)
        head = [*found.head[: found.loose], *(hit for hit in added if hit[1].whole)]
        head.sort(key=lambda hit: -round(hit[1].score, 6))
        return found._replace(
            head=(*head, *found.head[found.loose :]),
            loose=len(head),
            total=max(found.total, len(head) + len(found.head) - found.loose),
        )

    def _found(self, words: Sequence[Typed], condition: Condition) -> Found:
        readings_ = self._readings(words, widely=False)
        if all(slot.little for slot in readings_[0]):
            return self._barely_typed(readings_, condition)
        expression = _any_reading(readings_, "forgiving")
        numbers = self._fulltext.some(expression, condition, _MOST + 1) if expression else []
        if len(numbers) > _MOST:
            total = self._total(readings_, expression, condition)
            best = self._best(readings_, expression, condition)
            return self._ranked(best, readings_, total, expression)
        known = any(all(slot.is_known for slot in slots) for slots in readings_)
        if (len(numbers) >= _FEW and known) or all(word.strict for word in words):
            return self._ranked(numbers, readings_, len(numbers), None)
        return self._widened(words, numbers, condition)

    def _total(self, readings_: list[list[Slot]], expression: str, condition: Condition) -> int:
        """How many lessons match; for one everyday word the index knows it without counting."""
        [slot, *others] = readings_[0]
        if not others and slot.common and condition == INDEXED:
            return self._fulltext.lessons_with(slot.text)
        return self._fulltext.count(expression, condition)

    def rank_listed(self, words: Sequence[Typed], marked: Sequence[Typed], condition: Condition) -> Found:
        """Lessons that a condition leaves, ranked by words that the index is not asked for.

        Groups with OR have become part of the condition; deleted lessons are not in the index.
        """
        numbers = self._fulltext.listed(condition, "date", 0, _MOST)
        documents = self._documents.read(numbers)
        there = {word for document in documents.values() for word in document.words}
        slots = [_literal(word, there, required=word in words) for word in (*words, *marked)]
        found = self._ranked(numbers, [slots], None, None)
        if words:
            head = tuple(hit for hit in found.head if hit[1].whole)
            return found._replace(head=head, total=len(head), loose=len(head))
        total = self._fulltext.count_all(condition)
        return found._replace(total=total, expression="", loose=len(found.head))

    def _readings(self, words: Sequence[Typed], *, widely: bool) -> list[list[Slot]]:
        """The words as they are; and, for each two neighbours that are one word of the journal, so joined."""
        slots = self._expander.slots(words, widely=widely)
        found = [slots]
        for index, (word, following) in enumerate(pairwise(words)):
            joined = word.text + following.text
            if word.strict or following.strict or len(joined) < 5:
                continue
            if joined in self._vocabulary or (following.last and self._vocabulary.has_beginning(joined)):
                slot = self._expander.slot(joined, last=following.last)
                found.append([*slots[:index], slot, *slots[index + 2 :]])
        return found

    def _barely_typed(self, readings_: list[list[Slot]], condition: Condition) -> Found:
        """A letter or two of a large journal: every lesson is shown, the latest with such words first."""
        expression = " AND ".join(f"({slot.sure})" for slot in readings_[0])
        numbers = self._fulltext.some(f"title : ({expression})", condition, _BARELY)
        numbers += self._fulltext.some(expression, condition, _BARELY)
        return self._ranked(numbers, readings_, self._fulltext.count_all(condition), "")

    def _best(self, readings_: list[list[Slot]], expression: str, condition: Condition) -> list[int]:
        """The most promising of too many."""
        required = [slot for slot in readings_[0] if not slot.optional]
        barely = all(slot.is_letter for slot in required)  # which tells nothing that ranking could go by
        sure = _any_reading(readings_, "sure", optional=True) or expression
        plain = _any_reading(readings_, "sure") or expression
        if required and sum(slot.mass for slot in required) <= _RANKABLE and not barely:
            numbers = self._fulltext.ranked(plain, condition, _MOST // 2)
            if len(required) > 1 or not numbers:
                numbers += self._fulltext.ranked(expression, condition, _MOST // 2)
        else:
            numbers = self._fulltext.some(f"title : ({plain})", condition, _MOST // 4)
            numbers += self._fulltext.some(plain, condition, _MOST // 4)
            literal = " AND ".join(quoted(slot.text) for slot in required if slot.is_literal)
            numbers += self._fulltext.some(literal, condition, _BARELY) if barely and literal else []
        if sure != plain:
            numbers += self._fulltext.some(sure, condition, _MOST // 4)
        if len(set(numbers)) < _SCREEN:  # the sure forms are rare, but their typos are everyday words
            numbers += self._fulltext.some(expression, condition, _MOST // 4)
        return numbers

    def _widened(self, words: Sequence[Typed], numbers: list[int], condition: Condition) -> Found:
        """More forgiveness, because little was found."""
        readings_ = self._readings(words, widely=True)
        slots = readings_[0]
        # Words that occur together but for a slip each are no abbreviations; looking for some costs 20 ms.
        slips = all(slot.is_known and not slot.is_literal for slot in slots)
        looks = len(numbers) < 2 or len(words) == 1 or not slips
        if looks and len(words) <= _ABBREVIATING:
            readings_[0] = [
                self._abbreviations.of(slot, [*slots[:index], *slots[index + 1 :]], condition)
                for index, slot in enumerate(slots)
            ]
        expression = _any_reading(readings_, "forgiving")
        numbers = list(dict.fromkeys(numbers))
        if expression:
            forgiven = self._fulltext.some(expression, condition, _MOST)
            if len(forgiven) == _MOST:  # too many, so at least those with the other words as they were typed
                numbers += self._fulltext.some(_any_reading(readings_, "likely"), condition, _MOST // 2)
            numbers += forgiven
        if len(words) > 1 and len(numbers) < _SCREEN:
            numbers += self._loosely(readings_[0], condition)
        question = self._questions.of([word.text for word in words], condition)
        if question is not None:
            numbers += question.numbers
        return self._ranked(numbers, readings_, None, None, question)

    def _loosely(self, slots: Sequence[Slot], condition: Condition) -> list[int]:
        """Lessons with all the words but one, and, when they are few, with any of the rarest."""
        required = sorted(
            (slot for slot in slots if slot.forgiving and not slot.optional and not slot.is_letter),
            key=lambda slot: -slot.rarity,
        )
        if not required or len(slots) == 1:
            return []
        numbers: list[int] = []
        if 2 < len(required) <= 6:
            groups = [[slot for slot in required if slot is not dropped] for dropped in required]
            numbers = self._fulltext.some(_any_reading(groups, "likely"), condition, _LOOSE)
        if len(numbers) < _LOOSE:
            cheap, mass = required[:1], required[0].mass
            for slot in required[1:6]:
                mass += slot.mass
                if mass <= _RANKABLE // 2:
                    cheap.append(slot)
            expression = " OR ".join(slot.sure or slot.forgiving for slot in cheap)
            ask = self._fulltext.some if mass <= _LOOSE * 2 else self._fulltext.ranked
            numbers += ask(expression, condition, _LOOSE if len(slots) < 5 else 2 * _LOOSE)
        return numbers

    def _ranked(
        self,
        numbers: Iterable[int],
        readings_: Sequence[Sequence[Slot]],
        total: int | None,
        expression: str | None,
        question: Question | None = None,
    ) -> Found:
        plans = tuple(Plan.of(slots) for slots in readings_)
        ranked = self._hits(numbers, plans)
        loose = len(ranked)
        if total is None:
            whole = [hit for hit in ranked if hit[1].whole and not hit[1].guessed]
            rest = [hit for hit in ranked if not hit[1].whole or hit[1].guessed]
            loose = len(whole)
            left = max(0, _LOOSE - loose)
            ranked = whole + (rest[:left] if question is None else self._answers(rest, question, left))
        return Found(
            tuple(ranked),
            len(ranked) if total is None else max(total, len(ranked)),
            expression,
            loose,
            plans,
        )

    def _answers(
        self, hits: Sequence[tuple[int, Ranked, Plan]], question: Question, most: int
    ) -> list[tuple[int, Ranked, Plan]]:
        """The best of what was found loosely, and of all that may answer a question, by how well they do."""
        found = frozenset(question.numbers)
        tried = [hit for place, hit in enumerate(hits) if place < _LOOSE or hit[0] in found]
        documents = self._documents.read([number for number, *_ in tried])
        weigh = question.weighing.of
        answers = [
            (number, rank._replace(score=rank.score + _WEIGHED * weigh(documents[number]).score), plan)
            for number, rank, plan in tried
        ]
        answers.sort(key=lambda hit: -round(hit[1].score, 6))
        del answers[most:]
        plans = {id(plan): plan for _, _, plan in answers}
        told = {key: question.told(plan) for key, plan in plans.items()}
        return [
            (number, score(documents[number], told[id(plan)])._replace(score=rank.score), told[id(plan)])
            for number, rank, plan in answers
        ]

    def _hits(self, numbers: Iterable[int], plans: Sequence[Plan]) -> list[tuple[int, Ranked, Plan]]:
        """Rows with their ranks, best first; ties by day, the latest first, and by id."""
        documents = self._documents.read(dict.fromkeys(numbers))
        [plan, *others] = plans
        ranked = [(number, score(document, plan), plan, document) for number, document in documents.items()]
        for other in others:
            for place, (number, rank, _, document) in enumerate(ranked):
                again = score(document, other)
                if again.score > rank.score:
                    ranked[place] = (number, again, other, document)
        ranked.sort(key=lambda hit: hit[3].id)
        ranked.sort(key=lambda hit: (round(hit[1].score, 6), hit[3].day), reverse=True)
        return [(number, rank, plan) for number, rank, plan, _ in ranked]


def _all_of(slots: Sequence[Slot], forms: str, *, optional: bool = False) -> str:
    """The slots joined by AND, without the optional if there are others; "" when one has nothing."""
    required = [slot for slot in slots if optional or not slot.optional] or [
        slot for slot in slots if not slot.little
    ]
    groups = [
        slot.forgiving if forms == "forgiving" or (forms == "likely" and not slot.sure) else slot.sure
        for slot in required
    ]
    return " AND ".join(f"({group})" for group in groups) if all(groups) else ""


def _any_reading(readings_: Sequence[Sequence[Slot]], forms: str, *, optional: bool = False) -> str:
    parts = [_all_of(slots, forms, optional=optional) for slots in readings_]
    return " OR ".join(f"({part})" for part in parts if part)


def _literal(word: Typed, there: Iterable[str], *, required: bool) -> Slot:
    """A slot for a word, or its beginning, among the words of lessons at hand."""
    words = {
        other: (int(Form.EXACT if other == word.text else Form.BEGINNING), 1.0, len(word.text))
        for other in there
        if other == word.text or (word.last and other.startswith(word.text))
    }
    return Slot(word.text, words, (), "", "", 1.0, 0, common=not required, little=False)
