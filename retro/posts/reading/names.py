"""What a file's name says of a post: its title where it has no other, and which folders it lies in."""

import re
from pathlib import PurePath
from typing import NamedTuple

__all__ = ["PostName", "name_of"]

_BUNDLE = frozenset({"index", "readme", "post"})
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2})?\Z")
_DATE_BEFORE = re.compile(
    r"(?:\d{4}[-/._]\d{1,2}[-/._]\d{1,2}|(?:19|20)\d{6}(?:\d{4}(?:\d\d)?)?)[-_. ]+(?=\D)", re.ASCII
)


class PostName(NamedTuple):
    """A post's name.

    Attributes:
        stem: The file's name without its suffix; of a bundle (``slug/index.md``), the folder's.
        title: The same in words, without a date before it.
        folders: The folders it lies in, the nearest first.
    """

    stem: str
    title: str
    folders: tuple[str, ...]


def name_of(path: str) -> PostName:
    """Take a path apart; ``-``, for standard input, has no name."""
    pure = PurePath(path.replace("\\", "/")) if path != "-" else PurePath()
    folders = tuple(part for part in reversed(pure.parts[:-1]) if part != "/")
    stem = _LANGUAGE.sub("", pure.stem)
    if stem.lower() in _BUNDLE and folders:
        stem, folders = folders[0], folders[1:]
    return PostName(stem, _in_words(stem), folders)


def _in_words(stem: str) -> str:
    title = _DATE_BEFORE.sub("", stem, count=1)
    if re.fullmatch(r"[\d_.-]*", title):
        return title  # 2023-09-12, a daily note
    if " " not in title:
        title = " ".join(re.split(r"[-_]+", title)).strip()
    return title[:1].upper() + title[1:]
