"""What is private stays out of files: a terminal and a pipe are the user's own, a file may be handed on."""

import os
import stat
import sys
from typing import TYPE_CHECKING

from retro.cli.output import narrate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retro.model import Lesson
    from retro.search import Hit

__all__ = ["Leaving"]


class Leaving:
    """Takes private lessons and private passages out where stdout is a file, and says how many."""

    def __init__(self) -> None:
        self.into_file = _is_file()
        self._lessons = 0
        self._passages = 0

    def lesson(self, lesson: "Lesson") -> "Lesson | None":
        """The lesson as it may be printed; None for one that may not."""
        if not self.into_file:
            return lesson
        if lesson.visibility == "private":
            self._lessons += 1
            return None
        from retro.posts.redacting.lessons import without_private_passages  # noqa: PLC0415 - only for files

        public, count = without_private_passages(lesson)
        self._passages += count
        return public

    def text(self, text: str) -> str:
        """A text as it may be printed."""
        if not self.into_file:
            return text
        from retro.posts.redacting.passages import without_passages  # noqa: PLC0415

        public, count = without_passages(text)
        self._passages += count
        return public

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
            for count, noun in ((self._lessons, "lesson"), (self._passages, "passage"))
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
