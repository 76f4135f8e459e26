"""Decisions: what was decided and expected, what came of it, and how well that was judged."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.jobs import decisions, lessons
from retro.tui.looks import frame_title, shown_title
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.widgets.calibration_plot import CalibrationPlot
from retro.tui.widgets.decision_list import DecisionList
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.drafts import Draft
    from retro.journal import Journal
    from retro.tui.jobs.decisions import Decided, Row, Typed
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["DecisionsScreen"]

_NOTHING = (
    "No decision yet. Write one down when you make it: what you expect, how likely that is, and the day on "
    "which you will be able to tell."
)


class DecisionsScreen(Conversing[None]):
    """Shows all decisions, the next to review first.

    What is typed of a new decision and not kept is there again, also in the next run.

    Args:
        storage: The journal.
        unfinished: What was typed before and not kept.
    """

    BINDINGS = bindings_for(Context.DECISIONS)
    AUTO_FOCUS = "#decisions"

    DEFAULT_CSS = """
    DecisionsScreen {
        & > #head { height: 1; background: $foreground 6%; }
        & > #panes { height: 1fr; }
        & #decisions, & #side { width: 1fr; height: 1fr; }
        & #about { height: auto; max-height: 12; padding: 0 1; }
        & #calibration { height: 1fr; min-height: 6; margin: 1 1 0 1; }
        & #nothing { width: 1fr; height: 1fr; padding: 1 2; color: $foreground 68%; display: none; }
        & #decisions, & #side, & #nothing {
            border: round $foreground 25%; border-title-color: $foreground 70%;
        }
        & #decisions:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    DecisionsScreen.-narrow {
        & > #panes { layout: vertical; }
        & #side { layout: horizontal; }
        & #about { width: 1fr; height: 1fr; max-height: 100%; }
        & #calibration { width: 1fr; margin: 0 1; }
    }
    DecisionsScreen.-short #calibration { display: none; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(self, storage: "Storage", unfinished: "Typed | None" = None) -> None:
        super().__init__(storage)
        self.unfinished = unfinished
        self._writing = 0

    def compose(self) -> ComposeResult:
        """A head, two panes, the keys below."""
        yield Static("", id="head")
        with Horizontal(id="panes"):
            yield DecisionList(id="decisions")
            yield Static(Text(_NOTHING), id="nothing")
            with Container(id="side"):
                yield Static("", id="about")
                yield CalibrationPlot(id="calibration")
        yield KeyBar(self._offered())

    @staticmethod
    def _offered() -> list[Command]:
        return [*(each for each in commands_in(Context.DECISIONS) if each.footer), command("app.help")]

    @property
    def rows(self) -> DecisionList:
        """The decisions."""
        return self.query_one("#decisions", DecisionList)

    @property
    def moving(self) -> bool:
        """Whether a key has to wait for a change: it is meant for what is under the cursor then."""
        return bool(self._writing)

    def on_mount(self) -> None:
        """Read them."""
        self._look()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._tell())

    # What is shown

    def _look(self, done: "Callable[[Decided], object] | None" = None) -> None:
        self.storage.read(
            decisions.look,
            self.answer(done or self._show),
            self.failed,
            name="" if done else "decisions",
            veiled=decisions.veiled_decisions,
        )

    def _show(self, decided: "Decided") -> None:
        """The cursor stays on its decision, or in its place."""
        before = self.rows.selected
        ids = [row.decision.id for row in decided.rows]
        here = ids.index(before.decision.id) if before and before.decision.id in ids else self.rows.cursor
        self.rows.show(decided.rows, decided.today, here)
        self.query_one("#calibration", CalibrationPlot).show(decided.calibration)
        for widget in ("#decisions", "#side"):
            self.query_one(widget).display = bool(ids)
        self.query_one("#nothing").display = not ids
        self.set_focus(self.rows if ids else None)
        due = sum(row.decision.is_due(decided.today) for row in decided.rows)
        title = f"Decisions · {len(ids):,}" + (f" · {due:,} due" if due else "")
        self.rows.border_title = frame_title(title)
        self._tell()

    def _tell(self) -> None:
        """Say what is known of the decision under the cursor."""
        inks = palette(self.app)
        head = Text(no_wrap=True, end="").append(" decisions ", inks.badge)
        self.query_one("#head", Static).update(head.append("  what you expected, and what came", inks.muted))
        row, text = self.rows.selected, Text()
        for label, said in () if row is None else _facts(row):
            text.append(f"{label:<11}", inks.muted).append(f"{safe(said)}\n", inks.text)
        self.query_one("#about", Static).update(text)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """What is said follows the cursor."""
        event.stop()
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click reviews."""
        event.stop()
        if event.twice:
            self.action_decisions_review()

    # Changes

    def _write(self, job: "Callable[[Journal], Wrote]") -> None:
        self._writing += 1

        def wrote(wrote: "Wrote") -> None:
            self.say(wrote.said)
            self._look(settled)

        def settled(decided: "Decided") -> None:
            self._writing -= 1
            self._show(decided)

        def refused(error: Exception) -> None:
            self._writing -= 1
            self.complain(error)

        self.storage.write(job, self.answer(wrote), self.answer(refused))

    def _done(self, wrote: "Wrote | None") -> None:
        if wrote is not None:
            self.say(wrote.said)
            self._look()

    def unsaved(self) -> "tuple[Draft, ...]":
        """What was typed of one and not kept."""
        return self.unfinished.drafts() if self.unfinished is not None else ()

    def action_decisions_add(self) -> None:
        """Write one down."""
        if self._would_show_names():
            return
        from retro.tui.screens.decide import DecideScreen  # noqa: PLC0415 - only to decide

        typed, self.unfinished = self.unfinished, None  # the dialog keeps it now
        screen = DecideScreen(self.storage, typed)

        def done(wrote: "Wrote | None") -> None:
            self.unfinished = screen.typed
            self._done(wrote)

        self.app.push_screen(screen, done)

    def action_decisions_review(self) -> None:
        """Say what came of it."""
        row = self._selected()
        if row is not None and not self._would_show_names():
            from retro.tui.screens.decide import ReviewDecisionScreen  # noqa: PLC0415 - as above

            self.app.push_screen(ReviewDecisionScreen(self.storage, row), self._done)

    def _would_show_names(self) -> bool:
        """True, and says so, in private mode: what is typed here is kept as it is."""
        if self.storage.hidden is not None:
            self.say("This would show names. End private mode first.", severity="warning")
        return self.storage.hidden is not None

    def _selected(self) -> "Row | None":
        row = self.rows.selected
        if row is None:
            self.say("There is no decision.", severity="warning")
        return row

    def action_decisions_remove(self) -> None:
        """Take it away."""
        row = self._selected()
        if row is not None:
            self._write(decisions.remove(row.decision.id))

    def action_decisions_undo(self) -> None:
        """Take back the last change."""
        self._write(lessons.undo)

    def action_decisions_redo(self) -> None:
        """Take back the last undo."""
        self._write(lessons.redo)

    def action_decisions_close(self) -> None:
        """Back to browsing."""
        self.dismiss(None)


def _facts(row: "Row") -> list[tuple[str, str]]:
    decision = row.decision
    facts = [
        ("Expected", f"{decision.expectation} ({decision.probability * 100:.0f} %)"),
        ("Decided", f"{decision.decided}" + (f" at {decision.company}" if decision.company else "")),
        ("Review on", str(decision.due)),
    ]
    if decision.came_true is not None:
        facts.append(("Came true" if decision.came_true else "Did not", decision.outcome or "·"))
    facts += [("Consulted", f"{short} {shown_title(title)}") for short, title in row.consulted]
    if row.changed_by is not None:
        facts.append(("Changed by", f"{row.changed_by[0]} {shown_title(row.changed_by[1])}"))
    return facts
