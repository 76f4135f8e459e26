"""Paths that a person named, as posts and journals: files, folders and all below them, ``-`` for stdin."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from retro.errors import NothingFound, UsageProblem
from retro.paths import expanded
from retro.posts.importers import Format, Given, format_of
from retro.posts.importers.given import HEAD, LARGEST

__all__ = ["AS_POSTS", "STDIN", "PostFile", "Readable", "find_posts", "read_posts"]

STDIN = "-"
AS_POSTS = "post"
"""In the place of a format: all files are posts, whatever they look like."""

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt"})

_JOURNALS = frozenset(
    {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".org", ".doentry", ".journal", ".jrnl", ".zip"}
    | {".db", ".sqlite", ".sqlite3"}
)
"""How files end that may be a journal; whether one is, its content says."""

_LARGEST_FILE = 16 * 1024 * 1024
_LARGEST_BESIDE = 64 * 1024
_SKIPPED_FOLDERS = frozenset({"node_modules", "vendor", "_site", "__pycache__"})


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """So many of them at the most, or all."""


@dataclass(frozen=True, slots=True)
class PostFile:
    """A post's bytes, or a journal to be read, or the one sentence why there is neither.

    ``path`` is absolute, or ``-``. ``beside`` is what a second file says of a post (``x.meta`` of ``x.md``,
    as Nikola keeps it).
    """

    path: str
    content: bytes = b""
    problem: str = ""
    format: Format | None = None
    given: Given | None = None
    beside: bytes = b""

    @property
    def content_hash(self) -> str:
        """What the journal remembers of the bytes."""
        return blake2b(self.content + self.beside, digest_size=16).hexdigest()


def find_posts(paths: Iterable[str | Path], passed_over: list[str] | None = None) -> list[str]:
    """The files that are meant, each once: a file as it is, a folder's posts and journals sorted by name.

    Hidden files and folders, links that lead out of a folder, and what other programs keep there
    (``node_modules``) are passed over.

    Args:
        paths: Files, folders, or ``-``.
        passed_over: Takes the files of folders that end like a journal and are none, and the tables, which
            may be of anything and are read where they are named themselves.

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
            found.update(dict.fromkeys(_below(place.resolve(), [] if passed_over is None else passed_over)))
        else:
            found[str(place.resolve())] = None
    return list(found)


def _below(folder: Path, passed_over: list[str]) -> Iterator[str]:
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(files):
            path = Path(root, name)
            suffix = path.suffix.lower()
            if name.startswith(".") or suffix not in SUFFIXES | _JOURNALS:
                continue
            # Not Path.resolve, which raises on a link to itself.
            resolved = os.path.realpath(path)
            if path.is_symlink() and not Path(resolved).is_relative_to(folder):
                continue
            if suffix in SUFFIXES or _is_journal(resolved):
                yield resolved
            else:
                passed_over.append(resolved)


def _is_journal(path: str) -> bool:
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            return False
        found = format_of(_given(path))
    except OSError:
        return True  # reading it says why it cannot be read
    return found is not None and not found.is_table


def read_posts(
    paths: Iterable[str], stdin: Readable | None = None, form: Format | str = ""
) -> Iterator[PostFile]:
    """Read one after the other; what cannot be read, or is no text, is told and passed over.

    Args:
        paths: As ``find_posts`` gives them.
        stdin: What ``-`` is.
        form: The format of all of them, or ``AS_POSTS``, where it should not be told by their content.
    """
    for path in paths:
        try:
            yield _read_stdin(stdin, form) if path == STDIN else _read(path, form)
        except OSError as error:
            yield PostFile(path, problem=f"{path} could not be read: {error.strerror}.")


def _read_stdin(stdin: Readable | None, form: Format | str) -> PostFile:
    content = stdin.read(_LARGEST_FILE + 1) if stdin is not None else b""
    if len(content) > _LARGEST_FILE:
        return _checked(STDIN, content)
    given = Given.of(content, STDIN)
    found = _format(form, given)
    return PostFile(STDIN, format=found, given=given) if found else _checked(STDIN, content)


def _read(path: str, form: Format | str) -> PostFile:
    if not stat.S_ISREG(Path(path).stat().st_mode):
        return PostFile(path, problem=f"{path} is no regular file; it was left out.")
    given = _given(path)
    found = _format(form, given)
    if found is None and given.suffix in _JOURNALS and form != AS_POSTS:
        return PostFile(
            path, problem=f"{path} is nothing that retro knows (--format says what it is); it was left out."
        )
    if found is None:
        with Path(path).open("rb") as file:
            return _checked(path, file.read(_LARGEST_FILE + 1), _beside(path))
    if given.size > LARGEST:
        return PostFile(path, problem=f"{path} is larger than {LARGEST // 1024**3} GiB; it was left out.")
    return PostFile(path, format=found, given=given)


def _beside(path: str) -> bytes:
    """The second file of a post, if it has one."""
    place = Path(path).with_suffix(".meta")
    if not place.is_file():
        return b""
    with place.open("rb") as file:
        return file.read(_LARGEST_BESIDE)


def _format(form: Format | str, given: Given) -> Format | None:
    if isinstance(form, Format):
        return form
    return None if form == AS_POSTS else format_of(given)


def _given(path: str) -> Given:
    with Path(path).open("rb") as file:
        return Given(path, file.read(HEAD), os.fstat(file.fileno()).st_size)


def _checked(path: str, content: bytes, beside: bytes = b"") -> PostFile:
    if len(content) > _LARGEST_FILE:
        return PostFile(path, problem=f"{path} is larger than 16 MiB; it was left out.")
    # UTF-16 has its own mark; any other text has no NUL near its beginning.
    if b"\0" in content[:8192] and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return PostFile(path, problem=f"{path} is no text; it was left out.")
    return PostFile(path, content, beside=beside)
