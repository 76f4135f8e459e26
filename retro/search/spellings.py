"""British and American spellings of a word: who tells a situation may write one, and a lesson the other."""

from collections.abc import Iterator

__all__ = ["other_spellings"]

_PAIRS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
    ("bre", "ber"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("amme", "am"),
    ("inium", "inum"),
    ("elled", "eled"),
    ("elling", "eling"),
    ("eller", "eler"),
    ("ae", "e"),
)
"""As they are written in Britain and in America."""

_BEFORE = 2
"""Letters: a mourning is no morning, and four is not for."""


def other_spellings(word: str) -> Iterator[str]:
    """How a word may be written on the other side of the ocean; most of what is yielded is no word at all.

    Args:
        word: Folded.
    """
    for pair in _PAIRS:
        for ours, theirs in (pair, pair[::-1]):
            at = word.find(ours, _BEFORE)
            while at >= 0:
                yield word[:at] + theirs + word[at + len(ours) :]
                at = word.find(ours, at + 1)
