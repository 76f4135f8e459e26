"""Patterns: what the query finds over time, and by company and theme; each part leads back to its lessons."""

from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from retro.display import safe_line
from retro.query import parse
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.jobs import patterns
from retro.tui.looks import fit
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.veil import veiled_chart, veiled_matrix
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.matrix_grid import MatrixGrid, MatrixHead
from retro.tui.widgets.patterns_bar import PatternsBar
from retro.tui.widgets.timeline import Timeline, series_looks
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal.patterns import Matrix
    from retro.tui.jobs.patterns import Chart
    from retro.tui.storage import Storage

__all__ = ["PatternsScreen"]


class PatternsScreen(Conversing[str | None]):
    """A timeline and a matrix; gives back the query to go on with, or None.

    Args:
        storage: The journal.
        query: What finds the lessons that are counted.
    """

    BINDINGS = bindings_for(Context.PATTERNS)
    AUTO_FOCUS = "#timeline"

    DEFAULT_CSS = """
    PatternsScreen {
        & > #over-time, & > #by-theme { height: 1fr; padding: 1 2 0 1; }
        & > #by-theme { display: none; }
        & #legend { height: auto; max-height: 3; padding: 0 0 0 1; margin-top: 1; }
        & > #said { height: 1; padding: 0 2; margin: 1 0; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #nothing { height: 1fr; padding: 2 4; display: none; }
    }
    PatternsScreen.-short {
        & > #over-time, & > #by-theme { padding: 0 2 0 1; }
        & #legend { margin-top: 0; max-height: 2; }
        & > #said { margin: 0; }
    }
    """

    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]

    def __init__(self, storage: "Storage", query: str) -> None:
        super().__init__(storage)
        self._query = query
        self._chart: Chart | None = None
        self._matrix: Matrix | None = None
        self._kinds = False
        self._view = "patterns.timeline"

    def compose(self) -> ComposeResult:
        """The query above, one of two views, what the cursor is on, the keys."""
        yield PatternsBar(self._query)
        with Vertical(id="over-time"):
            yield Timeline(id="timeline")
            yield Static(id="legend")
        with Vertical(id="by-theme"):
            grid = MatrixGrid(id="matrix")
            yield MatrixHead(grid)
            yield grid
        yield Static(id="nothing")
        yield Static(id="said")
        yield KeyBar([*(each for each in commands_in(Context.PATTERNS) if each.footer), command("app.help")])

    def on_mount(self) -> None:
        """Count."""
        ask, text = self.storage.within, self._query
        came = self.answer(self._show_chart)
        ask(text, patterns.chart, came, self.failed, name="timeline", veiled=veiled_chart)
        came = self.answer(self._show_matrix)
        ask(text, patterns.matrix, came, self.failed, name="matrix", veiled=veiled_matrix)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._tell())

    @property
    def timeline(self) -> Timeline:
        """The plot."""
        return self.query_one(Timeline)

    @property
    def grid(self) -> MatrixGrid:
        """The counts by company and theme."""
        return self.query_one(MatrixGrid)

    # What is shown

    def _show_chart(self, chart: "Chart") -> None:
        self._chart = chart
        self.timeline.show(chart, kinds=self._kinds)
        if not chart.periods:
            for name in ("over-time", "by-theme"):
                self.query_one(f"#{name}").display = False
            self.query_one("#nothing").display = True
        self.query_one(PatternsBar).tell(count=_lessons(sum(chart.totals)))
        self._tell()

    def _show_matrix(self, matrix: "Matrix") -> None:
        self._matrix = matrix
        self.grid.show(matrix)
        self._tell()

    def _tell(self) -> None:
        """Say in words what the cursor is on; what the patterns of the plot mean; that there is nothing."""
        inks = palette(self.app)
        over_time = self._view == "patterns.timeline"
        said = Text(self._period_said() if over_time else self._cell_said(), inks.text)
        if not over_time:
            said.append(self._left_out(), inks.muted)
        self.query_one("#said", Static).update(said)
        self.query_one("#legend", Static).update(self._legend())
        self.query_one("#nothing", Static).update(self._nothing())
        self.query_one(MatrixHead).refresh()

    def _period_said(self) -> str:
        if self._chart is None:
            return "Counting …"
        if not self._chart.periods:
            return ""
        place = self.timeline.cursor
        said = f"{self._chart.periods[place]} · {_lessons(self._chart.totals[place])}"
        if self._kinds:
            parts = [f"{each.name} {each.counts[place]:,}" for each in self._chart.kinds]
            return f"{said}: {', '.join(parts)}"
        company, count = self._chart.most[place]
        return f"{said}, most at {safe_line(company)} ({count:,})" if company else said

    def _cell_said(self) -> str:
        if self._matrix is None:
            return "Counting …"
        names = " × ".join(safe_line(name) for name in reversed(self.grid.selected) if name)
        return f"{names or 'all'} · {_lessons(self.grid.lessons)}"

    def _left_out(self) -> str:
        if self._matrix is None:
            return ""
        left = [
            f"{count - len(shown):,} more {noun if count - len(shown) == 1 else nouns}"
            for shown, count, noun, nouns in (
                (self._matrix.themes, self._matrix.theme_count, "theme", "themes"),
                (self._matrix.companies, self._matrix.company_count, "company", "companies"),
            )
            if count > len(shown)
        ]
        return f"   {', '.join(left)}" if left else ""

    def _legend(self) -> Columns:
        inks = palette(self.app)
        series = () if self._chart is None else self._chart.kinds if self._kinds else self._chart.companies
        parts = [
            Text.assemble(
                (marker * 2, ink),
                (f" {fit(name, min(len(name), 28))} ", inks.text),
                (f"{each.total:,}", inks.muted),
            )
            for each, (marker, ink) in zip(series, series_looks(inks, series, kinds=self._kinds), strict=True)
            for name in [safe_line(each.name)]
        ]
        return Columns(parts, padding=(0, 3))

    def _nothing(self) -> Text:
        inks = palette(self.app)
        if self._query.strip():
            said = Text("No lesson says that, so there is no pattern.\n\n", inks.strong)
            return said.append("Close this and change the query.", inks.muted)
        said = Text("No lessons yet, so there are no patterns.\n\n", inks.strong)
        return said.append("They come with the lessons: a dozen will do.", inks.muted)

    # Keys and the mouse

    def on_timeline_moved(self) -> None:
        """Say what the cursor is on."""
        self._tell()

    def on_timeline_chosen(self) -> None:
        """A click takes."""
        self.action_patterns_take()

    def on_virtual_list_moved(self) -> None:
        """Say what the cursor is on."""
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A click takes."""
        event.stop()
        self.action_patterns_take()

    def on_patterns_bar_pressed(self, event: PatternsBar.Pressed) -> None:
        """A view was clicked."""
        self._go(event.command.id)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A key below was clicked."""
        self._carry_out(event.command)

    def _carry_out(self, each: Command) -> None:
        for owner in (self, self.app):
            action: Callable[[], None] | None = getattr(owner, f"action_{each.action}", None)
            if action is not None:
                self.call_later(action)
                return

    def _go(self, view: str) -> None:
        self._view = view
        over_time = view == "patterns.timeline"
        empty = self._chart is not None and not self._chart.periods
        self.query_one("#over-time").display = over_time and not empty
        self.query_one("#by-theme").display = not over_time and not empty
        self.query_one(PatternsBar).tell(view=view)
        self.set_focus(self.timeline if over_time else self.grid)
        self._tell()

    def action_patterns_timeline(self) -> None:
        """Lessons over time."""
        self._go("patterns.timeline")

    def action_patterns_matrix(self) -> None:
        """Lessons by company and theme."""
        self._go("patterns.matrix")

    def action_patterns_switch(self) -> None:
        """The other of the two."""
        self._go("patterns.matrix" if self._view == "patterns.timeline" else "patterns.timeline")

    def action_patterns_kinds(self) -> None:
        """Mistakes and wins over time, or companies."""
        self._kinds = not self._kinds
        if self._chart is not None:
            self.timeline.show(self._chart, kinds=self._kinds)
        self._go("patterns.timeline")

    def action_patterns_left(self) -> None:
        """The period before, or the column to the left."""
        if self._view == "patterns.timeline":
            self.timeline.action_move_up()
        else:
            self.grid.move_across(self.grid.column - 1)

    def action_patterns_right(self) -> None:
        """The next period, or the column to the right."""
        if self._view == "patterns.timeline":
            self.timeline.action_move_down()
        else:
            self.grid.move_across(self.grid.column + 1)

    def action_patterns_take(self) -> None:
        """Go on with the lessons under the cursor; where there are none, say so."""
        if self._view == "patterns.timeline":
            self._take_period()
        else:
            self._take_cell()

    def _take_period(self) -> None:
        if self._chart is None or not self._chart.periods:
            return
        place = self.timeline.cursor
        period = self._chart.periods[place]
        if not self._chart.totals[place]:
            self.say(f"There are no lessons of {period}.", severity="warning")
            return
        query = parse(self._query)
        # A year that holds the month says nothing more.
        for wider in query.fields("on"):
            if period.startswith(wider):
                query = query.without_field("on", wider)
        self.dismiss(str(query.with_field("on", period)))

    def _take_cell(self) -> None:
        if self._matrix is None:
            return
        company, theme = self.grid.selected
        if not self.grid.lessons:
            self.say("There are no lessons in this cell.", severity="warning")
            return
        query = parse(self._query)
        if company is not None:
            # Two companies would mean either.
            for other in query.fields("company"):
                query = query.without_field("company", other)
            query = query.with_field("company", company)
        self.dismiss(str(query if theme is None else query.with_field("theme", theme)))

    def action_patterns_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _lessons(count: int) -> str:
    return f"{count:,} {'lesson' if count == 1 else 'lessons'}"
