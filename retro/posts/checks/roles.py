"""Roles in a sentence, how many people can have had them, and what is said of who had them. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from retro.posts.checks.role_words import (
    AFTER,
    ALONE,
    BEFORE,
    DEFINITE,
    FEW,
    GENERAL,
    HEADS,
    KIND,
    MINE,
    OTHERS,
    OURS,
    SMALL,
    TAIL,
    WHO,
)
from retro.posts.folded_words import folded_words

__all__ = ["Roles", "Told", "is_small"]


_FAR = 200
"""Characters: what stands further away from a role is about something else."""


class Told(NamedTuple):
    """Something bad that is told of someone by their role.

    Args:
        start: Where the role begins in the sentence.
        role: As it is written.
        alone: One person has it in any company; else in a small one.
    """

    start: int
    role: str
    alone: bool


class Roles:
    """Finds roles of which something bad is told.

    Args:
        labels: What registered people are called instead of their names ("a product manager"): each is one
            person's, unless several are called so.
    """

    def __init__(self, labels: Iterable[str] = ()) -> None:
        own = [_bare(label) for label in labels]
        unique = sorted({label for label in own if label and own.count(label) == 1}, key=len, reverse=True)
        registered = "|".join(r"[ ]".join(map(re.escape, label.split())) for label in unique) or r"(?!)"
        self._heads = HEADS | {word for label in unique for word in folded_words(label)[-1:]}
        self._pattern = re.compile(
            rf"(?<![\w'’-])(?:(?P<own>(?:{OURS}|(?:the|an?|one[ ]of[ ]{OURS})[ ]?)?(?:{registered}))"
            rf"|(?P<alone>{DEFINITE}{KIND}{ALONE}|{OURS}{KIND}{MINE})"
            rf"|(?P<few>(?:{OURS}|the[ ](?:only|first)[ ]){KIND}{FEW})){TAIL}",
            re.IGNORECASE,
        )

    def may_be_in(self, words: frozenset[str]) -> bool:
        """False where no role can be: looking for them takes longer than all other checks together."""
        return not self._heads.isdisjoint(words)

    def told(self, sentence: str) -> Iterator[Told]:
        """What a sentence tells of someone who had a role.

        Args:
            sentence: Without marks of Markdown; line breaks are spaces.
        """
        if not self.may_be_in(frozenset(folded_words(sentence))):
            return
        for match in self._pattern.finditer(sentence):
            before = sentence[max(0, match.start() - _FAR) : match.start()]
            after = sentence[match.end() : match.end() + _FAR]
            if GENERAL.search(before):
                continue
            found = AFTER.match(WHO.sub("", after))
            if BEFORE.search(before[-80:]) or (found and not OTHERS.search(found["between"])):
                yield Told(match.start(), match[0], match["few"] is None)


def _bare(label: str) -> str:
    return re.sub(r"^(?:an?|the|one of (?:my|our)|my|our)\s+", "", " ".join(label.split()).casefold())


def is_small(text: str) -> bool:
    """Whether a text tells that the company that it is about was small."""
    return bool(SMALL.search(text))
