"""A question, asked as people talk, where no lesson has all its words: those that say most of it are found.

Somebody who types key words wants every one of them; somebody who asks "anger in the workplace" says what is
meant in other words than the lesson. That it is a question is told by the small words between the others,
which nobody types who types key words. It is weighed as a situation is for a brief, and that is added to
what its words are worth as key words: together both find more than each of them alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

from retro.journal.filters import Condition
from retro.journal.fulltext import FullText
from retro.search.expansion import STOP_WORDS, WEIGHTS, quoted
from retro.search.ranking import Plan
from retro.search.senses import How, Sense, Senses, says_nothing, weightiest
from retro.search.slots import Form, Slot
from retro.search.vocabulary import Vocabulary
from retro.search.weighing import Weighing

__all__ = ["Question", "Questions"]

_FEWEST = 2
"""Words that say something; with one there is nothing to weigh against another."""

_READ = 4000
"""Entries of the index that its weightiest words may have, which are ranked by bm25: 1 µs each."""

_MOST_ASKED = 80
"""Words that the index is asked for: 7 µs each."""

_LESSONS = 80
"""Lessons that are found by them: 50 µs each, to be read and weighed."""

_PASSAGE, _LATER = 70, 0.75
"""As in ``weighing``, wider than there: a question is short, so that less of a lesson has it by chance."""

_FORMS = {How.SAID: Form.ENDING, How.SYNONYM: Form.SYNONYM, How.NEAR: Form.NEAR}


class Question(NamedTuple):
    """A question: what its words may mean, ready to be weighed, and the lessons that may answer it."""

    senses: tuple[Sense, ...]
    weighing: Weighing
    numbers: list[int]

    def told(self, plan: Plan) -> Plan:
        """A plan that also has the words that stand for those of the question, or that they bring to mind.

        Lessons are marked and explained by it, and not ranked: what such words are worth was weighed.
        """
        senses = {sense.text: sense for sense in self.senses}
        slots = [_wider(slot, senses[slot.text]) if slot.text in senses else slot for slot in plan.slots]
        return Plan.of(slots)


class Questions:
    """Tells questions from key words, and finds what may answer them.

    Args:
        fulltext: The index.
        vocabulary: Its words.
        senses: What words may mean in it.
    """

    def __init__(self, fulltext: FullText, vocabulary: Vocabulary, senses: Senses) -> None:
        self._fulltext = fulltext
        self._vocabulary = vocabulary
        self._senses = senses

    def of(self, words: Sequence[str], condition: Condition) -> Question | None:
        """The question that words ask, or None when they are key words.

        Args:
            words: In order, folded; the last may still be being typed.
            condition: Where to look for lessons.
        """
        if STOP_WORDS.isdisjoint(words[:-1]) or sum(not says_nothing(word) for word in words) < _FEWEST:
            return None
        senses = self._senses.of(words)
        expression = " OR ".join(map(quoted, self._cheapest(weightiest(senses))))
        numbers = self._fulltext.ranked(expression, condition, _LESSONS) if expression else []
        return Question(senses, Weighing(senses, passage=_PASSAGE, later=_LATER), numbers)

    def _cheapest(self, words: Sequence[str]) -> list[str]:
        """The first words, as long as the index does not have to read too much."""
        left, kept = _READ, []
        for word in words[:_MOST_ASKED]:
            times = self._vocabulary.count(word)
            if times <= left:
                left -= times
                kept.append(word)
        return kept


def _wider(slot: Slot, sense: Sense) -> Slot:
    further = {
        word: (_FORMS[how].value, WEIGHTS[_FORMS[how]], 0)
        for word, (_, how) in sense.words.items()
        if word not in slot.words
    }
    return slot._replace(words={**slot.words, **further}) if further else slot
