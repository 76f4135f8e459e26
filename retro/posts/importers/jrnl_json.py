"""jrnl's JSON: ``{"tags": {…}, "entries": [{"title", "body", "date", "time", "tags", "starred"}]}``."""

from collections.abc import Iterator
from typing import Any

from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.jrnl import jrnl_entry
from retro.posts.importers.json_items import fields_in, items_in
from retro.posts.importers.moments import read_moment
from retro.posts.importers.wording import tags_in

__all__ = ["FORMAT"]


def _recognises(given: Given) -> bool:
    if not given.beginning.startswith("{"):
        return False
    fields = fields_in(given)
    entries = fields.get("entries")
    if not isinstance(entries, list):
        return False
    return any(
        isinstance(item, dict) and {"title", "body", "date", "time"} <= item.keys() for item in entries
    )


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    for number, item in enumerate(items_in(given, options, "entries"), 1):
        if isinstance(item, Trouble):
            yield item
        elif isinstance(item, dict) and (_text(item, "title") or _text(item, "body")):
            yield _entry(item, options)
        else:
            yield Trouble(f"Entry {number:,} has neither title nor text; it was left out.")


def _entry(item: dict[str, Any], options: Options) -> Entry:
    date, time = _text(item, "date"), _text(item, "time")
    moment = read_moment(f"{date} {time}", options.today, form=options.date_format)
    moment = moment or read_moment(date, options.today)
    problem = f"The date “{date}” could not be read; the entry has none." if date and not moment else ""
    identity = _text(item, "uuid")
    text = f"{_text(item, 'title')}\n{_text(item, 'body')}"
    return jrnl_entry(
        text,
        moment,
        starred=item.get("starred") is True,
        tags=tags_in(item.get("tags")),
        key=f"jrnl {identity}" if identity else "",
        problems=(problem,) if problem else (),
    )


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


FORMAT = Format("jrnl-json", "jrnl: JSON", _recognises, _read)
