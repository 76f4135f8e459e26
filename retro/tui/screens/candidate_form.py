"""The form for a candidate: what is saved in it is accepted as a lesson."""

from typing import TYPE_CHECKING

from retro.tui.jobs.candidates import accept_edited
from retro.tui.screens.form import FormScreen

if TYPE_CHECKING:
    from retro.model import LessonDraft
    from retro.tui.jobs.candidates import Decide
    from retro.tui.storage import Storage

__all__ = ["CandidateForm"]


class CandidateForm(FormScreen):
    """Ends with the lesson that was made.

    Args:
        storage: The journal.
        number: Of the candidate.
        draft: As it is.
    """

    def __init__(self, storage: "Storage", number: int, draft: "LessonDraft") -> None:
        super().__init__(storage, None, draft)
        self.heading = "Edit and accept"
        self._number = number

    def keeping(self, draft: "LessonDraft") -> "Decide":
        """Accept it."""
        return accept_edited(self._number, draft)
