"""Asks for a name, or several, with those that exist offered while one types."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.completing import last_word
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.completing_line import CompletingLine

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["PromptScreen"]


class PromptScreen(Dialog[str]):
    """A question with one line for the answer.

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

    context = Context.PROMPT
    BINDINGS = bindings_for(Context.PROMPT)

    DEFAULT_CSS = """
    PromptScreen {
        & > #box { width: 72; }
        & #about { height: auto; color: $foreground 80%; margin-bottom: 1; padding: 0 1; }
    }
    """

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
        super().__init__(storage)
        self.heading = heading
        self._about = about
        self._names: Mapping[str, Sequence[str]] = {"name": tuple(names)}
        self._several = several
        self._empty = empty
        self._text = text
        self._missing = missing

    def contents(self) -> Iterable[Widget]:
        """What it is about, and the line."""
        yield Static(Text(safe(self._about)), id="about")
        word = partial(last_word, field="name", several=self._several)
        line = CompletingLine(self._text, id="answer", classes="boxed", word_of=word)
        line.names = self._names
        yield line

    def offer(self, names: Sequence[str]) -> None:
        """Offer names that were still being read when the dialog opened."""
        self._names = {"name": tuple(names)}
        for line in self.query(CompletingLine):
            line.names = self._names

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line is Enter in the dialog."""
        event.stop()
        self.action_prompt_done()

    def action_prompt_done(self) -> None:
        """Answer."""
        answer = self.query_one("#answer", CompletingLine).value.strip()
        if answer or self._empty:
            self.dismiss(answer)
        else:
            self.explain(self._missing)

    def action_prompt_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
