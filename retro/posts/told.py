"""What a post tells: its lessons, whichever way they are read. Pure, but for the site that it lies in.

It needs no journal, so that posts can be read in other processes, too.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from retro.model import Source
from retro.posts.comparing import storable
from retro.posts.document import PostDocument, read_post
from retro.posts.extraction import CompanyMention, ThemeVocabulary, document_companies, extract
from retro.posts.finding import PostFile
from retro.posts.own_posts import read_own
from retro.posts.plan_values import Told
from retro.posts.reading.sites import Sites
from retro.resources import data_folder

__all__ = ["Reading", "forget_sites", "read_lessons", "theme_synonyms", "theme_vocabulary"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a post tells.

    Attributes:
        title: The post's.
        published: Its day, empty when it has none.
        told: Its lessons, in order.
        companies: What it tells about companies.
        problems: What could not be read, each in one sentence.
        notes: What is worth knowing of it: that it is a draft, why nothing was read from it.
    """

    title: str
    published: str
    told: tuple[Told, ...] = ()
    companies: tuple[CompanyMention, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_lessons(file: PostFile, *, company: str | None = None) -> Reading:
    """Read the lessons of a post.

    Args:
        file: Its bytes.
        company: The company of all that does not name another.
    """
    document = _document(file)
    told = [] if document.no_post else _own_lessons(document)
    companies: tuple[CompanyMention, ...] = ()
    if told is None:
        told = _extracted(document, company)
        companies = document_companies(document) if told else ()
    told = [replace(item, draft=storable(item.draft)) for item in told if item.draft.title.strip()]
    return Reading(
        document.title,
        str(document.written or ""),
        tuple(told),
        companies,
        tuple(f"{file.path}: {problem}" for problem in document.problems),
        tuple(_notes(document, has_lessons=bool(told))),
    )


@cache
def theme_vocabulary() -> ThemeVocabulary:
    """The starter themes with their synonyms.

    Not the journal's own: a theme made today would then tag the lessons of every post that is edited
    tomorrow, and only what changed in a post may change.
    """
    return ThemeVocabulary.of(theme_synonyms())


@cache
def theme_synonyms() -> Mapping[str, tuple[str, ...]]:
    """The starter themes, each with the words that give it away."""
    starters = tomllib.loads((data_folder() / "themes.toml").read_text(encoding="utf-8"))["theme"]
    return {theme["name"]: tuple(theme.get("synonyms", ())) for theme in starters}


@cache
def _sites() -> Sites:
    """What a process has found out about sites, until ``forget_sites``."""
    return Sites()


def forget_sites() -> None:
    """Look at the disk again: an import begins."""
    _sites.cache_clear()


def _document(file: PostFile) -> PostDocument:
    sites = _sites()
    site = sites.of(file.path)
    return read_post(
        file.content,
        file.path,
        generator=None if site is None else site.generator,
        locate=partial(sites.locate, file.path),
        beside=file.beside,
    )


def _notes(document: PostDocument, *, has_lessons: bool) -> Iterator[str]:
    if document.no_post:
        yield f"{document.path}: {document.no_post}; nothing was read from it."
    elif has_lessons and document.is_private:
        yield f"{document.path}: it is private, and so are its lessons."
    elif has_lessons and document.is_draft:
        yield f"{document.path}: it is a draft; its lessons were read all the same."


def _own_lessons(document: PostDocument) -> list[Told] | None:
    own = read_own(document)
    if own is None:
        return None
    return [
        Told(
            item.draft.replace(source=Source(document.path, item.heading, item.line)),
            item.id,
            rule="own post",
            relations=item.relations,
            applications=item.applications,
        )
        for item in own
    ]


def _extracted(document: PostDocument, company: str | None) -> list[Told]:
    return [
        Told(item.draft, confidence=item.confidence, rule=item.rule)
        for item in extract(document, company=company, themes=theme_vocabulary())
    ]
