"""What each site generator, and each program for notes and journals, wants of a post: one module each."""

from retro.errors import InvalidValue
from retro.posts.dialects.dialect import Dialect, Head
from retro.posts.dialects.eleventy import ELEVENTY
from retro.posts.dialects.hugo import HUGO
from retro.posts.dialects.jekyll import JEKYLL
from retro.posts.dialects.plain import PLAIN
from retro.posts.dialects.scalars import flow, quoted, toml_flow, word
from retro.posts.dialects.zola import ZOLA

__all__ = [
    "DIALECTS",
    "JOURNALS",
    "NAMES",
    "NOTES",
    "Dialect",
    "Head",
    "dialect_named",
    "flow",
    "quoted",
    "toml_flow",
    "word",
]


DIALECTS = {dialect.name: dialect for dialect in (JEKYLL, HUGO, ZOLA, ELEVENTY, PLAIN)}
"""The dialects in which many lessons make one post."""

NOTES = "obsidian"
"""The dialect in which each lesson is a note."""

JOURNALS = ("jrnl-json", "jrnl-txt", "json")
"""The dialects in which all lessons make one file that is no post."""

NAMES = (*DIALECTS, NOTES, *JOURNALS)
"""All dialects."""


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
