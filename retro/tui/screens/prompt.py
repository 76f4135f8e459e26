"""Asks for a name, or several, with those that exist offered while one types."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro.tui.completing import Typed, last_word
from retro.tui.screens.question import Question

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["PromptScreen"]


class PromptScreen(Question[str]):
    """A question that is answered with what was typed.

    Args:
        storage: The journal.
        heading: What is asked for.
        about: What it is asked about, in a sentence.
        names: The names that exist.
        several: Whether commas part several answers.
        empty: Whether no answer is one.
        text: What the line starts with.
        missing: What is said where an answer is missing.
    """

    field = "name"

    def __init__(
        self,
        storage: "Storage",
        heading: str,
        about: str,
        names: Sequence[str] = (),
        *,
        several: bool = False,
        empty: bool = False,
        text: str = "",
        missing: str = "Type a name.",
    ) -> None:
        super().__init__(storage, heading, about, names, text=text)
        self._several = several
        self._empty = empty
        self._missing = missing

    def word(self, line: str, cursor: int) -> Typed:
        """All of the line, or what is behind the last comma."""
        return last_word(line, cursor, field=self.field, several=self._several)

    def action_prompt_done(self) -> None:
        """Answer."""
        answer = self.typed
        if answer or self._empty:
            self.dismiss(answer)
        else:
            self.explain(self._missing)
