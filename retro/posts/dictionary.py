"""Whether a word is English: so that a rare word is not taken for a slip.

Loading the dictionary takes 0.2 s, so that only a word that may be a slip asks for it.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import WordFrequency

__all__ = ["british_or_american", "is_word"]

_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|es|ing|er|ers)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|ing|er|ers|ation|ations|ational)$)"), "iz"),
    (re.compile(r"our(?=(?:s|ed|ing|able|al|ful|ite|hood|less|er|ers)?$)"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"tr(?=(?:ed|ing)$)"), "ter"),
    (re.compile(r"(?<=[a-z]{2})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z])ll(?=(?:ed|ing|er|ers|or|ors|ist|ists|ful|ment|ments)$)"), "l"),
    (re.compile(r"(?<=[a-z])([ei])nce(?=s?$)"), r"\1nse"),
    (re.compile(r"(?<=[a-z])ice(?=s?$)"), "ise"),
    (re.compile(r"[ao]e(?=[a-z]{3})"), "e"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"ement(?=(?:s|al)?$)"), "ment"),
)


def is_word(word: str) -> bool:
    """Whether an English dictionary has a word, in lower case."""
    return word in _dictionary()


@cache
def _dictionary() -> "WordFrequency":
    from spellchecker import SpellChecker  # noqa: PLC0415 - as above

    return SpellChecker(language="en").word_frequency


@cache
def british_or_american(word: str) -> str:
    """One spelling for both: that of two words is the same when they differ in nothing else."""
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word
