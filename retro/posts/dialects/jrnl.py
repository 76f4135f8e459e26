"""jrnl: the JSON that it exports, and the text that it keeps and imports (measured with jrnl 4.6).

An entry in text begins with a date in brackets at the beginning of a line, so that no line of a body may
begin like that. Its tags are what ``@`` and ``#`` stand before in its text.
"""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from retro.display import escaped
from retro.model import Lesson

__all__ = ["as_json", "as_text"]

_TIME = "09:00"
"""What jrnl takes where a day has no time."""

_TAG = re.compile(r"(?<!\S)[@#][-+*#/\w]+")
_NO_TAG = re.compile(r"[^-+*#/\w]+")
_ENTRY_START = re.compile(r"^\[(?=[^\]]{7,}\] |[^\]]*\Z)", re.MULTILINE)
"""Six characters and fewer in brackets are a footnote or a box to tick; a bracket that the body never closes
would be closed by the next entry's date."""

_ZERO_WIDTH_SPACE = "\u200b"

Dated = tuple[dt.date, Lesson]


def as_json(lessons: Iterable[Dated]) -> str:
    """The lessons as jrnl would export them; ``uuid`` is a lesson's id."""
    counts: Counter[str] = Counter()
    entries = []
    for day, lesson in lessons:
        tags = _tags(lesson)
        counts.update(tags)
        entries.append(
            {
                "title": lesson.title,
                "body": lesson.body,
                "date": day.isoformat(),
                "time": _TIME,
                "tags": tags,
                "starred": lesson.starred,
                "uuid": lesson.id,
            }
        )
    told = {"tags": dict(sorted(counts.items())), "entries": entries}
    return escaped(json.dumps(told, ensure_ascii=False, indent=2)) + "\n"


def as_text(lessons: Iterable[Dated]) -> str:
    """The lessons as ``jrnl --import`` reads them; a tag that a text has not stands below it."""
    return "\n".join(_entry(day, lesson) for day, lesson in lessons)


def _entry(day: dt.date, lesson: Lesson) -> str:
    title = lesson.title
    # A star at either end of the first line would star the entry, or be taken off with the one that does.
    if lesson.starred or title.endswith("*"):
        title = _held(title)
    star = " *" if lesson.starred else ""
    said = {found.lower() for found in _TAG.findall(f"{lesson.title}\n{lesson.body}")}
    unsaid = " ".join(tag for tag in _tags(lesson) if tag not in said)
    body = "\n\n".join(part for part in (_tidy(lesson.body), unsaid) if part)
    return f"[{day.isoformat()} {_TIME}] {title}{star}\n" + (f"{body}\n" if body else "")


def _held(title: str) -> str:
    before = _ZERO_WIDTH_SPACE if title.startswith("*") else ""
    return before + title + (_ZERO_WIDTH_SPACE if title.endswith("*") else "")


def _tidy(body: str) -> str:
    """A body none of whose lines begins an entry: in Markdown, the backslash says nothing."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _ENTRY_START.sub(r"\\[", lines)


def _tags(lesson: Lesson) -> Sequence[str]:
    """Company and themes, and what the text marks itself, as jrnl spells them."""
    named = [_tag("@", lesson.company or ""), *(_tag("#", theme) for theme in lesson.themes)]
    said = _TAG.findall(f"{lesson.title}\n{lesson.body}")
    return list(dict.fromkeys(tag.lower() for tag in (*named, *said) if tag))


def _tag(symbol: str, name: str) -> str:
    words = [_NO_TAG.sub("", word) for word in name.split()]
    joined = "-".join(filter(None, words))
    return symbol + joined if joined else ""
