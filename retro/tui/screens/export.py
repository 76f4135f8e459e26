"""Export what is shown: where to, under which title, in which sections."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe, safe_line
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs.exports import Exported, Post, planned, written
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.fields import Choice, Line

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["ExportScreen"]


class ExportScreen(Dialog[Exported]):
    """Asks, shows what would be written, and writes it.

    Args:
        storage: The journal.
        text: The query whose lessons are written.
        total: How many it finds.
    """

    heading = "Export what is shown"
    context = Context.EXPORT
    BINDINGS = bindings_for(Context.EXPORT)

    DEFAULT_CSS = """
    ExportScreen {
        & .row { margin-bottom: 1; }
        & #plan { height: auto; color: $foreground 80%; margin-top: 1; }
        & #which { height: auto; color: $foreground 68%; margin-bottom: 1; }
    }
    """

    def __init__(self, storage: "Storage", text: str, total: int) -> None:
        super().__init__(storage)
        self._query = text
        self._total = total

    def contents(self) -> Iterable[Widget]:
        """What, where to, title, sections."""
        noun = "lesson" if self._total == 1 else "lessons"
        which = f"{self._total:,} {noun}" + (
            f" found by {safe_line(self._query)}" if self._query.strip() else ", all of the journal"
        )
        yield Static(Text(which), id="which")
        for label, widget in (
            ("Folder", Line("_posts" if Path("_posts").is_dir() else ".", id="folder")),
            ("Title", Line("Lessons learned", id="title")),
            ("Sections", Choice(("company", "theme", "kind", "year"), "company", id="group")),
        ):
            yield Horizontal(Static(Text(label), classes="label"), widget, classes="row")
        yield Static("", id="plan")

    def on_mount(self) -> None:
        """Show what would be written."""
        self._plan()
        self.query_one("#title").focus()

    def _post(self) -> Post:
        return Post(
            self._query,
            Path(self.query_one("#folder", Line).value.strip() or ".").expanduser(),
            self.query_one("#title", Line).value.strip() or "Lessons learned",
            self.query_one("#group", Choice).value,
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_export_write()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another name."""
        event.stop()
        self.explain("")
        self._plan()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Other sections."""
        event.stop()
        self._plan()

    def _plan(self) -> None:
        self.storage.read(planned(self._post()), self.answer(self._planned), self.failed, name="plan")

    def _planned(self, exported: Exported) -> None:
        noun = "lesson" if exported.lessons == 1 else "lessons"
        said = Text(f"{exported.lessons:,} {noun} → ").append(safe(str(exported.path)), "bold")
        if exported.withheld:
            said.append(f"\n{exported.withheld:,} private stay here: they never leave the journal.")
        self.query_one("#plan", Static).update(said)

    def action_export_write(self) -> None:
        """Write the post."""
        self._write(force=False)

    def action_export_force(self) -> None:
        """Write it over what is there."""
        self._write(force=True)

    def _write(self, *, force: bool) -> None:
        if self.begin_saving():
            self.storage.write(written(self._post(), force=force), self.answer(self.dismiss), self.failed)

    def action_export_cancel(self) -> None:
        """Write nothing."""
        self.dismiss(None)
