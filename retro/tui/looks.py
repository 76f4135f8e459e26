"""How values read on the screen: glyphs, dates in words, and matches in what is shown.

All text that comes back is safe for a terminal and is content, never markup.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from retro.dates import PartialDate, Span
from retro.display import plain_inline, safe_line
from retro.model import Kind, Lesson, LessonDraft

__all__ = [
    "KIND_GLYPHS",
    "LOCK",
    "PAIR_MARKS",
    "PICKED",
    "STAR",
    "day_in_words",
    "fit",
    "matched_words",
    "occurrences",
    "said_of",
    "shown_title",
    "sorting_day",
    "spans_shown",
    "when",
]

KIND_GLYPHS = {
    Kind.LESSON: "•",
    Kind.MISTAKE: "✗",
    Kind.WIN: "✓",
    Kind.TIP: "»",
    Kind.PRACTICE: "○",
    Kind.OUTCOME: "Δ",
    Kind.QUOTE: "“",
}
"""One column each in every font, and different in shape, so that colour is never the only sign."""

PAIR_MARKS = {"contradicts": "↯", "supports": "+", "duplicates": "="}
"""What stands between two lessons that are, or may be, so."""

STAR = "★"
LOCK = "⊘"

PICKED = "■"
"""Stands in the place of a selected lesson's glyph."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=512)
def frame_title(text: str) -> Content:
    """What stands in a border: Textual would read a string as markup there, and fail on what is none."""
    return Content(safe_line(text))


def shown_title(title: str) -> str:
    """A title on one line, without its marks of inline Markdown."""
    return safe_line(plain_inline(title))


def sorting_day(lesson: Lesson) -> str:
    """The date that a list shows: when it happened, else when it was captured; ISO 8601."""
    return str(lesson.happened.end) if lesson.happened else lesson.created_at[:10]


def _date(date: PartialDate) -> str:
    if date.month is None:
        return str(date.year)
    month = f"{_MONTHS[date.month - 1]} {date.year}"
    return month if date.day is None else f"{date.day} {month}"


def when(span: Span | None) -> str:
    """A span in words: ``3 June 2021``, ``June 2021``, ``March – June 2022``."""
    if span is None:
        return ""
    if span.start == span.end:
        return _date(span.start)
    start, end = _date(span.start), _date(span.end)
    if span.start.year == span.end.year and span.start.month and span.end.month:
        start = start.removesuffix(f" {span.start.year}")
    return f"{start} – {end}"


def day_in_words(moment: str) -> str:
    """The day of a moment as the journal keeps it (ISO 8601 in UTC), in words."""
    return _date(PartialDate.of(dt.date.fromisoformat(moment[:10])))


def fit(text: str, columns: int) -> str:
    """Exactly so many columns: filled with spaces, or cut with an ellipsis. Wide characters count two."""
    if columns <= 0:
        return ""
    wide = len(text) if text.isascii() else cell_len(text)
    if wide <= columns:
        return text + " " * (columns - wide)
    return set_cell_size(set_cell_size(text, columns - 1).rstrip() + "…", columns)


def matched_words(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The pieces of a text that matched, each once, longest first."""
    found = {text[start:end] for start, end in spans if 0 <= start < end <= len(text)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def occurrences(shown: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words begin in a text that is shown differently from the one in which they matched."""
    if not words:
        return []
    pattern = r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words[:50]) + ")"
    return [match.span() for match in re.finditer(pattern, shown)]


def spans_shown(shown: str, text: str, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Spans of a text on what is shown of it (without marks, made safe)."""
    return spans if len(shown) == len(text) else occurrences(shown, matched_words(text, spans))


def said_of(draft: LessonDraft) -> list[str]:
    """What was understood of a capture, a phrase each."""
    said = [f"{KIND_GLYPHS[draft.kind]} {draft.kind}"]
    if draft.company:
        said.append(f"@{safe_line(draft.company)}")
    said += [f"#{safe_line(theme)}" for theme in draft.themes]
    if draft.happened:
        said.append(when(draft.happened))
    if draft.starred:
        said.append(f"{STAR} starred")
    if draft.visibility == "private":
        said.append(f"{LOCK} private")
    return said
