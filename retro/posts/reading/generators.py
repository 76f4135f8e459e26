"""What a post was written for, told by its own fields and folders where no site is around it."""

import re
from collections.abc import Mapping, Sequence

from retro.posts.reading.sites import Generator

__all__ = ["generator_of"]

_WIKILINK = re.compile(r"!?\[\[[^\[\]\n]{1,200}\]\]")
_PROPERTY = re.compile(r"^(?:[-*] )?[a-z][\w-]*:: ", re.MULTILINE)
_ZOLA_KEYS = frozenset({"taxonomies", "extra", "template"})
_HUGO_KEYS = frozenset({"draft", "weight", "publishdate", "lastmod", "params", "cascade"})
_OBSIDIAN_KEYS = frozenset({"cssclasses", "cssclass", "aliases"})


def generator_of(
    dialect: str, fields: Mapping[str, object], folders: Sequence[str], body: str
) -> Generator | None:
    """The generator that a post was written for, or None when nothing tells.

    Args:
        dialect: How its fields are written.
        fields: By their keys in lower case.
        folders: The folders that it lies in, the nearest first.
        body: The text below the fields.
    """
    in_posts = "_posts" in folders or "_drafts" in folders
    is_eleventy = any(key.startswith("eleventy") for key in fields)
    signs = (
        (Generator.NIKOLA, dialect == "nikola"),
        (Generator.PELICAN, dialect == "header"),
        (Generator.ZOLA, dialect == "toml" and not _ZOLA_KEYS.isdisjoint(fields)),
        (Generator.HUGO, dialect == "toml"),
        (Generator.HEXO, in_posts and "source" in folders),
        (Generator.JEKYLL, in_posts),
        (Generator.WYAM, dialect == "plain"),
        (Generator.ELEVENTY, is_eleventy or str(fields.get("layout", "")).endswith(".njk")),
        (Generator.HUGO, "content" in folders and not _HUGO_KEYS.isdisjoint(fields)),
    )
    found = next((generator for generator, fits in signs if fits), None)
    return found or _note_taker(dialect, fields, folders, body)


def _note_taker(
    dialect: str, fields: Mapping[str, object], folders: Sequence[str], body: str
) -> Generator | None:
    if folders and folders[0] in {"journals", "pages"} and _PROPERTY.search(body):
        return Generator.LOGSEQ
    linked = any(_has_wikilink(value) for value in fields.values())
    if linked or not _OBSIDIAN_KEYS.isdisjoint(fields) or "![[" in body:
        return Generator.OBSIDIAN
    # Without any front matter a wikilink is the sign of a vault; elsewhere it may be some program's syntax.
    return Generator.OBSIDIAN if not dialect and _WIKILINK.search(body) else None


def _has_wikilink(value: object) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(isinstance(each, str) and _WIKILINK.fullmatch(each.strip()) for each in values)
