"""What each site generator wants at the head of a post, and text that every YAML reader reads alike."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retro.errors import InvalidValue

__all__ = ["DIALECTS", "Dialect", "dialect_named", "flow", "head", "quoted"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A site generator. ``keys`` are the front matter's, in order; ``list_keys`` hold a list there."""

    name: str
    keys: tuple[str, ...] = ("layout", "title", "date", "category", "tags")
    list_keys: frozenset[str] = frozenset({"tags"})


DIALECTS = {
    dialect.name: dialect
    for dialect in (
        Dialect("jekyll"),
        Dialect("eleventy"),
        # Hugo takes ``layout`` for the name of a template, and knows no ``category``.
        Dialect("hugo", ("title", "date", "categories", "tags"), frozenset({"categories", "tags"})),
    )
}


def dialect_named(name: str) -> Dialect:
    """The dialect of that name.

    Raises:
        InvalidValue: When there is none.
    """
    try:
        return DIALECTS[name]
    except KeyError:
        known = ", ".join(DIALECTS)
        raise InvalidValue(f"“{name}” is not a dialect of posts; retro knows {known}.") from None


# What a double-quoted YAML text may not hold as it is: its own two marks, and all that is not printable.
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def quoted(text: str) -> str:
    """A text as a double-quoted scalar of YAML and of JSON: the one style in which every text is safe."""

    def escape(match: re.Match[str]) -> str:
        return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"

    return f'"{_ESCAPED.sub(escape, text)}"'


def flow(value: object) -> str:
    """A value on one line that is YAML and JSON alike."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return "null" if value is None else quoted(str(value))


def _number(value: float) -> str:
    if math.isnan(value):
        return "null"
    if math.isinf(value):
        # Neither has a word for it that the other knows; this is beyond the largest number in both.
        return "1.0e+999" if value > 0 else "-1.0e+999"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    # YAML 1.1 takes 1e+20 for a text, 1.0e+20 for a number.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def word(text: str) -> str:
    """A tag or a category: plain where that is safe, as in ``[leadership, team]``."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN else quoted(text)


def head(
    dialect: Dialect,
    *,
    title: str,
    date: str,
    category: str,
    tags: Iterable[str],
    retro: Sequence[str],
    templates_off: bool,
) -> str:
    """The front matter of a post, with its fences.

    Args:
        dialect: Whose keys to write.
        title: Written in double quotes, always: bare, ``2024`` and ``yes`` change their type.
        date: A day; with a time of day, three generators read three different instants.
        category: Left out when empty.
        tags: Written as a list: a string is cut at its spaces, commas and all.
        retro: The lines of retro's own map. It is nested, because newer Hugos refuse a ``kind`` at the top.
        templates_off: Keep Jekyll's and Eleventy's template languages away from the text.
    """
    values: dict[str, str | list[str]] = {
        "layout": "post",
        "title": quoted(title),
        "date": date,
        "category": word(category) if category else "",
        "categories": [word(category)] if category else [],
        "tags": [word(tag) for tag in tags],
    }
    lines = ["---"]
    for key in dialect.keys:
        value = values[key]
        if isinstance(value, list):
            value = f"[{', '.join(value)}]" if value or key == "tags" else ""
        if value:
            lines.append(f"{key}: {value}")
    if templates_off:
        lines += ["render_with_liquid: false", "templateEngineOverride: md"]
    return "\n".join([*lines, *retro, "---"]) + "\n"
