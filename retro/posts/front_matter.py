"""Front matter: the fields at the top of a post, in YAML, TOML or JSON, or as plain ``key: value`` lines.

Whatever stands there, the body is still read: what is broken, too large or too deep becomes a problem in one
sentence, never an exception. Values are what JSON can say; dates become ISO text.
"""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retro.posts.own_map import split_own, with_own

if TYPE_CHECKING:
    import yaml

__all__ = ["FrontMatter", "read_front_matter"]

# A post's fields take a few hundred bytes. What is larger is no front matter but an attack on a parser: nine
# lines of nested YAML aliases write out as more than 800 MB, and TOML's dotted keys cost the square of their
# length.
_LARGEST = 64 * 1024
_MOST_NODES = 10_000
_DEEPEST = 40
_MOST_ALIASES = 16
_LONGEST_TOML_KEY = 200

_KEY_LINE = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]|$)")
# A file that begins with one of these and a colon has fields without a fence (Wyam, Pelican).
_FIRST_KEYS = frozenset(
    "title date published tags author authors layout category categories slug lead summary".split()
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_FLOAT = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a post's body.

    Attributes:
        values: The fields as they were written, by key.
        lines: How many lines of the file it takes, fences included; 0 when there is none.
        dialect: ``yaml``, ``toml``, ``json``, ``plain`` (lines without a fence), or empty.
        problem: Why the fields could not be read, in one sentence; empty when they could.
    """

    values: Mapping[str, object]
    lines: int
    dialect: str
    problem: str = ""


class _Unreadable(Exception):
    """Front matter that must not be used, and why."""


class _Misspelt(_Unreadable):
    """A YAML text with a mistake in it, such as a title with a colon; its lines can still be read."""


def read_front_matter(text: str) -> FrontMatter:
    """Read the fields at the top of a post.

    Args:
        text: The whole file, with line feeds at the end of lines and no byte order mark.
    """
    first = text[: text.find("\n")].rstrip() if "\n" in text else text.rstrip()
    if first in {"---", "+++"}:
        return _fenced(text, first)
    if first.startswith("{"):
        return _json(text)
    return _unfenced(text)


def _fenced(text: str, fence: str) -> FrontMatter:
    dialect = "toml" if fence == "+++" else "yaml"
    start = text.find("\n") + 1
    if not start:
        return FrontMatter({}, 0, "")
    lines, position = 1, start
    while position < len(text):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)].rstrip()
        lines += 1
        if line == fence or (line == "..." and dialect == "yaml"):
            return _parsed(text[start:position], lines, dialect)
        position = end + 1 if end >= 0 else len(text)
    # A thematic break can begin a post without front matter; a fence that is never closed is not one.
    return FrontMatter({}, 0, "")


def _parsed(source: str, lines: int, dialect: str) -> FrontMatter:
    source, told = split_own(source, dialect)
    try:
        _check_size(source)
        values = _toml_values(source) if dialect == "toml" else _yaml_values(source)
    except _Misspelt as reason:
        values = with_own(_key_lines(source), told, dialect)
        return FrontMatter(values, lines, dialect, f"The front matter was read as lines: {reason}.")
    except _Unreadable as reason:
        return FrontMatter({}, lines, dialect, f"The front matter was left out: {reason}.")
    return FrontMatter(with_own(values, told, dialect), lines, dialect)


def _check_size(source: str) -> None:
    if len(source) > _LARGEST:
        raise _Unreadable(f"it is larger than {_LARGEST // 1024} KiB")


def _json(text: str) -> FrontMatter:
    try:
        values, end = json.JSONDecoder().raw_decode(text[:_LARGEST])
        values = _plain(values, _Budget())
    except (ValueError, RecursionError, _Unreadable):
        return FrontMatter({}, 0, "")  # a shortcode or a template may begin with a brace too
    if not isinstance(values, dict):
        return FrontMatter({}, 0, "")
    return FrontMatter(values, text.count("\n", 0, end) + 1, "json")


def _unfenced(text: str) -> FrontMatter:
    """Fields without an opening fence: up to a line of three dashes, or up to the first blank line."""
    key = _KEY_LINE.match(text)
    if key is None or key[1].lower() not in _FIRST_KEYS:
        return FrontMatter({}, 0, "")
    lines, position, source = 0, 0, ""
    while position < min(len(text), _LARGEST):
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        line = text[position:end]
        lines += 1
        if line.rstrip() in {"---", ""}:
            source = text[:position]
            break
        if _KEY_LINE.match(line) is None and not line.startswith((" ", "\t", "-")):
            return FrontMatter({}, 0, "")
        position = end + 1
    else:
        source = text[:position]
    try:
        values = _yaml_values(source)
    except _Unreadable:
        values = _key_lines(source)
    return FrontMatter(values, lines, "plain")


def _key_lines(source: str) -> dict[str, object]:
    """``key: value`` lines that are no YAML, such as a title with a colon in it."""
    values: dict[str, object] = {}
    for line in source.splitlines():
        key = _KEY_LINE.match(line)
        if key is not None:
            value = line[key.end() :].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            values[key[1]] = value[1:-1] if quoted else value
    return values


def _toml_values(source: str) -> dict[str, object]:
    for line in source.splitlines():
        if line.partition("=")[0].count(".") > _LONGEST_TOML_KEY:
            raise _Unreadable("a key in it has too many parts")
    try:
        values = _plain(tomllib.loads(source), _Budget())
    except tomllib.TOMLDecodeError as error:
        raise _Unreadable(f"it is no TOML ({_one_line(error)})") from error
    except RecursionError as error:
        raise _Unreadable("it is nested too deeply") from error
    assert isinstance(values, dict)  # noqa: S101 - a TOML document is a table
    return values


def _yaml_values(source: str) -> dict[str, object]:
    import yaml  # noqa: PLC0415 - 15 ms, for posts only

    try:
        # Tabs are an error in YAML that libyaml lets pass between brackets, and so do the generators.
        root = _compose(_INDENT.sub(lambda tabs: tabs[0].replace("\t", "  "), source))
        values = _node_value(root, _Budget()) if root is not None else {}
    except yaml.YAMLError as error:
        raise _Misspelt(f"it is no YAML ({_one_line(error)})") from error
    except RecursionError as error:
        raise _Unreadable("it is nested too deeply") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise _Unreadable("it holds no fields")
    return values


def _compose(source: str) -> "yaml.Node | None":
    """The tree of a YAML text, with its depth and its aliases counted while it is read."""
    import yaml  # noqa: PLC0415

    class Reader(yaml.SafeLoader):
        depth = 0
        aliases = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                self.aliases += 1
                if self.aliases > _MOST_ALIASES:
                    raise _Unreadable("it has too many aliases")
            self.depth += 1
            if self.depth > _DEEPEST:
                raise _Unreadable("it is nested too deeply")
            try:
                return super().compose_node(parent, index)
            finally:
                self.depth -= 1

    reader = Reader(source)
    try:
        node: yaml.Node | None = reader.get_single_node()
        return node
    finally:
        reader.dispose()


class _Budget:
    """How many more values may be read: aliases and nesting multiply."""

    def __init__(self) -> None:
        self.left = _MOST_NODES
        self.depth = 0

    def __enter__(self) -> None:
        self.left -= 1
        self.depth += 1
        if self.left < 0 or self.depth > _DEEPEST:
            raise _Unreadable("it holds too much")

    def __exit__(self, *_: object) -> None:
        self.depth -= 1


def _node_value(node: Any, budget: _Budget) -> object:
    """A YAML node as a JSON-like value; plain words keep their spelling (``yes``, ``007``, ``1:30``)."""
    with budget:
        if node.id == "mapping":
            return {str(_node_value(key, budget)): _node_value(value, budget) for key, value in node.value}
        if node.id == "sequence":
            return [_node_value(item, budget) for item in node.value]
        if node.style is None and node.tag.startswith("tag:yaml.org,2002:"):
            return _scalar(node)
        return str(node.value)


def _scalar(node: Any) -> object:
    text: str = node.value
    if node.tag.endswith(":null"):
        return None
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if node.tag.endswith(":timestamp"):
        from yaml.constructor import SafeConstructor  # noqa: PLC0415

        try:
            return str(SafeConstructor().construct_yaml_timestamp(node))
        except (ValueError, OverflowError) as error:
            raise _Unreadable(f"the calendar has no {text} ({error})") from error
    return text


def _plain(value: object, budget: _Budget) -> object:
    """A value of TOML or JSON with dates and times as text."""
    with budget:
        if isinstance(value, dict):
            return {str(key): _plain(inner, budget) for key, inner in value.items()}
        if isinstance(value, list):
            return [_plain(inner, budget) for inner in value]
        if isinstance(value, dt.date | dt.time):
            return str(value)
        return value


def _one_line(error: Exception) -> str:
    text = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    where = f", line {mark.line + 1} of it" if mark is not None else ""
    return " ".join(text.split())[:120] + where
