"""Candidates for relations: pairs of lessons that may contradict, support or repeat each other, and why.

Pairs are looked for from what lessons are about, by an index, and of each thing only those that stand to it
most clearly: work grows with the lessons, not with their square.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


_Scored = tuple[float, int, int, list[_Reason]]


def propose(
    lessons: Sequence[Lesson],
    kind: str = RelationKind.CONTRADICTS,
    *,
    but: Collection[tuple[str, str]] = (),
) -> Proposals:
    """Propose candidates of a kind.

    Args:
        lessons: All that are to be compared.
        kind: One of ``KINDS``.
        but: Pairs of ids, the lesser first, that are related or were dismissed already.
    """
    index = Index(lessons)
    pairs: dict[tuple[int, int], list[_Reason]] = defaultdict(list)
    compared = 0
    for pair in _opposed(index) if kind == RelationKind.CONTRADICTS else _alike(index, kind):
        compared += 1
        pairs[pair.one, pair.other].append(pair.reason)
    settled = frozenset(but)
    found: list[_Scored] = []
    for (one, other), reasons in pairs.items():
        ids = sorted((lessons[one].id, lessons[other].id))
        if reasons[0].score and (ids[0], ids[1]) not in settled:
            found.append((_score(index, one, other, reasons, kind), one, other, _distinct(reasons)))
    candidates = (
        Candidate(
            kind,
            lessons[one].id,
            lessons[other].id,
            score,
            tuple(reason.why for reason in reasons[:3]),
            reasons[0].says,
        )
        for score, one, other, reasons in _spread(found, _WORN if kind != DUPLICATES else 1.0)
    )
    return Proposals(tuple(candidates), compared)


def _distinct(reasons: Iterable[_Reason]) -> list[_Reason]:
    """Strongest first, each said once."""
    said: dict[str, _Reason] = {}
    for reason in sorted(reasons, reverse=True):
        said.setdefault(reason.why, reason)
    return list(said.values())


def _score(index: Index, one: int, other: int, reasons: Iterable[_Reason], kind: str) -> float:
    score = sum((each.score / _LATER**place for place, each in enumerate(_distinct(reasons)[:4])), 0.0)
    if kind != RelationKind.CONTRADICTS:
        return score
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


def _opposed(index: Index) -> Iterator[_Pair]:
    """Pairs that may be a tension."""
    for topic, places in index.places.items():
        yield from _for_and_against(index, topic, places)
        yield from _at_poles(index, topic, places)


def _for_and_against(index: Index, topic: str, places: Sequence[int]) -> Iterator[_Pair]:
    """What one lesson urges, and another warns of."""
    held = [(index.readings[place].stances[topic], place) for place in places if index.stands(place, topic)]
    urging = sorted(((-each.value, place) for each, place in held if each.value > 0))[:_MOST_ABOUT]
    warning = sorted(((each.value, place) for each, place in held if each.value < -0.4))[:_MOST_ABOUT]
    worth = index.worth(topic) * (2.0 if topic.startswith("#") else 0.7)
    for value, one in urging:
        for against, other in warning:  # both are below 0
            mine, theirs = index.readings[one].stances[topic], index.readings[other].stances[topic]
            why = f"“{mine.word}” is urged in one and warned of in the other"
            reason = _Reason(worth * value * against, why, (mine.sentence, theirs.sentence))
            yield _pair(one, other, reason)


def _at_poles(index: Index, topic: str, places: Sequence[int]) -> Iterator[_Pair]:
    """What one lesson wants done in one way, and another in the opposite."""
    worth = 0.7 * index.worth(topic) * (1.5 if topic.startswith("#") else 1.0)
    for axis, (one_pole, other_pole) in lexicon().poles.items():
        others = _leaning(index, places, (axis, other_pole))
        for strength, one in _leaning(index, places, (axis, one_pole)) if others else ():
            for counter, other in others:
                mine = index.readings[one].leans[axis, one_pole]
                theirs = index.readings[other].leans[axis, other_pole]
                if one != other and stem(mine.word) != stem(theirs.word):
                    why = f"“{mine.word}” against “{theirs.word}” ({axis})"
                    score = worth * strength * counter
                    yield _pair(one, other, _Reason(score, why, (mine.sentence, theirs.sentence)))


def _leaning(index: Index, places: Sequence[int], pole: tuple[str, str]) -> list[tuple[float, int]]:
    """Those that lean most to a pole."""
    leans = ((index.readings[place].leans.get(pole), place) for place in places)
    found = sorted((-lean.strength, place) for lean, place in leans if lean is not None)
    return [(-strength, place) for strength, place in found[:_MOST_ABOUT]]


# Likeness


def _alike(index: Index, kind: str) -> Iterator[_Pair]:
    """Pairs that may support each other, or be one and the same."""
    seen: set[tuple[int, int]] = set()
    for topic, places in index.places.items():
        clearest = sorted(places, key=lambda place: (-index.share(place, topic), place))[:_MOST_ABOUT]
        for one, other in combinations(sorted(clearest), 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield _pair(one, other, _likeness(index, one, other, kind))


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


def _pair(one: int, other: int, reason: _Reason) -> _Pair:
    if one < other:
        return _Pair(one, other, reason)
    return _Pair(other, one, reason._replace(says=(reason.says[1], reason.says[0])))
