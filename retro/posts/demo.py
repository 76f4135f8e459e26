"""The demo journal, made of the posts in ``data/demo``: an invented leader's ten years in four companies."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from retro.dates import PartialDate
from retro.journal import Journal
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import apply, plan
from retro.resources import data_folder
from retro.surroundings import Consent

__all__ = ["build_demo"]


def build_demo(path: Path) -> None:
    """Make a new demo journal at ``path``: companies and people first, then the lessons of all posts.

    Raises:
        JournalUnusable: When no journal can be made there.
    """
    folder = data_folder() / "demo"
    with Journal.open(path) as journal:
        with journal.step("demo"):
            _companies(journal, _tables(folder / "companies.toml", "company"))
            _people(journal, _tables(folder / "people.toml", "person"))
            apply(journal, plan(journal, read_posts(find_posts([folder]))))
        journal.history.start_afresh()


def _tables(file: Path, name: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))[name]
    return found


def _companies(journal: Journal, companies: Sequence[Mapping[str, Any]]) -> None:
    for told in companies:
        journal.companies.describe(
            told["name"],
            role=told.get("role"),
            began=_date(told.get("began")),
            ended=_date(told.get("ended")),
            pseudonym=told.get("pseudonym"),
        )
        for alias in told.get("aliases", ()):
            journal.companies.alias(told["name"], alias)


def _people(journal: Journal, people: Sequence[Mapping[str, Any]]) -> None:
    for told in people:
        consent = Consent(told["consent"]) if "consent" in told else None
        journal.people.describe(told["name"], role_label=told.get("role_label"), consent=consent)
        for alias in told.get("aliases", ()):
            journal.people.alias(told["name"], alias)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
