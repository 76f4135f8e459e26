"""What stands below a lesson's title in a post, and the lesson read out of it again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retro.display import plain_inline
from retro.evidence import change, describe, number
from retro.model import Evidence, LessonDraft
from retro.posts.bodies import restore, write_body
from retro.posts.chart_lines import without_charts
from retro.posts.portable import portable_line

__all__ = ["EvidenceAs", "Section", "body_of", "plain_title", "section_of"]


class EvidenceAs(StrEnum):
    """How a post tells what was measured."""

    SENTENCE = "sentence"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Section:
    """The text below a title. ``exact`` tells whether the lesson's body can be read out of it again."""

    text: str
    headings: tuple[int, ...]
    exact: bool


def plain_title(title: str) -> str:
    """A lesson's title as the title of a post: without marks, unless there is nothing else to it."""
    return " ".join(plain_inline(title).split()) or title


@lru_cache(maxsize=1024)
def section_of(lesson: LessonDraft, evidence_as: EvidenceAs = EvidenceAs.SENTENCE) -> Section:
    """The body made fit for a post, and after it what was measured.

    In sentences only those changes whose numbers the lesson's own words do not give; in a table all of them.
    Remembered: a post of 500 lessons, one of which was moved, takes 20 ms rather than 370.
    """
    written = write_body(lesson.body)
    told = _table(lesson) if evidence_as is EvidenceAs.TABLE else [_line(item) for item in _untold(lesson)]
    text = "\n\n".join(part for part in (written.text, *told) if part)
    # A body that ends like our own line would lose its end on reading: such a one is kept whole.
    stripped = _without_changes(without_charts(text), lesson)
    return Section(text, written.headings, written.exact and stripped == written.text)


def body_of(text: str, lesson: LessonDraft, headings: Sequence[int] = ()) -> str:
    """The body that a section was made of; a section that was edited by hand is taken as it is now.

    Args:
        text: The section.
        lesson: What the front matter tells of the lesson, with its title, and with its body where the
            section alone would not give it back.
        headings: The levels of the body's headings before they were pushed down.
    """
    text = _without_charts(text)
    if lesson.body and any(_without_charts(section_of(lesson, each).text) == text for each in EvidenceAs):
        return lesson.body
    return restore(_without_changes(text, lesson), headings)


def _without_charts(text: str) -> str:
    """As two texts are compared: without charts, and without the empty lines that those leave at an end."""
    return without_charts(text.strip("\n")).strip("\n")


def _without_changes(text: str, lesson: LessonDraft) -> str:
    """Take our own lines about evidence off the end, or our own table."""
    for table in _table(lesson):
        if text == table:
            return ""
        text = text.removesuffix("\n\n" + table)
    for item in reversed(lesson.evidence):
        line = _line(item)
        if text == line:
            return ""
        text = text.removesuffix("\n\n" + line)
    return text


def _table(lesson: LessonDraft) -> list[str]:
    """One table of all that was measured; none where nothing was."""
    if not lesson.evidence:
        return []
    rows = [
        (item.metric, _value(item, item.before), _value(item, item.after), _ratio(item))
        for item in lesson.evidence
    ]
    cells = [
        _HEAD,
        ("---",) * len(_HEAD),
        *(tuple(portable_line(" ".join(cell.split())) for cell in row) for row in rows),
    ]
    return ["\n".join(f"| {' | '.join(row)} |" for row in cells)]


_HEAD = ("Measured", "Before", "After", "Change")


def _value(evidence: Evidence, value: float | None) -> str:
    return "" if value is None else f"{number(value)} {evidence.unit}".strip()


def _ratio(evidence: Evidence) -> str:
    if evidence.before is None or evidence.after is None:
        return ""
    return change(evidence.before, evidence.after)


def _line(evidence: Evidence) -> str:
    return portable_line(" ".join(describe(evidence).split()))


def _untold(lesson: LessonDraft) -> list[Evidence]:
    """The changes whose numbers the lesson's own words do not give."""
    told = set(re.findall(r"[0-9]+(?:\.[0-9]+)?", f"{lesson.title}\n{lesson.body}".replace(",", "")))
    return [item for item in lesson.evidence if not _numbers(item) <= told]


def _numbers(evidence: Evidence) -> set[str]:
    values = (evidence.before, evidence.after)
    return {number(abs(value)).replace(",", "") for value in values if value is not None}
