"""Asks when each of two lessons holds: both are true, and that is what makes them a tension."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.looks import shown_title
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.fields import Line

if TYPE_CHECKING:
    from retro.tui.jobs.tensions import Pair
    from retro.tui.storage import Storage

__all__ = ["WhensScreen"]


class WhensScreen(Dialog[tuple[str, str]]):
    """Two titles, with a line below each.

    Args:
        storage: The journal.
        pair: The two, with what was said before.
    """

    heading = "When does each hold?"
    context = Context.PROMPT
    BINDINGS = bindings_for(Context.PROMPT)

    DEFAULT_CSS = """
    WhensScreen {
        & > #box { width: 84; }
        & .title { height: auto; max-height: 3; padding: 0 1; margin-top: 1; }
        & #one-title { margin-top: 0; }
    }
    WhensScreen.-short .boxed { border: none; height: 1; background: $foreground 8%; }
    WhensScreen.-short .title { max-height: 2; }
    """

    def __init__(self, storage: "Storage", pair: "Pair") -> None:
        super().__init__(storage)
        self._pair = pair

    def contents(self) -> Iterable[Widget]:
        """Title, when, title, when."""
        for lesson, when, name in zip(self._pair.lessons, self._pair.whens, ("one", "other"), strict=True):
            yield Static(Text(f"“{shown_title(lesson.title)}”"), id=f"{name}-title", classes="title")
            yield Line(when, id=name, classes="boxed", placeholder="holds when …")

    def on_mount(self) -> None:
        """Begin with the first."""
        self.query_one("#one").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_prompt_done()

    def action_prompt_done(self) -> None:
        """Answer; what is still empty is asked for first."""
        lines = [self.query_one(f"#{name}", Line) for name in ("one", "other")]
        one, other = (line.value.strip() for line in lines)
        if one and other:
            self.dismiss((one, other))
            return
        missing = lines[1 if one else 0]
        if self.focused is not missing:
            self.explain("")
            missing.focus()
        else:
            self.explain("Say when it holds: a tension has a when on each side.")

    def action_prompt_cancel(self) -> None:
        """Say nothing."""
        self.dismiss(None)
