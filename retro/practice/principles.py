"""Principles: what was learned at two companies or more, proposed with the lessons that it rests on."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import NamedTuple

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.filters import Condition
from retro.model import Kind, Lesson, LessonDraft, Visibility
from retro.practice.tensions.index import Index
from retro.surroundings import RelationKind

__all__ = ["Principle", "accept", "dismiss", "of_theme", "principles"]

_MOST_THEMES, _MOST_OF_THEME = 30, 40
"""Themes that are looked at, and lessons of each that are compared."""

_MOST_CITED = 5

_ALIKE = 0.12
"""From where two lessons of a theme are about the same (cosine of what they are about)."""

_EVERYWHERE = 0.6
"""A theme that more lessons have than this share says nothing of them."""

_DISMISSED = "principle"
"""As which two lessons are dismissed that a principle was proposed on."""

_LEARNED = frozenset({Kind.LESSON, Kind.MISTAKE, Kind.WIN, Kind.TIP, Kind.PRACTICE})


class Principle(NamedTuple):
    """A principle that is proposed.

    Args:
        theme: What it is about.
        title: What it says, in the words of one of its lessons.
        cites: The lessons that it rests on, of two companies at the least; the one it is worded by first.
        companies: Where they were learned.
        score: Higher rests on more.
        alike: Ids of any two lessons of two companies that would make it as well.
    """

    theme: str
    title: str
    cites: tuple[Lesson, ...]
    companies: tuple[str, ...]
    score: float
    alike: tuple[tuple[str, str], ...] = ()


def principles(
    journal: Journal,
    condition: Condition,
    *,
    most: int = 10,
    told: Callable[[Lesson], Lesson | None] = lambda lesson: lesson,
) -> list[Principle]:
    """Propose principles, best first; themes that have one already are left out, and what was dismissed.

    Args:
        journal: Read, and not changed.
        condition: What leaves the lessons to look at.
        most: How many.
        told: A lesson as it may be shown, None for one that may not.
    """
    shared = _worth_a_look(journal, condition)
    ids = {theme: journal.patterns.lessons_of(condition, theme, _MOST_OF_THEME) for theme in shared}
    every = list(dict.fromkeys(lesson_id for each in ids.values() for lesson_id in each))
    shown = (told(lesson) for lesson in journal.lessons.by_ids(every))
    lessons = [
        lesson for lesson in shown if lesson is not None and lesson.kind in _LEARNED and lesson.company
    ]
    index = Index(lessons)
    places = {lesson.id: place for place, lesson in enumerate(lessons)}
    dismissed = {
        (places[one], places[other])
        for pair in journal.relations.dismissed(_DISMISSED)
        if all(each in places for each in pair)
        for one, other in (pair, pair[::-1])
    }
    found = []
    for theme, its_ids in ids.items():
        here = [places[lesson_id] for lesson_id in its_ids if lesson_id in places]
        if (principle := _principle(theme, here, index, dismissed)) is not None:
            found.append(principle)
    return _each_once(sorted(found, key=lambda each: (-each.score, each.theme)))[:most]


def accept(journal: Journal, principle: Principle, title: str = "") -> Lesson:
    """Keep a principle as a practice that its lessons support, in one step.

    It is private where one of its lessons is.

    Raises:
        InvalidValue: When it cites lessons of one company alone.
    """
    cited = [journal.lessons.get(each.id) for each in principle.cites]
    if len({each.company for each in cited}) < 2:
        raise InvalidValue("A principle rests on lessons of two companies or more.")
    private = any(each.visibility is Visibility.PRIVATE for each in cited)
    draft = LessonDraft(
        title.strip() or principle.title,
        kind=Kind.PRACTICE,
        themes=(principle.theme,),
        visibility=Visibility.PRIVATE if private else Visibility.PUBLISHABLE,
    )
    with journal.step("principle") as step:
        lesson = journal.lessons.add(draft).lesson
        for each in cited:
            journal.relations.add(each.id, lesson.id, RelationKind.SUPPORTS)
        step.summary = f"Kept the principle “{lesson.title}”"
    return lesson


def dismiss(journal: Journal, principle: Principle) -> None:
    """Never propose it again on the lessons that there are, in one step; a new one may bring it back."""
    with journal.step("principle", f"Dismissed the principle of {principle.theme}"):
        for one, other in principle.alike:
            journal.relations.dismiss(one, other, _DISMISSED)


def of_theme(found: Sequence[Principle], theme: str) -> Principle:
    """The principle that is proposed of a theme.

    Raises:
        NothingFound: When there is none.
    """
    wanted = theme.lstrip("#").casefold()
    for each in found:
        if each.theme.casefold() == wanted:
            return each
    raise NothingFound(f"No principle is proposed of “{theme}”.", "retro patterns")


def _worth_a_look(journal: Journal, condition: Condition) -> list[str]:
    """Themes at two companies or more that say something, and have no principle yet."""
    shared = journal.patterns.shared_themes(condition)
    total = journal.patterns.count(condition)
    settled = _settled(journal)
    telling = {
        theme: companies
        for theme, companies in shared.items()
        if theme not in settled and sum(companies.values()) <= max(4, total * _EVERYWHERE)
    }
    order = sorted(telling, key=lambda theme: (-len(telling[theme]), -sum(telling[theme].values()), theme))
    return order[:_MOST_THEMES]


def _settled(journal: Journal) -> frozenset[str]:
    """Themes of practices that two lessons or more support."""
    rests = Counter(relation.target_id for relation in journal.relations.all(RelationKind.SUPPORTS))
    kept = journal.lessons.by_ids([lesson_id for lesson_id, count in rests.items() if count > 1])
    return frozenset(theme for lesson in kept if lesson.kind is Kind.PRACTICE for theme in lesson.themes)


def _principle(
    theme: str, places: Sequence[int], index: Index, dismissed: Collection[tuple[int, int]]
) -> Principle | None:
    """The two lessons of two companies that are most about the same, and those that are about it, too."""
    pairs = [
        (index.related(one, other), -one, -other)
        for one, other in combinations(places, 2)
        if index.lessons[one].company != index.lessons[other].company
        and (one, other) not in dismissed
        and index.agree(one, other)
        # The theme alone says too little.
        and len(index.shared(one, other)) > 1
    ]
    best = max(pairs, default=(0.0, 0, 0))
    if best[0] < _ALIKE:
        return None
    pair = sorted((-best[1], -best[2]), key=lambda place: (_worded(index.lessons[place]), place))
    others = sorted(
        (-min(index.related(place, each) for each in pair), place) for place in places if place not in pair
    )
    near = [place for likeness, place in others if -likeness >= _ALIKE][: _MOST_CITED - len(pair)]
    cites = tuple(index.lessons[place] for place in (*pair, *near))
    companies = tuple(dict.fromkeys(each.company for each in cites if each.company))
    alike = tuple(
        (index.lessons[-one].id, index.lessons[-other].id)
        for likeness, one, other in pairs
        if likeness >= _ALIKE
    )
    score = len(companies) * best[0] + 0.05 * len(near)
    return Principle(theme, cites[0].title, cites, companies, score, alike)


def _worded(lesson: Lesson) -> tuple[bool, int]:
    """Which lesson words a principle best: advice before a mistake, then the shorter."""
    return lesson.kind in (Kind.MISTAKE, Kind.WIN), len(lesson.title)


def _each_once(found: Sequence[Principle]) -> list[Principle]:
    """Without those that rest on the same two lessons as one before them."""
    seen: set[frozenset[str]] = set()
    kept = []
    for each in found:
        rests_on = frozenset(lesson.id for lesson in each.cites[:2])
        if rests_on not in seen:
            seen.add(rests_on)
            kept.append(each)
    return kept
