"""A post as it was read: its fields, its body, and where the body begins in the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from retro.dates import PartialDate, Span
from retro.posts.front_matter import read_front_matter

__all__ = ["LARGEST_POST", "PostDocument", "read_post"]

LARGEST_POST = 4 * 1024 * 1024
"""How many characters of a post are read. The longest of 107 real posts has 42,271."""

_DATE_KEYS = ("date", "published", "published_at", "publishdate", "created", "created_at", "pubdate")
_TAG_KEYS = ("tags", "tag", "keywords")
_CATEGORY_KEYS = ("category", "categories")

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", re.ASCII)
_TITLE_HEADING = re.compile(r"#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*")


@dataclass(frozen=True, slots=True)
class PostDocument:
    """One post.

    Attributes:
        path: The file, as the caller named it.
        front_matter: The fields as they were written, JSON-like values only.
        title: From the fields, else the first ``# `` heading, else empty.
        body: The Markdown below the fields.
        first_line: The line of the file on which the body begins, from 1.
        date: The date as the fields have it, in ISO where they are typed; empty when they have none.
        written: When the post was written: that date as a span, else the one in the file's name.
        tags: Its tags in their own spelling.
        category: Its first category, or empty.
        description: What the fields say that it is about, or empty.
        problems: What could not be read, each in one sentence.
    """

    path: str
    front_matter: Mapping[str, object]
    title: str
    body: str
    first_line: int = 1
    date: str = ""
    written: Span | None = None
    tags: tuple[str, ...] = ()
    category: str = ""
    description: str = ""
    problems: tuple[str, ...] = ()


def read_post(text: str | bytes, path: str) -> PostDocument:
    """Read a post, whatever is in it.

    Args:
        text: The whole file.
        path: Its name; a date in it counts where the fields have none.
    """
    problems: list[str] = []
    text = _decoded(text, problems)
    if len(text) > LARGEST_POST:
        text = text[: text.rfind("\n", 0, LARGEST_POST) + 1] or text[:LARGEST_POST]
        problems.append(f"Only the first {LARGEST_POST // 1024**2} MiB were read; the post is larger.")
    front = read_front_matter(text)
    if front.problem:
        problems.append(front.problem)
    body = text if not front.lines else "".join(text.split("\n", front.lines)[front.lines :])
    # Keys differ in their capitals from one generator to the next (Wyam writes Title).
    fields = {key.lower(): value for key, value in front.values.items()}
    date = _first_text(fields, _DATE_KEYS)
    return PostDocument(
        path=path,
        front_matter=front.values,
        title=_first_text(fields, ("title",)) or _heading_title(body),
        body=body,
        first_line=front.lines + 1,
        date=date,
        written=_day_in(date) or _day_in(PurePath(path).name),
        tags=_tags(fields),
        category=next(iter(_words(_first(fields, _CATEGORY_KEYS))), ""),
        description=_first_text(fields, ("description", "excerpt", "summary", "lead", "hook", "subtitle")),
        problems=tuple(problems),
    )


def _decoded(text: str | bytes, problems: list[str]) -> str:
    """Text with line feeds at the end of lines, without byte order mark, NUL or lone surrogates."""
    if isinstance(text, bytes):
        text = _text_of(text, problems)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _text_of(raw: bytes, problems: list[str]) -> str:
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        problems.append("Some characters are not UTF-8; they were replaced by \ufffd.")
        return raw.decode(encoding, "replace")


def _first(fields: Mapping[str, object], keys: tuple[str, ...]) -> object:
    """The first of the fields that has a value; Zola keeps its own under ``taxonomies`` and ``extra``."""
    taxonomies = fields.get("taxonomies")
    nested = taxonomies if isinstance(taxonomies, dict) else {}
    return next((found for key in keys if (found := fields.get(key) or nested.get(key))), None)


def _first_text(fields: Mapping[str, object], keys: tuple[str, ...]) -> str:
    found = _first(fields, keys)
    return _text(found) if not isinstance(found, dict | list) else ""


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip()


def _words(value: object) -> tuple[str, ...]:
    """The entries of a list; of a text, what commas part, else what spaces part (as Jekyll does)."""
    if isinstance(value, list):
        entries = [_text(entry) for entry in value if not isinstance(entry, dict | list)]
    else:
        text = _text(value) if not isinstance(value, dict) else ""
        entries = text.split(",") if "," in text else text.split()
    return tuple(entry.strip() for entry in entries if entry.strip())


def _tags(fields: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_words(_first(fields, _TAG_KEYS))))


def _day_in(text: str) -> Span | None:
    """The first day that is written in digits; of ``1/2/2017`` the month comes first where it can."""
    if match := _YEAR_FIRST.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _YEAR_LAST.search(text):
        month, day, year = (int(part) for part in match.groups())
        if month > 12:
            month, day = day, month
    else:
        return None
    try:
        return Span.at(PartialDate(year, month, day))
    except ValueError:
        return None


def _heading_title(body: str) -> str:
    """The first line that is a ``# `` heading, outside fenced code."""
    fence = ""
    for line in body.split("\n"):
        mark = line.lstrip(" ")[:3]
        if fence:
            fence = "" if mark == fence else fence
        elif mark in {"```", "~~~"}:
            fence = mark
        elif match := _TITLE_HEADING.fullmatch(line):
            return match[1].strip()
    return ""
