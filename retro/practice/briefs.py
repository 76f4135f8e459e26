"""Briefs: the lessons that fit a situation, with what one should know of each before one goes on."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retro.display import plain_inline
from retro.journal import Journal
from retro.model import Lesson, Status
from retro.search import SearchEngine
from retro.search.senses import How
from retro.search.weighing import Reason, Weighed, Where
from retro.surroundings import Application, Outcome, RelationKind

__all__ = ["MOST", "Brief", "Companion", "Fitting", "Tension", "because", "brief"]

MOST = 5
"""Lessons that one can keep in mind; each has up to four lines of a screen."""

_WEAK = 0.3
"""Of the best score: what is below says too little of the situation."""

_LOOKED_AT = 3
"""Times as many lessons as are shown, so that a retired one does not take the place of another."""


class Tension(NamedTuple):
    """Another lesson that contradicts one, and when each of the two holds."""

    lesson: Lesson
    when_this: str
    when_other: str


class Companion(NamedTuple):
    """A lesson that comes along: ``how`` it stands to the one that brought it ("refines", "supported by")."""

    lesson: Lesson
    how: str


class Fitting(NamedTuple):
    """A lesson that fits.

    Args:
        lesson: It.
        score: How well; higher is better.
        reasons: Why, the weightiest first.
        violated: When it was last violated.
        tensions: What contradicts it.
        companions: Other lessons related to it that are not in the brief themselves.
    """

    lesson: Lesson
    score: float
    reasons: tuple[Reason, ...]
    violated: Application | None
    tensions: tuple[Tension, ...]
    companions: tuple[Companion, ...]


class Brief(NamedTuple):
    """The lessons that fit a situation, in the order in which to read them."""

    situation: str
    fittings: tuple[Fitting, ...]

    def lessons(self) -> list[Lesson]:
        """Every lesson that is named, each once."""
        named: dict[str, Lesson] = {}
        for fitting in self.fittings:
            others = [*(each.lesson for each in fitting.tensions), *(e.lesson for e in fitting.companions)]
            for lesson in (fitting.lesson, *others):
                named.setdefault(lesson.id, lesson)
        return list(named.values())


def brief(journal: Journal, engine: SearchEngine, situation: str, most: int = MOST) -> Brief:
    """The lessons that fit a situation, the best first.

    What is retired, or superseded by another lesson, comes last; what supersedes, supports or refines a
    lesson comes along with it.

    Args:
        journal: The open journal.
        engine: The search engine on it.
        situation: What somebody is about to do, in their own words.
        most: How many lessons at most.
    """
    found = engine.weigh(situation, most * _LOOKED_AT)
    found = [each for each in found if each[1].score >= _WEAK * found[0][1].score]
    relations = _Relations(journal)
    found.sort(key=lambda each: relations.is_past(each[0]))
    shown = found[:most]
    among = {lesson.id for lesson, _ in shown}
    fittings = tuple(_fitting(journal, relations, lesson, why, among) for lesson, why in shown)
    return Brief(" ".join(situation.split()), fittings)


def _fitting(
    journal: Journal, relations: "_Relations", lesson: Lesson, why: Weighed, among: set[str]
) -> Fitting:
    violations = [entry for entry in journal.applications.of(lesson.id) if entry.outcome is Outcome.VIOLATED]
    return Fitting(
        lesson,
        why.score,
        why.reasons,
        violations[-1] if violations else None,
        relations.tensions(lesson),
        tuple(each for each in relations.companions(lesson) if each.lesson.id not in among),
    )


_HOW_IT_STANDS = {
    (RelationKind.SUPPORTS, True): "supports",
    (RelationKind.SUPPORTS, False): "supported by",
    (RelationKind.REFINES, True): "refines",
    (RelationKind.REFINES, False): "refined by",
    (RelationKind.SUPERSEDES, True): "supersedes",
    (RelationKind.SUPERSEDES, False): "superseded by",
}
"""Relation, and whether it goes out from the lesson."""

_FIRST = ("superseded by", "refined by", "supported by", "refines", "supports")
"""Which companions matter most; a lesson that was superseded is not worth coming along."""


class _Relations:
    """How the lessons of a brief stand to others."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def is_past(self, lesson: Lesson) -> bool:
        """It is retired, or another lesson has taken its place."""
        return lesson.status is Status.RETIRED or any(
            relation.kind is RelationKind.SUPERSEDES and relation.target_id == lesson.id
            for relation in self._journal.relations.of(lesson.id)
        )

    def tensions(self, lesson: Lesson) -> tuple[Tension, ...]:
        """What contradicts a lesson."""
        found = []
        for relation in self._journal.relations.of(lesson.id):
            if relation.kind is RelationKind.CONTRADICTS:
                outward = relation.source_id == lesson.id
                other = relation.target_id if outward else relation.source_id
                whens = (relation.when_source, relation.when_target)
                found.append(Tension(self._lesson(other), *(whens if outward else whens[::-1])))
        return tuple(found)

    def companions(self, lesson: Lesson) -> tuple[Companion, ...]:
        """What belongs to a lesson, that which takes its place first."""
        found = []
        for relation in self._journal.relations.of(lesson.id):
            outward = relation.source_id == lesson.id
            how = _HOW_IT_STANDS.get((relation.kind, outward), "")
            if how in _FIRST:
                found.append(
                    Companion(self._lesson(relation.target_id if outward else relation.source_id), how)
                )
        return tuple(sorted(found, key=lambda each: _FIRST.index(each.how)))

    def _lesson(self, lesson_id: str) -> Lesson:
        return self._journal.lessons.get(lesson_id)


_SAYS = {
    How.SAID: "“{said}”",
    How.SYNONYM: "“{said}”, here “{word}”",
    How.NEAR: "“{said}” brings “{word}” to mind",
}


def because(reasons: Sequence[Reason], most: int = 3) -> str:
    """Why a lesson fits, on one line: what was said, once each, and where the lesson has it."""
    return " · ".join(_phrases(reasons, most))


def _phrases(reasons: Iterable[Reason], most: int) -> list[str]:
    told: dict[str, str] = {}
    for reason in reasons:
        if reason.said not in told and len(told) < most:
            where = "" if reason.where in {Where.BODY, Where.LATER} else f" ({reason.where})"
            told[reason.said] = (
                plain_inline(_SAYS[reason.how].format(said=reason.said, word=reason.word)) + where
            )
    return list(told.values())
