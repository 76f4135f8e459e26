"""What is private stays out of files: a terminal and a pipe are the user's own, a file may be handed on."""

import os
import stat
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from retro.cli.output import narrate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retro.model import LessonDraft
    from retro.search import Hit
    from retro.surroundings import Company, Person, SavedSearch, Theme

__all__ = ["Leaving"]

L = TypeVar("L", bound="LessonDraft")
N = TypeVar("N", "Company", "Person", "Theme", "SavedSearch")


class Leaving:
    """Takes private lessons and private passages out where stdout is a file, and says how many."""

    def __init__(self) -> None:
        self.into_file = _is_file()
        self._lessons: set[LessonDraft] = set()
        self._passages = 0

    def lesson(self, lesson: L) -> L | None:
        """The lesson, or the draft of one, as it may be printed; None for one that may not."""
        if not self.into_file:
            return lesson
        if self.withholds(lesson):
            return None
        from retro.posts.redacting.lessons import without_private_passages  # noqa: PLC0415 - only for files

        public, count = without_private_passages(lesson)
        self._passages += count
        return public

    def withholds(self, lesson: "LessonDraft") -> bool:
        """Whether a lesson may not be printed at all."""
        is_withheld = self.into_file and lesson.visibility == "private"
        if is_withheld:
            self._lessons.add(lesson)
        return is_withheld

    def text(self, text: str) -> str:
        """A text as it may be printed."""
        if not self.into_file:
            return text
        from retro.posts.redacting.passages import without_passages  # noqa: PLC0415

        public, count = without_passages(text)
        self._passages += count
        return public

    def registered(self, each: N) -> N:
        """What the journal knows by a name, as it may be printed."""
        if not self.into_file:
            return each
        told: dict[str, Any] = {field: self._told(value) for field, value in each._asdict().items()}
        return each._replace(**told)

    def _told(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        return tuple(map(self._told, value)) if isinstance(value, tuple) else value

    def hits(self, hits: "Iterable[Hit]") -> "list[Hit]":
        """Hits as they may be printed."""
        found = []
        for hit in hits:
            lesson = self.lesson(hit.lesson)
            if lesson is hit.lesson:
                found.append(hit)
            elif lesson is not None:
                # What was marked, cut out and explained may be of the passage that went.
                bare = {
                    "title_spans": (),
                    "body_spans": (),
                    "snippet": "",
                    "snippet_spans": (),
                    "explanation": (),
                }
                found.append(hit.replace(lesson=lesson, **bare))
        return found

    def tell(self) -> None:
        """Say what was left out."""
        said = [
            f"{count:,} private {noun}{'' if count == 1 else 's'}"
            for count, noun in ((len(self._lessons), "lesson"), (self._passages, "passage"))
            if count
        ]
        if said:
            narrate(f"Left out {' and '.join(said)}: what is private does not go into files.")

    @property
    def left_out(self) -> bool:
        """Whether a lesson was."""
        return bool(self._lessons)


def _is_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # closed, or no real stream
        return False
