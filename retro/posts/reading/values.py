"""YAML, TOML and JSON as JSON-like values, within a budget: a post's fields are a few hundred bytes.

Nine lines of nested YAML aliases write out as more than 800 MB, and TOML's dotted keys cost the square of
their length, so size, depth, aliases and the number of values are bounded while a text is read.
"""

import datetime as dt
import json
import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

__all__ = ["LARGEST_FIELDS", "Misspelt", "Prose", "Unreadable", "json_values", "toml_values", "yaml_values"]

LARGEST_FIELDS = 64 * 1024
"""How many characters the fields of a post may take; what is larger is no front matter but an attack."""

_MOST_NODES = 10_000
_DEEPEST = 40
_MOST_ALIASES = 16
_LONGEST_TOML_KEY = 200

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_FLOAT = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}", re.ASCII)
# What YAML takes for a time but no calendar has stays as it was written.
_NO_DAY = "the calendar has no {}"


class Unreadable(Exception):
    """Fields that must not be used, and why."""


class Prose(Unreadable):
    """A YAML text that is one word or one sentence: a text between two thematic breaks, no fields."""


class Misspelt(Unreadable):
    """A YAML text with a mistake in it, such as a title with a colon; its lines can still be read."""


def json_values(source: str) -> tuple[dict[str, object], int]:
    """The object that a text begins with, and where it ends.

    Raises:
        Unreadable: When it does not begin with one.
    """
    try:
        values, end = json.JSONDecoder().raw_decode(source[:LARGEST_FIELDS])
        values = _plain(values, _Budget())
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    except ValueError as error:
        raise Unreadable(f"it is no JSON ({_one_line(error)})") from error
    if not isinstance(values, dict):
        raise Unreadable("it holds no fields")
    return values, end


def toml_values(source: str) -> dict[str, object]:
    """The table that a TOML text is; dates and times as text.

    Raises:
        Unreadable: When it is none, or too large.
    """
    _check_size(source)
    for line in source.splitlines():
        if line.partition("=")[0].count(".") > _LONGEST_TOML_KEY:
            raise Unreadable("a key in it has too many parts")
    try:
        values = _plain(tomllib.loads(source), _Budget())
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    except ValueError as error:  # also a number of more digits than Python reads
        raise Unreadable(f"it is no TOML ({_one_line(error)})") from error
    assert isinstance(values, dict)  # noqa: S101 - a TOML document is a table
    return values


def yaml_values(source: str) -> tuple[dict[str, object], str]:
    """The mapping that a YAML text is, and what in it could not be understood, in half a sentence.

    Plain words keep their spelling (``yes``, ``007``, ``1:30``); dates become ISO text.

    Raises:
        Misspelt: When it is no YAML.
        Prose: When it is a plain text.
        Unreadable: When it is no mapping, or too large or too deep.
    """
    import yaml  # noqa: PLC0415 - 15 ms, for posts only

    _check_size(source)
    budget = _Budget()
    try:
        # Tabs are an error in YAML that libyaml lets pass between brackets, and so do the generators.
        root = _compose(_INDENT.sub(lambda tabs: tabs[0].replace("\t", "  "), source))
        values = _node_value(root, budget) if root is not None else {}
    except yaml.YAMLError as error:
        raise Misspelt(f"it is no YAML ({_one_line(error)})") from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    if values is None:
        return {}, ""
    if isinstance(values, str):
        raise Prose("it holds no fields")
    if not isinstance(values, dict):
        raise Unreadable("it holds no fields")
    return values, ", ".join(budget.odd)


def _check_size(source: str) -> None:
    if len(source) > LARGEST_FIELDS:
        raise Unreadable(f"it is larger than {LARGEST_FIELDS // 1024} KiB")


def _compose(source: str) -> "yaml.Node | None":
    """The tree of a YAML text, with its depth and its aliases counted while it is read."""
    reader = _reader()(source)
    try:
        node: yaml.Node | None = reader.get_single_node()
        return node
    finally:
        reader.dispose()


@cache
def _reader() -> type[Any]:
    import yaml  # noqa: PLC0415

    class Reader(yaml.SafeLoader):
        depth = 0
        aliases = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                self.aliases += 1
                if self.aliases > _MOST_ALIASES:
                    raise Unreadable("it has too many aliases")
            self.depth += 1
            if self.depth > _DEEPEST:
                raise Unreadable("it is nested too deeply")
            try:
                return super().compose_node(parent, index)
            finally:
                self.depth -= 1

    return Reader


class _Budget:
    """How many more values may be read: aliases and nesting multiply."""

    def __init__(self) -> None:
        self.left = _MOST_NODES
        self.depth = 0
        self.odd: list[str] = []

    def __enter__(self) -> None:
        self.left -= 1
        self.depth += 1
        if self.left < 0 or self.depth > _DEEPEST:
            raise Unreadable("it holds too much")

    def __exit__(self, *_: object) -> None:
        self.depth -= 1


def _node_value(node: Any, budget: _Budget) -> object:
    """A YAML node as a JSON-like value."""
    with budget:
        if node.id == "mapping":
            return {str(_node_value(key, budget)): _node_value(value, budget) for key, value in node.value}
        if node.id == "sequence":
            return [_node_value(item, budget) for item in node.value]
        if node.style is None and node.tag.startswith("tag:yaml.org,2002:"):
            return _scalar(node, budget)
        return str(node.value)


def _scalar(node: Any, budget: _Budget) -> object:
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
        except (ValueError, OverflowError):
            budget.odd.append(_NO_DAY.format(text))
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
