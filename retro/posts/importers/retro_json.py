"""Retro's own JSON (``retro export --dialect json``): lessons with what surrounds them, from another journal.

Read in two passes, so that a long journal is not held: the short lists first, then lesson after lesson.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from retro.dates import PartialDate, Span
from retro.posts.dialects.lossless import FORMAT as OWN_FORMAT
from retro.posts.dialects.lossless import SCHEMA
from retro.posts.entries import OwnApplication, OwnRelation, read_entry
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.json_items import fields_in, items_in
from retro.posts.own_names import OwnNames
from retro.surroundings import Company, Consent, Outcome, Person, RelationKind, Theme

__all__ = ["FORMAT"]


def _recognises(given: Given) -> bool:
    return f'"{OWN_FORMAT}"' in given.beginning[:200] and fields_in(given).get("format") == OWN_FORMAT


def _read(given: Given, options: Options) -> Iterator[Entry | OwnNames | Trouble]:
    schema = fields_in(given).get("schema")
    if schema != SCHEMA:
        yield Trouble(f"It was written by another version of retro (schema {schema!r}); nothing was read.")
        return
    yield OwnNames(
        tuple(filter(None, map(_company, _maps(given, options, "companies")))),
        tuple(filter(None, map(_theme, _maps(given, options, "themes")))),
        tuple(filter(None, map(_person, _maps(given, options, "people")))),
    )
    ties = _Ties.of(given, options)
    for number, item in enumerate(items_in(given, options, "lessons"), 1):
        if isinstance(item, Trouble):
            yield item
            continue
        told = read_entry(item)
        if not told.draft.title:
            yield Trouble(f"Lesson {number:,} has no title; it was left out.")
            continue
        yield Entry(
            f"retro {told.id}" if told.id else told.draft.title,
            told.draft,
            moment=_moment(item.get("created_at")),
            is_unique=bool(told.id),
            is_whole=True,
            id=told.id,
            relations=tuple(ties.relations.get(told.id, ())),
            applications=tuple(ties.applications.get(told.id, ())),
        )


@dataclass(slots=True)
class _Ties:
    """What stands apart from the lessons that it is about, by their ids."""

    relations: dict[str, list[OwnRelation]] = field(default_factory=dict)
    applications: dict[str, list[OwnApplication]] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Given, options: Options) -> "_Ties":
        ties = cls()
        for item in _maps(given, options, "relations"):
            kind, other = _text(item, "kind"), _text(item, "other")
            if kind in set(RelationKind) and other:
                told = OwnRelation(
                    RelationKind(kind), "", _text(item, "when"), _text(item, "other_when"), id=other
                )
                ties.relations.setdefault(_text(item, "lesson"), []).append(told)
        for item in _maps(given, options, "applications"):
            outcome, happened = _text(item, "outcome"), _span(_text(item, "on"))
            if outcome in set(Outcome) and happened is not None:
                at = _text(item, "at") or None
                logged = OwnApplication(Outcome(outcome), happened, at, _text(item, "result"))
                ties.applications.setdefault(_text(item, "lesson"), []).append(logged)
        return ties


def _maps(given: Given, options: Options, key: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a short list; what is wrong with the file is told where its lessons are read."""
    return (item for item in items_in(given, options, key) if isinstance(item, dict))


def _company(item: Mapping[str, Any]) -> Company | None:
    name = _text(item, "name")
    if not name:
        return None
    began, ended = _date(_text(item, "began")), _date(_text(item, "ended"))
    if began and ended and ended.last_day < began.first_day:
        began = ended = None
    return Company(
        "", name, _texts(item, "aliases"), _text(item, "role"), began, ended, _text(item, "pseudonym")
    )


def _theme(item: Mapping[str, Any]) -> Theme | None:
    name = _text(item, "name")
    return Theme("", name, _texts(item, "aliases")) if name else None


def _person(item: Mapping[str, Any]) -> Person | None:
    name, consent = _text(item, "name"), _text(item, "consent")
    if not name:
        return None
    return Person(
        "",
        name,
        _texts(item, "aliases"),
        _text(item, "role_label"),
        Consent(consent) if consent in set(Consent) else Consent.ROLE_ONLY,
        _text(item, "pseudonym"),
    )


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _texts(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = item.get(key)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _span(text: str) -> Span | None:
    try:
        return Span.parse(text)
    except ValueError:
        return None


def _moment(value: object) -> str:
    """A moment as the journal keeps it: in UTC, to the second; empty where it is none."""
    try:
        moment = dt.datetime.fromisoformat(value if isinstance(value, str) else "")
        return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


FORMAT = Format("retro-json", "retro: JSON of another journal", _recognises, _read)
