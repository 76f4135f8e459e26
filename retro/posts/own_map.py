"""The lines of a post's front matter that retro wrote itself, read without a parser for all of YAML or TOML.

Each lesson is one line, of JSON or of one TOML value: 300 lessons take 7 ms instead of 500, and need no
exception from the limits that guard against hostile front matter.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["own_map", "split_own", "with_own"]


class _Layout(NamedTuple):
    """How the map stands in the front matter.

    Args:
        first: The line above it.
        goes_on: Whether a line is still part of it.
        key: A line with a key, and what stands behind it.
        opens: What stands behind the key of a list.
        item: A line with an item of the list.
        closes: The line below the list; empty where there is none.
        value: Reads one value.
    """

    first: str
    goes_on: Callable[[str], bool]
    key: re.Pattern[str]
    opens: str
    item: re.Pattern[str]
    closes: str
    value: Callable[[str], object]


def _toml_value(text: str) -> object:
    """One value in TOML; one that retro would not have written so is none.

    Raises:
        ValueError: When it is none.
    """
    bare = _STRING.sub("", text)
    if not _TOML_MARKS.fullmatch(bare) or _DOTTED.search(bare):
        raise ValueError("dotted keys take the square of their length to read")
    return tomllib.loads(f"value = {text}")["value"]


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_TOML_MARKS = re.compile(r"[A-Za-z0-9_{}\[\],= +.-]*")
_DOTTED = re.compile(r"[A-Za-z_\]}-] *\.|\. *[A-Za-z_-]")

_LAYOUTS = {
    "yaml": _Layout(
        "retro:",
        lambda line: line.startswith(" "),
        re.compile(r"  (\w+):(?: (.+))?", re.ASCII),
        "",
        re.compile(r"    - (\{.*)"),
        "",
        json.loads,
    ),
    "toml": _Layout(
        "[extra.retro]",
        lambda line: not line.startswith("["),
        re.compile(r"(\w+) = (.+)", re.ASCII),
        "[",
        re.compile(r"  (\{.*),"),
        "]",
        _toml_value,
    ),
}


def split_own(source: str, dialect: str) -> tuple[str, dict[str, object] | None]:
    """The front matter without retro's own lines, and what those say.

    None, and the whole text, where there are none, or where somebody wrote them another way.
    """
    layout = _LAYOUTS.get(dialect)
    lines = source.split("\n")
    if layout is None or layout.first not in lines:
        return source, None
    start = lines.index(layout.first)
    end = next((at for at in range(start + 1, len(lines)) if not layout.goes_on(lines[at])), len(lines))
    # Front matter ends with a line feed, which is no line of the map.
    end -= lines[end - 1] == ""
    try:
        value = _read(lines[start + 1 : end], layout)
    except (ValueError, RecursionError):
        return source, None
    return "\n".join([*lines[:start], *lines[end:]]), value


def _read(lines: Sequence[str], layout: _Layout) -> dict[str, object]:
    found: dict[str, object] = {}
    waiting = list(reversed(lines))
    while waiting:
        key = layout.key.fullmatch(waiting.pop())
        if key is None:
            raise ValueError("no key of ours")
        if (key[2] or "") != layout.opens:
            found[key[1]] = layout.value(key[2])
            continue
        items = []
        while waiting and (item := layout.item.fullmatch(waiting[-1])):
            items.append(layout.value(item[1]))
            waiting.pop()
        if not items or (layout.closes and (not waiting or waiting.pop() != layout.closes)):
            raise ValueError("no list of ours")
        found[key[1]] = items
    return found


def with_own(
    values: Mapping[str, object], told: Mapping[str, object] | None, dialect: str
) -> dict[str, object]:
    """The front matter with retro's own map put back where it stood: in TOML under Zola's ``extra``."""
    if told is None:
        return dict(values)
    if dialect != "toml":
        return {**values, "retro": told}
    extra = values.get("extra")
    return {**values, "extra": {**(extra if isinstance(extra, dict) else {}), "retro": told}}


def own_map(values: Mapping[str, object]) -> tuple[Mapping[str, object] | None, bool]:
    """Retro's own map in a front matter, if there is one, and whether it stands where Zola wants it."""
    extra = values.get("extra")
    for place, in_zola in ((values, False), (extra, True)):
        told = place.get("retro") if isinstance(place, Mapping) else None
        if isinstance(told, Mapping):
            return told, in_zola
    return None, False
