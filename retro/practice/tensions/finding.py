"""Candidates in a journal: what was settled already is not proposed again."""

from collections.abc import Callable
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson
from retro.practice.tensions.proposing import Candidate, propose
from retro.search import Order, SearchEngine
from retro.surroundings import RelationKind

__all__ = ["Proposed", "proposed_in"]


class Proposed(NamedTuple):
    """A candidate with its lessons.

    Args:
        candidate: What is proposed, and why.
        source: The one.
        target: The other.
    """

    candidate: Candidate
    source: Lesson
    target: Lesson


def proposed_in(
    journal: Journal,
    query: str = "",
    kind: str = RelationKind.CONTRADICTS,
    *,
    most: int = 10,
    told: Callable[[Lesson], Lesson | None] = lambda lesson: lesson,
) -> list[Proposed]:
    """The best candidates of a kind among the lessons that a query finds.

    Nothing is written: what is accepted becomes a relation, what is dismissed is remembered.

    Args:
        journal: Read, and not changed.
        query: What finds the lessons to compare.
        kind: One of ``KINDS``.
        most: How many candidates.
        told: A lesson as it may be shown, None for one that may not: nothing else of it is compared.
    """
    ids = SearchEngine(journal).find(query, order=Order.DATE).ids()
    shown = map(told, journal.lessons.by_ids(ids))
    lessons = {lesson.id: lesson for lesson in shown if lesson is not None}
    found = propose(tuple(lessons.values()), kind, but=journal.relations.settled(kind), most=most)
    return [Proposed(each, lessons[each.source], lessons[each.target]) for each in found.candidates]
