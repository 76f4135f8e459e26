"""Where an export goes, and how it is written: as was said, as the settings say, as the folder tells."""

import datetime as dt
import os
from pathlib import Path
from typing import NamedTuple

from retro.errors import UsageProblem
from retro.posts.dialects import DIALECTS, NAMES
from retro.posts.site_marks import Mark, declared_taxonomies, find_mark, posts_folder
from retro.settings import Settings, Site

__all__ = ["Target", "target"]

_USUAL_CATEGORY = "leadership"
_USUAL_DIALECT = "jekyll"
_NOTES = "Lessons"


class Target(NamedTuple):
    """Where an export goes, and how.

    Args:
        folder: Where its files go; None for standard output.
        dialect: What they are written for.
        category: Of posts.
        author: Of posts; may be empty.
        zone: Where the site's days begin; None for where the user is.
        taxonomies: What the site has pages for.
        charts: Whether what was measured is drawn beside the posts as well.
        site: The site of ``config.toml``, if it is one.
        mark: The file that told the dialect, where nothing else did.
    """

    folder: Path | None
    dialect: str
    category: str = _USUAL_CATEGORY
    author: str = ""
    zone: dt.tzinfo | None = None
    taxonomies: frozenset[str] = frozenset({"tags"})
    charts: bool = False
    site: Site | None = None
    mark: Path | None = None


def target(
    folder: Path | None,
    settings: Settings,
    *,
    site: str | None = None,
    dialect: str | None = None,
    category: str | None = None,
    author: str | None = None,
    charts: bool | None = None,
) -> Target:
    """Where an export goes, and how.

    Args:
        folder: That was said; inside a site of the settings, it takes that site's.
        settings: With the sites.
        site: The name of one.
        dialect: That was said.
        category: That was said; "" for none.
        author: That was said.
        charts: That was said.

    Raises:
        UsageProblem: When there is no such site, or it has a dialect that retro does not know.
    """
    chosen = _named(settings, site) if site is not None else _around(settings, folder)
    place = folder if folder is not None else chosen.path if chosen else None
    mark = find_mark(place.absolute()) if place is not None else None
    known = dialect or (chosen.dialect if chosen else "")
    written_for = known or (mark.dialect if mark else _USUAL_DIALECT)
    if written_for not in NAMES:
        where = f"[sites.{chosen.name}]: " if chosen else ""
        raise UsageProblem(f"{where}“{written_for}” is no dialect; retro knows {', '.join(NAMES)}.")
    of_site = chosen.category if chosen else None
    return Target(
        folder=None if place is None else _inside(place, written_for, chosen, mark),
        dialect=written_for,
        category=next(each for each in (category, of_site, _USUAL_CATEGORY) if each is not None),
        author=author if author is not None else chosen.author if chosen else "",
        zone=_zone(chosen),
        taxonomies=declared_taxonomies(mark.root if mark else None),
        charts=charts if charts is not None else chosen is not None and chosen.charts,
        site=chosen,
        mark=mark.file if mark and not known else None,
    )


def _named(settings: Settings, name: str) -> Site:
    found = settings.sites.get(name)
    if found is None:
        known = ", ".join(settings.sites)
        there = f"there is {known}" if known else f"config.toml has none: [sites.{name}]"
        raise UsageProblem(f"There is no site called “{name}”; {there}.")
    return found


def _around(settings: Settings, folder: Path | None) -> Site | None:
    """The site that a folder lies in; of sites in sites, the innermost."""
    if folder is None:
        return None
    place = _real(folder)
    around = [each for each in settings.sites.values() if place.is_relative_to(_real(each.path))]
    return max(around, key=lambda each: len(_real(each.path).parts), default=None)


def _inside(place: Path, dialect: str, site: Site | None, mark: Mark | None) -> Path:
    """A site's own folder stands for where its posts are; any other folder is meant as it is."""
    here = _real(place)
    is_site = site is not None and here == _real(site.path)
    is_marked = mark is not None and here == _real(mark.root)
    # A site's path may also name a folder inside the site, which is where its posts go then.
    if not is_marked and (not is_site or mark is not None):
        return place
    if dialect == "obsidian":
        return place / _NOTES
    folders = DIALECTS[dialect].folders if dialect in DIALECTS else ()
    return posts_folder(place, folders, search=dialect == "eleventy")


def _real(path: Path) -> Path:
    """Where a path leads; one that leads round in circles is refused when it is written to."""
    return Path(os.path.realpath(path))


def _zone(site: Site | None) -> dt.tzinfo | None:
    if site is None or not site.timezone:
        return None
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - 6 ms that only those pay who have set one

    return ZoneInfo(site.timezone)
