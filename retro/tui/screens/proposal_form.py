"""The form for a lesson that answers propose: what is saved in it is learned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro.tui.jobs.retrospectives import learn
from retro.tui.screens.form import FormScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.model import LessonDraft
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["ProposalForm"]


class ProposalForm(FormScreen):
    """Ends with the lesson that was made.

    Args:
        storage: The journal.
        answer_ids: What it is made of.
        draft: As it is proposed.
    """

    def __init__(self, storage: "Storage", answer_ids: Sequence[str], draft: "LessonDraft") -> None:
        super().__init__(storage, None, draft)
        self.heading = "Edit and learn"
        self._answer_ids = tuple(answer_ids)

    def keeping(self, draft: "LessonDraft") -> "Callable[[Journal], Wrote]":
        """Learn it."""
        return learn(self._answer_ids, draft)
