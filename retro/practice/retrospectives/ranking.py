"""The third step: answers that belong together, and which of them matter most. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retro.errors import InvalidValue
from retro.surroundings import Answer

__all__ = ["Cluster", "clusters", "moved", "ranked_ids", "read_order"]


class Cluster(NamedTuple):
    """Answers that belong together; most have one.

    Args:
        name: What they are about; "" for a single answer.
        answers: In order.
    """

    name: str
    answers: tuple[Answer, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Of its answers."""
        return tuple(each.id for each in self.answers)

    @property
    def is_ranked(self) -> bool:
        """Whether it was said to matter."""
        return self.answers[0].rank is not None

    @property
    def label(self) -> str:
        """What it is called in a list."""
        return self.name or self.answers[0].text.partition("\n")[0]


def clusters(answers: Iterable[Answer]) -> tuple[Cluster, ...]:
    """Answers by what they belong to: ranked ones first, by the best rank in each."""
    found: dict[str, list[Answer]] = {}
    ordered = sorted(answers, key=lambda each: (each.rank is None, each.rank or 0, each.position))
    for answer in ordered:
        found.setdefault(answer.group or f"\0{answer.id}", []).append(answer)
    return tuple(Cluster(items[0].group, tuple(items)) for items in found.values())


def ranked_ids(wanted: Iterable[Cluster]) -> tuple[str, ...]:
    """The ids of all answers of clusters, in the order in which they matter."""
    return tuple(answer_id for each in wanted for answer_id in each.ids)


def moved(found: Sequence[Cluster], place: int, by: int) -> tuple[str, ...]:
    """The ids of what matters, in order, when a cluster is moved up (-1) or down (1).

    There is a line below the last one that matters: what is moved up from below it becomes the last one, and
    the last one that is moved down goes below it.
    """
    ranked = [each for each in found if each.is_ranked]
    mover = found[place]
    if not mover.is_ranked:
        return ranked_ids([*ranked, mover] if by < 0 else ranked)
    target = max(0, ranked.index(mover) + by)
    ranked.remove(mover)
    if target <= len(ranked):
        ranked.insert(target, mover)
    return ranked_ids(ranked)


def read_order(text: str, found: Sequence[Cluster]) -> tuple[tuple[Cluster, ...], ...]:
    """What ``3 1+4 2`` means: numbers of clusters from 1, the first matters most; ``+`` puts together.

    Raises:
        InvalidValue: When it says something else, or names one twice.
    """
    order: list[tuple[Cluster, ...]] = []
    seen: set[int] = set()
    for word in text.replace(",", " ").split():
        numbers = []
        for part in word.split("+"):
            if not (part.isascii() and part.isdigit()) or not 1 <= int(part) <= len(found):
                raise InvalidValue(f"“{part or word}” is none of the numbers 1 to {len(found)}.")
            if int(part) in seen:
                raise InvalidValue(f"{part} stands there twice.")
            seen.add(int(part))
            numbers.append(int(part))
        order.append(tuple(found[number - 1] for number in numbers))
    return tuple(order)
