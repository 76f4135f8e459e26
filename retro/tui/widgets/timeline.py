"""Lessons over time: stacked bars of whole cells, so that it is known which bar lies where."""

from typing import TYPE_CHECKING, Final

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual_plotext import Plot, PlotextPlot

from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.palette import Palette, palette
from retro.tui.widgets.bars import Bars, heights, lay_out, round_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.tui.jobs.patterns import Chart, Series

__all__ = ["PLAIN", "Figure", "Timeline", "plot_colour", "series_looks"]

_PATTERNS = "█▒▌▚▀"
"""One for each series, so that colour is never the only difference."""

_REST = "░"

_AROUND = 5
"""Lines without bars: the title, a number and the cursor above them, the axis and its labels below."""

_TALL = 12
"""Lines from which there is room to name the axis."""

PLAIN: Final = "textual-clear"
"""The theme of plotext without colours: ours come from the palette, for those of others cannot be read."""


def series_looks(inks: Palette, series: "Sequence[Series]", *, kinds: bool) -> list[tuple[str, Style]]:
    """The pattern and the ink of each series; what is left over is dotted and muted."""
    of_companies = zip(_PATTERNS, (inks.company, inks.star, inks.good, inks.quote, inks.bad), strict=True)
    named = {"mistakes": (_PATTERNS[1], inks.bad), "wins": (_PATTERNS[0], inks.good)}
    if not kinds:
        named = dict(zip((each.name for each in series), of_companies, strict=False))
    return [(_REST, inks.muted) if each.rest else named[each.name] for each in series]


class Figure(Plot):
    """A plot of any size."""

    def fit(self, columns: int, rows: int) -> None:
        """Take a size, also one beyond the terminal that plotext believes to be in."""
        self.plotsize(columns, rows)
        self._set_size(columns, rows)


