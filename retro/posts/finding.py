"""Paths that a person named, as posts: files, folders with all that is below them, ``-`` for the input."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from retro.errors import NothingFound, UsageProblem
from retro.paths import expanded

__all__ = ["STDIN", "PostFile", "find_posts", "read_posts"]

STDIN = "-"

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt"})

_LARGEST_FILE = 16 * 1024 * 1024
_LARGEST_BESIDE = 64 * 1024
_SKIPPED_FOLDERS = frozenset({"node_modules", "vendor", "_site", "__pycache__"})


@dataclass(frozen=True, slots=True)
class PostFile:
    """A post's bytes, or the one sentence why there are none. ``path`` is absolute, or ``-``.

    ``beside`` is what a second file says of the post (``x.meta`` of ``x.md``, as Nikola keeps it).
    """

    path: str
    content: bytes = b""
    problem: str = ""
    beside: bytes = b""

    @property
    def content_hash(self) -> str:
        """What the journal remembers of the bytes."""
        return blake2b(self.content + self.beside, digest_size=16).hexdigest()


def find_posts(paths: Iterable[str | Path]) -> list[str]:
    """The files that are meant, each once: a file as it is, a folder's posts sorted by name.

    Hidden files and folders, links that lead out of a folder, and what other programs keep there
    (``node_modules``) are passed over.

    Raises:
        NothingFound: When a path does not exist.
        UsageProblem: When a path is empty, as an unset variable is.
    """
    found: dict[str, None] = {}
    for path in paths:
        if str(path) == STDIN:
            found[STDIN] = None
            continue
        if not str(path):
            raise UsageProblem("A path is empty; it would mean the folder you are in. Say . for that.")
        place = expanded(path)
        try:
            mode = place.stat().st_mode
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is no path"
            raise NothingFound(f"{path} cannot be imported: {reason}.") from error
        if stat.S_ISDIR(mode):
            found.update(dict.fromkeys(_below(place.resolve())))
        else:
            found[str(place.resolve())] = None
    return list(found)


def _below(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            try:
                real = path.resolve()
            except (OSError, RuntimeError):  # a link that leads to itself
                continue
            if real.is_relative_to(folder):
                yield str(real)


def read_posts(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[PostFile]:
    """Read one after the other; what cannot be read, or is no text, is told and passed over."""
    for path in paths:
        if path == STDIN:
            content = stdin.read(_LARGEST_FILE + 1) if stdin is not None else b""
            yield _checked(path, content)
            continue
        try:
            if not stat.S_ISREG(Path(path).stat().st_mode):
                yield PostFile(path, problem=f"{path} is no regular file; it was left out.")
                continue
            with Path(path).open("rb") as file:
                yield _checked(path, file.read(_LARGEST_FILE + 1), _beside(path))
        except OSError as error:
            yield PostFile(path, problem=f"{path} could not be read: {error.strerror}.")


def _beside(path: str) -> bytes:
    """The second file of a post, if it has one."""
    place = Path(path).with_suffix(".meta")
    if not place.is_file():
        return b""
    with place.open("rb") as file:
        return file.read(_LARGEST_BESIDE)


def _checked(path: str, content: bytes, beside: bytes = b"") -> PostFile:
    if len(content) > _LARGEST_FILE:
        return PostFile(path, problem=f"{path} is larger than 16 MiB; it was left out.")
    # UTF-16 has its own mark; any other text has no NUL near its beginning.
    if b"\0" in content[:8192] and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return PostFile(path, problem=f"{path} is no text; it was left out.")
    return PostFile(path, content, beside=beside)
