"""Percentages of a lesson that the numbers do not support, for the commands that show it."""

from retro.cli.leaving import Leaving
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.number_claims import WrongClaim, claims_of

__all__ = ["claims_as_json", "wrong_claims"]


def wrong_claims(journal: Journal, lesson: Lesson, leaving: Leaving) -> tuple[WrongClaim, ...]:
    """What the lesson claims wrongly, by its own evidence and by what else its company measured."""
    if "%" not in (said := lesson.title + lesson.body) and "cent" not in said:
        return ()
    others = (leaving.lesson(other) for other in journal.measurements.at(lesson.company, but=lesson.id))
    return claims_of(lesson, [item for other in others if other is not None for item in other.evidence])


def claims_as_json(journal: Journal, lesson: Lesson, leaving: Leaving) -> list[dict[str, object]]:
    """The same for scripts."""
    return [
        {
            "said": claim.said,
            "before": claim.change.before,
            "after": claim.change.after,
            "right": claim.right,
        }
        for claim in wrong_claims(journal, lesson, leaving)
    ]
