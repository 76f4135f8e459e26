"""Candidates for relations: pairs of lessons that may contradict, support or repeat each other, and why.

Pairs are looked for from what lessons are about, by an index, and of each thing only those that stand to it
most clearly: work grows with the lessons, not with their square.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from retro.model import Kind, Lesson
from retro.practice.tensions.index import Index
from retro.practice.tensions.lexicon import lexicon, stem
from retro.surroundings import RelationKind

__all__ = ["DUPLICATES", "KINDS", "Candidate", "Proposals", "propose"]

DUPLICATES = "duplicates"
"""What is proposed beside relations: two lessons that say nearly the same."""

KINDS = (str(RelationKind.CONTRADICTS), str(RelationKind.SUPPORTS), DUPLICATES)

_MOST_ABOUT = 16
"""Lessons on either side of a thing that are compared: those that stand to it most clearly."""

_WORN = 0.8
"""What a lesson's next candidate counts, so that one lesson does not fill the page."""

_LATER = 3.0
"""A second reason counts so much less than the first, and so on."""

_ADVISES: Mapping[Kind, float] = {Kind.MISTAKE: 1.3, Kind.OUTCOME: 0.6, Kind.WIN: 0.7, Kind.QUOTE: 0.8}
"""How far a kind of lesson says what to do, rather than what was done; a mistake says it dearly."""

_ALIKE, _SAME = 0.3, 0.65
"""From where two lessons support each other (cosine of what they are about); from where they are one (the
share of their words that both have)."""

_FEWEST_SHARED = 2


class Candidate(NamedTuple):
    """Two lessons that may stand to each other in some way.

    Args:
        kind: One of ``KINDS``.
        source: The one, by its id.
        target: The other.
        score: Higher is likelier; it compares candidates of one kind.
        why: The rules that proposed it, in words, strongest first.
        says: The sentence of each that the first rule is about; "" where it is about all of it.
    """

    kind: str
    source: str
    target: str
    score: float
    why: tuple[str, ...]
    says: tuple[str, str]


class Proposals(NamedTuple):
    """Candidates, best first, and how many pairs were compared."""

    candidates: tuple[Candidate, ...]
    compared: int


class _Reason(NamedTuple):
    score: float
    why: str
    says: tuple[str, str] = ("", "")


class _Pair(NamedTuple):
    """Places of two lessons, the first before the second, and a reason to pair them."""

    one: int
    other: int
    reason: _Reason


_Hint = tuple[float, bool, str, int, int]
"""A reason not yet in words: its score, whether it is of poles, the topic or axis, and the lessons that urge
and warn, or lean to the first pole and to the second. A million of them are made, and few are told."""

_Scored = tuple[float, int, int, list[_Reason]]


def propose(
    lessons: Sequence[Lesson],
    kind: str = RelationKind.CONTRADICTS,
    *,
    but: Collection[tuple[str, str]] = (),
    most: int | None = None,
) -> Proposals:
    """Propose candidates of a kind.

    Args:
        lessons: All that are to be compared.
        kind: One of ``KINDS``.
        but: Pairs of ids, the lesser first, that are related or were dismissed already.
        most: How many candidates are wanted; None for all. Of tensions, what cannot be among them is not told
            in full, which takes most of the time.
    """
    index = Index(lessons)
    settled = frozenset(but)

    def is_open(one: int, other: int) -> bool:
        ids = sorted((lessons[one].id, lessons[other].id))
        return (ids[0], ids[1]) not in settled

    if kind == RelationKind.CONTRADICTS:
        found, compared = _tensions(index, is_open, most)
    else:
        alike = list(_alike(index, kind))
        compared = len(alike)
        scored = [
            (each.reason.score, each.one, each.other, [each.reason])
            for each in alike
            if each.reason.score and is_open(each.one, each.other)
        ]
        found = _spread(scored, _WORN if kind != DUPLICATES else 1.0)
    candidates = (
        Candidate(
            kind,
            lessons[one].id,
            lessons[other].id,
            score,
            tuple(reason.why for reason in reasons[:3]),
            reasons[0].says,
        )
        for score, one, other, reasons in found[:most]
    )
    return Proposals(tuple(candidates), compared)


