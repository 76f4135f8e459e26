"""One sign in a sentence, and how one is made of patterns."""

import re
from dataclasses import dataclass
from functools import cached_property

from retro.model import Kind
from retro.posts.extraction.required import required_words

__all__ = ["GAP", "Cue", "Look", "cue"]

# An adverb or an adjective may stand in between: "I then made a (really big) mistake".
GAP = r"(?:[\w'-]+ ){0,2}"


@dataclass(frozen=True)
class Look:
    """One of the ways in which a cue may look.

    Attributes:
        written: A regular expression, compiled when it is first needed: few of them are in a short post.
        needs: Groups of texts, of each of which one must be in a sentence that it is found in; none where
            that cannot be told.
        start: Whether it counts only where a sentence begins.
    """

    written: str
    needs: tuple[frozenset[str], ...] = ()
    start: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it looks like; where it counts anywhere, with what is no letter of a word before it."""
        return re.compile(self.written)

    def found_in(self, sentence: str) -> bool:
        """Whether a sentence shows it.

        Args:
            sentence: With a space before it.
        """
        if self.start:
            return self.pattern.match(sentence, 1) is not None
        return self.pattern.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign.

    Attributes:
        name: What it is called in explanations.
        weight: What it adds; below zero it speaks against a lesson.
        kind: The kind of lesson that it points to, if it does.
        looks: The ways in which it may look.
    """

    name: str
    weight: float
    kind: Kind | None
    looks: tuple[Look, ...]


def cue(name: str, weight: float, kind: Kind | None, *patterns: str, start: bool = False) -> Cue:
    """A cue that looks like any of some patterns, between the borders of words.

    Each is looked for on its own, where the words that it needs are: of one long pattern all parts would be
    tried where the words of one are.

    Args:
        name: What it is called.
        weight: What it adds.
        kind: What it points to.
        patterns: For lower-case plain text; gaps between words are bounded, so that every search is linear.
        start: Whether it counts only where a sentence begins.
    """
    # A letter before a word is consumed rather than looked back at: then it is tried at words only.
    border = r"(?:\W|and |but |so |well, |then ){0,6}" if start else r"\W"
    # What is found behind a gap is found without it as well, and each place would be tried thrice.
    looks = (pattern if start else pattern.removeprefix(GAP) for pattern in patterns)
    return Cue(
        name,
        weight,
        kind,
        tuple(Look(rf"{border}(?:{look})(?!\w)", required_words(look), start) for look in looks),
    )
