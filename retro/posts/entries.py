"""A lesson in the front matter of a post: ``retro: {lessons: [{kind: …, company: …}]}``, written and read.

What is written reads back as the same lesson. What a person wrote by hand is taken as far as it makes
sense: an unknown kind or a date that is none is left out, never an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from retro.dates import Span
from retro.model import Evidence, Kind, LessonDraft, Status, Visibility
from retro.surroundings import Outcome, RelationKind

_Word = TypeVar("_Word", Kind, Status, Visibility)

__all__ = ["Entry", "OwnApplication", "OwnRelation", "entry_of", "read_entry"]


@dataclass(frozen=True, slots=True)
class OwnRelation:
    """A relation as a post tells it: to another lesson by its title, perhaps one of another post.

    A journal tells it by the other's ``id``.
    """

    kind: RelationKind
    title: str
    when_source: str = ""
    when_target: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """An application as a post tells it."""

    outcome: Outcome
    happened: Span
    company: str | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the front matter tells of one lesson; ``draft.title`` and ``draft.body`` may be empty.

    ``headings`` are the levels of its headings before they were pushed down; ``draft.body`` is given only
    where the post's text cannot be read back exactly.
    """

    draft: LessonDraft
    id: str = ""
    headings: tuple[int, ...] = ()
    relations: tuple[OwnRelation, ...] = ()
    applications: tuple[OwnApplication, ...] = ()


def entry_of(
    lesson: LessonDraft, lesson_id: str, *, body: str | None = None, headings: Sequence[int] = ()
) -> dict[str, object]:
    """A lesson as the map that stands in the front matter; what is as usual is left out."""
    entry: dict[str, object] = {"title": lesson.title, "id": lesson_id, "kind": str(lesson.kind)}
    optional: dict[str, object] = {
        "company": lesson.company or "",
        "themes": list(lesson.themes),
        "happened": "" if lesson.happened is None else str(lesson.happened),
        "starred": lesson.starred,
        "trigger": lesson.trigger,
        "people": list(lesson.people),
        "evidence": [
            {"metric": item.metric, "before": item.before, "after": item.after, "unit": item.unit}
            for item in lesson.evidence
        ],
        "status": "" if lesson.status is Status.OBSERVED else str(lesson.status),
        "headings": list(headings),
    }
    entry.update({key: value for key, value in optional.items() if value})
    if body is not None:
        entry["body"] = body
    return entry


def read_entry(value: object) -> Entry:
    """An entry out of the front matter of a post."""
    given: Mapping[Any, Any] = value if isinstance(value, Mapping) else {}
    draft = LessonDraft(
        title=" ".join(_text(given.get("title")).split()),
        body=_text(given.get("body")),
        kind=_one_of(Kind, given.get("kind"), Kind.LESSON),
        company=_text(given.get("company")) or None,
        themes=_texts(given.get("themes")),
        people=_texts(given.get("people")),
        happened=_span(given.get("happened")),
        trigger=_text(given.get("trigger")),
        status=_one_of(Status, given.get("status"), Status.OBSERVED),
        visibility=_one_of(Visibility, given.get("visibility"), Visibility.PUBLISHABLE),
        starred=given.get("starred") is True,
        evidence=tuple(item for item in map(_evidence, _list(given.get("evidence"))) if item),
    )
    levels = [level for level in _list(given.get("headings")) if type(level) is int and 1 <= level <= 6]
    return Entry(draft, _text(given.get("id")), tuple(levels), _relations(given), _applications(given))


def _relations(given: Mapping[Any, Any]) -> tuple[OwnRelation, ...]:
    found = []
    for kind in RelationKind:
        for item in _list(given.get(str(kind))):
            told = item if isinstance(item, Mapping) else {"lesson": item}
            title = " ".join(_text(told.get("lesson")).split())
            if title:
                when = (_text(told.get("when")), _text(told.get("other_when")))
                found.append(OwnRelation(kind, title, *when))
    return tuple(found)


def _applications(given: Mapping[Any, Any]) -> tuple[OwnApplication, ...]:
    found = []
    for outcome in Outcome:
        for item in _list(given.get(str(outcome))):
            happened = _span(item.get("on")) if isinstance(item, Mapping) else None
            if happened is not None:
                company = _text(item.get("at")) or None
                found.append(OwnApplication(outcome, happened, company, _text(item.get("result"))))
    return tuple(found)


def _evidence(item: object) -> Evidence | None:
    if not isinstance(item, Mapping):
        return None
    before, after = _number(item.get("before")), _number(item.get("after"))
    metric = _text(item.get("metric"))
    if not metric.strip() or (before is None and after is None):
        return None
    return Evidence(metric, before, after, _text(item.get("unit")))


def _number(value: object) -> float | None:
    """Also a number that a YAML reader took for text, such as ``1e6``."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _span(value: object) -> Span | None:
    """YAML gives a day as a date, a year as a number, and the rest as text."""
    if value is None or isinstance(value, bool | Mapping | list):
        return None
    try:
        return Span.parse(str(value))
    except ValueError:
        return None


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else str(value)


def _list(value: object) -> Sequence[Any]:
    if isinstance(value, list | tuple):
        return value
    return [] if value is None else [value]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in map(_text, _list(value)) if text.strip())


def _one_of(words: type[_Word], value: object, otherwise: _Word) -> _Word:
    try:
        return words(_text(value).strip().lower())
    except ValueError:
        return otherwise
