"""What a dialect is: how a site generator, or a program for notes, wants a post to begin."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from retro.posts.dialects.scalars import flow, quoted, toml_flow, word

__all__ = ["LONGEST_TAG", "Dialect", "Fields", "Head", "Text", "toml_head", "unchanged", "yaml_head"]

LONGEST_TAG = 200
"""Bytes: generators make a folder of each tag, and no disk takes a name of more than 255."""


class Text(str):
    """A text that is written in quotes whatever it is: a title ``2024`` or ``yes`` would change its type."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a post's text, whatever generator it is for.

    Attributes:
        title: Of the post.
        date: A day: with a time of day, three generators read three different instants.
        category: May be empty.
        tags: Always a list: a string is cut at its spaces, commas and all.
        author: May be empty.
        retro: What retro keeps for itself, so that the post can be read back: ``{"lessons": [{…}, …]}``.
        templates_off: The text holds what a template language would run.
        taxonomies: What the site has pages for, such as ``tags``; Zola refuses to build any other.
    """

    title: str
    date: dt.date
    category: str = ""
    tags: Sequence[str] = ()
    author: str = ""
    retro: Mapping[str, object] = field(default_factory=dict)
    templates_off: bool = False
    taxonomies: frozenset[str] = frozenset({"tags"})

    @property
    def short_category(self) -> str:
        """The category, no longer than the name of a folder may be: Jekyll makes one of it."""
        return _shortened(self.category)

    @property
    def short_tags(self) -> list[str]:
        """The tags, each once, none longer than the name of a folder may be."""
        return list(dict.fromkeys(map(_shortened, self.tags)))


def _shortened(tag: str) -> str:
    raw = tag.encode("utf-8", "replace")
    return tag if len(raw) <= LONGEST_TAG else raw[:LONGEST_TAG].decode("utf-8", "ignore") + "…"


Fields = Mapping[str, object]
"""The keys of a front matter, in order. What is "", None or an empty map is left out."""


def unchanged(text: str) -> str:
    """A body that needs nothing."""
    return text


def yaml_head(fields: Fields) -> str:
    """Front matter in YAML, with its fences."""
    lines = ["---"]
    for key, value in _given(fields):
        if isinstance(value, Mapping):
            lines += [f"{key}:", *_yaml_map(value)]
        else:
            lines.append(f"{key}: {_yaml(value)}")
    return "\n".join([*lines, "---"]) + "\n"


def _yaml(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return quoted(value) if isinstance(value, Text) else word(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_yaml, value))}]"
    return flow(value)


def _yaml_map(values: Mapping[str, object]) -> list[str]:
    """One lesson a line, which ``retro.posts.own_map`` reads without a YAML parser."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"  {key}:", *(f"    - {flow(item)}" for item in value)]
        else:
            lines.append(f"  {key}: {flow(value)}")
    return lines


def toml_head(fields: Fields) -> str:
    """Front matter in TOML, with its fences; tables come after all other keys."""
    return "\n".join(["+++", *_toml_table("", fields), "+++"]) + "\n"


def _toml(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else toml_flow(value)


def _toml_table(name: str, values: Mapping[str, object]) -> list[str]:
    """The keys of a table, then the tables in it; one that would be empty is left out."""
    lines, tables = [], []
    for key, value in _given(values):
        if isinstance(value, Mapping):
            inner = f"{name}.{key}" if name else key
            told = _toml_map(value) if key == "retro" else _toml_table(inner, value)
            # A table that holds nothing but another needs no line of its own.
            tables += told if not told or told[0].startswith("[") else [f"[{inner}]", *told]
        else:
            lines.append(f"{key} = {_toml(value)}")
    return [*lines, *tables]


def _toml_map(values: Mapping[str, object]) -> list[str]:
    """One lesson a line, as in YAML."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"{key} = [", *(f"  {toml_flow(item)}," for item in value), "]"]
        else:
            lines.append(f"{key} = {toml_flow(value)}")
    return lines


def _given(fields: Fields) -> list[tuple[str, object]]:
    return [(key, value) for key, value in fields.items() if value is not None and value not in ("", {})]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A site generator, or a program for notes.

    Attributes:
        name: What it is called in commands and settings.
        fields: The front matter that it wants.
        write: How front matter is written: in YAML or in TOML.
        fence: The line above and below the front matter.
        folders: Where a site keeps its posts: the first that is there, else the first of them.
        runs: What it would run as a template in a text; None when it runs nothing.
        switch: The line of front matter that keeps its templates off the text; may be empty.
        shield: Makes a finished body safe from what ``retro.posts.portable`` does not know of; as many lines
            as before.
        unshield: The inverse.
    """

    name: str
    fields: Callable[[Head], Fields]
    write: Callable[[Fields], str] = yaml_head
    fence: str = "---"
    folders: tuple[str, ...] = ()
    runs: re.Pattern[str] | None = None
    switch: str = ""
    shield: Callable[[str], str] = unchanged
    unshield: Callable[[str], str] = unchanged

    def head(self, head: Head) -> str:
        """The front matter of a post, with its fences."""
        return self.write(self.fields(head))
