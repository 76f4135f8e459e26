"""Posts onto the disk: whole or not at all, inside their folder, and never over anyone's work."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from retro.errors import FileInTheWay, PublishRefused, UsageProblem
from retro.files import replacing
from retro.folders import make_folder
from retro.journal import Journal
from retro.journal.publishing import WrittenPost
from retro.paths import state_folder
from retro.posts.composing import Post
from retro.posts.dialects import JOURNALS
from retro.posts.many import Many, many_posts, without_texts
from retro.posts.merging import Conflict, followed, merge_posts
from retro.posts.placing import content_of, explained, make_target, replace_files

__all__ = [
    "Draft",
    "WrittenFile",
    "content_hash",
    "earlier",
    "prepare",
    "write_drafts",
    "write_posts",
    "written_before",
]

# A post, a note, a journal.
_FILE_NAME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]{1,60}\.md"
    r"|[0-9a-z]{12} [a-z0-9-]{1,60}\.md"
    r"|[a-z]{4,5}\.(?:json|txt)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A post on the disk.

    Attributes:
        changed: False when the file held exactly this already.
        lesson_ids: The lessons in it.
        conflicts: What both its author and retro had changed; the author's stands.
        saved: Where a text that ``force`` wrote over is kept.
    """

    path: Path
    changed: bool
    lesson_ids: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    saved: Path | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it would be written.

    Attributes:
        post: As it was composed.
        path: Where it goes.
        there: The hash of what is there now, as of ``content_hash``; empty for no file.
        becomes: The hash of what would be there.
        edited: What would be there in the place of the post's text, where its author changed it.
        conflicts: What both have changed; the author's stands.
    """

    post: Post
    path: Path
    there: str
    becomes: str
    edited: str | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def text(self) -> str:
        """What would be there: the post, with what its author changed in it."""
        return self.post.text if self.edited is None else self.edited

    @property
    def before(self) -> bytes | None:
        """What is there; None for no file.

        Raises:
            UsageProblem: When it may not be read.
        """
        return content_of(self.path)

    @property
    def shown(self) -> Post:
        """The post with the text as it would be written, and its places there."""
        if self.edited is None:
            return self.post
        lines = followed([place.line for place in self.post.places], self.post.text, self.text)
        places = tuple(place._replace(line=line) for place, line in zip(self.post.places, lines, strict=True))
        return replace(self.post, text=self.text, places=places)

    @property
    def is_new(self) -> bool:
        """Whether there is anything to write."""
        return self.there != self.becomes


def content_hash(content: bytes) -> str:
    """What the journal remembers of a file's bytes."""
    return blake2b(content, digest_size=16).hexdigest()


def _hash_of(content: bytes | None) -> str:
    """The same of what may not be there."""
    return "" if content is None else content_hash(content)


def earlier(journal: Journal, purpose: str, folder: Path) -> WrittenPost | None:
    """The post that was written into a folder for the same purpose, where it still is."""
    found = journal.posts.for_purpose(purpose, str(folder.resolve()))
    return next((post for post in found if Path(post.path).is_file()), None)


def written_before(journal: Journal, purposes: Collection[str], folder: Path) -> dict[str, Path]:
    """The files, where they still are, that were written into a folder for some purposes, by purpose."""
    every = journal.posts.paths(str(folder.resolve()), purposes)
    there = (
        (purpose, next(filter(Path.is_file, map(Path, paths)), None)) for purpose, paths in every.items()
    )
    return {purpose: path for purpose, path in there if path is not None}


def prepare(journal: Journal, posts: Iterable[Post], folder: Path, *, force: bool = False) -> Many[Draft]:
    """What writing posts into a folder would do; nothing is written.

    A file that retro wrote and its author edited is merged with what retro would write now.

    Args:
        journal: Knows which files retro wrote, and what.
        posts: With file names of their own.
        folder: Where they go.
        force: Take retro's text, whatever is there.

    Raises:
        PublishRefused: When a file stands in the way, and ``force`` is false.
        UsageProblem: When a file may not be read, or a post has no proper name.
    """
    place = folder.resolve()
    every = posts if isinstance(posts, Many) else many_posts(posts)
    return every.changed(
        lambda post: _draft(journal, post, _path(place, post), force=force),
        lambda draft: draft.post.text,
        lambda draft, text: replace(draft, post=replace(draft.post, text=text)),
    )


def _draft(journal: Journal, post: Post, path: Path, *, force: bool) -> Draft:
    _refuse_what_is_no_file(path)
    before = content_of(path)
    there, becomes = _hash_of(before), content_hash(post.text.encode())
    known = None if force or before is None else _refuse_to_overwrite(journal, post, path, before)
    if before is None or known is None or not known.text:
        return Draft(post, path, there, becomes)
    try:
        edited = before.decode()
    except UnicodeDecodeError:
        raise FileInTheWay(f"{path} is not UTF-8; nothing was written.", _WAY_OUT) from None
    # An editor that ends lines in its own way has not changed them.
    ending = "\r\n" if "\r\n" in edited else "\n"
    merged = merge_posts(known.text, edited.replace("\r\n", "\n"), post.text)
    text = merged.text.replace("\n", ending)
    return Draft(
        post, path, there, content_hash(text.encode()), None if text == post.text else text, merged.conflicts
    )


