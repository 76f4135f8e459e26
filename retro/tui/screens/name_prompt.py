"""Asks for a new name, an alias or a pseudonym; offers to merge when the name is another's."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe, safe_line
from retro.errors import NameTaken
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, commands_in, key_label
from retro.tui.jobs.names import Job
from retro.tui.screens.name_dialog import NameDialog
from retro.tui.widgets.fields import Line
from retro.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["Asking", "NamePromptScreen"]


class Asking(NamedTuple):
    """What a dialog with one line asks for.

    Args:
        heading: Of the dialog.
        about: A sentence on what follows.
        text: What the line starts with.
        job: The change, given what was typed.
        merge: The change instead, given whose name it is already; None where that is never so.
        empty: Whether nothing is an answer.
    """

    heading: str
    about: str
    text: str
    job: Callable[[str], Job]
    merge: Callable[[str], Job] | None = None
    empty: bool = False


class NamePromptScreen(NameDialog):
    """Asks for a new name, an alias or a pseudonym.

    Args:
        storage: The journal.
        asking: What for.
    """

    BINDINGS = bindings_for(Context.PROMPT, Context.RENAME)

    def __init__(self, storage: "Storage", asking: Asking) -> None:
        super().__init__(storage)
        self.heading = asking.heading
        self._asking = asking
        self._owner = ""

    def contents(self) -> Iterable[Widget]:
        """What it is about, and the line."""
        yield Static(Text(safe(self._asking.about)), id="about")
        yield Line(self._asking.text, id="answer", classes="boxed", select_on_focus=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        if self._owner:
            self._offer_merging("")
        self.explain("")

    def action_prompt_done(self) -> None:
        """Make the change; what is as it was needs none."""
        answer = self.query_one("#answer", Line).value.strip()
        if answer == safe_line(self._asking.text).strip():
            if answer or self._asking.empty:
                self.dismiss(None)
            else:
                self.explain("Type a name.")
        elif answer or self._asking.empty:
            self.write(self._asking.job(answer))
        else:
            self.explain("Type a name.")

    def complain(self, error: Exception) -> None:
        """Say what is wrong; where the name is another's, offer to merge the two."""
        if isinstance(error, NameTaken) and self._asking.merge is not None:
            self.saving = False
            self._offer_merging(error.owner)
            key = key_label(command("rename.merge").keys[0])
            self.explain(f"That names “{error.owner}” already. {key} merges the two instead.")
        else:
            super().complain(error)

    def _offer_merging(self, owner: str) -> None:
        self._owner = owner
        merging = [command("rename.merge")] if owner else []
        self.query_one(KeyBar).show([*merging, *(each for each in commands_in(self.context) if each.footer)])

    def action_rename_merge(self) -> None:
        """Merge with the name that was found to be another's."""
        if self._owner and self._asking.merge is not None:
            self.write(self._asking.merge(self._owner))
