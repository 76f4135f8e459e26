"""Commitments: what is due, what is open, and what became of the rest."""

from rich.text import Text
from textual.widgets import Static

from retro.surroundings import Commitment, CommitmentState
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs import retrospectives as jobs
from retro.tui.jobs.retrospectives import Committed
from retro.tui.palette import palette
from retro.tui.ritual_rows import commitment_rows
from retro.tui.screens.committing import Committing
from retro.tui.widgets.row_list import Row
from retro.tui.widgets.virtual_list import VirtualList

__all__ = ["CommitmentsScreen"]

_NOTHING = Row(
    "nothing",
    "Nothing is open",
    detail=(
        ("Nothing is open.", "strong"),
        ("", "text"),
        ("A commitment says what you will do, how it is measured, and until when.", "muted"),
    ),
)


class CommitmentsScreen(Committing[str]):
    """Shows commitments by their day."""

    context = Context.COMMITMENTS
    BINDINGS = bindings_for(Context.COMMITMENTS)

    _committed = Committed((-1, -1))
    _every = False

    def look(self) -> None:
        """Read them, unless nothing was changed."""
        job = jobs.commitments_since(self._committed.state)
        self.storage.read(job, self.answer(self._came), self.failed, name="commitments")

    def _came(self, committed: Committed | None) -> None:
        if committed is not None:
            self._committed = committed
            self.fill()

    def fill(self) -> None:
        """Show them."""
        before, near = self.rows.selected, self.rows.cursor
        found = commitment_rows(self._committed, self.storage.today(), every=self._every) or (_NOTHING,)
        self.rows.show(found, before.key if before else "", near)
        is_open = [each for each in self._committed.commitments if each.state is CommitmentState.OPEN]
        due = sum(each.is_due(self.storage.today()) for each in is_open)
        inks = palette(self.app)
        text = Text(no_wrap=True, end="").append(" commitments ", inks.badge)
        text.append(f"  {len(is_open):,} open", inks.text)
        text.append(f" · {due:,} due", inks.bad if due else inks.muted)
        self.query_one("#head", Static).update(text)
        self.name_frame("All" if self._every else "To keep")
        self.tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click keeps it."""
        event.stop()
        if event.twice:
            self.action_commitments_kept()

    def _chosen(self) -> Commitment | None:
        each = self.chosen_commitment(self._committed.commitments)
        row = self.rows.selected
        if row is None or not row.key.startswith("commitment:"):
            self.say("There is no commitment under the cursor.", severity="warning")
        return each

    def action_commitments_add(self) -> None:
        """Commit to something."""
        self.commit()

    def action_commitments_kept(self) -> None:
        """It was kept."""
        if each := self._chosen():
            self.keep_one(each)

    def action_commitments_put_off(self) -> None:
        """Give it another day."""
        if each := self._chosen():
            self.put_off(each)

    def action_commitments_drop(self) -> None:
        """Give it up."""
        if each := self._chosen():
            self.drop_one(each)

    def action_commitments_every(self) -> None:
        """All of them, or those that are open."""
        self._every = not self._every
        self.fill()

    def action_commitments_undo(self) -> None:
        """Take back the last change."""
        self.undo()

    def action_commitments_redo(self) -> None:
        """Take back the last undo."""
        self.redo()

    def action_commitments_text_down(self) -> None:
        """Scroll the text down."""
        self.detail.scroll_down(animate=False)

    def action_commitments_text_up(self) -> None:
        """Scroll the text up."""
        self.detail.scroll_up(animate=False)

    def action_commitments_close(self) -> None:
        """Back to browsing."""
        self.dismiss("")
