"""Asks for one line in which a company may be named, and writes what follows from it."""

from typing import TYPE_CHECKING

from textual.widgets import Input

from retro.tui.completing import Typed, word_of_capture
from retro.tui.jobs.lessons import Wrote
from retro.tui.screens.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.tui.storage import Storage

__all__ = ["LineScreen"]


class LineScreen(Question[Wrote]):
    """A question whose answer is written; it stays open, with what was typed, where the journal refuses.

    Args:
        storage: The journal.
        heading: What is asked for.
        about: What it is asked about, in a sentence.
        job: What is written, given what was typed.
        hint: How an answer may look.
    """

    field = "company"

    DEFAULT_CSS = "LineScreen > #box { width: 76; }"

    def __init__(
        self,
        storage: "Storage",
        heading: str,
        about: str,
        job: "Callable[[str], Callable[[Journal], Wrote]]",
        *,
        hint: str = "",
    ) -> None:
        super().__init__(storage, heading, about, hint=hint)
        self._job = job

    def word(self, line: str, cursor: int) -> Typed | None:
        """What ``@`` stands before."""
        return word_of_capture(line, cursor)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        self.explain("")

    def action_prompt_done(self) -> None:
        """Write it."""
        text = self.typed
        if self.begin_saving():
            self.storage.write(self._job(text), self.answer(self.dismiss), self.failed)
