"""Which lessons are up today: three, a minute's worth, the same all day.

They are chosen by what the journal held when the day began, so that an answer ticks one off and moves no
other. Three things bring a lesson back, and each of them has a place of its own, so that none starves
another: what presses (violated last, or before a decision), what is due again, and what never came back yet.
A place that nothing fills is taken by the others.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from retro.errors import NothingFound
from retro.journal import Journal
from retro.journal.filters import filtered, start_of
from retro.journal.folding import tokens
from retro.journal.identity import storable
from retro.journal.reviews import ComingDecision
from retro.model import Lesson, Status
from retro.practice.review.scheduling import card_of, recalls_of
from retro.standing import entries_of
from retro.surroundings import Outcome, ReviewAnswer, ReviewCard

__all__ = ["A_DAY", "DAYS_AHEAD", "Pick", "again", "by_chance", "of_theme", "on_this_day", "todays"]

A_DAY = 3
"""Lessons: what can be thought about in a minute, and so is done."""

DAYS_AHEAD = 14
"""How far before its day a decision brings back what fits it."""

_REST = 7
"""Days for which a decision does not bring back what was just reviewed."""

_SHORTEST_WORD, _WORDS_SHARED = 5, 2
"""What fits a decision shares two words with it that are long enough to say something."""

_LOOKED_AT = 200
"""Lessons that share a word with a decision, the last captured; and lessons that may be violated last."""


class Pick(NamedTuple):
    """A lesson that is up, why, what was said of it today, and whether it never came back before."""

    lesson: Lesson
    why: str
    answer: ReviewAnswer | None = None
    is_new: bool = False


class _State(NamedTuple):
    """A lesson as it stood when the day began."""

    lesson: Lesson
    card: ReviewCard | None
    due: dt.date
    violations: tuple[dt.date, ...]
    violated_last: bool


def todays(journal: Journal, today: dt.date) -> list[Pick]:
    """The lessons of a day; fewer than three, or none, where no more are due."""
    touched = journal.reviews.touched_on(today)
    reviews = journal.reviews
    ids = dict.fromkeys(
        (
            *reviews.violated(today, _LOOKED_AT, touched),
            *reviews.returning(today, A_DAY, touched),
            *reviews.unseen(today, A_DAY, touched),
            *touched,
        )
    )
    decisions = reviews.coming_decisions(today, DAYS_AHEAD)
    fitting = _fitting(journal, decisions)
    states = {each: _state(journal, each, today, touched) for each in (*ids, *fitting)}
    held = {each: state for each, state in states.items() if state is not None}
    due = [state for state in held.values() if state.due <= today]
    queues = (
        [*_violated(due), *_before_decisions(fitting, held, today)],
        _returning(due, today),
        _unseen(due),
    )
    said = {each.lesson_id: each.answer for each in reviews.answered_on(today)}
    return [pick._replace(answer=said.get(pick.lesson.id)) for pick in _places(queues)]


def _places(queues: Sequence[Sequence[Pick]]) -> list[Pick]:
    """One of each queue, then whoever is next."""
    chosen: dict[str, Pick] = {}
    for queue in queues:
        for pick in islice((each for each in queue if each.lesson.id not in chosen), 1):
            chosen[pick.lesson.id] = pick
    for pick in (pick for queue in queues for pick in queue):
        if len(chosen) < A_DAY:
            chosen.setdefault(pick.lesson.id, pick)
    return list(chosen.values())


def _state(journal: Journal, lesson_id: str, today: dt.date, touched: Collection[str]) -> _State | None:
    """A lesson when the day began; None for one that was not in the schedule then."""
    lesson = journal.lessons.find(lesson_id)
    if lesson is None or lesson.deleted_at is not None:
        return None
    answers = journal.reviews.answers(lesson_id)
    if lesson.status is Status.RETIRED and not any(
        each.answer is ReviewAnswer.NO_LONGER_TRUE and each.day == today for each in answers
    ):
        return None
    midnight = start_of(today)
    before = [each for each in answers if each.day < today]
    applications = [each for each in journal.applications.of(lesson_id) if each.logged < midnight]
    if lesson_id in touched:
        card = card_of(recalls_of(applications, before), today)
    else:
        card = journal.reviews.card(lesson_id)
    log = entries_of(applications, before)
    return _State(
        lesson,
        card,
        _due(lesson, card, today),
        tuple(entry.day for entry in log if entry.outcome is Outcome.VIOLATED),
        bool(log) and log[-1].outcome is Outcome.VIOLATED,
    )


def _due(lesson: Lesson, card: ReviewCard | None, today: dt.date) -> dt.date:
    """The day on which it comes back; a clock that was ahead keeps nothing back."""
    if card is not None:
        is_ahead = card.last_review is not None and card.last_review > today + dt.timedelta(days=1)
        return today if is_ahead else card.due
    captured = dt.datetime.fromisoformat(lesson.created_at).astimezone().date()
    return today if captured > today + dt.timedelta(days=1) else captured + dt.timedelta(days=1)


def _violated(due: Iterable[_State]) -> list[Pick]:
    found = [state for state in due if state.violated_last]
    found.sort(key=lambda state: (-len(state.violations), state.lesson.id))
    return [Pick(state.lesson, _violated_said(state.violations)) for state in found]


def _violated_said(days: Sequence[dt.date]) -> str:
    if len(days) == 1:
        return f"violated on {days[0]}, and not applied since"
    return f"violated {len(days)} times, last on {days[-1]}, and not applied since"


def _returning(due: Iterable[_State], today: dt.date) -> list[Pick]:
    found = [state for state in due if state.card is not None]
    found.sort(key=lambda state: (state.due, state.lesson.id))
    return [
        Pick(state.lesson, "due today" if state.due == today else f"due since {state.due}") for state in found
    ]


def _unseen(due: Iterable[_State]) -> list[Pick]:
    found = [state for state in due if state.card is None]
    found.sort(key=lambda state: (not state.lesson.starred, state.lesson.created_at, state.lesson.id))
    return [
        Pick(
            state.lesson,
            f"has not come back since it was captured on {state.lesson.created_at[:10]}",
            is_new=True,
        )
        for state in found
    ]


# Decisions


def _fitting(journal: Journal, decisions: Iterable[ComingDecision]) -> dict[str, ComingDecision]:
    """What fits decisions that come: lessons that they name, then lessons that speak of the same."""
    found: dict[str, ComingDecision] = {}
    for decision in decisions:
        for lesson_id in (*decision.lesson_ids, *_speaking_of(journal, decision.text)):
            found.setdefault(lesson_id, decision)
    return found


def _speaking_of(journal: Journal, text: str) -> list[str]:
    """Lessons that share two words with a text in their title or in when they apply, the most first."""
    words = sorted({word for word in tokens(text) if len(word) >= _SHORTEST_WORD})
    if len(words) < _WORDS_SHARED:
        return []
    either = " OR ".join(f'"{word}"' for word in words)
    everything = filtered(None, dt.date.min)
    numbers = journal.fulltext.some(f'{{title "trigger"}} : ({either})', everything, _LOOKED_AT)
    shared = []
    for lesson in journal.lessons.by_numbers(numbers):
        count = len({*tokens(lesson.title), *tokens(lesson.trigger)} & set(words))
        if count >= _WORDS_SHARED:
            shared.append((-count, lesson.id))
    return [lesson_id for _, lesson_id in sorted(shared)[:A_DAY]]


def _before_decisions(
    fitting: dict[str, ComingDecision], states: dict[str, _State], today: dt.date
) -> list[Pick]:
    """They come whether or not they are due, unless they were here a few days ago."""
    picks = []
    for lesson_id, decision in fitting.items():
        state = states.get(lesson_id)
        if state is None or state.lesson.created_at >= start_of(today):
            continue
        last = state.card.last_review if state.card is not None else None
        if last is None or today - last >= dt.timedelta(days=_REST):
            picks.append(Pick(state.lesson, f"before the decision of {decision.due}: {decision.text}"))
    return picks


# Other ways in


def of_theme(journal: Journal, theme: str, today: dt.date, count: int = A_DAY) -> list[Pick]:
    """Lessons of a theme, or of one below it: the longest due first, also those that are not due yet.

    Raises:
        NothingFound: When no lesson has it.
    """
    from retro.query import Field  # noqa: PLC0415 - only for a theme

    theme = storable(theme)
    within = filtered(Field("theme", theme), today)
    ids = journal.reviews.next_up(count, within)
    if not ids:
        raise NothingFound(f"No lesson that comes back has the theme “{theme}”.", hint="retro themes")
    return _picked(journal, ids, today, f"of the theme {theme}")


def by_chance(journal: Journal, today: dt.date, count: int = A_DAY) -> list[Pick]:
    """Some lessons, others each time."""
    return _picked(journal, journal.reviews.by_chance(count), today, "by chance")


def on_this_day(journal: Journal, today: dt.date, count: int = A_DAY) -> list[Pick]:
    """Lessons of this day in earlier years."""
    return [
        pick._replace(why=f"on this day in {_year(pick.lesson)}")
        for pick in _picked(journal, journal.reviews.on_this_day(today, count), today, "")
    ]


def again(journal: Journal, why: Mapping[str, str], today: dt.date) -> list[Pick]:
    """Lessons that were chosen before, by their ids with the reason, as they are now."""
    return [pick._replace(why=why[pick.lesson.id]) for pick in _picked(journal, tuple(why), today, "")]


def _picked(journal: Journal, ids: Sequence[str], today: dt.date, why: str) -> list[Pick]:
    said = {each.lesson_id: each.answer for each in journal.reviews.answered_on(today)}
    return [Pick(lesson, why, said.get(lesson.id)) for lesson in journal.lessons.by_ids(ids)]


def _year(lesson: Lesson) -> str:
    return f"{lesson.happened.first_day.year}" if lesson.happened is not None else lesson.created_at[:4]
