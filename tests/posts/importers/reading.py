"""Reads what a test has written, as an import would, without a journal."""

import datetime as dt
from pathlib import Path

from retro.posts.importers import FORMATS, Entry, Format, Given, Options, Trouble, format_of
from retro.posts.importers.given import HEAD
from retro.posts.importers.mapping import Mapping

TODAY = dt.date(2024, 5, 15)


def options(*mapping: str, encoding: str = "", date_format: str = "") -> Options:
    return Options(TODAY, Mapping.parse(mapping) if mapping else None, encoding, date_format)


def given(content: str | bytes, name: str = "journal.txt") -> Given:
    raw = content.encode() if isinstance(content, str) else content
    return Given.of(raw, f"/somewhere/{name}")


def at(path: Path) -> Given:
    with path.open("rb") as file:
        return Given(str(path), file.read(HEAD), path.stat().st_size)


def recognised(file: Given) -> str:
    found = format_of(file)
    return found.name if found else ""


def read(file: Given, told: Options | None = None, form: Format | None = None) -> list[Entry | Trouble]:
    found = form or format_of(file)
    assert found is not None
    return list(found.read(file, told or options()))


def entries(file: Given, told: Options | None = None, form: Format | None = None) -> list[Entry]:
    return [each for each in read(file, told, form) if isinstance(each, Entry)]


def troubles(file: Given, told: Options | None = None, form: Format | None = None) -> list[str]:
    return [each.sentence for each in read(file, told, form) if isinstance(each, Trouble)]


def said(entry: Entry) -> tuple[str, str, str]:
    return entry.draft.title, entry.draft.body, entry.moment


def named(name: str) -> Format:
    return next(form for form in FORMATS if form.name == name)
