"""What one word of a query may match: the word itself and every form that is forgiven, each at its price."""

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

__all__ = ["SURE", "Form", "Match", "Pair", "Slot", "Typed"]


class Typed(NamedTuple):
    """A word of a query: ``last`` when it may still be being typed, ``strict`` when it was in quotes."""

    text: str
    last: bool = False
    strict: bool = False


class Form(IntEnum):
    """How words of a lesson match a word of the query, the surest first."""

    EXACT = 0
    BEGINNING = 1
    ENDING = 2
    JOINED = 3
    MISSPELT = 4
    TYPO = 5
    TYPO_IN_BEGINNING = 6
    ABBREVIATION = 7
    TWO_TYPOS = 8
    SYNONYM = 9
    KIN = 10
    NEAR = 11


SURE: int = Form.MISSPELT
"""Up to here what was typed is what was meant; a lesson's own misspelling is none of the reader's."""


Match = tuple[int, float, int]
"""A form that a word of a lesson can have: which, its worth, and how many characters to mark (0: all).

Plain tuples of numbers, because a query brings thousands and the garbage collector does not see them.
"""


class Pair(NamedTuple):
    """Two neighbouring words of a lesson that were typed as one; the second may go on after ``second``.

    ``over`` the edge: in some lesson the first ends the title and the second begins the body.
    """

    first: str
    second: str
    form: int
    weight: float
    over: bool


class Slot(NamedTuple):
    """One word of a query.

    Args:
        text: As it was typed, folded.
        words: Word of the journal -> how it matches.
        pairs: Neighbouring words that it may stand for.
        sure: What to ask the index for its surest forms, joined by OR; "" when there are none.
        forgiving: The same with typos; at least ``sure``.
        rarity: The inverse document frequency, from 0 up.
        mass: How many entries of the index its words have.
        common: Too many lessons have it to leave any out by it, as long as there are other words.
        little: So little of it is typed that it can only rank.
    """

    text: str
    words: Mapping[str, Match]
    pairs: tuple[Pair, ...]
    sure: str
    forgiving: str
    rarity: float
    mass: int
    common: bool
    little: bool

    @property
    def is_known(self) -> bool:
        """It is a word of the journal, or the beginning, another form or a misspelling of one."""
        return any(match[0] <= Form.TYPO for match in self.words.values())

    @property
    def is_literal(self) -> bool:
        """It is a word of the journal, as it was typed."""
        return self.text in self.words

    @property
    def is_letter(self) -> bool:
        """A single letter, most likely of a word that goes on; of other scripts it may be a word."""
        return len(self.text) == 1 and self.text.isascii()

    @property
    def optional(self) -> bool:
        """It ranks, but does not leave lessons out."""
        return self.common or self.little
