"""Day One Classic, and jrnl's journals in its format: one property list an entry, ``entries/*.doentry``."""

import datetime as dt
import plistlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from retro.model import Kind, LessonDraft
from retro.posts.importers.dayone import local_moment
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.wording import Labels, labelled, tags_in, title_and_body

__all__ = ["FORMAT"]

_LARGEST = 4 * 1024 * 1024
"""Bytes. An entry has a few thousand; nested lists take thirty times their bytes when they are read."""

_ERRORS = (
    ExpatError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What ``plistlib`` raises on what is no property list; its InvalidFileException is a ValueError."""


def _recognises(given: Given) -> bool:
    beginning = given.beginning
    return "<plist" in beginning and "Entry Text" in beginning and "Creation Date" in beginning


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:  # noqa: ARG001 - every format's signature
    if given.size > _LARGEST:
        yield Trouble(f"It is larger than {_LARGEST // 1024**2} MiB; it was left out.")
        return
    try:
        with given.open() as file:
            # XML only: Day One writes no other, and entities, which could grow without end, are refused.
            fields = plistlib.load(file, fmt=plistlib.FMT_XML)
    except _ERRORS:
        yield Trouble("It is no property list that can be read; it was left out.")
        return
    text = fields.get("Entry Text") if isinstance(fields, dict) else None
    if not isinstance(text, str) or not text.strip():
        yield Trouble("The entry has no text; it was left out.")
        return
    yield _entry(fields, text)


def _entry(fields: dict[str, object], text: str) -> Entry:
    title, body = title_and_body(text)
    created = fields.get("Creation Date")
    zone = fields.get("Time Zone")
    moment = None
    if isinstance(created, dt.datetime):
        moment = local_moment(f"{created.isoformat()}Z", zone if isinstance(zone, str) else "")
    told = tags_in(fields.get("Tags"))
    labels = Labels([*labelled(text), *(tag if tag.startswith(("@", "#")) else f"#{tag}" for tag in told)])
    identity = fields.get("UUID")
    is_unique = isinstance(identity, str) and bool(identity)
    return Entry(
        f"dayone {identity}" if is_unique else f"{moment or 'undated'} {title}",
        LessonDraft(
            title=title,
            body=body,
            kind=labels.kind or Kind.LESSON,
            themes=labels.themes,
            happened=None if moment is None else moment.span,
            starred=fields.get("Starred") is True,
        ),
        moment="" if moment is None else str(moment),
        mentions=labels.mentions,
        is_unique=is_unique,
        problems=() if moment else (f"The entry “{title[:60]}” has no date.",),
    )


FORMAT = Format("dayone-classic", "Day One Classic: property lists", _recognises, _read)
