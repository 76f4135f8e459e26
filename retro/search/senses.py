"""What the words of a situation may mean in a journal: themselves, their synonyms, what they bring to mind.

Three lists are used: of families (``data/families.txt``) and synonyms, as for key words, and of associations
(``data/associations.txt``): words that go together without meaning the same, and sayings whose words mean
something else together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from math import log
from typing import NamedTuple

from retro.search.expansion import STOP_WORDS
from retro.search.inflections import other_forms
from retro.search.spellings import other_spellings
from retro.search.synonyms import bases
from retro.search.vocabulary import Vocabulary

__all__ = ["How", "Sense", "Senses", "says_nothing", "weightiest"]

_LIKE = 0.6
"""What a synonym is worth, or a word that is brought to mind, against the word itself."""

_BESIDE = 0.25
"""What a synonym is worth where the journal has the word itself."""

_SURER = 0.5
"""What a word gains of its worth for others of those that were said, which may mean it as well."""

_FAMILY = 0.8
"""How like a word its irregular forms are, taught and teach."""

_RARE_ENOUGH = 0.7
"""A word that half of all lessons have says nothing."""

_OTHERS = 40
"""Lessons about other things that a young journal is thought to have beside its own."""

_SHORTEST = 4
"""Letters: "don" is no form of "done"."""

_MOST_KNOWN = 100
"""Words whose senses are remembered: up to 100 words each."""

_SAYS_NOTHING = STOP_WORDS | frozenset(
    "again against already always am another any anybody anything around away back bad become becomes "
    "best better came cannot come comes coming didn doesn doing don done down each else enough ever every "
    "everybody everyone everything everywhere few find get gets getting give given gives giving go goes "
    "going gone good got happen happens hardly however it ll instead keep keeps kept know let look "
    "looking looks lot made make makes making many maybe might mine much must near need needs never new "
    "nobody none nothing now often one ought own people perhaps person put quite rather re really said "
    "say see seem seems several shall since somebody someone something sometimes somewhere soon still "
    "sure take takes taking thing things think though thus together took tried try trying turn two upon "
    "us use used ve want wants way well went whether whose without yes yet".split()
)
"""What people say around what they mean."""

_BETWEEN = frozenset("a an her his its my our their the your".split())
"""What may stand within a saying: "raise my voice"."""


class How(StrEnum):
    """How a lesson's word stands for what was said."""

    SAID = "said"
    SYNONYM = "synonym"
    NEAR = "brought to mind"


class Sense(NamedTuple):
    """What was said, and the journal's words that may stand for it: what each is worth, and how it does."""

    text: str
    words: Mapping[str, tuple[float, How]]


