"""Data on stdout: for people, for scripts (``--json``, ``--plain``), and never raw to a terminal."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import click

from retro.cli.framework import wants_colour
from retro.cli.streams import say, show
from retro.display import escaped, plain_inline, safe, safe_line
from retro.model import Lesson

__all__ = [
    "LONGEST_NOTE",
    "MOST_NOTES",
    "emit_json",
    "emit_rows",
    "fit",
    "in_short",
    "lesson_as_json",
    "lesson_line",
    "narrate",
    "narrate_all",
    "styled",
    "width",
    "with_output_options",
]

JSON_SCHEMA = 1
"""Raised when a field of ``--json`` changes its meaning; new fields do not raise it."""

MOST_NOTES = 10
"""What a person reads of notes of one sort; 5,000 would hide the one that matters."""

LONGEST_NOTE = 300
"""Characters."""

_WIDEST = 1000
"""Columns of the widest terminal: a line is filled up to it."""

F = TypeVar("F", bound=Callable[..., Any])


def with_output_options(function: F) -> F:
    """Let a command speak to scripts."""
    function = click.option("--plain", is_flag=True, help="Tab-separated, without colour.")(function)
    return click.option("--json", "as_json", is_flag=True, help="JSON, in a schema that is stable.")(function)


def narrate(text: str = "") -> None:
    """Say something to the person, on stderr."""
    say(safe(text))


def narrate_all(notes: Sequence[str]) -> None:
    """Say the first of many things, and how many more there are."""
    for note in notes[:MOST_NOTES]:
        narrate(in_short(note))
    if len(notes) > MOST_NOTES:
        narrate(f"… and {len(notes) - MOST_NOTES:,} more like that.")


def in_short(text: str) -> str:
    """What is said in passing, on a line of a readable length: a title may be a megabyte."""
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"


def emit_json(name: str, value: object) -> None:
    """Print one JSON document: the schema's version and the data under its name."""
    import json  # noqa: PLC0415 - 1 ms that a plain capture does not need

    document = {"schema": JSON_SCHEMA, name: value}
    # What steers a terminal leaves as JSON escapes; other letters stay readable.
    show(escaped(json.dumps(document, ensure_ascii=False, indent=2)))


def emit_rows(rows: Iterable[Sequence[object]]) -> None:
    """Print tab-separated rows; a tab or a line break inside a field becomes a space."""
    for row in rows:
        show("\t".join(safe_line(str(field)) for field in row))


def styled(text: str, **style: Any) -> str:
    """Text made safe, with colour when stdout is a terminal that wants it."""
    return click.style(safe_line(text), **style) if wants_colour() else safe_line(text)


def width() -> int:
    """How many columns the terminal has, or ``COLUMNS`` says; 100 where there is none.

    As ``shutil.get_terminal_size``, whose module also loads every way to pack an archive: 3 ms of each list.
    """
    columns = 0
    with suppress(ValueError):  # what says no number, or one of 5,000 digits
        columns = int(os.environ.get("COLUMNS", ""))
    if columns <= 0:
        with suppress(AttributeError, ValueError, OSError):  # stdout is closed, or no terminal
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return min(columns, _WIDEST) if columns > 0 else 100


def _columns(character: str) -> int:
    if character < "\u0300" or "\u2010" <= character <= "\u2027":
        return 1  # what most is written with, dashes and quotes too: it needs no table
    import unicodedata  # noqa: PLC0415 - 2 ms

    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, columns: int) -> str:
    """Exactly so many columns: cut with an ellipsis, or filled with spaces. Wide characters count two."""
    used = 0
    cells = [_columns(character) for character in text]
    if sum(cells) <= columns:
        return text + " " * (columns - sum(cells))
    kept = []
    for character, cell in zip(text, cells, strict=True):
        if used + cell > columns - 1:
            break
        kept.append(character)
        used += cell
    return "".join(kept) + "…" + " " * (columns - 1 - used)


def lesson_as_json(lesson: Lesson, short_id: str) -> dict[str, object]:
    """A lesson as ``--json`` prints it: names as in the vocabulary, dates in ISO 8601."""
    return {
        "id": lesson.id,
        "short_id": short_id,
        "title": lesson.title,
        "body": lesson.body,
        "kind": lesson.kind,
        "company": lesson.company,
        "themes": lesson.themes,
        "people": lesson.people,
        "happened": None if lesson.happened is None else str(lesson.happened),
        "trigger": lesson.trigger,
        "status": lesson.status,
        "visibility": lesson.visibility,
        "starred": lesson.starred,
        "source": None
        if lesson.source is None
        else {"path": lesson.source.path, "heading": lesson.source.heading, "line": lesson.source.line},
        "evidence": [
            {"metric": item.metric, "before": item.before, "after": item.after, "unit": item.unit}
            for item in lesson.evidence
        ],
        "created_at": lesson.created_at,
        "updated_at": lesson.updated_at,
        "deleted_at": lesson.deleted_at,
    }


def lesson_line(lesson: Lesson, short_id: str, columns: int, violations: int = 0) -> str:
    """One line for people: id, day, company, kind, title, themes, within ``columns``.

    ``violations`` are told before the title, of a lesson that stands out for them.
    """
    day = str(lesson.happened.end) if lesson.happened else lesson.created_at[:10]
    star = "★ " if lesson.starred else "  "
    themes = " ".join(f"#{theme}" for theme in lesson.themes[:3])
    company = 16 if columns >= 90 else 10
    room = max(20, columns - (7 + 11 + company + 1 + 9 + 3))
    violated = f"violated {violations}× · " if violations else ""
    title = plain_inline(safe_line(lesson.title))
    room -= len(violated)
    themes_room = min(len(themes), max(0, room - len(title) - 2), room // 3) if themes else 0
    title_room = room - (themes_room + 2 if themes_room > 3 else 0)
    line = (
        f"{styled(fit(short_id, 6), fg='yellow')} {styled(fit(day, 10), dim=True)} "
        f"{styled(fit(lesson.company or '', company), fg='cyan')} "
        f"{styled(fit(lesson.kind, 8), fg=_KIND_COLOURS.get(lesson.kind))} "
        f"{styled(star, fg='yellow')}{styled(violated, fg='red')}{styled(fit(title, title_room), bold=True)}"
    )
    return (
        f"{line}  {styled(fit(themes, themes_room), dim=True)}".rstrip() if themes_room > 3 else line.rstrip()
    )


_KIND_COLOURS = {
    "mistake": "red",
    "win": "green",
    "outcome": "green",
    "tip": "blue",
    "practice": "blue",
    "quote": "magenta",
}