class Timeline(PlotextPlot, can_focus=True, inherit_bindings=False):
    """A bar for each period, and a cursor that walks over them."""

    BINDINGS = bindings_for(Context.PANE)
    ALLOW_SELECT = False

    class Moved(Message):
        """The cursor is on another period."""

    class Chosen(Message):
        """A period was clicked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.theme = PLAIN
        self._chart: Chart | None = None
        self._kinds = False
        self._cursor = 0

    def on_mount(self) -> None:
        """Other themes have other inks."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refresh())

    def show(self, chart: "Chart", *, kinds: bool) -> None:
        """Draw lessons by company, or as mistakes and wins; at first the cursor is on the last period."""
        if self._chart is None:
            self._cursor = len(chart.periods) - 1
        self._chart, self._kinds = chart, kinds
        self.refresh()

    @property
    def cursor(self) -> int:
        """The place of the period under the cursor."""
        return self._cursor

    # Drawing

    @property
    def _rows(self) -> int:
        """Rows for bars; the highest takes them all."""
        return self.size.height - _AROUND - (self.size.height >= _TALL)

    @property
    def _most(self) -> int:
        """Lessons of the highest bar."""
        return max(self._chart.totals, default=1) if self._chart else 1

    @property
    def _labels(self) -> list[int]:
        """The numbers on the axis."""
        return round_numbers(self._most, max(1, min(5, self._rows // 2)))

    @property
    def _margin(self) -> int:
        """Columns before the bars: the numbers and the axis."""
        return len(str(self._labels[-1])) + 1

    @property
    def _bars(self) -> Bars:
        count = len(self._chart.periods) if self._chart else 0
        return lay_out(count, self._cursor, self.size.width - self._margin)

    def render(self) -> Text:
        """The plot, at the size that there is."""
        if self._chart is None or not self._chart.periods:
            return Text("")
        if self._rows < 1 or self.size.width < 20:
            return Text("There is no room for a plot.", palette(self.app).muted)
        # Plotext adds to what an earlier plot had, so each is a new one.
        figure = Figure()
        figure.fit(self.size.width, self.size.height - 1)
        self._draw_axes(self._chart, figure)
        self._draw_bars(self._chart, figure)
        self._plot = figure
        return self._heading(self._chart).append(Text.from_ansi(figure.build(), no_wrap=True))

    def _heading(self, chart: "Chart") -> Text:
        """What is plotted, and what the numbers on the left are; plotext draws an axis over its own."""
        inks, axis = palette(self.app), "lessons"
        title = f"{'Mistakes and wins' if self._kinds else 'Lessons'} by {chart.unit}"
        left = max(len(axis) + 2, (self.size.width - len(title)) // 2)
        text = Text(no_wrap=True).append(axis.ljust(left), inks.muted)
        return text.append(title, inks.strong).append("\n")

    def _draw_axes(self, chart: "Chart", plot: Plot) -> None:
        inks, laid, labels = palette(self.app), self._bars, self._labels
        plot.theme(PLAIN)
        plot.ticks_color(plot_colour(inks.muted))
        if inks.muted.dim:
            plot.ticks_style("dim")
        plot.xaxes(lower=True, upper=False)
        plot.yaxes(left=True, right=False)
        plot.xlim(0, self.size.width - self._margin - 1)
        plot.ylim(0, self._rows + 1)
        if self.size.height >= _TALL:
            plot.xlabel(chart.unit)
        rows = [heights([label], self._most, self._rows)[0].stop - 1.0 for label in labels]
        plot.yticks(rows, [str(label) for label in labels])
        every = -(-(len(chart.periods[0]) + 1) // laid.step)
        named = laid.places[(every - 1) // 2 :: every]
        plot.xticks([laid.middle(place) for place in named], [chart.periods[place] for place in named])

    def _draw_bars(self, chart: "Chart", plot: Plot) -> None:
        inks, laid, most = palette(self.app), self._bars, self._most
        series = chart.kinds if self._kinds else chart.companies
        cells: list[list[tuple[int, int]]] = [[] for _ in series]
        numbered = len(str(most)) < laid.step
        for place in laid.places:
            parts = heights([each.counts[place] for each in series], most, self._rows)
            for filled, part in zip(cells, parts, strict=True):
                filled.extend((column, row) for row in part for column in laid.columns(place))
            above = parts[-1].stop
            here = place == self._cursor
            if numbered and chart.totals[place]:
                colour = plot_colour(inks.accent if here else inks.muted)
                plot.text(str(chart.totals[place]), laid.middle(place), above, color=colour)
                above += 1
            if here:
                plot.text("▼", laid.middle(place), above, color=plot_colour(inks.accent))
        looks = series_looks(inks, series, kinds=self._kinds)
        for (marker, ink), filled in zip(looks, cells, strict=True):
            if filled:
                columns, rows = zip(*filled, strict=True)
                plot.scatter(columns, rows, marker=marker, color=plot_colour(ink))

    # Motions and the mouse

    def move_to(self, place: int) -> None:
        """Put the cursor on a period."""
        place = max(0, min(place, len(self._chart.periods) - 1 if self._chart else 0))
        if place != self._cursor:
            self._cursor = place
            self.refresh()
            self.post_message(self.Moved())

    def action_move_down(self) -> None:
        """The next period."""
        self.move_to(self._cursor + 1)

    def action_move_up(self) -> None:
        """The period before."""
        self.move_to(self._cursor - 1)

    def action_move_half_down(self) -> None:
        """Half of what is shown on."""
        self.move_to(self._cursor + max(1, self._bars.shown // 2))

    def action_move_half_up(self) -> None:
        """Half of what is shown back."""
        self.move_to(self._cursor - max(1, self._bars.shown // 2))

    def action_move_page_down(self) -> None:
        """All that is shown on."""
        self.move_to(self._cursor + self._bars.shown)

    def action_move_page_up(self) -> None:
        """All that is shown back."""
        self.move_to(self._cursor - self._bars.shown)

    def action_move_first(self) -> None:
        """To the first period."""
        self.move_to(0)

    def action_move_last(self) -> None:
        """To the last period."""
        self.move_to(len(self._chart.periods) - 1 if self._chart else 0)

    def on_click(self, event: events.Click) -> None:
        """Go to the bar that was clicked, and choose it."""
        offset = event.get_content_offset(self)
        place = None if offset is None else self._bars.at(offset.x - self._margin)
        if place is not None:
            self.move_to(place)
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel walks on."""
        event.stop()
        self.action_move_down()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel walks back."""
        event.stop()
        self.action_move_up()


def plot_colour(ink: Style) -> str | int | tuple[int, int, int]:
    """An ink as plotext takes it: one of the terminal's own colours by its number, others by their parts."""
    colour = ink.color
    if colour is None or colour.is_default:
        return "default"
    return colour.number if colour.number is not None else tuple(colour.get_truecolor())  # type: ignore[return-value]
