"""A lesson as text for an editor, and back: a few named lines, a blank line, the title, the body.

::

    kind: mistake
    company: Amazon EKS
    themes: change, trust
    happened: 2022-03..2022-06
    …

    # Boil the frog

    Pitch in milestones.

Pure, and a round trip: ``parse(render(draft)) == draft`` for every draft that the journal can hold, but for
carriage returns at the end of a body, which an editor takes for ends of lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from retro.dates import Span
from retro.errors import InvalidValue
from retro.model import Evidence, Kind, LessonDraft, Status, Visibility

__all__ = ["HELP", "parse", "render"]

HELP: Final = (
    "Lines above the title are the lesson's fields; leave one empty to clear it. "
    "Empty the whole text to change nothing."
)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    value: str
    line: int


def render(draft: LessonDraft) -> str:
    """The text that an editor is given."""
    values = {
        "kind": draft.kind,
        "company": draft.company or "",
        "themes": ", ".join(draft.themes),
        "people": ", ".join(draft.people),
        "happened": "" if draft.happened is None else str(draft.happened),
        "trigger": draft.trigger,
        "status": draft.status,
        "visibility": draft.visibility,
        "starred": "yes" if draft.starred else "no",
    }
    lines = [f"{name}: {value}".rstrip() for name, value in values.items()]
    lines += [f"evidence: {_evidence_text(item)}" for item in draft.evidence]
    body = f"\n{draft.body}\n" if draft.body else ""
    return "\n".join(lines) + f"\n\n# {draft.title}\n{body}"


def parse(text: str, original: LessonDraft) -> LessonDraft:
    """What the text says; a field that is not there stays as it was in ``original``.

    Raises:
        InvalidValue: With the line, when a field is unknown or its value is not allowed, or no title is left.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    fields, title_at = _fields(lines)
    values: dict[str, Any] = {}
    evidence = []
    for field in fields:
        if field.name == "evidence":
            if field.value:
                evidence.append(_evidence(field))
        else:
            values[field.name] = _value(field)
    title = " ".join(lines[title_at].removeprefix("# ").split()) if title_at < len(lines) else ""
    if not title or title == "#":
        raise InvalidValue(
            "The text has no title: the first line after the fields, such as “# Boil the frog”."
        )
    body = "\n".join(lines[title_at + 1 :]).strip("\n")
    return original.replace(**values, title=title, body=body, evidence=tuple(evidence))


def _fields(lines: list[str]) -> tuple[list[_Field], int]:
    """The named lines at the top, and where the title is."""
    fields = []
    position = 0
    while position < len(lines) and lines[position].strip():
        name, colon, value = lines[position].partition(":")
        if not colon or name.strip().lower() not in (*_READERS, "evidence"):
            break
        fields.append(_Field(name.strip().lower(), value.strip(), position + 1))
        position += 1
    if fields and position < len(lines) and lines[position].strip() and not lines[position].startswith("# "):
        known = ", ".join((*_READERS, "evidence"))
        raise InvalidValue(f"Line {position + 1} is neither a field ({known}) nor the title.")
    while position < len(lines) and not lines[position].strip():
        position += 1
    return fields, position


def _value(field: _Field) -> object:
    try:
        return _READERS[field.name](field.value)
    except ValueError as error:
        raise InvalidValue(f"Line {field.line}: {_allowed(field.name, field.value, error)}") from error


def _names(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _yes(value: str) -> bool:
    if value.lower() not in ("yes", "no", "true", "false", ""):
        raise ValueError("starred is yes or no")
    return value.lower() in ("yes", "true")


_READERS: Final[dict[str, Callable[[str], object]]] = {
    "kind": lambda value: Kind(value.lower()),
    "company": lambda value: value or None,
    "themes": _names,
    "people": _names,
    "happened": lambda value: Span.parse(value) if value else None,
    "trigger": str,
    "status": lambda value: Status(value.lower()),
    "visibility": lambda value: Visibility(value.lower()),
    "starred": _yes,
}


def _allowed(name: str, value: str, error: ValueError) -> str:
    lists = {"kind": Kind, "status": Status, "visibility": Visibility}
    if name in lists:
        return f"“{value}” is no {name}; it can be {', '.join(lists[name])}."
    return f"{error}."


def _evidence_text(item: Evidence) -> str:
    before = "?" if item.before is None else repr(item.before)
    after = "?" if item.after is None else repr(item.after)
    return f"{item.metric} | {before} | {after} | {item.unit}".rstrip()


def _evidence(field: _Field) -> Evidence:
    parts = [part.strip() for part in field.value.rsplit("|", 3)]
    if len(parts) != 4:
        raise InvalidValue(f"Line {field.line}: evidence is “metric | before | after | unit”.")
    metric, before, after, unit = parts
    try:
        return Evidence(metric, _number(before), _number(after), unit)
    except ValueError as error:
        raise InvalidValue(f"Line {field.line}: {error}.") from error


def _number(text: str) -> float | None:
    if text in ("?", ""):
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"“{text}” is not a number") from None
