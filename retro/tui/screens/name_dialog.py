"""What dialogs that change a name share: each has the change made, and ends with it.

What the journal refuses is said in the dialog, where it can be put right.
"""

from retro.tui.jobs.names import Job, Renamed
from retro.tui.screens.prompting import Prompting

__all__ = ["NameDialog"]


class NameDialog(Prompting[Renamed]):
    """Writes what was asked for, and ends with it."""

    def write(self, job: Job) -> None:
        """Have it written, once."""
        if self.begin_saving():
            self.storage.write(job, self.answer(self.dismiss), self.failed)
