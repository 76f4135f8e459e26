"""Why a lesson has the status that it has, what would change it, and when it comes back."""

import datetime as dt
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson, Status
from retro.practice.review.answering import standing_of
from retro.standing import Standing

__all__ = ["Why", "why"]


class Why(NamedTuple):
    """What is to be known of a lesson's status.

    Args:
        lesson: The lesson.
        standing: What its log says.
        by_hand: Whether the status was set by hand to another than its log says.
        rule: Why it is what it is, as a sentence.
        next: What would change it, as a sentence.
        due: When it comes back; None for one that is retired.
    """

    lesson: Lesson
    standing: Standing
    by_hand: bool
    rule: str
    next: str
    due: dt.date | None


def why(journal: Journal, lesson: Lesson) -> Why:
    """Explain the status of a lesson."""
    found = standing_of(journal, lesson.id)
    by_hand = lesson.status not in {found.status, journal.reviews.status(lesson.id)}
    log_says = f"By its log it is {found.status}: {found.why}."
    if lesson.status is Status.RETIRED:
        rule = f"It is retired, by “no longer true” or by hand. {log_says}"
        following = "It does not come back for review. Another status, set by hand, brings it back."
    elif by_hand:
        rule = f"It is {lesson.status}, as it was set by hand. {log_says}"
        following = f"It stays so until its log says the same, or it is set to {found.status} by hand."
    elif lesson.status is not found.status:
        rule = f"It is {lesson.status}, and entries have come in from elsewhere since. {log_says}"
        following = "The next entry, or answer at a review, makes it what the log says then."
    else:
        rule, following = f"It is {lesson.status}: {found.why}.", found.next
    return Why(lesson, found, by_hand, rule, following, journal.reviews.comes_back(lesson))
