"""What dialogs that change a name share: each has the change made, and ends with it.

What the journal refuses is said in the dialog, where it can be put right.
"""

from textual.widgets import Input

from retro.tui.commands import Context
from retro.tui.jobs.names import Job, Renamed
from retro.tui.screens.dialog import Dialog

__all__ = ["NameDialog"]


class NameDialog(Dialog[Renamed]):
    """Writes what was asked for, and ends with it."""

    context = Context.PROMPT

    DEFAULT_CSS = """
    NameDialog {
        & > #box { width: 76; }
        & #about { height: auto; color: $foreground 80%; margin-bottom: 1; padding: 0 1; }
    }
    NameDialog.-short #about { margin-bottom: 0; }
    """

    def write(self, job: Job) -> None:
        """Have it written, once."""
        if self.begin_saving():
            self.storage.write(job, self.answer(self.dismiss), self.failed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_prompt_done()

    def action_prompt_done(self) -> None:
        """Make the change."""
        raise NotImplementedError

    def action_prompt_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
