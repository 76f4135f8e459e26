"""Other forms of an English word: manage, managing, manager, management."""

from retro.search.vocabulary import Vocabulary

__all__ = ["other_forms"]

_ENDINGS = (
    "able ably age al ally ance ances ant ants ate ated ates ating ation ational ations ative ed ee ees en "
    "ence ences ency ened ening ens ent ents er ers es est ful fully ian ians ible ic ical ically ies "
    "ied ier iest ify ily ing ings ion ional ions ious ise ised ises ising ism ist ists ities ity ive "
    "ively ives ization izations ize ized izer izers izes izing less ly ment mental ments ness nesses "
    "or ors ous ously s ship ships th y ying"
).split()
_SUFFIXES = frozenset(["", "e", *_ENDINGS])
_LONGEST = max(map(len, _SUFFIXES))
_SHORTEST_STEM = 3


def _stems(word: str) -> set[str]:
    """What can be left of a word when an ending is taken off."""
    stems = set()
    for length in range(min(_LONGEST, len(word) - _SHORTEST_STEM) + 1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        if ending not in _SUFFIXES:
            continue
        stems.add(stem)
        if length and len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2]:
            stems.add(stem[:-1])  # planned, plan
    return stems


def other_forms(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """Words of the journal that are other forms of ``word``, and how sure that is, up to 1."""
    forms: dict[str, float] = {}
    if len(word) < _SHORTEST_STEM or not word.isalpha():
        return forms
    for stem in _stems(word):
        if len(stem) < 4 and len(word) - len(stem) > 3:
            continue
        for other in _with_stem(stem, vocabulary):
            if other == word or _only_looks_so(word, stem, other):
                continue
            likeness = 2 * len(stem) / (len(word) + len(other))
            if likeness > forms.get(other, 0.0):
                forms[other] = likeness
    return forms


def _only_looks_so(word: str, stem: str, other: str) -> bool:
    """Whether two words share a stem by chance alone.

    A silent e is left out only before a vowel, and never doubled: "caring" is a form of "care", and neither
    "cars" nor "career" is.
    """
    ending = other[len(stem) :]
    if stem == word and word.endswith("e") and not word.endswith("ee"):
        return ending.startswith("e")
    return word == stem + "e" and (not ending or (ending[0] not in "aeiouy" and ending[0] != stem[-1]))


def _with_stem(stem: str, vocabulary: Vocabulary) -> list[str]:
    length = len(stem)
    return [
        other
        for other in vocabulary.beginning_with(stem)
        if len(other) <= length + _LONGEST
        and (
            other[length:] in _SUFFIXES
            or (other[length : length + 1] == stem[-1] and other[length + 1 :] in _SUFFIXES)
        )
    ]
