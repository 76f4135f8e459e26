"""What importing posts and journals would do, worked out without writing anything.

What comes again is compared with what the journal remembers of it: what the post did not change stays as it
is, what the user changed wins, what the user deleted stays deleted, and what has left the post is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from retro.journal import Journal
from retro.model import Visibility
from retro.posts.comparing import same, told_rows
from retro.posts.entry_plans import EntryPlans
from retro.posts.finding import STDIN, PostFile
from retro.posts.importers import Options
from retro.posts.plan_values import PostPlan, Row, State, Told, Unit
from retro.posts.read_ahead import read_ahead
from retro.posts.told import Reading, forget_sites, read_lessons, theme_vocabulary

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
    options = options or Options(journal.today())
    entries = EntryPlans(journal, company, options, theme_vocabulary())
    posts = _Posts(journal, company, options)
    forget_sites()
    for file, reading in read_ahead(
        partial(read_lessons, company=company), files, unless=posts.has_nothing_new
    ):
        if file.problem:
            yield PostPlan(file.path, problems=(file.problem,))
        elif file.format is not None and file.given is not None:
            yield from entries.of(file.format, file.given)
        else:
            again = partial(posts.planned, file)
            yield replace(again(reading), again=again)


class _Posts:
    """Plans for posts.

    Args:
        journal: What is there already.
        company: The company of all that does not name another.
        options: What the user says about the files.
    """

    def __init__(self, journal: Journal, company: str | None, options: Options) -> None:
        self._journal = journal
        self._company = company
        self._options = options

    def has_nothing_new(self, file: PostFile) -> bool:
        """Whether a file need not be read as a post: it is none, or the same as before."""
        if file.problem or file.format is not None:
            return True
        known = self._known(file)
        return known is not None and self._journal.imports.unchanged(known, self._digest(file))

    def planned(self, file: PostFile, reading: Reading | None = None) -> PostPlan:
        """What importing a post would do.

        Args:
            file: Its bytes.
            reading: What it tells, where it was read already.
        """
        imports, digest, known = self._journal.imports, self._digest(file), self._known(file)
        if known is not None and imports.unchanged(known, digest):
            return same(self._journal, file.path, known)
        read = reading or read_lessons(file, company=self._company)
        key = file.path if file.path != STDIN else f"- {read.published} {read.title}"
        post = known if known is not None else self._moved(key, read)
        if post is not None and imports.unchanged(post, digest):
            return same(self._journal, file.path, post)
        told = [self._as_wanted(item) for item in read.told]
        return PostPlan(
            path=file.path,
            key=key,
            title=read.title,
            published=read.published,
            rows=tuple(told_rows(self._journal, file.path, told, post, self._options.review_below)),
            problems=read.problems,
            notes=read.notes,
            content_hash=digest,
            post=post,
            companies=read.companies,
        )

    def _digest(self, file: PostFile) -> str:
        private = " private" if self._options.is_private else ""
        told = f"{file.content_hash} {self._company or ''}{private}"
        return blake2b(told.encode(), digest_size=16).hexdigest()

    def _known(self, file: PostFile) -> int | None:
        return None if file.path == STDIN else self._journal.imports.find(file.path, "", "")

    def _as_wanted(self, item: Told) -> Told:
        if not self._options.is_private:
            return item
        return replace(item, draft=item.draft.replace(visibility=Visibility.PRIVATE))

    def _moved(self, key: str, read: Reading) -> int | None:
        """A post of the same title and day, if it moved here: if it is no longer where it was."""
        post = self._journal.imports.find(key, read.title, read.published)
        if post is None:
            return None
        before = self._journal.imports.path(post)
        is_gone = not before.startswith("- ") and not Path(before).exists()
        return post if before == key or is_gone else None
