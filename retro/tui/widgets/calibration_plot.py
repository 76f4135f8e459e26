"""What came true of what was given each chance, plotted: who judges well is on the line."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual_plotext import PlotextPlot

from retro.tui.palette import palette
from retro.tui.widgets.timeline import PLAIN, Figure, plot_colour

if TYPE_CHECKING:
    from retro.practice.calibration import Calibration

__all__ = ["CalibrationPlot"]

_LOWEST, _NARROWEST = 6, 24


class CalibrationPlot(PlotextPlot):
    """A point for each tenth of probability, a line for perfect judgement, and the Brier score above."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.theme = PLAIN
        self._calibration: Calibration | None = None

    def on_mount(self) -> None:
        """Other themes have other inks."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refresh())

    def show(self, calibration: "Calibration") -> None:
        """Plot how well decisions were judged."""
        self._calibration = calibration
        self.refresh()

    def render(self) -> Text:
        """The score, and the plot at the size that there is."""
        inks, judged = palette(self.app), self._calibration
        if judged is None or judged.brier is None:
            return Text("How well you judge is plotted here, once a decision is reviewed.", inks.muted)
        head = Text(no_wrap=True).append(f"Brier {judged.brier:.3f}", inks.strong)
        head.append(f"  of {judged.decisions:,} · given → came true ↑", inks.muted)
        if self.size.height < _LOWEST or self.size.width < _NARROWEST:
            return head
        figure = Figure()
        figure.fit(self.size.width, self.size.height - 1)
        self._draw(judged, figure)
        return head.append("\n").append(Text.from_ansi(figure.build(), no_wrap=True))

    def _draw(self, judged: "Calibration", plot: Figure) -> None:
        inks = palette(self.app)
        plot.theme(PLAIN)
        plot.ticks_color(plot_colour(inks.muted))
        plot.xaxes(lower=True, upper=False)
        plot.yaxes(left=True, right=False)
        plot.xlim(0, 100)
        plot.ylim(0, 100)
        ticks: list[float] = [0, 25, 50, 75, 100] if self.size.height >= 2 * _LOWEST else [0, 50, 100]
        plot.xticks(ticks, [f"{tick:.0f}%" for tick in ticks])
        plot.yticks(ticks, [f"{tick:3.0f}%" for tick in ticks])
        plot.plot([0, 100], [0, 100], marker="·", color=plot_colour(inks.muted))
        points = [(each.said * 100, each.came_true * 100) for each in judged.bins]
        said, came = zip(*points, strict=True)
        plot.scatter(list(said), list(came), marker="●", color=plot_colour(inks.accent))
