"""A dialog with a sentence, and one line for the answer."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.completing import Typed
from retro.tui.screens.prompting import Prompting
from retro.tui.widgets.completing_line import CompletingLine

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["Question"]

T = TypeVar("T")


class Question(Prompting[T]):
    """A question with one line for the answer; a subclass says what becomes of it.

    Args:
        storage: The journal.
        heading: What is asked for.
        about: What it is asked about, in a sentence.
        names: The names that exist, of the sort of ``field``.
        text: What the line starts with.
        hint: How an answer may look.
    """

    BINDINGS = bindings_for(Context.PROMPT)

    field: ClassVar[str]
    """Of which sort the names are that may be completed in the line."""

    DEFAULT_CSS = "Question > #box { width: 72; }"

    def __init__(
        self,
        storage: "Storage",
        heading: str,
        about: str,
        names: Sequence[str] = (),
        *,
        text: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(storage)
        self.heading = heading
        self._about = about
        self._names = tuple(names)
        self._text = text
        self._hint = hint

    def word(self, line: str, cursor: int) -> Typed | None:
        """The word of the line that may be completed."""
        raise NotImplementedError

    def contents(self) -> Iterable[Widget]:
        """What it is about, and the line."""
        yield Static(Text(safe(self._about)), id="about")
        line = CompletingLine(
            self._text, id="answer", classes="boxed", word_of=self.word, placeholder=self._hint
        )
        line.names = {self.field: self._names}
        yield line

    def offer(self, names: Sequence[str]) -> None:
        """Offer names that were still being read when the dialog opened."""
        self._names = tuple(names)
        for line in self.query(CompletingLine):
            line.names = {self.field: self._names}

    @property
    def typed(self) -> str:
        """What is typed, without white space around it."""
        return self.query_one("#answer", CompletingLine).value.strip()
