"""Day One 2: the JSON of its export, and the archive that it comes in with the photos beside it.

https://dayoneapp.com/guides/tips-and-tutorials/exporting-entries/ describes the archive; the fields are those
of real exports.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from retro.dates import Span
from retro.model import Kind, LessonDraft
from retro.posts.importers.archives import json_members, opened_archive
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.json_items import fields_in, items_in
from retro.posts.importers.moments import Moment
from retro.posts.importers.wording import Labels, tags_in, title_and_body

__all__ = ["FORMATS", "local_moment"]

_MEDIA = {"photos": "photos", "videos": "videos", "audios": "audios", "pdfAttachments": "pdfs"}
"""The key of a sort of files -> the folder that they have in the archive."""

_LEFT_OUT = {"location": "places", "weather": "the weather", "userActivity": "activities", "music": "music"}
_MOMENT_LINK = re.compile(r"!\[([^\]\n]*)\]\(dayone-moment:/{1,2}(?:\w+/)?([0-9A-Za-z-]+)\)")
_FILE_NAME = re.compile(r"[0-9A-Za-z-]{1,64}")
# Day One escapes what needs no escape. What would become a list, a link or an image without it keeps it.
_NEEDLESS = re.compile(r"(?<!\\)\\([.\-+()!])")


def _is_export(given: Given) -> bool:
    if not given.beginning.startswith("{"):
        return False
    fields = fields_in(given)
    entries = fields.get("entries")
    if not isinstance(entries, list):
        return False
    # The first entry may be longer than what is looked at.
    named = '"creationDate"' in given.beginning and '"uuid"' in given.beginning
    return any(isinstance(item, dict) and "creationDate" in item for item in entries) or named


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    left_out: Counter[str] = Counter()
    for number, item in enumerate(items_in(given, options, "entries"), 1):
        if isinstance(item, Trouble):
            yield item
            continue
        entry = _entry(item) if isinstance(item, dict) else None
        if entry is None:
            yield Trouble(f"Entry {number:,} has no text; it was left out.")
            continue
        left_out.update(told for key, told in _LEFT_OUT.items() if item.get(key))
        left_out["files"] += sum(len(_list(item.get(key))) for key in _MEDIA)
        yield entry
    files = left_out.pop("files", 0)
    if files:
        yield Trouble(f"{_files(files)} named in the text and stay where they are; nothing is copied.")
    if left_out:
        said = ", ".join(f"{told} of {count:,}" for told, count in left_out.items())
        yield Trouble(f"Not kept of its entries: {said}.")


def _files(count: int) -> str:
    return "1 photo or other file is" if count == 1 else f"{count:,} photos and other files are"


def _entry(item: dict[str, Any]) -> Entry | None:
    text = _text(item.get("text"))
    title, body = title_and_body(_without_needless_escapes(text))
    body = _with_files(body, item)
    title, body = (_MOMENT_LINK.sub("", title).strip(), body) if title else ("", body)
    if not title:
        title, body = title_and_body(body)
    if not title:
        return None
    created = _text(item.get("creationDate"))
    moment = local_moment(created, _text(item.get("timeZone")))
    labels = Labels(tags_in(item.get("tags")))
    identity = _text(item.get("uuid"))
    problem = f"The date “{created[:60]}” of “{title[:60]}” could not be read; the entry has none."
    return Entry(
        f"dayone {identity}" if identity else f"{moment or created or 'undated'} {title}",
        LessonDraft(
            title=title,
            body=body,
            kind=labels.kind or Kind.LESSON,
            themes=labels.themes,
            happened=None if moment is None else moment.span,
            starred=item.get("starred") is True,
        ),
        moment="" if moment is None else str(moment),
        mentions=labels.mentions,
        is_unique=bool(identity),
        problems=() if moment else (problem,),
    )


def local_moment(created: str, zone: str) -> Moment | None:
    """A moment in UTC where the writer was at that time; where the zone is unknown, where the reader is."""
    try:
        moment = dt.datetime.fromisoformat(created)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    try:
        moment = moment.astimezone(ZoneInfo(zone.replace("\\/", "/")) if zone else None)
    except (ValueError, OSError, KeyError, OverflowError):  # a zone that is none, or has no data here
        moment = moment.astimezone(dt.UTC)
    return Moment(Span.on(moment.date()), f"{moment:%H:%M:%S}")


def _without_needless_escapes(text: str) -> str:
    if "\\" not in text:
        return text
    return "\n".join(_unescaped(line) for line in text.split("\n"))


def _unescaped(line: str) -> str:
    if "`" in line:
        return line  # in code a backslash is a backslash

    def plain(match: re.Match[str]) -> str:
        mark, before, after = match[1], line[: match.start()], line[match.end() :]
        starts_list = not before.strip(" \t>") if mark in "-+" else bool(re.fullmatch(r"[ \t>]*\d+", before))
        means_something = (
            (mark in "-+." and starts_list)
            or (mark == "!" and after.startswith(("[", "\\[")))
            or (mark == "(" and before.endswith("]"))
        )
        return match[0] if means_something else mark

    return _NEEDLESS.sub(plain, line)


def _with_files(text: str, item: dict[str, Any]) -> str:
    """Links to photos as paths in the archive; those that the text does not place stand at its end."""
    paths: dict[str, str] = {}
    for key, folder in _MEDIA.items():
        for file in _list(item.get(key)):
            name = _file_name(file) if isinstance(file, dict) else ""
            if name:
                paths[_text(file.get("identifier"))] = f"{folder}/{name}"
    placed: set[str] = set()

    def link(match: re.Match[str]) -> str:
        placed.add(match[2])
        return f"![{match[1]}]({paths.get(match[2], match[2])})"

    text = _MOMENT_LINK.sub(link, text)
    others = [f"![]({path})" for identity, path in paths.items() if identity not in placed]
    return "\n\n".join(part for part in (text, "\n".join(others)) if part)


def _file_name(file: dict[str, Any]) -> str:
    name, ending = _text(file.get("md5")), _text(file.get("type") or file.get("format"))
    if not _FILE_NAME.fullmatch(name):
        return ""
    return f"{name}.{ending}" if _FILE_NAME.fullmatch(ending) else name


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_archive(given: Given) -> bool:
    if not given.head.startswith(b"PK\x03\x04"):
        return False
    with opened_archive(given) as archive:
        return archive is not None and any(
            not isinstance(member, Trouble) and _is_export(member) for member in json_members(archive, given)
        )


def _read_archive(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    with opened_archive(given) as archive:
        if archive is None:
            yield Trouble("It is no archive that can be read.")
            return
        for member in json_members(archive, given):
            if isinstance(member, Trouble):
                yield member
            elif _is_export(member):
                yield from _read(member, options)
            else:
                yield Trouble(f"{member.name} in it is no export of Day One; it was left out.")


FORMATS = (
    Format("dayone", "Day One: JSON", _is_export, _read),
    Format("dayone-zip", "Day One: JSON in a ZIP archive", _is_archive, _read_archive),
)
