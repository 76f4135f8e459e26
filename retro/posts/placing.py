"""Files of posts, images and charts onto the disk: whole or not at all, and none before all can be."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path

from retro.errors import RetroError, UsageProblem
from retro.folders import make_folder, sync_folder

__all__ = ["content_of", "explained", "make_target", "replace_files", "write_file"]


def make_target(folder: Path, *, private: bool = False) -> Path:
    """A folder to write into, made when it is missing, as it is without links.

    Raises:
        UsageProblem: When it is none, or may not be made.
        RetroError: When the disk is full, and the like.
    """
    try:
        make_folder(folder, private=private)
        return folder.resolve(strict=True)
    except FileExistsError:
        raise UsageProblem(f"{folder} is a file, not a folder to export to.") from None
    except NotADirectoryError:
        raise UsageProblem(f"{folder} lies below something that is not a folder.") from None
    except (OSError, RuntimeError) as error:
        raise explained(error, folder) from error


def content_of(path: Path) -> bytes | None:
    """What is in a file; None for no file.

    Raises:
        UsageProblem: When it may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explained(error, path) from error


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """One file, whole or not at all; its folder is made, which is as private as the file.

    Raises:
        UsageProblem: When it may not be written.
        RetroError: When the disk is full, and the like.
    """
    make_target(path.parent, private=private)
    replace_files([(path, content)], 0o600 if private else 0o666)


def replace_files(files: Iterable[tuple[Path, str | bytes]], mode: int = 0o666) -> None:
    """All under other names first: a full disk then stops us before any post is touched.

    A link that is in the way is replaced, not followed. The files are taken some at a time.
    """
    parts: list[tuple[Path, Path]] = []

    def named_apart() -> Iterator[tuple[Path, Path, str | bytes]]:
        for path, content in files:
            part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
            parts.append((part, path))
            yield part, path, content

    try:
        _write_together(named_apart(), mode)
        for part, path in parts:
            with _explaining(path):
                part.replace(path)
    finally:
        for part, _ in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    for folder in {path.parent for _, path in parts}:
        sync_folder(folder)


_TOGETHER = 32
"""Files: a disk puts down at once what it is asked for at once."""


def _write_together(files: Iterator[tuple[Path, Path, str | bytes]], mode: int) -> None:
    """Write some files to the end, each with the name that it will have."""
    some = list(islice(files, _TOGETHER))
    if len(some) <= 1:
        for each in some:
            _write_whole(each, mode)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - most exports write one file

    with ThreadPoolExecutor(_TOGETHER) as pool:
        while some:
            for _ in pool.map(partial(_write_whole, mode=mode), some):
                pass
            some = list(islice(files, _TOGETHER))


def _write_whole(file: tuple[Path, Path, str | bytes], mode: int) -> None:
    part, path, content = file
    with _explaining(path):
        # 0666 less the umask: a post is for others to read.
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content.encode() if isinstance(content, str) else content)
            opened.flush()
            os.fsync(opened.fileno())


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise explained(error, path) from error


def explained(error: Exception, path: Path) -> RetroError:
    """What went wrong with a file or a folder, in a sentence."""
    code = getattr(error, "errno", None)
    if code in {errno.ENOSPC, errno.EDQUOT}:
        return RetroError(f"The disk is full: {path} was not written.")
    if code in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return UsageProblem(f"{path} may not be written by you; nothing was written there.")
    reason = getattr(error, "strerror", None) or str(error)
    return UsageProblem(f"{path} cannot be written: {reason}.")