class Senses:
    """Finds what words may mean.

    Args:
        vocabulary: The words of the journal.
        synonyms: Word -> words that mean nearly the same, in all their forms.
        near: Word, or saying with a hyphen -> words that it brings to mind, in all their forms.
        family: Word -> forms of it that its endings do not tell.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        synonyms: Callable[[str], Iterable[str]],
        near: Callable[[str], Iterable[str]],
        family: Callable[[str], Iterable[str]],
    ) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._near = near
        self._irregular = family
        self._known: dict[str, Sense] = {}

    def of(self, words: Sequence[str]) -> tuple[Sense, ...]:
        """The senses of a situation's words that the journal has something for.

        Args:
            words: In order, folded.
        """
        senses: dict[str, Sense] = {}
        for text, near in self._sayings([word for word in words if word not in _BETWEEN]):
            senses[text] = Sense(text, self._like(near, How.NEAR, _LIKE))
        said = {word for text in senses for word in text.split()}
        for word, following in pairwise([*words, ""]):
            joined = word + following  # co-founder, cofounder
            is_word = len(word) > 1 and len(following) > 1 and joined in self._vocabulary
            for text in (word, joined) if is_word else (word,):
                if text not in _SAYS_NOTHING and text not in said and text not in senses:
                    senses[text] = self._remembered(text)
        return _each_word_once([sense for sense in senses.values() if sense.words])

    def _sayings(self, words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """Two words that mean something else together, and what they bring to mind."""
        for word, following in pairwise(words):
            for base in dict.fromkeys(bases(word)):
                if near := list(self._near(f"{base}-{following}")):
                    yield f"{word} {following}", near
                    break

    def _remembered(self, text: str) -> Sense:
        """The sense of a word; what was typed so far is asked again with each letter."""
        if text not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._sense(text)
        return self._known[text]

    def _sense(self, text: str) -> Sense:
        family = self._family(text)
        rarity = self._rarity(sum(map(self._vocabulary.count, family)))
        worths = {word: rarity * (0.5 + 0.5 * likeness) for word, likeness in family.items()}
        said = {word: (worth, How.SAID) for word, worth in worths.items() if worth >= _RARE_ENOUGH}
        most = rarity if family else None
        synonyms = self._like(
            self._synonyms(text), How.SYNONYM, _BESIDE if text in self._vocabulary else _LIKE, most
        )
        near = self._like(self._near(text), How.NEAR, _LIKE, most)
        words: dict[str, tuple[float, How]] = {}
        for found in (said, synonyms, near):
            for word, it in found.items():
                words[word] = max(words.get(word, it), it, key=lambda it: it[0])
        return Sense(text, words)

    def _family(self, text: str) -> dict[str, float]:
        """The word and its other forms, as far as the journal has them, and how like it each is."""
        found = {text: 1.0} if text in self._vocabulary else {}
        if len(text) < _SHORTEST:
            return found
        spelt = {word: 1.0 for word in other_spellings(text) if word in self._vocabulary}
        forms: dict[str, float] = {}
        for one in (text, *spelt):
            forms |= other_forms(one, self._vocabulary)
        irregular = {
            word: _FAMILY
            for word in self._irregular(text)
            if word in self._vocabulary and word not in _SAYS_NOTHING
        }
        forms = {word: likeness for word, likeness in forms.items() if len(word) >= _SHORTEST}
        return irregular | forms | spelt | found

    def _like(
        self, words: Iterable[str], how: How, factor: float, most: float | None = None
    ) -> dict[str, tuple[float, How]]:
        """Words that stand for another, as far as the journal has them; none is rarer than ``most``."""
        found = {}
        least = _LIKE * _RARE_ENOUGH if how is How.NEAR else _RARE_ENOUGH
        for word in words:
            if word in self._vocabulary and word not in _SAYS_NOTHING:
                rarity = self._rarity(self._vocabulary.count(word))
                rarity = rarity if most is None else min(rarity, most)
                if factor * rarity >= least:
                    found[word] = (factor * rarity, how)
        return found

    def _rarity(self, lessons_with: int) -> float:
        """The inverse document frequency (Robertson and Zaragoza 2009), from 0 up."""
        found = min(lessons_with, self._vocabulary.lessons)
        return log(1 + (self._vocabulary.lessons + _OTHERS - found + 0.5) / (found + 0.5))


def says_nothing(word: str) -> bool:
    """Whether it is one of the words that people say around what they mean."""
    return word in _SAYS_NOTHING


def weightiest(senses: Iterable[Sense]) -> list[str]:
    """The words of a journal that stand for something said, those that are worth most first."""
    worths = {word: worth for sense in senses for word, (worth, _) in sense.words.items()}
    return sorted(worths, key=lambda word: (-worths[word], word))


def _each_word_once(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """No word of a lesson stands for two that were said; but that several may mean it makes it surer.

    Of two that it is worth the same for, it is left to the later: people come to the point at the end.
    """
    named: dict[str, list[tuple[float, int]]] = {}
    for index, sense in enumerate(senses):
        for word, (worth, _) in sense.words.items():
            named.setdefault(word, []).append((worth, index))
    kept: list[dict[str, tuple[float, How]]] = [{} for _ in senses]
    for word, found in named.items():
        (most, index), *others = sorted(found, reverse=True)
        worth = most + _SURER * sum(other for other, _ in others)
        kept[index][word] = (worth, senses[index].words[word][1])
    return tuple(Sense(sense.text, words) for sense, words in zip(senses, kept, strict=True) if words)
