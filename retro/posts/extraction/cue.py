"""One sign in a sentence, and how one is made of patterns."""

import re
from dataclasses import dataclass

from retro.model import Kind

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
    """

    name: str
    weight: float
    kind: Kind | None
    pattern: re.Pattern[str]


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
    return Cue(name, weight, kind, re.compile(border + r"(?:" + "|".join(patterns) + r")(?!\w)"))
