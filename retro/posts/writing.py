"""Posts onto the disk: whole or not at all, inside their folder, and never over anyone's work."""

import errno
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from retro.errors import FileInTheWay, PublishRefused, RetroError, UsageProblem
from retro.journal import Journal
from retro.posts.composing import Post

__all__ = ["WrittenFile", "content_hash", "made_folder", "replace_files", "write_posts"]

_FILE_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]{1,60}\.md", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A post on the disk; ``changed`` is false when the file held exactly this already."""

    path: Path
    changed: bool


def content_hash(content: bytes) -> str:
    """What the journal remembers of a file's bytes."""
    return blake2b(content, digest_size=16).hexdigest()


def write_posts(
    journal: Journal, posts: Sequence[Post], folder: Path, *, query: str = "", force: bool = False
) -> list[WrittenFile]:
    """Write posts into a folder, made when it is missing, and remember them, in one step.

    Everything is checked before anything is written. Writing the same again changes nothing.

    Args:
        journal: Where it is remembered which file retro wrote, and what.
        posts: With file names of their own.
        folder: Where they go.
        query: What found their lessons; remembered with them.
        force: Overwrite files that retro did not write, or that were edited since.

    Raises:
        PublishRefused: When a file stands in the way, and ``force`` is false.
        UsageProblem: When the folder is none, or may not be written.
        RetroError: When the disk is full, and the like; no file is left half-written.
    """
    place = made_folder(folder)
    with journal.step("export", _summary(posts, folder)):
        paths = [_path(place, post) for post in posts]
        for post, path in zip(posts, paths, strict=True):
            _refuse_what_is_no_file(path)
            if not force:
                _refuse_to_overwrite(journal, post, path)
        contents = [post.text.encode() for post in posts]
        stale = [
            (path, content)
            for path, content in zip(paths, contents, strict=True)
            if path.is_symlink() or _content(path) != content
        ]
        replace_files(stale)
        for post, path, content in zip(posts, paths, contents, strict=True):
            _remember(journal, post, path, content, query)
    changed = {path for path, _ in stale}
    return [WrittenFile(path, path in changed) for path in paths]


def _summary(posts: Sequence[Post], folder: Path) -> str:
    lessons = sum(len(post.lesson_ids) for post in posts)
    what = f"{len(posts)} posts" if len(posts) != 1 else "a post"
    return f"Exported {lessons} lesson{'' if lessons == 1 else 's'} in {what} to {folder}"


def made_folder(folder: Path) -> Path:
    """A folder to write to, made when it is missing, by its real path.

    Raises:
        UsageProblem: When it is none, or may not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder.resolve(strict=True)
    except FileExistsError:
        raise UsageProblem(f"{folder} is a file, not a folder to export to.") from None
    except NotADirectoryError:
        raise UsageProblem(f"{folder} lies below something that is not a folder.") from None
    except (OSError, RuntimeError) as error:
        raise _explained(error, folder) from error


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


def _refuse_to_overwrite(journal: Journal, post: Post, path: Path) -> None:
    """Say why a file that is there must stay as it is, if it must.

    Raises:
        FileInTheWay: When it was not written by retro, was edited since, or holds other lessons.
    """
    way_out = "Move it away, choose another folder or title, or overwrite it with --force."
    if path.is_symlink():
        raise FileInTheWay(f"{path} is a link to another place; nothing was written.", way_out)
    content = _content(path)
    if content is None or content == post.text.encode():
        return
    known = journal.posts.at(str(path))
    if known is None:
        raise FileInTheWay(f"{path} was not written by retro; nothing was written.", way_out)
    if known.content_hash != content_hash(content):
        raise FileInTheWay(f"{path} was edited since retro wrote it; nothing was written.", way_out)
    if known.lesson_ids and not set(known.lesson_ids) & set(post.lesson_ids):
        raise FileInTheWay(f"{path} holds a post of other lessons; nothing was written.", way_out)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _explained(error, path) from error


def _remember(journal: Journal, post: Post, path: Path, content: bytes, query: str) -> None:
    digest = content_hash(content)
    known = journal.posts.at(str(path))
    if known is None or (known.content_hash, known.lesson_ids) != (digest, post.lesson_ids):
        journal.posts.record(str(path), post.title, post.dialect, query, digest, post.lesson_ids)


def replace_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """All under other names first: a full disk then stops us before any post is touched.

    A link that is in the way is replaced, not followed.

    Raises:
        UsageProblem: When a file may not be written.
        RetroError: When the disk is full, and the like; no file is left half-written.
    """
    parts: list[tuple[Path, Path]] = []
    try:
        for path, content in files:
            part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
            parts.append((part, path))
            _write_whole(part, content)
        for part, path in parts:
            part.replace(path)
    except OSError as error:
        raise _explained(error, parts[-1][1]) from error
    finally:
        for part, _ in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    for folder in {path.parent for path, _ in files}:
        with suppress(OSError):  # some file systems know no fsync of folders
            _sync_folder(folder)


def _write_whole(part: Path, content: bytes) -> None:
    # 0666 less the umask: a post is for others to read.
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(error: Exception, path: Path) -> RetroError:
    code = getattr(error, "errno", None)
    if code in {errno.ENOSPC, errno.EDQUOT}:
        return RetroError(f"The disk is full: {path} was not written.")
    if code in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return UsageProblem(f"{path} may not be written by you; nothing was written there.")
    reason = getattr(error, "strerror", None) or str(error)
    return UsageProblem(f"{path} cannot be written: {reason}.")
