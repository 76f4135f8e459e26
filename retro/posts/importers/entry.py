"""What every importer yields, what it is told, and how it makes itself known."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retro.dates import Span
from retro.model import LessonDraft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from retro.posts.entries import OwnApplication, OwnRelation
    from retro.posts.importers.given import Given
    from retro.posts.importers.mapping import Mapping

__all__ = ["REVIEW_BELOW", "Entry", "Format", "Options", "Trouble"]


REVIEW_BELOW = 0.6
"""From 0 to 1. Of 617 lessons that were found in 107 posts of others, 29 are below it: all of them prose that
only just sounds like a lesson."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a journal, one row of a table: what becomes a lesson.

    Attributes:
        key: What it is known by in its file, the same each time the file is read. Entries that follow each
            other under one key are compared together, so that one of them may be retitled.
        draft: The lesson as the entry tells it.
        moment: When it was written, as exactly as the entry says (``2023-10-19 21:07``), or empty.
        mentions: Names that are the company if one is registered under them, and themes otherwise.
        line: Where it begins in the file, from 1; 0 where a file has no lines.
        heading: What stands above it, or empty.
        is_unique: The key is this entry's in every file (a UUID): it is the same entry wherever it lies.
        is_whole: It is one lesson even if it reads like a post with several.
        id: The lesson's id in the journal that wrote it, for formats of retro's own.
        relations: How it stands to others, for formats of retro's own.
        applications: When it was applied or violated, for formats of retro's own.
        problems: What of it could not be read, each in one sentence.
    """

    key: str
    draft: LessonDraft
    moment: str = ""
    mentions: tuple[str, ...] = ()
    line: int = 0
    heading: str = ""
    is_unique: bool = False
    is_whole: bool = False
    id: str = ""
    relations: "tuple[OwnRelation, ...]" = ()
    applications: "tuple[OwnApplication, ...]" = ()
    problems: tuple[str, ...] = ()

    @property
    def happened(self) -> Span | None:
        """The day that the entry tells of."""
        return self.draft.happened


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a file that did not become an entry, or not all of it: what, where and why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the files.

    Attributes:
        today: The present day where the user is; it tells which century ``91`` is in.
        mapping: Which column of a table is what.
        encoding: The encoding of text, where it should not be guessed.
        date_format: How dates are written, as ``strptime`` has it, where it should not be guessed.
        is_private: What comes in is private.
        review_below: What is read with less confidence than this goes to the review list.
    """

    today: "dt.date"
    mapping: "Mapping | None" = None
    encoding: str = ""
    date_format: str = ""
    is_private: bool = False
    review_below: float = REVIEW_BELOW


@dataclass(frozen=True, slots=True)
class Format:
    """A format that retro reads.

    Attributes:
        name: What ``--format`` calls it.
        title: What people call it, and what of it is read.
        recognises: Whether a file is of this format, by its first bytes; the name is a hint at most.
        read: Yields what is in it, one after the other, and never raises on what is in it.
        is_table: Rows of anything: read only where the file itself is named, never for lying in a folder.
    """

    name: str
    title: str
    recognises: "Callable[[Given], bool]"
    read: "Callable[[Given, Options], Iterator[Entry | Trouble]]" = field(compare=False)
    is_table: bool = False