def _tensions(
    index: Index, is_open: Callable[[int, int], bool], most: int | None
) -> tuple[list[_Scored], int]:
    """What may be a tension, best first, and how many reasons were looked at."""
    pairs: dict[tuple[int, int], list[_Hint]] = defaultdict(list)
    compared = 0
    for hint in _opposed(index):
        compared += 1
        *_, one, other = hint
        pairs[(one, other) if one < other else (other, one)].append(hint)
    waiting = [
        (_at_most(index, one, other, hints), one, other)
        for (one, other), hints in pairs.items()
        if hints[0][0] and is_open(one, other)
    ]

    def told(one: int, other: int) -> _Scored:
        reasons = _distinct(_reason(index, hint) for hint in pairs[one, other])
        return _score(index, one, other, reasons), one, other, reasons

    if most is None:
        return _spread([told(one, other) for _, one, other in waiting], _WORN), compared
    return _first(waiting, told, most), compared


def _first(
    waiting: Iterable[tuple[float, int, int]], told: Callable[[int, int], _Scored], most: int
) -> list[_Scored]:
    """The first of what ``_spread`` makes of all, without telling those that cannot be among them.

    They are taken best first, as there; what a lesson's earlier candidates take from one only lowers it, so
    when the next is below the last that is wanted, all that follow are.

    Args:
        waiting: Of each the most that its score may be, and its lessons.
        told: Its score and its reasons.
        most: How many are wanted.
    """
    order = sorted(waiting, key=lambda each: (-each[0], each[1:]))
    ready: list[tuple[float, int, int, list[_Reason]]] = []
    used: Counter[int] = Counter()
    taken: list[_Scored] = []
    best: list[float] = []
    place = 0
    while True:
        while place < len(order) and (not ready or order[place][0] >= -ready[0][0]):
            score, one, other, reasons = told(*order[place][1:])
            heapq.heappush(ready, (-score, one, other, reasons))
            place += 1
        if not ready or (len(best) >= most and -ready[0][0] < best[0]):
            return sorted(taken, key=lambda each: (-each[0], each[1:3]))[:most]
        less, one, other, reasons = heapq.heappop(ready)
        score = -less * _WORN ** (used[one] + used[other])
        used.update((one, other))
        taken.append((score, one, other, reasons))
        (heapq.heappush if len(best) < most else heapq.heappushpop)(best, score)


_SAFELY = 1 + 1e-9
"""A cosine may come out above 1 by the last digits."""


def _at_most(index: Index, one: int, other: int, hints: Sequence[_Hint]) -> float:
    """What ``_score`` cannot exceed: all reasons count, and both lessons are about the same alone."""
    if len(hints) == 1:
        score = hints[0][0]
    else:
        scores = sorted((hint[0] for hint in hints), reverse=True)[:4]
        score = sum(each / _LATER**place for place, each in enumerate(scores))
    for place in (one, other):
        score *= _ADVISES.get(index.lessons[place].kind, 1.0)
    return score * 1.5 * _SAFELY


def _distinct(reasons: Iterable[_Reason]) -> list[_Reason]:
    """Strongest first, each said once."""
    said: dict[str, _Reason] = {}
    for reason in sorted(reasons, reverse=True):
        said.setdefault(reason.why, reason)
    return list(said.values())


def _score(index: Index, one: int, other: int, reasons: Sequence[_Reason]) -> float:
    """How likely two are a tension, by reasons of which each is said once."""
    score = sum((each.score / _LATER**place for place, each in enumerate(reasons[:4])), 0.0)
    for place in (one, other):
        score *= _ADVISES.get(index.lessons[place].kind, 1.0)
    return score * (0.5 + index.related(one, other))


def _spread(found: Iterable[_Scored], worn: float) -> list[_Scored]:
    """Best first, but a lesson that was on the list already waits for others."""
    used: Counter[int] = Counter()
    waiting = []
    for score, one, other, reasons in sorted(found, key=lambda each: (-each[0], each[1:3])):
        waiting.append((score * worn ** (used[one] + used[other]), one, other, reasons))
        used.update((one, other))
    return sorted(waiting, key=lambda each: (-each[0], each[1:3]))


