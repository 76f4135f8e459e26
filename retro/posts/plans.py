"""What importing posts and journals would do, worked out without writing anything.

What comes again is compared with what the journal remembers of it: what the post did not change stays as it
is, what the user changed wins, what the user deleted stays deleted, and what has left the post is kept.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from retro.journal import Journal
from retro.model import Source, Visibility
from retro.posts.comparing import same, storable, told_rows
from retro.posts.document import PostDocument, read_post
from retro.posts.entry_plans import EntryPlans
from retro.posts.extraction import CompanyMention, ThemeVocabulary, document_companies, extract
from retro.posts.finding import STDIN, PostFile
from retro.posts.importers import Options
from retro.posts.own_posts import read_own
from retro.posts.plan_values import PostPlan, Row, State, Told, Unit
from retro.resources import data_folder

__all__ = ["PostPlan", "Row", "State", "Unit", "plan"]


def plan(
    journal: Journal,
    files: Iterable[PostFile],
    *,
    company: str | None = None,
    options: Options | None = None,
) -> Iterator[PostPlan]:
    """What an import would do, post by post and entry by entry; nothing is written, nothing piles up.

    Args:
        journal: What is there already.
        files: The posts and journals, in order.
        company: The company of all that does not name another.
        options: What the user says about the files.
    """
    themes = _vocabulary()
    options = options or Options(journal.today())
    entries = EntryPlans(journal, company, options, themes)
    for file in files:
        if file.problem:
            yield PostPlan(file.path, problems=(file.problem,))
        elif file.format is not None and file.given is not None:
            yield from entries.of(file.format, file.given)
        else:
            again = partial(_plan_file, journal, file, company, options)
            yield replace(again(), again=again)


@cache
def _vocabulary() -> ThemeVocabulary:
    """The starter themes with their synonyms.

    Not the journal's own: a theme made today would then tag the lessons of every post that is edited
    tomorrow, and only what changed in a post may change.
    """
    starters = tomllib.loads((data_folder() / "themes.toml").read_text(encoding="utf-8"))["theme"]
    return ThemeVocabulary.of({theme["name"]: theme.get("synonyms", ()) for theme in starters})


def _plan_file(journal: Journal, file: PostFile, company: str | None, options: Options) -> PostPlan:
    private = " private" if options.is_private else ""
    digest = blake2b(f"{file.content_hash} {company or ''}{private}".encode(), digest_size=16).hexdigest()
    known = None if file.path == STDIN else journal.imports.find(file.path, "", "")
    if known is not None and journal.imports.unchanged(known, digest):
        return same(journal, file.path, known)
    document = read_post(file.content, file.path)
    published = str(document.written or "")
    key = file.path if file.path != STDIN else f"- {published} {document.title}"
    post = known if known is not None else _found(journal, key, document.title, published)
    if post is not None and journal.imports.unchanged(post, digest):
        return same(journal, file.path, post)
    told = _own_lessons(document)
    companies: tuple[CompanyMention, ...] = ()
    if told is None:
        told = _extracted(document, company, _vocabulary())
        companies = document_companies(document) if told else ()
    told = [replace(item, draft=storable(item.draft)) for item in told if item.draft.title.strip()]
    if options.is_private:
        told = [replace(item, draft=item.draft.replace(visibility=Visibility.PRIVATE)) for item in told]
    rows = told_rows(journal, file.path, told, post, options.review_below)
    return PostPlan(
        path=file.path,
        key=key,
        title=document.title,
        published=published,
        rows=tuple(rows),
        problems=tuple(f"{file.path}: {problem}" for problem in document.problems),
        content_hash=digest,
        post=post,
        companies=companies,
    )


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


def _extracted(document: PostDocument, company: str | None, themes: ThemeVocabulary) -> list[Told]:
    return [
        Told(item.draft, confidence=item.confidence, rule=item.rule)
        for item in extract(document, company=company, themes=themes)
    ]


def _found(journal: Journal, key: str, title: str, published: str) -> int | None:
    """A post of the same title and day, if it moved here: if it is no longer where it was."""
    post = journal.imports.find(key, title, published)
    if post is None:
        return None
    before = journal.imports.path(post)
    return post if before == key or (not before.startswith("- ") and not Path(before).exists()) else None
