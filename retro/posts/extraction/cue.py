"""One sign in a sentence, and how one is made of patterns."""

import re
from dataclasses import dataclass

from retro.model import Kind
from retro.posts.extraction.required import required_words

__all__ = ["GAP", "Cue", "cue"]

# An adverb or an adjective may stand in between: "I then made a (really big) mistake".
GAP = r"(?:[\w'-]+ ){0,2}"


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign.

    Attributes:
        name: What it is called in explanations.
        weight: What it adds; below zero it speaks against a lesson.
        kind: The kind of lesson that it points to, if it does.
        pattern: What it looks like.
        start: Whether it counts only where a sentence begins.
        needs: Texts of which one must be in a sentence that it is found in; none where that cannot be told.
    """

    name: str
    weight: float
    kind: Kind | None
    pattern: re.Pattern[str]
    start: bool = False
    needs: frozenset[str] = frozenset()

    def found_in(self, sentence: str) -> bool:
        """Whether a sentence shows it."""
        return (self.pattern.match if self.start else self.pattern.search)(sentence) is not None


def cue(name: str, weight: float, kind: Kind | None, *patterns: str, start: bool = False) -> Cue:
    """A cue that looks like any of some patterns, between the borders of words.

    Args:
        name: What it is called.
        weight: What it adds.
        kind: What it points to.
        patterns: For lower-case plain text; gaps between words are bounded, so that every search is linear.
        start: Whether it counts only where a sentence begins.
    """
    border = r"\A(?:\W|and |but |so |well, |then ){0,6}" if start else r"(?<!\w)"
    looks_like = "|".join(patterns)
    compiled = re.compile(f"{border}(?:{looks_like})(?!\\w)")
    return Cue(name, weight, kind, compiled, start, required_words(looks_like))
