"""Where a retrospective is begun in a format, or gone on with."""

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs import lessons
from retro.tui.jobs import retrospectives as jobs
from retro.tui.jobs.retrospectives import Begun, Overview
from retro.tui.palette import palette
from retro.tui.ritual_rows import overview_rows
from retro.tui.screens.composing import compose_retrospective
from retro.tui.screens.ritual import RitualScreen
from retro.tui.screens.row_screen import RowScreen
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.practice.retrospectives.formats import Format
    from retro.surroundings import Retrospective
    from retro.tui.jobs.lessons import Names
    from retro.tui.screens.ritual_view import Typed
    from retro.tui.storage import Storage

__all__ = ["RetrospectivesScreen"]


class RetrospectivesScreen(RowScreen[str]):
    """Open retrospectives, the formats, and those that are finished; ends with the lesson learned last.

    Args:
        storage: The journal.
        typed: What was typed in retrospectives and is no answer yet, which this and later runs go on with.
    """

    context = Context.RETROSPECTIVES
    BINDINGS = bindings_for(Context.RETROSPECTIVES)

    def __init__(self, storage: "Storage", typed: "Typed") -> None:
        super().__init__(storage)
        self._typed = typed
        self._overview = Overview((-1, -1))
        self._companies: tuple[str, ...] = ()
        self._learned = ""
        self._told_problems = False

    def on_mount(self) -> None:
        """Ask which companies there are, too."""
        super().on_mount()
        self.storage.read(lessons.names, self.answer(self._names_came), self.failed, name="names")

    def _names_came(self, names: "Names") -> None:
        self._companies = names.companies

    def look(self) -> None:
        """Read what there is, unless nothing was changed."""
        job = jobs.overview_since(self._overview.state)
        self.storage.read(job, self.answer(self._came), self.failed, name="retrospectives")

    def _came(self, overview: Overview | None) -> None:
        if overview is None:
            return
        self._overview = overview
        self.fill()
        if overview.formats.problems and not self._told_problems:
            self._told_problems = True
            for problem in overview.formats.problems[:3]:
                self.say(problem, severity="warning")

    def fill(self) -> None:
        """Show them."""
        before, near = self.rows.selected, self.rows.cursor
        self.rows.show(overview_rows(self._overview), before.key if before else "", near)
        inks = palette(self.app)
        text = Text(no_wrap=True, end="").append(" retrospective ", inks.badge)
        text.append("  look back, and take something along", inks.muted)
        self.query_one("#head", Static).update(text)
        self.name_frame("Begin, or go on")
        self.tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens."""
        event.stop()
        if event.twice:
            self.action_retrospectives_open()

    def _retrospective(self) -> "Retrospective | None":
        row = self.rows.selected
        key = row.key if row else ""
        found = (each for each, _ in self._overview.retrospectives if key == f"retrospective:{each.id}")
        return next(found, None)

    def action_retrospectives_open(self) -> None:
        """Begin in the format, or go on with the retrospective."""
        held = self._retrospective()
        if held is not None:
            self._hold(Begun(held, self._overview.formats.of(held.format)))
            return
        row = self.rows.selected
        if row is not None and row.key.startswith("format:"):
            self._ask_company(self._overview.formats.of(row.key.partition(":")[2]))

    def _ask_company(self, how: "Format") -> None:
        self.ask(
            how.title,
            "Which company is it about? Nothing for none.",
            partial(self._ask_period, how),
            empty=True,
            names=self._companies,
        )

    def _ask_period(self, how: "Format", company: str, text: str = "") -> None:
        self.ask(
            how.title,
            "Which period does it look back on? 2022..2023, 2022, “last quarter” … Nothing for none.",
            partial(self._begin, how, company),
            empty=True,
            text=text,
        )

    def _begin(self, how: "Format", company: str, said: str) -> None:
        from retro.natural_dates import parse_span  # noqa: PLC0415 - only who begins needs it

        period = parse_span(said, self.storage.today(), strict=False) if said else None
        if said and period is None:
            self.say(f"“{safe(said)}” is not a period; try 2022..2023 or “last quarter”.", severity="error")
            self._ask_period(how, company, said)
            return
        self.storage.write(jobs.begin(how, company or None, period), self.answer(self._hold), self.failed)

    def _hold(self, begun: Begun) -> None:
        def closed(lesson_id: str | None) -> None:
            self._learned = lesson_id or self._learned
            self.look()

        screen = RitualScreen(self.storage, begun.retrospective, begun.how, self._typed)
        self.app.push_screen(screen, closed)

    def action_retrospectives_remove(self) -> None:
        """Throw a retrospective away."""
        held = self._retrospective()
        if held is None:
            self.say("There is no retrospective under the cursor.", severity="warning")
        else:
            self.change(jobs.remove(held.id))

    def action_retrospectives_export(self) -> None:
        """Compose a post of a retrospective."""
        held = self._retrospective()
        if held is None:
            self.say("There is no retrospective under the cursor.", severity="warning")
        else:
            compose_retrospective(self, held.id)

    def action_retrospectives_undo(self) -> None:
        """Take back the last change."""
        self.undo()

    def action_retrospectives_redo(self) -> None:
        """Take back the last undo."""
        self.redo()

    def action_retrospectives_text_down(self) -> None:
        """Scroll the text down."""
        self.detail.scroll_down(animate=False)

    def action_retrospectives_text_up(self) -> None:
        """Scroll the text up."""
        self.detail.scroll_up(animate=False)

    def action_retrospectives_close(self) -> None:
        """Back to browsing."""
        self.dismiss(self._learned)