def write_drafts(
    journal: Journal, drafts: Sequence[Draft], folder: Path, *, query: str = ""
) -> list[WrittenFile]:
    """Write what was prepared into a folder, made when it is missing, and remember it, in one step.

    Everything is checked before anything is written. Writing the same again changes nothing. A text of
    somebody else's that is written over is kept in the state folder.

    Raises:
        PublishRefused: When a file was changed since it was prepared.
        UsageProblem: When the folder is none, or may not be written.
        RetroError: When the disk is full, and the like; no file is left half-written.
    """
    make_target(folder)
    with journal.step("export", _summary([draft.post for draft in without_texts(drafts)], folder)):
        saved: dict[Path, Path | None] = {}
        for draft in without_texts(drafts):
            before = content_of(draft.path)
            if draft.there != _hash_of(before):
                raise PublishRefused(f"{draft.path} was changed just now; nothing was written. Try again.")
            if draft.is_new or draft.path.is_symlink():
                saved[draft.path] = _saved(journal, draft, before)
        replace_files((draft.path, draft.text) for draft in drafts if draft.path in saved)
        for draft in drafts:
            _remember(journal, draft, query)
    return [
        WrittenFile(
            draft.path, draft.path in saved, draft.post.lesson_ids, draft.conflicts, saved.get(draft.path)
        )
        for draft in without_texts(drafts)
    ]


def write_posts(
    journal: Journal, posts: Iterable[Post], folder: Path, *, query: str = "", force: bool = False
) -> list[WrittenFile]:
    """``prepare`` and ``write_drafts`` in one."""
    make_target(folder)
    return write_drafts(journal, prepare(journal, posts, folder, force=force), folder, query=query)


def _saved(journal: Journal, draft: Draft, before: bytes | None) -> Path | None:
    """Keep what would be lost: a text that retro neither wrote nor merged."""
    if before is None or draft.edited is not None:
        return None
    known = journal.posts.at(str(draft.path))
    if known is not None and known.content_hash == draft.there:
        return None
    folder = state_folder() / "overwritten"
    path = folder / f"{draft.path.stem}-{draft.there[:8]}{draft.path.suffix}"
    try:
        make_folder(folder)
        with replacing(path, private=True) as file:
            file.write(before)
    except OSError as error:
        raise explained(error, path) from error
    return path


def _summary(posts: Sequence[Post], folder: Path) -> str:
    lessons = sum(len(post.lesson_ids) for post in posts)
    what = f"{len(posts)} posts" if len(posts) != 1 else "a post"
    return f"Exported {lessons} lesson{'' if lessons == 1 else 's'} in {what} to {folder}"


def _path(folder: Path, post: Post) -> Path:
    if not _FILE_NAME.fullmatch(post.filename):
        raise UsageProblem(f"“{post.filename}” is no name for a post; nothing was written.")
    return folder / post.filename


def _refuse_what_is_no_file(path: Path) -> None:
    """A folder, a pipe, a device: not even ``--force`` replaces it, and reading a pipe would never end."""
    if path.is_symlink() or not path.exists() or path.is_file():
        return
    what = "a folder" if path.is_dir() else "no regular file"
    raise PublishRefused(f"{path} is {what}; nothing was written.")


_WAY_OUT = "Move it away, choose another folder or title, or overwrite it with --force."


def _refuse_to_overwrite(journal: Journal, post: Post, path: Path, content: bytes) -> WrittenPost | None:
    """Say why a file that is there must stay as it is, if it must; else what is known of it.

    Raises:
        FileInTheWay: When it was not written by retro, holds other lessons, or was edited since by somebody
            while nobody remembers what retro wrote.
    """
    if path.is_symlink():
        raise FileInTheWay(f"{path} is a link to another place; nothing was written.", _WAY_OUT)
    known = journal.posts.at(str(path))
    if content == post.text.encode():
        return known
    if known is None:
        raise FileInTheWay(f"{path} was not written by retro; nothing was written.", _WAY_OUT)
    if known.content_hash != content_hash(content) and not known.text:
        raise FileInTheWay(f"{path} was edited since retro wrote it; nothing was written.", _WAY_OUT)
    if known.lesson_ids and not set(known.lesson_ids) & set(post.lesson_ids):
        raise FileInTheWay(f"{path} holds a post of other lessons; nothing was written.", _WAY_OUT)
    return known


def _remember(journal: Journal, draft: Draft, query: str) -> None:
    post = draft.post
    # A journal's file is no post: its lessons are still to be published, and nobody edits it.
    is_post = post.dialect not in JOURNALS
    told = WrittenPost(
        id="",
        path=str(draft.path),
        title=post.title,
        dialect=post.dialect,
        content_hash=draft.becomes,
        lesson_ids=post.lesson_ids if is_post else (),
        text=post.text if is_post else "",
        purpose=post.purpose,
        dated=post.dated,
    )
    known = journal.posts.at(told.path)
    if known is None or replace(known, id="", written_at="") != told:
        journal.posts.record(told, query)
