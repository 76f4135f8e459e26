"""Tensions read, proposed and settled; what reads and writes are jobs for ``Storage``."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson
from retro.search import Order, SearchEngine
from retro.surroundings import Relation, RelationKind
from retro.tui.jobs.lessons import Wrote

__all__ = [
    "DUPLICATES",
    "Material",
    "Pair",
    "accept",
    "changed_since",
    "dismiss",
    "noted",
    "open_pairs",
    "proposed",
    "relate",
    "remove",
]

DUPLICATES = "duplicates"
"""Two lessons that say the same: proposed, and no relation."""

KINDS: tuple[str, ...] = (RelationKind.CONTRADICTS, RelationKind.SUPPORTS, DUPLICATES)
"""What pairs are proposed as."""

MOST_PROPOSED = 100
"""More than anybody decides on at once."""


_MOST_COMPARED = 1_000
"""More than anybody decides on before lessons are compared again."""


class Material(NamedTuple):
    """What tensions are made of, as the journal had it in a state of its data.

    Args:
        state: Of the data.
        lessons: All of them.
        settled: Pairs of ids that are not proposed any more, by what they would be proposed as.
        relations: The tensions that were noted.
    """

    state: tuple[int, int]
    lessons: tuple[Lesson, ...] = ()
    settled: Mapping[str, frozenset[tuple[str, str]]] = MappingProxyType({})
    relations: tuple[Relation, ...] = ()


class Pair(NamedTuple):
    """Two lessons on the screen.

    Args:
        lessons: The two.
        says: The sentence of each that it is proposed for; "" where it was noted.
        whens: When each holds; "" where it is proposed.
        why: The rules that proposed it.
        relation_id: Of the relation, where it was noted.
        kind: What the two are or may be: one of ``KINDS``.
    """

    lessons: tuple[Lesson, Lesson]
    says: tuple[str, str] = ("", "")
    whens: tuple[str, str] = ("", "")
    why: tuple[str, ...] = ()
    relation_id: str = ""
    kind: str = RelationKind.CONTRADICTS

    @property
    def ids(self) -> tuple[str, str]:
        """Of the two."""
        one, other = self.lessons
        return one.id, other.id


def changed_since(state: tuple[int, int]) -> Callable[[Journal], Material | None]:
    """Read all that there is, unless nothing was changed since a state of the data."""

    def job(journal: Journal) -> Material | None:
        now = journal.state()
        if now == state:
            return None
        ids = SearchEngine(journal).find("", order=Order.DATE).ids()
        kind = RelationKind.CONTRADICTS
        return Material(
            now,
            tuple(journal.lessons.by_ids(ids)),
            {each: journal.relations.settled(each) for each in KINDS},
            tuple(journal.relations.all(kind)),
        )

    return job


def proposed(lessons: Sequence[Lesson], kind: str, settled: int) -> tuple[Pair, ...]:
    """Compare lessons: pairs that may be of a kind, likeliest first. Reads nothing: for any thread.

    Args:
        lessons: All of them.
        kind: One of ``KINDS``.
        settled: How many pairs were decided on; they are among those that are found, as that may be undone.
    """
    from retro.practice.tensions import propose  # noqa: PLC0415 - loads its words

    by_id = {lesson.id: lesson for lesson in lessons}
    return tuple(
        Pair((by_id[each.source], by_id[each.target]), each.says, why=each.why, kind=kind)
        for each in propose(lessons, kind, most=_MOST_COMPARED + settled).candidates
    )


def open_pairs(pairs: Sequence[Pair], settled: frozenset[tuple[str, str]]) -> tuple[Pair, ...]:
    """Those that were neither accepted nor dismissed, as many as anybody decides on at once."""
    waiting = (pair for pair in pairs if (min(pair.ids), max(pair.ids)) not in settled)
    return tuple(pair for pair, _ in zip(waiting, range(MOST_PROPOSED), strict=False))


def noted(material: Material) -> tuple[Pair, ...]:
    """The tensions that were accepted, the last first."""
    by_id = {lesson.id: lesson for lesson in material.lessons}
    return tuple(
        Pair(
            (by_id[each.source_id], by_id[each.target_id]),
            whens=(each.when_source, each.when_target),
            relation_id=each.id,
        )
        for each in reversed(material.relations)
        if each.source_id in by_id and each.target_id in by_id
    )


def accept(pair: Pair, whens: tuple[str, str]) -> Callable[[Journal], Wrote]:
    """Note a tension, or say anew when each side of it holds."""

    def job(journal: Journal) -> Wrote:
        one, other = (journal.lessons.get(each) for each in pair.ids)
        with journal.step("relate") as step:
            if pair.relation_id:
                journal.relations.remove(pair.relation_id)
            journal.relations.add(
                one.id, other.id, RelationKind.CONTRADICTS, when_source=whens[0], when_target=whens[1]
            )
            step.summary = f"“{one.title}” contradicts “{other.title}”"
        return Wrote(step.summary, one.id)

    return job


def relate(pair: Pair) -> Callable[[Journal], Wrote]:
    """Note that the one supports the other, or that it supersedes it where both say the same."""
    kind = RelationKind.SUPERSEDES if pair.kind == DUPLICATES else RelationKind.SUPPORTS

    def job(journal: Journal) -> Wrote:
        one, other = (journal.lessons.get(each) for each in pair.ids)
        with journal.step("relate", f"“{one.title}” {kind} “{other.title}”") as step:
            journal.relations.add(one.id, other.id, kind)
        return Wrote(step.summary, one.id)

    return job


def dismiss(pair: Pair) -> Callable[[Journal], Wrote]:
    """Say that it is none."""

    def job(journal: Journal) -> Wrote:
        journal.relations.dismiss(*pair.ids, pair.kind)
        return Wrote("Dismissed: not proposed again")

    return job


def remove(pair: Pair) -> Callable[[Journal], Wrote]:
    """Take a noted tension away; the lessons stay."""

    def job(journal: Journal) -> Wrote:
        journal.relations.remove(pair.relation_id)
        return Wrote("It is no tension any more; the lessons stay")

    return job
