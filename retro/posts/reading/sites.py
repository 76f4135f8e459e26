"""Which site or vault a file lies in, what made it, and where the attachments of a vault are."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from retro.posts.site_marks import mark_in

__all__ = ["Generator", "Site", "Sites", "base_address"]


class Generator(StrEnum):
    """What makes a site of posts, or keeps notes."""

    JEKYLL = "jekyll"
    HUGO = "hugo"
    ZOLA = "zola"
    ELEVENTY = "eleventy"
    HEXO = "hexo"
    PELICAN = "pelican"
    NIKOLA = "nikola"
    WYAM = "wyam"
    OBSIDIAN = "obsidian"
    LOGSEQ = "logseq"


class Site(NamedTuple):
    """A site's root, and what it is made with."""

    root: Path
    generator: Generator


_HIGHEST = 24
_LARGEST_CONFIGURATION = 64 * 1024
_BASE = re.compile(r"""^baseurl:[ \t]*["']?(/[\w./-]{1,200})["']?[ \t]*(?:#.*)?$""", re.MULTILINE)


def base_address(site: Site) -> str:
    """What stands before every address of a Jekyll site that is no whole host's; empty for any other."""
    if site.generator is not Generator.JEKYLL:
        return ""
    found = _BASE.search(_beginning(site.root / "_config.yml"))
    return found[1].rstrip("/") if found else ""


def _beginning(file: Path) -> str:
    """What a configuration says at its beginning; nothing when it cannot be read."""
    with suppress(OSError), file.open(encoding="utf-8", errors="replace") as opened:
        return opened.read(_LARGEST_CONFIGURATION)
    return ""


def _says(name: str, pattern: str) -> Callable[[Path], bool]:
    """Whether a configuration has a line that only one generator knows."""
    return lambda root: re.search(pattern, _beginning(root / name), re.MULTILINE) is not None


def _has(*names: str) -> Callable[[Path], bool]:
    def look(root: Path) -> bool:
        with suppress(OSError):
            return any((root / name).exists() for name in names)
        return False

    return look


# What posts are read from and not written for; the others are known by ``site_marks``.
_MARKS: tuple[tuple[Generator, Callable[[Path], bool]], ...] = (
    (Generator.LOGSEQ, _has("logseq/config.edn")),
    (Generator.HEXO, lambda root: _has("_config.yml")(root) and _has("source/_posts", "scaffolds")(root)),
    (Generator.PELICAN, _has("pelicanconf.py")),
    (Generator.NIKOLA, _says("conf.py", r"^(?:BLOG_TITLE|POSTS)\s*=")),
    (Generator.WYAM, _has("config.wyam", "wyam.config", "statiq.json")),
)


def _generator_in(folder: Path) -> Generator | None:
    own = next((generator for generator, fits in _MARKS if fits(folder)), None)
    if own is not None:
        return own
    mark = mark_in(folder)
    if mark is not None:
        return Generator(mark.dialect)
    return Generator.JEKYLL if _has("_posts")(folder) else None


class Sites:
    """Finds the sites of many files; what it has found out about a folder it remembers."""

    def __init__(self) -> None:
        self._found: dict[Path, Site | None] = {}
        self._attachments: dict[Path, dict[str, list[str]]] = {}

    def of(self, path: str) -> Site | None:
        """The site that a file lies in, or None: for standard input, and where nothing tells."""
        return None if path == "-" else self.around(Path(path).parent)

    def around(self, folder: Path) -> Site | None:
        """The site that a folder is in or is itself; the nearest, and never a whole home or disk."""
        tried: list[Path] = []
        site = None
        for place in (folder, *folder.parents)[:_HIGHEST]:
            if place in self._found:
                site = self._found[place]
                break
            if place in {Path.home(), place.parent}:
                break
            tried.append(place)
            generator = _generator_in(place)
            if generator is not None:
                site = Site(place, generator)
                break
        self._found.update(dict.fromkeys(tried, site))
        return site

    def locate(self, path: str, name: str) -> str | None:
        """Where an attachment lies, relative to the note that names it; None when there is none of that name.

        As Obsidian looks for it: beside the note, from the vault's root, else at the shortest path in it.
        """
        site = self.of(path)
        if site is None:
            return None
        if site.root not in self._attachments:
            self._attachments[site.root] = _attachments(site.root)
        wanted = "/" + name.lower().removeprefix("/")
        same_name = self._attachments[site.root].get(wanted.rsplit("/", 1)[-1], ())
        found = [place for place in same_name if f"/{place}".lower().endswith(wanted)]
        if not found:
            return None
        folder = Path(path).parent
        here = folder.relative_to(site.root).as_posix() if folder != site.root else ""
        beside = f"/{here}{wanted}" if here else wanted
        best = min(
            found,
            key=lambda place: (
                f"/{place}".lower() != beside.lower(),
                place.lower() != wanted[1:],
                place.count("/"),
                place,
            ),
        )
        return Path(os.path.relpath(site.root / best, folder)).as_posix()


_NO_ATTACHMENTS = frozenset({".md", ".markdown", ".canvas", ".base", ""})
_MOST_ATTACHMENTS = 100_000


def _attachments(root: Path) -> dict[str, list[str]]:
    """The files of a vault that are no notes: their paths from its root, by their names in lower case."""
    found: dict[str, list[str]] = {}
    count = 0
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            place = Path(folder, name)
            if place.suffix.lower() in _NO_ATTACHMENTS or name.startswith(".") or place.is_symlink():
                continue
            found.setdefault(name.lower(), []).append(place.relative_to(root).as_posix())
            count += 1
            if count >= _MOST_ATTACHMENTS:
                return found
    return found
