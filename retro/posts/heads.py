"""The front matter of posts and notes, out of templates: those that are shipped, and the user's own.

A template prints fields; what retro keeps for itself comes below them, so that no template can lose it. What
the user's own prints is read before anything is written: a site would not build with what is no front matter,
and retro could not read its post back.
"""

import re
from collections import Counter
from collections.abc import Mapping

from retro.errors import UsageProblem
from retro.posts.dialects import NOTES, Dialect, Head
from retro.posts.dialects.dialect import own_lines
from retro.posts.dialects.obsidian import NEEDLESS
from retro.posts.dialects.scalars import yaml_value
from retro.posts.reading.values import Unreadable, toml_values, yaml_values
from retro.posts.sandbox import Printed, printed

__all__ = ["front_matter", "note_front_matter"]

_FOLDER = "front-matter"
_FENCES = {"yaml": "---", "toml": "+++"}
_ENDS = {"yaml": ("---", "..."), "toml": ("+++",)}
"""Lines that end a front matter, wherever they stand."""

_KEY = re.compile(r"^([^\s\[\]{}#\"':,-][^\s:]*):(?=\s|$)", re.MULTILINE)
_HOW = "Print values as in {{ title | %s }}."


def front_matter(dialect: Dialect, head: Head) -> str:
    """The front matter of a post, with its fences.

    Args:
        dialect: What it is written for.
        head: What it says.

    Raises:
        NothingFound: When the user's template includes one that is not there.
        UsageProblem: When the user's template has a mistake, or prints no front matter.
    """
    file = f"{_FOLDER}/{dialect.name}.{dialect.language}"
    made = printed(file, dialect.values(head))
    retro = dict(head.retro)
    if made.is_own:
        title = _read(made, file, dialect.language).get("title")
        # A post of one lesson has its title: what the template has made of it is not the author's edit.
        if "lesson" in retro and title is not None and str(title).strip() != head.title:
            retro["titled"] = str(title).strip()
    return _fenced(made, dialect.language, own_lines(retro, dialect.language))


def note_front_matter(properties: Mapping[str, object]) -> str:
    """The front matter of a note, with its fences.

    Args:
        properties: Of the note, in order.

    Raises:
        NothingFound: When the user's template includes one that is not there.
        UsageProblem: When the user's template has a mistake, or prints no properties, or leaves one out that
            the lesson is read back from.
    """
    file = f"{_FOLDER}/{NOTES}.yaml"
    made = printed(file, {"properties": properties, **properties})
    if made.is_own:
        _refuse_what_loses_the_lesson(_read(made, file, "yaml"), properties, file)
    return _fenced(made, "yaml", [])


def _refuse_what_loses_the_lesson(
    found: Mapping[str, object], properties: Mapping[str, object], file: str
) -> None:
    for name, value in properties.items():
        if name in NEEDLESS:
            continue
        wanted, _ = yaml_values(f"{name}: {yaml_value(value)}")
        if found.get(name) != wanted[name]:
            raise UsageProblem(
                f"Template {file} leaves out or changes “{name}”, which retro reads the lesson back from."
            )


def _fenced(made: Printed, language: str, own: list[str]) -> str:
    fence = _FENCES[language]
    lines = made.text.strip("\n")
    return "\n".join([fence, *filter(None, [lines]), *own, fence]) + "\n"


def _read(made: Printed, file: str, language: str) -> Mapping[str, object]:
    """What the user's template printed, as fields.

    Raises:
        UsageProblem: When it is no front matter, or retro's own could not stand below it.
    """
    for number, line in enumerate(made.text.strip("\n").split("\n"), start=1):
        if line.rstrip() in _ENDS[language]:
            raise UsageProblem(
                f"Template {file} prints {line.rstrip()} in line {number}; retro adds the fences."
            )
    try:
        values = _toml(made.text) if language == "toml" else _yaml(made.text)
    except Unreadable as reason:
        said = f"Template {file} prints no front matter: {reason}. {_HOW % language}"
        raise UsageProblem(said) from reason
    extra = values.get("extra")
    if "retro" in values or (isinstance(extra, Mapping) and "retro" in extra and language != "toml"):
        raise UsageProblem(f"Template {file} prints “retro”, which retro writes itself.")
    return values


def _toml(text: str) -> Mapping[str, object]:
    """Fields in TOML, with which another table may follow."""
    return toml_values(f"{text}\n[extra.retro]\n")


def _yaml(text: str) -> Mapping[str, object]:
    """Fields in YAML, with which another may follow; each once: some generators take the last, some stop."""
    values, odd = yaml_values(text)
    if odd:
        raise Unreadable(odd)
    yaml_values(f"{text}\nretro:\n")
    [(name, times)] = Counter(_KEY.findall(text)).most_common(1) or [("", 0)]
    if times > 1:
        raise Unreadable(f"it has “{name}” {times} times")
    return values
