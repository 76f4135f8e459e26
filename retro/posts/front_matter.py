"""Front matter: the fields at the top of a post, in YAML, TOML or JSON, or as lines without a fence.

Whatever stands there, the body is still read: what is broken, too large or too deep becomes a problem in one
sentence, never an exception. Values are what JSON can say; dates become ISO text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from retro.posts.own_map import split_own, with_own
from retro.posts.reading.headers import key_lines, read_header
from retro.posts.reading.values import (
    LARGEST_FIELDS,
    Misspelt,
    Prose,
    Unreadable,
    json_values,
    toml_values,
    yaml_values,
)

__all__ = ["FrontMatter", "read_front_matter"]

# Three dashes or more, and after them the language, as Eleventy and others let one say it.
_FENCE = re.compile(r"(-{3,}|\+{3}|;{3,})[ \t]*([A-Za-z]*)[ \t]*")
_FENCED_DIALECTS = {"-": "yaml", "+": "toml", ";": "json"}
_LANGUAGES = {"": "", "yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json"}
_SCRIPTS = frozenset({"js", "javascript", "coffee", "cson"})
# What a generator or a note taker fills in when a new post is made of a template.
_TEMPLATE = re.compile(
    r"""^[ \t]*["']?(?:title|date|created|slug)["']?[ \t]*[:=]"""
    r"""[ \t]*["']?(?:\{\{.*\}\}|<%.*%>)["']?,?[ \t]*$""",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a post's body.

    Attributes:
        values: The fields as they were written, by key.
        lines: How many lines of the file it takes, fences included; 0 when there is none.
        dialect: ``yaml``, ``toml``, ``json``, ``plain`` (lines up to a fence), ``header`` (lines up to a
            blank one), ``nikola``, ``pandoc``, or empty.
        problem: What in the fields could not be read, in one sentence; empty when all could.
        is_template: Whether it is one that posts are made of: its title or date is still to be filled in.
    """

    values: Mapping[str, object]
    lines: int
    dialect: str
    problem: str = ""
    is_template: bool = False


_NONE = FrontMatter({}, 0, "")


def read_front_matter(text: str) -> FrontMatter:
    """Read the fields at the top of a post.

    Args:
        text: The whole file, with line feeds at the end of lines and no byte order mark.
    """
    # Most generators want the fence in the first line; a blank one before it is forgiven here.
    start = len(text) - len(text.lstrip("\n"))
    found = _at_the_top(text[start:] if start else text)
    if not start or not found.lines:
        return found
    return FrontMatter(
        found.values, found.lines + start, found.dialect, found.problem, is_template=found.is_template
    )


def _at_the_top(text: str) -> FrontMatter:
    end = text.find("\n")
    first = text[:end] if end >= 0 else text
    fence = _FENCE.fullmatch(first)
    if fence is not None:
        return _fenced(text, fence[1], fence[2].lower())
    if first.startswith("{"):
        return _json(text)
    header = read_header(text)
    if header is None:
        return _NONE
    source = text[:LARGEST_FIELDS].split("\n", header.lines)[: header.lines]
    is_template = _TEMPLATE.search("\n".join(source)) is not None
    return FrontMatter(header.values, header.lines, header.dialect, is_template=is_template)


def _fenced(text: str, fence: str, language: str) -> FrontMatter:
    start = text.find("\n") + 1
    if not start or not (language in _LANGUAGES or language in _SCRIPTS):
        return _NONE
    dialect = _LANGUAGES.get(language) or _FENCED_DIALECTS[fence[0]]
    lines, position = 1, start
    while position < len(text):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)].rstrip()
        lines += 1
        if line == fence or (line == "..." and dialect == "yaml"):
            if language in _SCRIPTS:
                return FrontMatter({}, lines, "", "The front matter was left out: it is a program.")
            return _parsed(text[start:position], lines, dialect)
        position = end + 1 if end >= 0 else len(text)
    # A thematic break can begin a post without front matter; a fence that is never closed is not one.
    return _NONE


def _parsed(source: str, lines: int, dialect: str) -> FrontMatter:
    source, told = split_own(source, dialect)
    is_template = told is None and _TEMPLATE.search(source[:LARGEST_FIELDS]) is not None
    problem = ""
    values: dict[str, object]
    try:
        if dialect == "yaml":
            values, odd = yaml_values(source)
            problem = f"Not all of the front matter was understood: {odd}." if odd else ""
        elif dialect == "toml":
            values = toml_values(source)
        else:
            values = _braced_json(source)
    except Misspelt as reason:
        values = key_lines(source)
        problem = f"The front matter was read as lines: {reason}."
    except Prose:
        return _NONE
    except Unreadable as reason:
        values = {}
        problem = f"The front matter was left out: {reason}."
    values = with_own(values, told, dialect)
    return FrontMatter(values, lines, dialect, problem, is_template=is_template)


def _braced_json(source: str) -> dict[str, object]:
    """Between fences an object may go without its braces, as Hexo has it."""
    if len(source) > LARGEST_FIELDS:
        raise Unreadable(f"it is larger than {LARGEST_FIELDS // 1024} KiB")
    stripped = source.strip().rstrip(",")
    return json_values(stripped if stripped.startswith("{") else "{" + stripped + "}")[0]


def _json(text: str) -> FrontMatter:
    try:
        values, end = json_values(text)
    except Unreadable:
        return _NONE  # a shortcode or a template may begin with a brace too
    is_template = _TEMPLATE.search(text[:end]) is not None
    return FrontMatter(values, text.count("\n", 0, end) + 1, "json", is_template=is_template)
