"""Patterns of what the query finds; each part leads back to its lessons."""

from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from retro.display import safe_line
from retro.query import parse
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, commands_in
from retro.tui.jobs import lessons, patterns
from retro.tui.looks import fit
from retro.tui.palette import palette
from retro.tui.pattern_lines import NOTHING, principle_rows, trend_rows, unapplied_rows
from retro.tui.screens.conversation import Conversing
from retro.tui.veil import (
    veiled_chart,
    veiled_matrix,
    veiled_principles,
    veiled_rising,
    veiled_unapplied,
)
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.matrix_grid import MatrixGrid, MatrixHead
from retro.tui.widgets.pattern_rows import PatternRows
from retro.tui.widgets.patterns_bar import VIEWS, PatternsBar
from retro.tui.widgets.timeline import Timeline, series_looks
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.journal.patterns import Matrix
    from retro.practice.principles import Principle
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.jobs.patterns import Chart
    from retro.tui.storage import Storage
    from retro.tui.widgets.pattern_rows import PatternRow

__all__ = ["PatternsScreen"]


class PatternsScreen(Conversing[str | None]):
    """A timeline, a matrix, and lists; gives back the query to go on with, or None.

    Args:
        storage: The journal.
        query: What finds the lessons that are counted.
    """

    BINDINGS = bindings_for(Context.PATTERNS)
    AUTO_FOCUS = "#timeline"

    DEFAULT_CSS = """
    PatternsScreen {
        & > #over-time, & > #by-theme, & > #listed { height: 1fr; padding: 1 2 0 1; }
        & > #by-theme, & > #listed { display: none; }
        & #none { height: auto; padding: 0 2; display: none; }
        & #legend { height: auto; max-height: 3; padding: 0 0 0 1; margin-top: 1; }
        & > #said { height: 1; padding: 0 2; margin: 1 0; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #nothing { height: 1fr; padding: 2 4; display: none; }
    }
    PatternsScreen.-short {
        & > #over-time, & > #by-theme, & > #listed { padding: 0 2 0 1; }
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
        """The query above, one of the views, what the cursor is on, the keys."""
        yield PatternsBar(self._query)
        with Vertical(id="over-time"):
            yield Timeline(id="timeline")
            yield Static(id="legend")
        with Vertical(id="by-theme"):
            grid = MatrixGrid(id="matrix")
            yield MatrixHead(grid)
            yield grid
        with Vertical(id="listed"):
            yield PatternRows(id="rows")
            yield Static(id="none")
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
    def rows(self) -> PatternRows:
        """What is listed."""
        return self.query_one("#rows", PatternRows)

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
            for name in ("over-time", "by-theme", "listed"):
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
        said = Text(self._view_said(), inks.text)
        if self._view == "patterns.matrix":
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

    def _view_said(self) -> str:
        if self._view == "patterns.timeline":
            return self._period_said()
        if self._view == "patterns.matrix":
            return self._cell_said()
        row = self.rows.selected
        return row.said if row else ""

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

    def _go(self, view: str) -> None:
        self._view = view
        empty = self._chart is not None and not self._chart.periods
        shown = _SHOWN.get(view, "listed")
        for name in ("over-time", "by-theme", "listed"):
            self.query_one(f"#{name}").display = name == shown and not empty
        self.query_one(PatternsBar).tell(view=view)
        self.set_focus({"over-time": self.timeline, "by-theme": self.grid}.get(shown, self.rows))
        if shown == "listed":
            self._list(view)
        self._tell()

    # Lists

    def _list(self, view: str) -> None:
        """Read what the view lists; what another listed is gone."""
        self._show_rows([], "Looking …")

        def show(rows: "list[PatternRow]") -> None:
            if self._view == view:
                self._show_rows(rows, NOTHING[view])

        ask, text, failed = self.storage.within, self._query, self.failed
        if view == "patterns.trends":
            came = self.answer(lambda found: show(trend_rows(found)))
            ask(text, patterns.rising, came, failed, name="list", veiled=veiled_rising)
        elif view == "patterns.principles":
            came = self.answer(lambda found: show(principle_rows(found)))
            ask(text, patterns.proposed, came, failed, name="list", veiled=veiled_principles)
        else:
            came = self.answer(lambda found: show(unapplied_rows(found)))
            ask(text, patterns.unapplied, came, failed, name="list", veiled=veiled_unapplied)

    def _show_rows(self, rows: "list[PatternRow]", nothing: str) -> None:
        self.rows.show(rows)
        self.rows.display = bool(rows)
        none = self.query_one("#none", Static)
        none.update(Text(nothing, palette(self.app).muted))
        none.display = not rows
        self._tell()

    def action_patterns_trends(self) -> None:
        """Themes that rise, and that fall."""
        self._go("patterns.trends")

    def action_patterns_principles(self) -> None:
        """What was learned at two companies or more."""
        self._go("patterns.principles")

    def action_patterns_unapplied(self) -> None:
        """Lessons that were never applied."""
        self._go("patterns.unapplied")

    def action_patterns_keep(self) -> None:
        """Ask how to say the principle, and keep it."""
        principle = self._principle()
        if principle is None:
            return
        if self.storage.hidden is not None:
            self.say("This would show names; end private mode first.", severity="warning")
        else:
            self._ask_to_keep(principle)

    def action_patterns_dismiss(self) -> None:
        """It is no principle."""
        principle = self._principle()
        if principle is not None:
            self.storage.write(patterns.dismiss(principle), self.answer(self._wrote), self.failed)

    def _principle(self) -> "Principle | None":
        row = self.rows.selected if self._view == "patterns.principles" else None
        if row is None or row.principle is None:
            self.say("There is no principle under the cursor.", severity="warning")
            return None
        return row.principle

    def _ask_to_keep(self, principle: "Principle") -> None:
        from retro.tui.screens.prompt import PromptScreen  # noqa: PLC0415 - loads when it opens

        def said(title: str | None) -> None:
            if title:
                job = patterns.keep(principle, title)
                self.storage.write(job, self.answer(self._wrote), self.failed)

        about = f"{len(principle.cites)} lessons of {', '.join(principle.companies)} will support it."
        prompt = PromptScreen(self.storage, "Keep the principle", about, text=principle.title)
        self.app.push_screen(prompt, said)

    def action_patterns_undo(self) -> None:
        """Take back the last change."""
        self.storage.write(lessons.undo, self.answer(self._wrote), self.failed)

    def _wrote(self, wrote: "Wrote") -> None:
        """Say it, and list anew."""
        self.say(wrote.said)
        if _SHOWN.get(self._view, "listed") == "listed":
            self._list(self._view)

    def action_patterns_timeline(self) -> None:
        """Lessons over time."""
        self._go("patterns.timeline")

    def action_patterns_matrix(self) -> None:
        """Lessons by company and theme."""
        self._go("patterns.matrix")

    def action_patterns_switch(self) -> None:
        """The next view."""
        self._go(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def action_patterns_switch_back(self) -> None:
        """The view before."""
        self._go(VIEWS[VIEWS.index(self._view) - 1])

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
        elif self._view == "patterns.matrix":
            self.grid.move_across(self.grid.column - 1)

    def action_patterns_right(self) -> None:
        """The next period, or the column to the right."""
        if self._view == "patterns.timeline":
            self.timeline.action_move_down()
        elif self._view == "patterns.matrix":
            self.grid.move_across(self.grid.column + 1)

    def action_patterns_take(self) -> None:
        """Go on with the lessons under the cursor; where there are none, say so."""
        if self._view == "patterns.timeline":
            self._take_period()
        elif self._view == "patterns.matrix":
            self._take_cell()
        elif (row := self.rows.selected) is not None:
            name, value = row.field
            query = parse("" if name == "id" else self._query)
            self.dismiss(str(query.with_field(name, value)))

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


_SHOWN = {"patterns.timeline": "over-time", "patterns.matrix": "by-theme"}
"""View -> what shows it; all others are lists."""


def _lessons(count: int) -> str:
    return f"{count:,} {'lesson' if count == 1 else 'lessons'}"
