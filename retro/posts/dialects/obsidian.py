"""Obsidian: each lesson a note, with properties that link it to its company, its themes and other lessons.

Obsidian shows no nested properties, so that what other dialects keep in one map of retro's own stands here in
flat ones. The lesson's text is as its author wrote it: Obsidian knows footnotes, formulas and wikilinks.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from retro.journal.identity import is_id
from retro.model import Evidence, Kind, Lesson
from retro.posts.chart_lines import with_charts, without_charts
from retro.posts.dialects.wikilinks import link, link_to, linked_name
from retro.posts.slugs import slug
from retro.surroundings import RelationKind

__all__ = ["NEEDLESS", "Related", "entry_in", "note_body", "note_name", "properties", "tag"]


class Related(NamedTuple):
    """How a lesson stands to another.

    Args:
        kind: In which way; None where it is the other that stands so to this one.
        name: Of the other's note, without its ending.
        title: Of the other.
    """

    kind: RelationKind | None
    name: str
    title: str


def note_name(lesson: Lesson) -> str:
    """The name of a lesson's file: its id, which never changes, and what it is about."""
    return f"{lesson.id} {slug(lesson.title)}.md"


NEEDLESS = frozenset({"aliases", "tags", "related", "created"})
"""The properties that retro reads nothing from."""


def properties(
    lesson: Lesson,
    shown: str,
    day: dt.date,
    *,
    tags: Sequence[str] = (),
    related: Sequence[Related] = (),
) -> dict[str, object]:
    """The properties of a note, in order.

    Args:
        lesson: What it tells.
        shown: Its title without marks.
        day: When it happened, or else when it was written down.
        tags: Besides its themes.
        related: The other lessons to link to.
    """
    happened = str(lesson.happened or "")
    links = [(str(each.kind or ""), link(each.name, each.title)) for each in related]
    found: dict[str, object] = {
        "id": lesson.id,
        "aliases": [shown],
        "company": link_to(lesson.company) if lesson.company else None,
        "themes": [link_to(theme) for theme in lesson.themes] or None,
        "kind": str(lesson.kind),
        "status": str(lesson.status),
        "date" if happened else "created": day,
        "happened": happened if happened != day.isoformat() else None,
        **_evidence(lesson.evidence),
        "trigger": lesson.trigger,
        "people": [link_to(name) for name in lesson.people] or None,
        "starred": lesson.starred or None,
        **{str(kind): [to for way, to in links if way == kind] or None for kind in RelationKind},
        "related": [to for _, to in links] or None,
        "tags": list(dict.fromkeys(filter(None, map(tag, (*tags, *lesson.themes))))),
        "body": lesson.body if lesson.body != without_charts(_tidy(lesson.body)) else None,
    }
    return {name: value for name, value in found.items() if value is not None and value != ""}


def note_body(lesson: Lesson, charts: str = "") -> str:
    """What stands below the properties of a note.

    Args:
        lesson: What it tells.
        charts: What the addresses of its charts begin with; nothing for no charts.
    """
    text = with_charts(_tidy(lesson.body), lesson.evidence, charts)
    return f"# {lesson.title}\n" + (f"\n{text}\n" if text else "")


def _tidy(body: str) -> str:
    """A body as it can stand in a file and be read again."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _evidence(evidence: Sequence[Evidence]) -> dict[str, object]:
    """One change in plain values; several in lists that go together."""
    if not evidence:
        return {}
    if len(evidence) == 1:
        (only,) = evidence
        return only._asdict()
    return {name: [getattr(item, name) for item in evidence] for name in Evidence._fields}


def tag(theme: str) -> str:
    """A theme as Obsidian allows a tag: letters, digits, ``_``, ``-`` and ``/``, and not digits alone."""
    words = "".join(letter if letter.isalnum() or letter in "_-/" else " " for letter in theme).split()
    found = re.sub(r"/[/-]*", "/", "-".join(words)).strip("-/")
    return f"_{found}" if found.isnumeric() else found


def entry_in(values: Mapping[str, object], body: str) -> tuple[dict[str, object], str, int] | None:
    """A note that retro wrote, perhaps edited since; None for any other.

    Returns:
        The lesson as ``retro.posts.entries`` reads it, its body, and the line of the note's text, from 0, on
        which its title stands.
    """
    if not is_id(str(values.get("id"))) or str(values.get("kind")) not in set(Kind):
        return None
    title, text, line = _title_and_text(body)
    text = without_charts(text).strip("\n")
    kept = values.get("body")
    entry = {
        **{key: values.get(key) for key in ("id", "kind", "status", "trigger", "starred")},
        "title": title or next(iter(_texts(values.get("aliases"))), ""),
        "company": "".join(_names(values.get("company"))[:1]),
        "themes": _names(values.get("themes")),
        "people": _names(values.get("people")),
        "happened": values.get("happened") or values.get("date"),
        "evidence": _evidence_in(values),
        **{str(kind): _names(values.get(str(kind))) for kind in RelationKind},
    }
    return entry, _body(kept, text), line


def _body(kept: object, text: str) -> str:
    """The body as its properties keep it, where the text still says the same."""
    is_same = isinstance(kept, str) and without_charts(_tidy(kept)).strip("\n") == text
    return str(kept) if is_same else text


def _title_and_text(body: str) -> tuple[str, str, int]:
    """What the first heading says, what stands below it, and its line; a note may have lost its heading."""
    lines = body.split("\n")
    line = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines[line].startswith("# "):
        return "", body.strip("\n"), line
    return lines[line][2:].strip(), "\n".join(lines[line + 1 :]).strip("\n"), line


def _evidence_in(values: Mapping[str, object]) -> list[dict[str, object]]:
    columns = []
    for name in Evidence._fields:
        value = values.get(name)
        columns.append(value if isinstance(value, list) else [value])
    return [dict(zip(Evidence._fields, row, strict=True)) for row in zip_longest(*columns)]


def _names(value: object) -> list[str]:
    return [linked_name(text) for text in _texts(value)]


def _texts(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [str(item) for item in found if item is not None and not isinstance(item, list | dict)]
