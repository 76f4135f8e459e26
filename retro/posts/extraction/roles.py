"""What a heading, or the sentence before a list, promises of what stands below it."""

import re
from enum import StrEnum

from retro.model import Kind
from retro.posts.extraction.introduction_words import (
    BRING_IN_LESSONS,
    BRING_IN_PRACTICES,
    COUNTED,
    DONE,
    FAULTS,
    JUDGED,
    MERE_EXAMPLES,
    PLANS,
    PRACTICES,
    SUMMED_UP,
)
from retro.posts.extraction.reading import folded
from retro.posts.extraction.role_words import (
    ANNOUNCED,
    BEGINNING,
    CLOSING,
    COLLECTION,
    FILLERS,
    IMPERATIVE,
    LESSONS,
    LESSONS_ELSEWHERE,
    MISTAKES,
    MISTAKES_ELSEWHERE,
    NOTHING,
    NUMBER_WORDS,
    NUMBERED,
    PREDICATE,
    RECOMMENDATIONS,
    STEP,
    SUBJECT,
    SUMMARY,
    WEIGHED,
    WINS,
    WINS_ELSEWHERE,
)

__all__ = [
    "KIND_OF_ROLE",
    "Role",
    "announced_number",
    "heading_role",
    "introduction_role",
    "is_claim",
    "is_collection",
    "is_container",
    "is_numbered",
    "is_weighing",
]


class Role(StrEnum):
    """What stands below."""

    LESSONS = "lessons"
    WINS = "wins"
    MISTAKES = "mistakes"
    PRACTICES = "practices"
    CLOSING = "closing"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


KIND_OF_ROLE = {
    Role.LESSONS: Kind.LESSON,
    Role.WINS: Kind.OUTCOME,
    Role.MISTAKES: Kind.MISTAKE,
    Role.PRACTICES: Kind.TIP,
}


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)")


_HEADINGS = (
    (Role.LESSONS, _words(*LESSONS)),
    (Role.MISTAKES, _words(*MISTAKES)),
    (Role.WINS, _words(*WINS)),
    (Role.PRACTICES, _words(*RECOMMENDATIONS)),
    (Role.CLOSING, _words(*CLOSING)),
)
_ELSEWHERE = (
    (Role.MISTAKES, MISTAKES_ELSEWHERE),
    (Role.WINS, WINS_ELSEWHERE),
    (Role.LESSONS, LESSONS_ELSEWHERE),
)
_NOTHING_HEADING = _words(*NOTHING)


def is_container(plain: str) -> bool:
    """Whether a heading announces several lessons, rather than being about one topic.

    "What we learned about hiring" does; "Learning to say no" and "My failed outreach" do not.
    """
    text = folded(plain).strip(":.!? ")
    if BEGINNING.match(text) or SUMMARY.match(text):
        return True
    for _, pattern in _HEADINGS:
        text = pattern.sub(" ", text)
    return len([word for word in text.split() if word.strip("':,.") not in FILLERS]) <= 1


def heading_role(plain: str) -> Role:
    """What a heading promises.

    Args:
        plain: Its text without marks.
    """
    text = folded(plain)
    if SUMMARY.match(text):
        return Role.LESSONS  # "TL;DR: lessons learned"
    long = text.count(" ") > 5
    if not long and _NOTHING_HEADING.match(text.lstrip("0123456789.#: ")):
        return Role.NOTHING
    for role, pattern in _HEADINGS:
        if pattern.search(text):
            return role
    return next((role for role, pattern in _ELSEWHERE if pattern.search(text)), Role.UNKNOWN)


_LEADING = (
    (Role.LESSONS, _words(*LESSONS)),
    (Role.MISTAKES, _words(*MISTAKES)),
    (Role.WINS, _words(*WINS)),
    (Role.LESSONS, _words(*BRING_IN_LESSONS)),
    (Role.PRACTICES, _words(*BRING_IN_PRACTICES)),
)
_LEADING_PRACTICES = _words(*PRACTICES)


def introduction_role(plain: str) -> Role:
    """What the sentence that brings in a list promises.

    Args:
        plain: Its text without marks.
    """
    text = folded(plain)
    if MERE_EXAMPLES.search(text) or PLANS.search(text):
        return Role.NOTHING
    if DONE.fullmatch(text):
        return Role.WINS
    counted = COUNTED.search(text)
    if counted and JUDGED.search(text):
        return Role.MISTAKES if FAULTS.match(counted["noun"]) else Role.PRACTICES
    for role, pattern in _LEADING:
        if pattern.search(text):
            return role
    if (_LEADING_PRACTICES.search(text) and JUDGED.search(text)) or "proved" in text:
        return Role.PRACTICES
    return Role.CLOSING if SUMMED_UP.match(text) else Role.UNKNOWN


def is_numbered(plain: str) -> bool:
    """Whether a heading counts lessons ("3. Say no", "Lesson 2: …"), and not steps or versions."""
    return NUMBERED.match(plain) is not None and STEP.match(plain) is None


def announced_number(title: str) -> int:
    """How many lessons a title announces ("Six lessons of a move", "7 things I learned"); 0 for none."""
    text = folded(title)
    match = ANNOUNCED.search(text)
    if match is None or heading_role(title) is Role.UNKNOWN:
        return 0
    return NUMBER_WORDS.get(match["number"]) or int(match["number"])


def is_collection(title: str) -> bool:
    """Whether a title promises what somebody thinks about something: "Some thoughts on running a bakery"."""
    return COLLECTION.match(folded(title)) is not None


def is_weighing(title: str) -> bool:
    """Whether a heading stands above what speaks for something or against it: "Downsides of the move"."""
    return WEIGHED.match(folded(title)) is not None


def is_claim(plain: str) -> bool:
    """Whether a heading says something, rather than naming a topic: three words or more with a predicate."""
    text = folded(plain).strip("\"'* ")
    if (
        text.count(" ") < 2
        or text.endswith("?")
        or text.startswith(("how to", "introducing", "why i", "what is"))
    ):
        return False
    return any((PREDICATE.search(text), IMPERATIVE.match(text), SUBJECT.match(text)))
