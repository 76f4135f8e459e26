"""The details of a post: title, folder, day, site generator, template, and how evidence is told and drawn."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs.posts import CHART_WAYS, DIALECT_NAMES, EVIDENCE_WAYS, Plan
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.fields import Choice, Line

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["DetailsScreen"]


class DetailsScreen(Dialog[Plan]):
    """Asks; ends with the plan as it is then.

    Args:
        storage: The journal.
        plan: As it is.
        date: The day that the post has now, in ISO 8601.
        templates: What can make the text.
    """

    heading = "Details of the post"
    context = Context.DETAILS
    BINDINGS = bindings_for(Context.DETAILS)

    DEFAULT_CSS = """
    DetailsScreen {
        & .row { margin-bottom: 1; }
        & #hint { height: auto; color: $foreground 68%; }
    }
    """

    def __init__(self, storage: "Storage", plan: Plan, date: str, templates: tuple[str, ...]) -> None:
        super().__init__(storage)
        self._templates = templates
        self._plan = plan
        self._date = date

    def contents(self) -> Iterable[Widget]:
        """A row each."""
        plan = self._plan
        for label, widget in (
            ("Title", Line(plan.title, id="title")),
            ("Folder", Line(safe(str(plan.folder)), id="folder")),
            ("Day", Line(plan.date, id="date", placeholder=f"{self._date}, that of its latest lesson")),
            ("Site", Choice(DIALECT_NAMES, plan.dialect, id="dialect")),
            ("Template", Choice(self._templates, plan.template, id="template")),
            ("Evidence", Choice(EVIDENCE_WAYS, plan.evidence_as, id="evidence")),
            ("Charts", Choice(CHART_WAYS, plan.charts, id="charts")),
        ):
            yield Horizontal(Static(Text(label), classes="label"), widget, classes="row")
        yield Static(Text("The name of the file follows from the day and the title."), id="hint")

    def on_mount(self) -> None:
        """Begin in the title."""
        self.query_one("#title").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_details_keep()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        self.explain("")

    def action_details_keep(self) -> None:
        """Keep what was typed."""
        typed = self.query_one("#date", Line).value.strip()
        date = self._day(typed)
        if typed and not date:
            self.explain(f"“{typed}” is not a date that retro understands.")
            self.query_one("#date").focus()
            return
        folder = self.query_one("#folder", Line).value.strip()
        same = folder == safe(str(self._plan.folder))
        plan = self._plan._replace(
            title=self.query_one("#title", Line).value.strip() or "Lessons learned",
            folder=self._plan.folder if same else Path(folder or ".").expanduser(),
            date=date,
            dialect=self.query_one("#dialect", Choice).value,
            template=self.query_one("#template", Choice).value,
            evidence_as=self.query_one("#evidence", Choice).value,
            charts=self.query_one("#charts", Choice).value,
        )
        self.dismiss(plan)

    def _day(self, typed: str) -> str:
        """A day in ISO 8601: the last of what was meant, as on the command line."""
        if not typed:
            return ""
        from retro.natural_dates import parse_span  # noqa: PLC0415 - only when a date is given

        span = parse_span(typed, self.storage.today(), strict=False)
        return "" if span is None else span.last_day.isoformat()

    def action_details_cancel(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
