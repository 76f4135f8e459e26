"""Asks for one line in which a company may be named, and writes what follows from it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.completing import word_of_capture
from retro.tui.jobs.lessons import Wrote
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.completing_line import CompletingLine

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.tui.storage import Storage

__all__ = ["LineScreen"]


class LineScreen(Dialog[Wrote]):
    """A question with one line for the answer; it stays open, with what was typed, where the journal refuses.

    Args:
        storage: The journal.
        heading: What is asked for.
        about: What it is asked about, in a sentence.
        job: What is written, given what was typed.
        hint: How an answer may look.
    """

    context = Context.PROMPT
    BINDINGS = bindings_for(Context.PROMPT)

    DEFAULT_CSS = """
    LineScreen {
        & > #box { width: 76; }
        & #about { height: auto; color: $foreground 80%; margin-bottom: 1; padding: 0 1; }
    }
    LineScreen.-short #about { margin-bottom: 0; }
    """

    def __init__(
        self,
        storage: "Storage",
        heading: str,
        about: str,
        job: "Callable[[str], Callable[[Journal], Wrote]]",
        *,
        hint: str = "",
    ) -> None:
        super().__init__(storage)
        self.heading = heading
        self._about = about
        self._job = job
        self._hint = hint
        self._companies: tuple[str, ...] = ()

    def contents(self) -> Iterable[Widget]:
        """What it is about, and the line."""
        yield Static(Text(safe(self._about)), id="about")
        line = CompletingLine(
            "", id="answer", classes="boxed", word_of=word_of_capture, placeholder=self._hint
        )
        line.names = {"company": self._companies}
        yield line

    def offer(self, companies: Sequence[str]) -> None:
        """Offer names that were still being read when the dialog opened."""
        self._companies = tuple(companies)
        for line in self.query(CompletingLine):
            line.names = {"company": self._companies}

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        self.explain("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line is Enter in the dialog."""
        event.stop()
        self.action_prompt_done()

    def action_prompt_done(self) -> None:
        """Write it."""
        text = self.query_one("#answer", CompletingLine).value.strip()
        if self.begin_saving():
            self.storage.write(self._job(text), self.answer(self.dismiss), self.failed)

    def action_prompt_cancel(self) -> None:
        """Write nothing."""
        self.dismiss(None)
