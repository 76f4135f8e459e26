"""From a typed word to every word of the journal that it may mean."""

from collections.abc import Callable, Iterable, Sequence
from math import log

from retro.search.inflections import other_forms
from retro.search.slots import Form, Match, Pair, Slot, Typed
from retro.search.vocabulary import Vocabulary, is_unspaced

__all__ = ["Expander", "quoted", "side_by_side"]

MOST_READ = 8000
"""Entries of the index that a prefix may make SQLite merge: 0.28 µs each, so 2 ms."""

_MOST_KNOWN = 400
"""Expansions that are remembered: a beginning of three letters has a hundred words, so 4 MB."""

_FEW = 40
"""How many of its words stand for a prefix that is too heavy; each costs 7 µs to ask for."""

_WEIGHTS = {
    Form.EXACT: 1.0,
    Form.BEGINNING: 0.94,
    Form.ENDING: 0.78,
    Form.JOINED: 1.0,
    Form.MISSPELT: 0.92,
    Form.TYPO: 0.34,
    Form.TYPO_IN_BEGINNING: 0.28,
    Form.ABBREVIATION: 1.0,
    Form.TWO_TYPOS: 0.18,
    Form.SYNONYM: 0.26,
    Form.KIN: 0.24,
    Form.NEAR: 0.2,
}
"""What a form is worth against the word itself; the order is the promise, exact over everything."""

WEIGHTS = tuple(_WEIGHTS[form] for form in Form)
"""The same by the number of the form: a keystroke looks up thousands, and an enum is slow to hash."""

_FAMILY = 0.5
"""How like a word its irregular forms are, which are often words of their own: found, left, thought."""

_CUT = 0.38
"""How much a beginning loses with the share of the word that was not typed."""

_EVERYDAY_SHARE, _EVERYDAY_LOSS, _EVERYDAY_LEAST = 0.03, 0.6, 0.5
"""From which share of the lessons on a word is an everyday one, and what it loses for each e times more."""

_EVERYDAY_RARITY, _MEANT_ALONE = 3.5, 0.25
"""What is typed of a word means one of those that it fits, which is rarer than all of them together."""

_FIRST_LETTER = 0.6
"""What a slip in the first letter is worth against one further on: of all slips 1.5 % are there."""

_CUT_OFF_BESIDE_SLIP, _SLIP_BESIDE_SLIP = 0.75, 1.5
"""Who misspelt one word is likelier to have misspelt another, and less likely to have cut it off."""

_NEARLY_WHOLE = 0.95
"""So far at most a beginning comes up to a word that was typed whole."""

_HELD_TO_BE_RARE = frozenset(map(int, (Form.BEGINNING, Form.ENDING, Form.TYPO, Form.TYPO_IN_BEGINNING)))
"""Who cuts a word off, or misspells it, seldom means an everyday word: nobody looks for those."""

_STOP_SHARE = 0.2
"""A word that one in five lessons has says nothing about which is meant."""

STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being both but by can could "
    "did do does doing for from had has have having he her his how i if in into is it its just me more "
    "most my no not of on once only or other our out over own s same she should so some such t than "
    "that the their them then there these they this those through to too under up us very was we were "
    "what when where which while who why will with would you your".split()
)


