"""The form for a lesson that one would say differently: what is saved in it is the answer at the review."""

from typing import TYPE_CHECKING

from retro.surroundings import ReviewAnswer
from retro.tui.jobs.reviewing import answer
from retro.tui.screens.form import FormScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.model import Lesson, LessonDraft
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["RewordForm"]


class RewordForm(FormScreen):
    """Ends with the answer.

    Args:
        storage: The journal.
        lesson: The lesson.
        draft: What it says.
    """

    def __init__(self, storage: "Storage", lesson: "Lesson", draft: "LessonDraft") -> None:
        super().__init__(storage, lesson, draft)
        self.heading = "Say it differently"
        self._reworded = lesson.id

    def keeping(self, draft: "LessonDraft") -> "Callable[[Journal], Wrote]":
        """Answer with it."""
        return answer(self._reworded, ReviewAnswer.REWORDED, draft=draft)
