"""What templates see: a post's lessons as plain values whose texts are fit for Markdown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from retro.evidence import change, describe, number
from retro.model import Evidence, Lesson
from retro.posts.chart_lines import with_charts
from retro.posts.grouping import GroupBy, arranged, grouped
from retro.posts.portable import portable_line
from retro.posts.sections import EvidenceAs, section_of
from retro.posts.templates import Marks
from retro.surroundings import Consent, Person

__all__ = ["EvidenceView", "LessonView", "SectionView", "thanked", "values_for"]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A measured change: ``before`` and ``after`` with their unit, ``change`` as ``×4, −75 %`` or empty."""

    metric: str
    before: str
    after: str
    unit: str
    change: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson: ``title`` is one line, ``text`` what stands below it, ``thanks`` the people who may be named.

    ``happened`` is a day, month, year or span as text, ``year`` the year in which it began; both may be
    empty, as ``company`` and ``trigger`` may.
    """

    id: str
    title: str
    text: str
    kind: str
    company: str
    themes: tuple[str, ...]
    thanks: tuple[str, ...]
    happened: str
    year: str
    trigger: str
    status: str
    starred: bool
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """Lessons below one heading; ``period`` are the years in which they happened. Both may be empty."""

    heading: str
    lessons: tuple[LessonView, ...]
    period: str = ""


def thanked(lesson: Lesson, people: Mapping[str, Person]) -> tuple[str, ...]:
    """What the people of a lesson may be called: by their name, by their role, or not at all.

    Args:
        lesson: Whose people.
        people: Everyone registered, by name; a name that is not among them stands for itself.
    """
    called = []
    for name in lesson.people:
        person = people.get(name)
        if person is None or person.consent is Consent.NAMED:
            called.append(name)
        elif person.consent is Consent.ROLE_ONLY and person.role_label:
            called.append(person.role_label)
    return tuple(dict.fromkeys(called))


def values_for(
    lessons: Sequence[Lesson],
    marks: Marks,
    *,
    group_by: GroupBy | None = None,
    as_given: bool = False,
    evidence_as: EvidenceAs = EvidenceAs.SENTENCE,
    people: Iterable[Person] = (),
    charts: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """``lessons`` and ``sections(…)`` for a template.

    Args:
        lessons: Of the post, in order.
        marks: Put round what is printed of them.
        group_by: What the user wants the sections to be, whatever the template would make them.
        as_given: Keep the order of the lessons.
        evidence_as: How their evidence is told below their text.
        people: Everyone registered.
        charts: Id of a lesson -> what the addresses of its charts begin with.
    """
    registry = {person.name: person for person in people}
    by_id = {lesson.id: lesson for lesson in lessons}
    view = partial(_view, marks=marks, evidence_as=evidence_as, people=registry, charts=charts or {})
    views = {lesson.id: view(lesson) for lesson in lessons}

    def sections(default: str = "company", only: Iterable[LessonView] | None = None) -> list[SectionView]:
        """The lessons, or only some of them, in sections: company, theme, kind, year or none."""
        by = group_by or GroupBy(default)
        chosen = list(lessons) if only is None else [by_id[each.id] for each in only]
        ordered = chosen if as_given else arranged(chosen, by)
        return [
            SectionView(
                marks.heading(portable_line(heading)) if heading else "",
                tuple(views[each.id] for each in members),
                _period(members),
            )
            for heading, members in grouped(ordered, by)
        ]

    ordered = lessons if as_given else arranged(lessons, group_by or GroupBy.NONE)
    found: dict[str, object | Callable[..., object]] = {
        "lessons": [views[lesson.id] for lesson in ordered],
        "sections": sections,
        "group_by": str(group_by or ""),
    }
    return found


def _period(lessons: Iterable[Lesson]) -> str:
    """From the year of the first to that of the last."""
    spans = [lesson.happened for lesson in lessons if lesson.happened is not None]
    if not spans:
        return ""
    first, last = min(span.start.year for span in spans), max(span.end.year for span in spans)
    return str(first) if first == last else f"{first}–{last}"


def _view(
    lesson: Lesson,
    *,
    marks: Marks,
    evidence_as: EvidenceAs,
    people: Mapping[str, Person],
    charts: Mapping[str, str],
) -> LessonView:
    text = with_charts(section_of(lesson, evidence_as).text, lesson.evidence, charts.get(lesson.id, ""))
    return LessonView(
        id=lesson.id,
        title=marks.title(portable_line(lesson.title), lesson.id),
        text=marks.text(text, lesson.id),
        kind=str(lesson.kind),
        company=portable_line(lesson.company or ""),
        themes=tuple(map(portable_line, lesson.themes)),
        thanks=tuple(map(portable_line, thanked(lesson, people))),
        happened="" if lesson.happened is None else str(lesson.happened),
        year="" if lesson.happened is None else str(lesson.happened.start.year),
        trigger=portable_line(" ".join(lesson.trigger.split())),
        status=str(lesson.status),
        starred=lesson.starred,
        evidence=tuple(map(_evidence, lesson.evidence)),
    )


def _evidence(item: Evidence) -> EvidenceView:
    def value(measured: float | None) -> str:
        return "" if measured is None else portable_line(f"{number(measured)} {item.unit}".strip())

    ratio = "" if item.before is None or item.after is None else change(item.before, item.after)
    return EvidenceView(
        metric=portable_line(" ".join(item.metric.split())),
        before=value(item.before),
        after=value(item.after),
        unit=portable_line(item.unit),
        change=ratio,
        sentence=portable_line(" ".join(describe(item).split())),
    )
