"""Which generator a folder belongs to: told by the files that each of them wants to find."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

__all__ = ["Mark", "declared_taxonomies", "find_mark", "mark_in", "posts_folder"]

_LARGEST = 256 * 1024
"""Bytes of a configuration that are read; real ones take a few thousand."""

_BY_NAME = (
    ("hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")),
    (
        "hugo",
        tuple(f"config/_default/{name}" for name in ("hugo.toml", "hugo.yaml", "config.toml", "config.yaml")),
    ),
    ("zola", ("zola.toml",)),
    ("eleventy", (".eleventy.js", *(f"eleventy.config.{kind}" for kind in ("js", "mjs", "cjs", "ts")))),
    ("jekyll", ("_config.yml", "_config.yaml", "_config.toml")),
)
_HUGO_KEYS = frozenset(
    "baseurl languagecode defaultcontentlanguage markup menu menus params module paginate pagination"
    " permalinks disablekinds outputs builddrafts buildfuture enablegitinfo themesdir".split()
)
_HUGO_LINE = re.compile(r"^base_?url[ \t]*:", re.IGNORECASE | re.MULTILINE)


class Mark(NamedTuple):
    """A site that a folder belongs to.

    Args:
        root: The site's own folder.
        dialect: What its posts are written for.
        file: What told so.
    """

    root: Path
    dialect: str
    file: Path


def find_mark(folder: Path) -> Mark | None:
    """The site that a folder belongs to: its own, or that of the nearest folder above it."""
    return next((mark for place in (folder, *folder.parents) if (mark := mark_in(place))), None)


def mark_in(folder: Path) -> Mark | None:
    """The site whose own folder this is."""
    return next(_marks(folder), None)


def _marks(folder: Path) -> Iterator[Mark]:
    for dialect, names in _BY_NAME:
        for name in names:
            if _is_there(folder / name):
                yield Mark(folder, dialect, folder / name)
    for name in ("config.toml", "config.yaml", "config.yml", "config.json"):
        dialect = _dialect_of(folder / name)
        if dialect:
            yield Mark(folder, dialect, folder / name)
    # Last: one may write the posts of a site in Obsidian.
    if _is_there(folder / ".obsidian"):
        yield Mark(folder, "obsidian", folder / ".obsidian")


def _is_there(path: Path) -> bool:
    """Whether there is such a file or folder that one may look at."""
    with suppress(OSError):
        return path.exists()
    return False


def _dialect_of(file: Path) -> str:
    """Whose a ``config.toml`` or the like is: Zola cannot do without ``base_url``, Hugo has ``baseURL``."""
    text = _text(file)
    if file.suffix in {".yaml", ".yml"}:
        return "hugo" if _HUGO_LINE.search(text) else ""
    keys = _toml(text) if file.suffix == ".toml" else _json(text)
    if "base_url" in keys:
        return "zola"
    return "hugo" if _HUGO_KEYS & {key.lower() for key in keys} else ""


def _text(file: Path) -> str:
    with suppress(OSError), file.open("rb") as opened:
        return opened.read(_LARGEST).decode("utf-8", "replace").removeprefix("\ufeff")
    return ""


def _toml(text: str) -> Mapping[str, object]:
    with suppress(ValueError, RecursionError):  # also a number of more digits than Python reads
        return tomllib.loads(text)
    return {}


def _json(text: str) -> Mapping[str, object]:
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {}
    return {}


def declared_taxonomies(root: Path | None) -> frozenset[str]:
    """What a Zola site has pages for; ``tags`` where nobody knows."""
    names = ("zola.toml", "config.toml")
    keys = next((found for name in names if root and (found := _toml(_text(root / name)))), None)
    if keys is None:
        return frozenset({"tags"})
    listed = keys.get("taxonomies")
    return frozenset(
        str(item.get("name"))
        for item in (listed if isinstance(listed, list) else ())
        if isinstance(item, dict)
    )


_NO_POSTS = frozenset({"node_modules", "_site", "_includes", "_data", "public"})
_NO_POST = frozenset({"readme", "index", "404", "about", "license", "changelog", "contributing"})


def posts_folder(root: Path, folders: tuple[str, ...], *, search: bool) -> Path:
    """Where a site keeps its posts.

    Args:
        root: The site's own folder.
        folders: Where it may keep them; the first is made when there is none.
        search: The generator takes posts from anywhere: then they are looked for.
    """
    if not folders or any(root.as_posix().endswith(f"/{folder}") for folder in folders):
        return root
    for folder in folders:
        if (root / folder).is_dir() and (not search or any((root / folder).glob("*.md"))):
            return root / folder
    found = _fullest(root) if search else None
    return found or root / folders[0]


def _fullest(root: Path) -> Path | None:
    """The folder, up to three deep, that holds the most Markdown which is no page of its own."""
    counts: dict[Path, int] = {}
    level = [root]
    for _ in range(3):
        level = [
            child
            for folder in level
            for child in sorted(_children(folder))
            if child.is_dir() and child.name not in _NO_POSTS and not child.name.startswith(".")
        ]
        for folder in level:
            posts = sum(
                path.suffix == ".md" and path.stem.lower() not in _NO_POST for path in _children(folder)
            )
            counts |= {folder: posts} if posts else {}
    return max(counts, key=lambda folder: counts[folder], default=None)


def _children(folder: Path) -> list[Path]:
    with suppress(OSError):
        return list(folder.iterdir())
    return []