# Opposites


def _opposed(index: Index) -> Iterator[_Hint]:
    """Why pairs may be a tension."""
    for topic, places in index.places.items():
        yield from _for_and_against(index, topic, places)
        yield from _at_poles(index, topic, places)


def _for_and_against(index: Index, topic: str, places: Sequence[int]) -> Iterator[_Hint]:
    """What one lesson urges, and another warns of."""
    held = [(index.readings[place].stances[topic], place) for place in places if index.stands(place, topic)]
    urging = sorted(((-each.value, place) for each, place in held if each.value > 0))[:_MOST_ABOUT]
    warning = sorted(((each.value, place) for each, place in held if each.value < -0.4))[:_MOST_ABOUT]
    worth = index.worth(topic) * (2.0 if topic.startswith("#") else 0.7)
    for value, one in urging:
        for against, other in warning:  # both are below 0
            yield worth * value * against, False, topic, one, other


def _at_poles(index: Index, topic: str, places: Sequence[int]) -> Iterator[_Hint]:
    """What one lesson wants done in one way, and another in the opposite."""
    leaning: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for place in places:
        for pole, lean in index.readings[place].leans.items():
            leaning[pole].append((-lean.strength, place))
    worth = 0.7 * index.worth(topic) * (1.5 if topic.startswith("#") else 1.0)
    for axis, (one_pole, other_pole) in lexicon().poles.items():
        if (axis, one_pole) not in leaning or (axis, other_pole) not in leaning:
            continue
        others = [
            (-strength, place, stem(index.readings[place].leans[axis, other_pole].word))
            for strength, place in sorted(leaning[axis, other_pole])[:_MOST_ABOUT]
        ]
        for strength, one in sorted(leaning[axis, one_pole])[:_MOST_ABOUT]:
            said = stem(index.readings[one].leans[axis, one_pole].word)
            for counter, other, countered in others:
                if one != other and said != countered:
                    yield worth * -strength * counter, True, axis, one, other


def _reason(index: Index, hint: _Hint) -> _Reason:
    """A hint in words; what it quotes is in the order of the lessons."""
    score, is_of_poles, of, one, other = hint
    if is_of_poles:
        pole, opposite = lexicon().poles[of]
        lean = index.readings[one].leans[of, pole]
        against = index.readings[other].leans[of, opposite]
        why = f"“{lean.word}” against “{against.word}” ({of})"
        says = (lean.sentence, against.sentence)
    else:
        urged, warned = index.readings[one].stances[of], index.readings[other].stances[of]
        why = f"“{urged.word}” is urged in one and warned of in the other"
        says = (urged.sentence, warned.sentence)
    return _Reason(score, why, says if one < other else (says[1], says[0]))


# Likeness


def _alike(index: Index, kind: str) -> Iterator[_Pair]:
    """Pairs that may support each other, or be one and the same."""
    seen: set[tuple[int, int]] = set()
    for topic, places in index.places.items():
        clearest = sorted(places, key=lambda place: (-index.share(place, topic), place))[:_MOST_ABOUT]
        for one, other in combinations(sorted(clearest), 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield _Pair(one, other, _likeness(index, one, other, kind))


def _likeness(index: Index, one: int, other: int, kind: str) -> _Reason:
    if kind == DUPLICATES:
        same = index.same_words(one, other)
        return _Reason(
            same if same >= _SAME else 0.0, f"{same:.0%} of their words are the same".replace("%", " %")
        )
    related = index.related(one, other)
    if related < _ALIKE or index.same_words(one, other) >= _SAME or not index.agree(one, other):
        return _Reason(0.0, "")
    shared = index.shared(one, other)
    if len(shared) < _FEWEST_SHARED:
        return _Reason(0.0, "")
    mine, theirs = index.lessons[one].company, index.lessons[other].company
    elsewhere = bool(mine and theirs and mine != theirs)
    why = f"both are about {', '.join(shared)}"
    return _Reason(related * (1.5 if elsewhere else 1.0), f"{why}, at two companies" if elsewhere else why)