class Expander:
    """Expands words, and remembers what they expanded to: one more letter typed costs one word.

    Args:
        vocabulary: The words of the journal.
        synonyms: Word -> words that mean nearly the same; called only when little was found.
        family: Word -> forms of it that its endings do not tell; called only then as well.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        synonyms: Callable[[str], Iterable[str]],
        family: Callable[[str], Iterable[str]],
    ) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._family = family
        self._known: dict[tuple[str, bool, bool, bool], Slot] = {}
        self._beside_slip: dict[tuple[str, bool, bool, bool], Slot] = {}

    def warm(self) -> None:
        """Load what only words that are not found need."""
        from rapidfuzz import process  # noqa: F401, PLC0415
        from rapidfuzz.distance import OSA  # noqa: F401, PLC0415

        self._vocabulary.of_length(0, 0)
        self._synonyms("")
        self._family("")

    def slot(self, text: str, *, last: bool, widely: bool = False, strict: bool = False) -> Slot:
        """What a typed word may match.

        Args:
            text: The word, folded.
            last: It is the end of the query, so perhaps still being typed.
            widely: Little was found: two typos, and synonyms, are forgiven as well.
            strict: Forgive nothing (it was in quotes).
        """
        key = (text, last, widely, strict)
        slot = self._known.get(key)
        if slot is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
                self._beside_slip.clear()
            expansion = _Expansion(self._vocabulary, text, last=last)
            if widely and not strict:
                expansion.add_family(self._family(text))
            slot = self._known[key] = expansion.slot(self._synonyms if widely else None, strict=strict)
        return slot

    def slots(self, words: Sequence[Typed], *, widely: bool = False) -> list[Slot]:
        """What the words of a query may match: each by itself, and beside one that is surely misspelt."""
        slots = [self.slot(word.text, last=word.last, widely=widely, strict=word.strict) for word in words]
        if all(slot.sure for slot in slots):
            return slots
        return [
            slot
            if not slot.sure or slot.is_literal or word.strict
            else self._beside(slot, (word.text, word.last, widely, word.strict))
            for word, slot in zip(words, slots, strict=True)
        ]

    def _beside(self, slot: Slot, key: tuple[str, bool, bool, bool]) -> Slot:
        """A slot that is no word itself beside one that is misspelt."""
        if key not in self._beside_slip:
            factors = {Form.BEGINNING: _CUT_OFF_BESIDE_SLIP, Form.TYPO: _SLIP_BESIDE_SLIP}
            words = {
                word: (form, weight * factors.get(Form(form), 1.0), marked)
                for word, (form, weight, marked) in slot.words.items()
            }
            self._beside_slip[key] = slot._replace(words=words)
        return self._beside_slip[key]


class _Expansion:
    """The forms of one word, being gathered."""

    def __init__(self, vocabulary: Vocabulary, text: str, *, last: bool) -> None:
        self._vocabulary = vocabulary
        self._text = text
        self._last = last
        self._exact = vocabulary.count(text)
        self._mass = vocabulary.mass(text)
        self._everyday = max(10.0, _EVERYDAY_SHARE * vocabulary.lessons)
        self._reads_prefix = self._mass <= MOST_READ
        self._words: dict[str, Match] = {}
        self._words_one_slip_away = 0
        self._irregular: set[str] = set()
        self._pairs: list[Pair] = []
        self._sure: list[str] = []
        self._forgiving: list[str] = []

    def slot(self, synonyms: Callable[[str], Iterable[str]] | None, *, strict: bool) -> Slot:
        common = self._exact > _STOP_SHARE * self._vocabulary.lessons > 10
        if self._exact:
            self._put(self._text, Form.EXACT)
        # Who types "the" means "the", and reading what begins so as well takes 40 ms at 100,000 lessons.
        if strict or (common and not synonyms):
            self._sure.append(quoted(self._text))
        else:
            self._forgive(synonyms)
        little = self._mass > MOST_READ and self._exact * 10 < self._mass and self._last
        return Slot(
            text=self._text,
            words=self._words,
            pairs=tuple(self._pairs),
            sure=" OR ".join(self._sure),
            forgiving=" OR ".join(self._sure + self._forgiving),
            rarity=self._rarity(),
            mass=sum(map(self._vocabulary.count, self._words)),
            common=common or self._text in STOP_WORDS,
            little=little,
        )

    def add_family(self, words: Iterable[str]) -> None:
        """Other forms that no ending tells: teach, taught."""
        for word in words:
            if word in self._vocabulary and self._put(word, Form.ENDING, _FAMILY):
                self._irregular.add(word)
                self._sure.append(quoted(word))

    def _forgive(self, synonyms: Callable[[str], Iterable[str]] | None) -> None:
        self._add_beginnings()
        if is_unspaced(self._text):
            self._add_containing()
        length = len(self._text)
        if length >= 3:
            for word, likeness in other_forms(self._text, self._vocabulary).items():
                self._put(word, Form.ENDING, likeness)
                if not self._reads_prefix or not word.startswith(self._text):
                    self._sure.append(quoted(word))
            if not self._exact or length >= 4:
                self._add_typos(also_of_words=synonyms is not None)
        if length >= 5 and not self._mass:
            self._add_joined()
        if synonyms is not None:
            self._add_kin()
            self._add_synonyms(synonyms)
            if not self._sure and length >= 5 and not self._words_one_slip_away:
                self._add_two_typos()

    def _put(self, word: str, form: Form, likeness: float = 1.0, marked: int = 0) -> bool:
        number = int(form)
        weight = WEIGHTS[number] * likeness
        times = self._vocabulary.count(word)
        if times > self._everyday and number in _HELD_TO_BE_RARE:
            weight *= max(_EVERYDAY_LEAST, 1 - _EVERYDAY_LOSS * log(times / self._everyday))
        known = self._words.get(word)
        if known is not None and known[1] >= weight:
            return False
        self._words[word] = (number, weight, marked)
        return known is None

    def _add_beginnings(self) -> None:
        words = self._vocabulary.beginning_with(self._text)
        length = len(self._text)
        all_of_them = _rarity(self._mass, self._vocabulary.lessons)
        more = _meant_alone(all_of_them) / all_of_them if self._exact and all_of_them else 1.0
        if self._reads_prefix:
            if words:
                self._sure.append(quoted(self._text) + "*")
        else:
            words = self._most_frequent(words)
            self._sure += [quoted(word) for word in words]
        for word in words:
            if word != self._text:
                cut = _cut(length, len(word))
                self._put(word, Form.BEGINNING, max(cut, min(_NEARLY_WHOLE, more * cut)), length)

    def _add_containing(self) -> None:
        length = len(self._text)
        for word in self._vocabulary.containing(self._text)[: 10 * _FEW]:
            if self._put(word, Form.BEGINNING, _cut(length, len(word)), length):
                self._sure.append(quoted(word))

    def _most_frequent(self, words: list[str]) -> list[str]:
        few = sorted(words, key=lambda word: (-self._vocabulary.count(word), word))[:_FEW]
        return few if not self._exact or self._text in few else [self._text, *few]

    def _add_typos(self, *, also_of_words: bool) -> None:
        """Words one slip away.

        Of a word that exists, at first only those that are it, misspelt, or that it misspells; then also
        others that are not everyday words: who types "frog" did not mean "from".
        """
        count = self._vocabulary.count
        readable = MOST_READ // 2
        everyday = self._vocabulary.lessons // 50
        beginnings = len(self._text) >= 4 and not self._exact and self._mass < 200
        for near in sorted(self._vocabulary.one_slip_away(self._text)):
            times = count(near)
            slip = self._by_first_letter(near)
            if times:
                # A rare word beside a frequent one, one slip apart, is the frequent one misspelt.
                misspelt = times <= 2 and self._exact >= 5 * times and len(self._text) >= 5
                misspells = self._exact <= 2 and times >= 5 * self._exact and len(self._text) >= 5
                meant = misspelt or misspells or (also_of_words and times <= everyday)
                if self._exact and not meant:
                    continue
                form, likeness = (Form.MISSPELT, 1.0) if misspelt else (Form.TYPO, slip * _likely(times))
                if self._put(near, form, likeness):
                    self._forgiving.append(quoted(near))
                    self._words_one_slip_away += 1
            if beginnings and len(near) >= 3:
                mass = self._vocabulary.mass(near) - times
                if 0 < mass <= readable:
                    readable -= mass
                    self._forgiving.append(quoted(near) + "*")
                    for word in self._vocabulary.beginning_with(near):
                        if word != near:
                            likeness = slip * _cut(len(self._text), len(word))
                            self._put(word, Form.TYPO_IN_BEGINNING, likeness, len(near))

    def _by_first_letter(self, word: str) -> float:
        """What a word is worth that was typed with slips: less where it begins otherwise."""
        return 1.0 if word[0] == self._text[0] else _FIRST_LETTER

    def _add_joined(self) -> None:
        """Two words of which both are known; the second may still be being typed."""
        text, vocabulary = self._text, self._vocabulary
        for place in range(2, len(text) - 1):
            first, second = text[:place], text[place:]
            if not vocabulary.count(first):
                continue
            goes_on = self._last and len(second) >= 3 and 0 < vocabulary.mass(second) <= MOST_READ // 4
            if vocabulary.count(second) or goes_on:
                self._pairs.append(Pair(first, second, Form.JOINED.value, WEIGHTS[Form.JOINED], over=True))
                self._sure.append(side_by_side(first, second, goes_on=goes_on, over=True))

    def _add_two_typos(self) -> None:
        from rapidfuzz import process  # noqa: PLC0415 - 17 ms to import, and most searches end before
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        length = len(self._text)
        for word, _, _ in process.extract(
            self._text,
            self._vocabulary.of_length(length - 2, length + 2),
            scorer=OSA.distance,
            score_cutoff=2,
            limit=60,
        ):
            if self._put(word, Form.TWO_TYPOS, self._by_first_letter(word)):
                self._forgiving.append(quoted(word))

    def _add_kin(self) -> None:
        """Words that share at least four letters and half of the longer word: standing, standard."""
        length = len(self._text)
        if length < 5 or not self._text.isalpha():
            return
        shortest = max(4, length // 2)
        for word in self._vocabulary.beginning_with(self._text[:shortest]):
            if word not in self._words and word.isalpha():
                shared = _shared(word, self._text)
                if 2 * shared >= max(length, len(word)) and self._put(
                    word, Form.KIN, 2 * shared / (length + len(word))
                ):
                    self._forgiving.append(quoted(word))

    def _add_synonyms(self, synonyms: Callable[[str], Iterable[str]]) -> None:
        for word in synonyms(self._text):
            if word in self._vocabulary and self._put(word, Form.SYNONYM):
                self._forgiving.append(quoted(word))

    def _rarity(self) -> float:
        lessons, count = self._vocabulary.lessons, self._vocabulary.count
        found = sum(
            count(word)
            for word, match in self._words.items()
            if match[0] <= Form.ENDING and word not in self._irregular
        )
        if not found:
            found = min((count(word) for word in self._words), default=1)
        if not self._reads_prefix:
            found = max(found, self._mass)
        rarity = _rarity(found, lessons)
        return rarity if self._exact else _meant_alone(rarity)


def _rarity(found: int, lessons: int) -> float:
    """The inverse document frequency of what so many lessons have."""
    found = min(found, lessons)
    return log(1 + (lessons - found + 0.5) / (found + 0.5))


def _meant_alone(rarity: float) -> float:
    """How rare a word is that was meant, when those that it may be are so rare together."""
    return rarity + _MEANT_ALONE * max(0.0, _EVERYDAY_RARITY - rarity)


def _shared(one: str, other: str) -> int:
    """How many characters two words have in common at their beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _likely(count: int) -> float:
    """Of words as near to what was typed, the frequent ones are meant more often."""
    return 0.85 + 0.15 * min(1.0, log(1 + count) / log(100))


def _cut(typed: int, length: int) -> float:
    return 1 - _CUT * (1 - typed / max(typed, length))


def quoted(word: str) -> str:
    """A word as FTS5 wants it, so that nothing in it is syntax."""
    return '"' + word.replace('"', '""') + '"'


def side_by_side(first: str, second: str, *, goes_on: bool = False, over: bool = False) -> str:
    """Two neighbouring words, for FTS5.

    Args:
        first: The one, and
        second: the other.
        goes_on: The second may be the beginning of a word.
        over: Also where the first is in the title and the body begins with the second, which is no phrase.
    """
    one, other = quoted(first), quoted(second) + (" *" if goes_on else "")
    return f"{one} + {other}" + (f" OR (title : {one} AND body : ^ {other})" if over else "")
