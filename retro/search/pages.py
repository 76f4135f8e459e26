"""Hits for the rows on screen; what stays there from one keystroke to the next is not read again."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from retro.journal import Journal
from retro.journal.folding import Folded
from retro.model import Lesson
from retro.search.explaining import explanation
from retro.search.ranking import Plan, Ranked
from retro.search.results import Hit
from retro.search.snippets import marked, snippet

__all__ = ["Pages"]

_MOST = 300
"""At 75 words a lesson, 3 MB."""


class _Shown(NamedTuple):
    """A lesson as it is shown."""

    lesson: Lesson
    short_id: str
    text: Folded
    violations: int


class Pages:
    """Makes hits of ranked rows.

    Args:
        journal: Where the lessons are.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._state = journal.state()
        self._shown: dict[int, _Shown] = {}
        self._raised: Mapping[str, int] | None = None

    def hits(self, ranked: Sequence[tuple[int, Ranked, Plan]]) -> list[Hit]:
        """The hits for some rows; a row that is gone meanwhile is left out."""
        shown = self._read([number for number, *_ in ranked])
        return [_hit(shown[number], rank, plan) for number, rank, plan in ranked if number in shown]

    def _read(self, numbers: list[int]) -> dict[int, _Shown]:
        state = self._journal.state()
        if state != self._state:
            self._shown, self._state, self._raised = {}, state, None
        if self._raised is None:
            self._raised = self._journal.raised()
        for oldest in list(self._shown)[: max(0, len(self._shown) - _MOST)]:
            del self._shown[oldest]
        missing = [number for number in numbers if number not in self._shown]
        lessons = self._journal.lessons
        # by_numbers leaves out rows that are gone, so each is asked for by itself when the counts differ.
        found = lessons.by_numbers(missing) if missing else []
        if len(found) != len(missing):
            kept = [(number, lessons.by_numbers([number])) for number in missing]
            missing, found = [number for number, its in kept if its], [its[0] for _, its in kept if its]
        for number, lesson in zip(missing, found, strict=True):
            # As one text, because two words written as one may end the title and begin the body.
            text = Folded(f"{lesson.title}\n{lesson.body}")
            self._shown[number] = _Shown(
                lesson, lessons.short_id(lesson.id), text, self._raised.get(lesson.id, 0)
            )
        return self._shown


def _hit(shown: _Shown, rank: Ranked, plan: Plan) -> Hit:
    lesson = shown.lesson
    if not plan.slots:
        passage = snippet(lesson.body, ())[0]
        return Hit(lesson, shown.short_id, snippet=passage, violations=shown.violations)
    begins = len(lesson.title) + 1
    everywhere = marked(shown.text, plan, rank)
    body_spans = tuple((start - begins, end - begins) for start, end in everywhere if start >= begins)
    passage, spans = snippet(lesson.body, body_spans)
    return Hit(
        lesson=lesson,
        short_id=shown.short_id,
        title_spans=everywhere[: len(everywhere) - len(body_spans)],
        body_spans=body_spans,
        snippet=passage,
        snippet_spans=spans,
        explanation=explanation(rank, plan),
        violations=shown.violations,
    )
