"""Relations changed; each function makes a job for ``Storage.write``."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from retro.journal import Journal
from retro.surroundings import RelationKind
from retro.tui.jobs.lessons import Wrote

__all__ = ["Relative", "relate", "with_relations"]


class Relative(NamedTuple):
    """How a lesson is to stand to another; without a kind, it is not related to it at all."""

    other_id: str
    kind: RelationKind | None
    when_here: str = ""
    when_there: str = ""


def relate(lesson_id: str, relative: Relative) -> Callable[[Journal], Wrote]:
    """Relate a lesson to another, or take their relations away."""

    def job(journal: Journal) -> Wrote:
        with journal.step("relate") as step:
            here, there = journal.lessons.get(lesson_id), journal.lessons.get(relative.other_id)
            step.summary = (
                f"“{here.title}” is no longer related to “{there.title}”"
                if relative.kind is None
                else f"“{here.title}” {relative.kind} “{there.title}”"
            )
            _apply(journal, lesson_id, relative)
        return Wrote(step.summary, lesson_id)

    return job


def with_relations(
    save: Callable[[Journal], Wrote], relatives: Iterable[Relative]
) -> Callable[[Journal], Wrote]:
    """Save a lesson and relate it, in one step to undo."""

    def job(journal: Journal) -> Wrote:
        with journal.step("edit") as step:
            wrote = save(journal)
            step.summary = wrote.said
            for relative in relatives:
                _apply(journal, wrote.lesson_id, relative)
        return wrote

    return job


def _apply(journal: Journal, lesson_id: str, relative: Relative) -> None:
    if relative.kind is None:
        for relation in journal.relations.of(lesson_id):
            if relative.other_id in (relation.source_id, relation.target_id):
                journal.relations.remove(relation.id)
        return
    journal.relations.add(
        lesson_id,
        relative.other_id,
        relative.kind,
        when_source=relative.when_here,
        when_target=relative.when_there,
    )
