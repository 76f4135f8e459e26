"""Fields without an opening fence: as Pelican, Wyam, Hexo, Nikola and Pandoc let people write them."""

import re
from typing import NamedTuple

from retro.posts.reading.values import LARGEST_FIELDS, Unreadable, json_values, yaml_values

__all__ = ["Header", "key_lines", "nikola_lines", "read_header"]

_KEY_LINE = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]|$)")
# A file that begins with one of these and a colon may have fields without a fence.
_FIRST_KEYS = frozenset(
    "title date published tags author authors layout category categories slug lead summary description status"
    " modified permalink".split()
)
# Prose may begin with a word and a colon; a header that ends at a blank line has one of these as well.
_TELLING_KEYS = frozenset("title date".split())
_CLOSING = frozenset({"---", ""})
_NIKOLA_LINE = re.compile(r"\.\. ([A-Za-z][\w-]{0,40}):[ \t]*(.*)")
_PANDOC_LINE = re.compile(r"%[ \t]+(\S.*)")


class Header(NamedTuple):
    """Fields without an opening fence; ``lines`` is how many lines of the file they take."""

    values: dict[str, object]
    lines: int
    dialect: str


def read_header(text: str) -> Header | None:
    """The header that a text begins with, or None.

    Args:
        text: The whole file.
    """
    if text.startswith(("<!--", ".. ")):
        return _nikola(text)
    if text.startswith("% "):
        return _pandoc(text)
    if text.startswith('"'):
        return _hexo_json(text)
    return _keys(text)


def key_lines(source: str) -> dict[str, object]:
    """``key: value`` lines that are no YAML, such as a title with a colon in it; indented lines go on."""
    values: dict[str, object] = {}
    last = ""
    for line in source.split("\n"):
        key = _KEY_LINE.match(line)
        if key is not None:
            last, value = key[1], line[key.end() :].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            values[last] = value[1:-1] if quoted else value
        elif last and line.startswith((" ", "\t")) and line.strip():
            values[last] = f"{values[last]} {line.strip()}".strip()
    return values


def nikola_lines(source: str) -> dict[str, object]:
    """``.. key: value`` lines."""
    found = (_NIKOLA_LINE.fullmatch(line.strip()) for line in source.split("\n"))
    return {match[1]: match[2].strip() for match in found if match}


def _nikola(text: str) -> Header | None:
    """Nikola's header: lines of comments in reStructuredText, mostly inside one of HTML."""
    if text.startswith("<!--"):
        end = text.find("-->", 4, LARGEST_FIELDS)
        if end < 0 or text[end + 3 : text.find("\n", end) if "\n" in text[end:] else None].strip():
            return None
        source = text[4:end]
        lines = text.count("\n", 0, end) + 1
    else:
        lines = 0
        for line in text[:LARGEST_FIELDS].split("\n"):
            if not _NIKOLA_LINE.fullmatch(line.strip()):
                break
            lines += 1
        source = "\n".join(text.split("\n", lines)[:lines])
    content = [line for line in source.split("\n") if line.strip()]
    values = nikola_lines(source)
    return Header(values, lines, "nikola") if values and len(values) == len(content) else None


def _pandoc(text: str) -> Header | None:
    """Pandoc's title block: title, authors and date, each after a per cent sign."""
    values: dict[str, object] = {}
    for key, line in zip(("title", "author", "date"), text.split("\n", 3), strict=False):
        match = _PANDOC_LINE.fullmatch(line)
        if match is None:
            break
        values[key] = match[1].strip()
    return Header(values, len(values), "pandoc") if values else None


def _hexo_json(text: str) -> Header | None:
    """Hexo's JSON: an object without its braces, up to three semicolons."""
    end = text.find("\n;;;", 0, LARGEST_FIELDS)
    if end < 0:
        return None
    try:
        values, _ = json_values("{" + text[:end].rstrip().rstrip(",") + "}")
    except Unreadable:
        return None
    return Header(values, text.count("\n", 0, end) + 2, "json")


def _keys(text: str) -> Header | None:
    """``key: value`` lines up to one of three dashes, or up to the first blank line."""
    key = _KEY_LINE.match(text)
    if key is None or key[1].lower() not in _FIRST_KEYS:
        return None
    keys: set[str] = set()
    lines, position = 0, 0
    while position < min(len(text), LARGEST_FIELDS):
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        line = text[position:end]
        if line.rstrip() in _CLOSING:
            return _closed(text[:position], lines + 1, keys, fence=line.rstrip())
        key = _KEY_LINE.match(line)
        if key is not None:
            keys.add(key[1].lower())
        elif not line.startswith((" ", "\t", "-")):
            return None
        lines += 1
        position = end + 1
    return _closed(text[:position], lines, keys, fence="")


def _closed(source: str, lines: int, keys: set[str], *, fence: str) -> Header | None:
    if not fence and not (keys & _TELLING_KEYS or len(keys & _FIRST_KEYS) > 1):
        return None
    if not fence and not re.search(r"^[ \t]*-[ \t]", source, re.MULTILINE):
        # Pelican's and MultiMarkdown's: text, in which a number sign begins no comment.
        return Header(key_lines(source), lines, "header")
    try:
        values, _ = yaml_values(source)
    except Unreadable:
        values = key_lines(source)
    return Header(values, lines, "plain" if fence else "header")
