"""What a dialect is: how a site generator, or a program for notes, wants a post to begin."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from retro.posts.dialects.scalars import flow, toml_flow

__all__ = ["LONGEST_TAG", "Dialect", "Head", "Values", "own_lines", "unchanged", "usual_values"]

LONGEST_TAG = 200
"""Bytes: generators make a folder of each tag, and no disk takes a name of more than 255."""


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


Values = Mapping[str, object]
"""What the template of a front matter can use, by name."""


def usual_values(head: Head) -> Values:
    """What is there for the template of any dialect, as generators can take it."""
    lesson = head.retro.get("lesson")
    return {
        "title": head.title,
        "date": head.date,
        "category": head.short_category,
        "tags": head.short_tags,
        "author": head.author,
        "templates_off": head.templates_off,
        "taxonomies": sorted(head.taxonomies),
        "lessons": head.retro.get("lessons", ()) if lesson is None else (lesson,),
    }


def unchanged(text: str) -> str:
    """A body that needs nothing."""
    return text


def own_lines(retro: Mapping[str, object], language: str) -> list[str]:
    """What retro keeps for itself, one lesson a line, as ``retro.posts.own_map`` reads it; none of nothing.

    Args:
        retro: The map.
        language: ``yaml`` or ``toml``, where Zola wants it under ``extra``.
    """
    if not retro:
        return []
    return ["[extra.retro]", *_toml_map(retro)] if language == "toml" else ["retro:", *_yaml_map(retro)]


def _yaml_map(values: Mapping[str, object]) -> list[str]:
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"  {key}:", *(f"    - {flow(item)}" for item in value)]
        else:
            lines.append(f"  {key}: {flow(value)}")
    return lines


def _toml_map(values: Mapping[str, object]) -> list[str]:
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"{key} = [", *(f"  {toml_flow(item)}," for item in value), "]"]
        else:
            lines.append(f"{key} = {toml_flow(value)}")
    return lines


@dataclass(frozen=True, slots=True)
class Dialect:
    """A site generator, or a program for notes.

    Attributes:
        name: What it is called in commands and settings.
        values: What the template of its front matter can use.
        language: Of its front matter: ``yaml`` or ``toml``.
        folders: Where a site keeps its posts: the first that is there, else the first of them.
        runs: What it would run as a template in a text; None when it runs nothing.
        switch: The line of front matter that keeps its templates off the text; may be empty.
        shield: Makes a finished body safe from what ``retro.posts.portable`` does not know of; as many lines
            as before.
        unshield: The inverse.
    """

    name: str
    values: Callable[[Head], Values] = usual_values
    language: str = "yaml"
    folders: tuple[str, ...] = ()
    runs: re.Pattern[str] | None = None
    switch: str = ""
    shield: Callable[[str], str] = unchanged
    unshield: Callable[[str], str] = unchanged
