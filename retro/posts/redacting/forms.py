"""The forms in which a name can stand in a text, by their letters, and when such letters are a name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from retro.posts.dictionary import is_word
from retro.posts.redacting.atoms import atoms_of
from retro.posts.redacting.reading import read
from retro.posts.redacting.words import COMMON, HONORIFICS, ORDINARY, PARTICLES

__all__ = ["Context", "Form", "Sort", "forms_of", "key_of"]


_STRANGE = 5
"""Letters from which on a small word that no dictionary has is a name."""


class Sort(StrEnum):
    """How much of a name a form is."""

    WHOLE = "whole"
    WORD = "word"
    INITIALED = "initialed"
    """``A. Lovelace``, ``Ada L.``, ``alovelace``."""
    INITIALS = "initials"


class Context(IntEnum):
    """Where letters stand, the more telling the higher."""

    PROSE = 0
    JOINED = 1
    """In something written together: a slug, a path, a file's name, an identifier."""
    ADDRESS = 2
    """Alone in a handle or an address: ``@will``, ``will@example.org``."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a name.

    Attributes:
        owner: The number of whose name it is.
        sort: How much of the name it is.
        spelled: As the registry has it.
        cuts: After how many letters one word of it ends and another begins.
        never: Its owner never wants to appear, so that doubts count as a name.
        ordinary: It is a word, or words, of the language as well.
        cased: It has capitals and small letters.
    """

    owner: int
    sort: Sort
    spelled: str
    cuts: frozenset[int] = frozenset()
    never: bool = False
    ordinary: bool = False
    cased: bool = True

    def counts(self, said: str, context: Context) -> bool:
        """Whether letters that are this form's, written as they are, mean the name.

        Args:
            said: As they stand in the text, without accents.
            context: Where they stand.
        """
        if not self.cased or said == self.spelled:
            return True
        if self.ordinary and self.sort is not Sort.INITIALED and context is Context.ADDRESS:
            return True
        letters = sum(map(str.isalnum, said))
        if not said.islower():
            # "It" is a company, "IT" is not; of several ordinary words each needs its capital.
            return letters > 2 and (not self.ordinary or not self.cuts or all(map(_is_capital, said.split())))
        return not self.ordinary and self._counts_small(said, letters, context)

    def _counts_small(self, said: str, letters: int, context: Context) -> bool:
        if self.sort is not Sort.WORD and letters > 3:
            return True
        if self.never:
            return letters > 2 or context is not Context.PROSE
        return letters >= _STRANGE and not is_word(said)

    def counts_joined(self, said: str, context: Context) -> bool:
        """The same where the form stands within something written together."""
        if self.counts(said, context):
            return True
        return said.islower() and not self.ordinary and len(said) > 2 and context is not Context.PROSE


def _is_capital(word: str) -> bool:
    return not word[0].isalpha() or word[0].isupper()


def forms_of(owner: int, name: str, *, person: bool, never: bool) -> Iterator[tuple[str, Form]]:
    """Every form of a name, with its letters.

    Args:
        owner: A number for whose name it is.
        name: A name or an alias.
        person: Whether it is a person's: only they have initials.
        never: Whether the person never wants to appear.
    """
    words = _words(name)
    if not words:
        return
    spelled = read(name).text
    core = re.sub(r"^[\W_]+|[\W_]+$", "", spelled)
    for key in _spellings(name):
        cuts = _cuts(words) if key == "".join(map(key_of, words)) else frozenset[int]()
        # Two words of the language are a name together; those that every company has are not.
        ordinary = all(word.casefold() in COMMON for word in words) or (
            len(words) == 1 and _is_ordinary(words[0])
        )
        yield key, Form(owner, Sort.WHOLE, core, cuts, never, ordinary, _is_cased(core))
    if len(words) < 2:
        return
    for word in _telling(words, person=person, never=never):
        for key in _spellings(word):
            yield (
                key,
                Form(
                    owner, Sort.WORD, read(word).text, frozenset(), never, _is_ordinary(word), _is_cased(word)
                ),
            )
    if person:
        yield from _with_initials(owner, words, never=never)
    if len(words) <= 4 and all(word[0].isupper() for word in words):
        initials = "".join(read(word).text[0] for word in words)
        yield initials.casefold(), Form(owner, Sort.INITIALS, initials, never=never)


def _with_initials(owner: int, words: list[str], *, never: bool) -> Iterator[tuple[str, Form]]:
    """One word in full and the first letters of others before or behind it."""
    names = [word for word in words if word[0].isupper()]
    if len(names) < 2:
        return
    for at in range(1, len(names)):  # of a family name with two words either is one
        yield from _initialed(owner, names[0], names[1:at], names[at], never=never)
    turned = "".join(names[1:] + names[:1])
    yield (
        key_of(turned),
        Form(owner, Sort.WHOLE, turned, frozenset({len(key_of("".join(names[1:])))}), never=never),
    )


def _initialed(
    owner: int, first: str, between: list[str], last: str, *, never: bool
) -> Iterator[tuple[str, Form]]:
    """``A. Lovelace``, ``A. K. Lovelace``, ``Lovelace, A.`` and ``Ada L.``."""
    middle = "".join(word[0] for word in between)
    for given in {first[0], first[0] + middle}:
        for spelling in _spellings(last):
            cuts = frozenset(range(1, len(given) + 1))
            yield (given + spelling).casefold(), Form(owner, Sort.INITIALED, given + last, cuts, never=never)
            behind = frozenset(range(len(spelling), len(spelling + given)))
            yield (
                (spelling + given).casefold(),
                Form(owner, Sort.INITIALED, last + given, behind, never=never),
            )
    for spelling in _spellings(first):
        cut = frozenset({len(spelling)})
        yield (spelling + last[0]).casefold(), Form(owner, Sort.INITIALED, first + last[0], cut, never=never)


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """A name by its letters alone, without case, accents and what stands between them."""
    return "".join(atoms_of(read(name)).letters)


_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
)


def _spellings(name: str) -> Iterable[str]:
    """The letters of a name, and those that it has in an address: Müller is muller and mueller."""
    found = [key_of(name)]
    if not name.isascii():
        from unicodedata import normalize  # noqa: PLC0415 - as below, for few names

        from slugify import slugify  # noqa: PLC0415 - it makes the names of files, so it knows how names stand there

        found += [key_of(normalize("NFC", name).translate(_UMLAUTS)), key_of(slugify(name))]
    return [key for key in dict.fromkeys(found) if key]


def _words(name: str) -> list[str]:
    """The words of a name with their accents, which ``_spellings`` needs."""
    if not name.isascii():
        from unicodedata import normalize  # noqa: PLC0415 - ASCII has one form only

        name = normalize("NFC", name)
    return [word for word in re.findall(r"[^\W_]+", name) if key_of(word)]


def _cuts(words: list[str]) -> frozenset[int]:
    lengths = [len(key_of(word)) for word in words]
    return frozenset(sum(lengths[:count]) for count in range(1, len(lengths)))


def _telling(words: list[str], *, person: bool, never: bool) -> list[str]:
    """The words that say on their own who or what it is; without capitals only where doubts count."""
    silent = PARTICLES | HONORIFICS if person else COMMON
    return [
        word
        for word in words
        if (len(word) > 2 and word[0].isupper() and word.casefold() not in silent)
        or (never and len(word) > 1 and not _is_cased(word))
    ]


def _is_ordinary(word: str) -> bool:
    return word.casefold() in ORDINARY or word.casefold() in COMMON


def _is_cased(name: str) -> bool:
    return name.lower() != name.upper()
