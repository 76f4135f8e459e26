"""A brief: one says what one is about to do, reads the lessons that fit, and checks each off."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from retro.drafts import SITUATION, Draft
from retro.surroundings import CheckState
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.jobs import briefs, lessons
from retro.tui.jobs.briefs import Briefed
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.drawing import Drawing
from retro.tui.widgets.brief_list import BriefList
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.preview import Preview
from retro.tui.widgets.situation_line import SituationLine
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.tui.jobs.briefs import BriefRow
    from retro.tui.jobs.dossiers import Dossier
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["BriefScreen"]

_NOTHING_SAID = (
    "Say what you are about to do, in your own words:\n\n"
    "pitching automation to the founding engineers\nstarting a company with two friends"
)
_NOTHING_FITS = "No lesson fits. Other words may bring one back; so may fewer."


class BriefScreen(Drawing[str | None]):
    """Shows what fits while one types; ends with the query for a lesson to go to, or None.

    What is typed is there again while the app runs, and after a crash; every answer is in the journal as soon
    as it is given.

    Args:
        storage: The journal.
        situation: What was said the last time.
    """

    BINDINGS = bindings_for(Context.BRIEF)
    AUTO_FOCUS = "#situation"

    DEFAULT_CSS = """
    BriefScreen {
        & > #head { height: 1; background: $foreground 6%; layout: horizontal; }
        & #badge { width: auto; }
        & #situation { width: 1fr; margin: 0 1; }
        & > #panes { height: 1fr; }
        & #fitting { width: 1fr; height: 1fr; }
        & #text { width: 1fr; height: 1fr; }
        & #nothing { width: 1fr; height: 1fr; padding: 1 2; color: $foreground 68%; display: none; }
        & #fitting, & #text, & #nothing {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #fitting:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    BriefScreen.-narrow > #panes { layout: vertical; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, storage: "Storage", situation: str = "") -> None:
        super().__init__(storage)
        self.situation = situation
        self._briefed = Briefed("")
        self._answering = 0

    def unsaved(self) -> tuple[Draft, ...]:
        """What is typed, as long as it is looked at."""
        return (Draft(self.situation, prompt=SITUATION),) if self.situation.strip() else ()

    def compose(self) -> ComposeResult:
        """A line, two panes, the keys below."""
        with Horizontal(id="head"):
            yield Static("", id="badge")
            yield SituationLine(
                self.situation,
                id="situation",
                placeholder="What are you about to do?",
                select_on_focus=False,
                compact=True,
            )
        with Horizontal(id="panes"):
            yield BriefList(id="fitting")
            yield Static(Text(_NOTHING_SAID), id="nothing")
            yield Preview(id="text")
        yield KeyBar(self._offered())

    def _offered(self) -> list[Command]:
        typing = isinstance(self.focused, SituationLine) if self.is_mounted else True
        place = Context.SITUATION if typing else Context.BRIEF
        return [*(each for each in commands_in(place) if each.footer), command("app.help")]

    @property
    def rows(self) -> BriefList:
        """What fits."""
        return self.query_one("#fitting", BriefList)

    @property
    def line(self) -> SituationLine:
        """Where one says it."""
        return self.query_one("#situation", SituationLine)

    @property
    def dossier(self) -> "Dossier | None":
        """The lesson under the cursor."""
        each = self.rows.selected
        return each.dossier if each is not None else None

    @property
    def moving(self) -> bool:
        """Whether a key has to wait for an answer: it is meant for what is under the cursor then."""
        return bool(self._answering)

    def on_mount(self) -> None:
        """Look, where something was said before."""
        self.text.can_focus = False
        self.line.cursor_position = len(self.situation)
        self._show(Briefed(""))
        self._look()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._redraw())

    # What is shown

    def on_input_changed(self, event: Input.Changed) -> None:
        """What fits follows what is typed."""
        event.stop()
        self.situation = event.value
        self._look()

    def _look(self, done: "Callable[[Briefed], object] | None" = None) -> None:
        self.storage.asking(
            self.situation,
            briefs.look,
            self.answer(done or self._show),
            self.failed,
            name="" if done else "brief",
            veiled=briefs.veiled_brief,
        )

    def _show(self, briefed: Briefed) -> None:
        """The cursor stays on its lesson, or in its place."""
        before = self.rows.selected
        wanted = before.dossier.lesson.id if before else ""
        ids = [row.dossier.lesson.id for row in briefed.rows]
        same = briefed.situation == self._briefed.situation
        cursor = ids.index(wanted) if wanted in ids and same else self.rows.cursor if same else 0
        self._briefed = briefed
        self.rows.show(briefed.rows, cursor)
        for widget in ("#fitting", "#text"):
            self.query_one(widget).display = bool(ids)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not ids
        nothing.update(Text(_NOTHING_FITS if self.situation.strip() else _NOTHING_SAID))
        if not ids and self.rows.has_focus:
            self.line.focus()
        self._redraw()

    def _redraw(self) -> None:
        inks = palette(self.app)
        self.query_one("#badge", Static).update(Text(" brief ", inks.badge, no_wrap=True, end=""))
        count = self.rows.count
        title = f"What fits · {count}" if count else "What fits"
        if self._briefed.started:
            waiting = self._briefed.waiting
            title += f" · {waiting} to answer" if waiting else " · all answered"
        self.rows.border_title = frame_title(title)
        self.draw()

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The text follows the cursor."""
        event.stop()
        self.draw()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens the lesson."""
        event.stop()
        if event.twice:
            self.action_brief_open()

    def on_descendant_focus(self) -> None:
        """The keys are those of where one is."""
        self.query_one(KeyBar).show(self._offered())

    def on_situation_line_left(self, event: SituationLine.Left) -> None:
        """Go to what fits; leave where nothing does and one wants to."""
        event.stop()
        if event.closing and not self.rows.count:
            self.action_brief_close()
            return

        def go(briefed: Briefed) -> None:
            self._show(briefed)
            if briefed.rows:
                self.rows.focus()
            else:
                self.say("No lesson fits.", severity="warning")

        # What was typed last may still be looked for.
        self._look(go)

    # Answers

    def _selected(self) -> "BriefRow | None":
        each = self.rows.selected
        if each is None:
            self.say("There is nothing to answer.", severity="warning")
        return each

    def _write(self, job: "Callable[[Journal], Wrote]", *, on: bool = False) -> None:
        self._answering += 1

        def wrote(wrote: "Wrote") -> None:
            if wrote.said:  # of an answer, the list itself says enough
                self.say(wrote.said)
            self._look(settled)

        def settled(briefed: Briefed) -> None:
            self._answering -= 1
            self._show(briefed)
            if on:
                self.rows.action_move_down()

        def refused(error: Exception) -> None:
            self._answering -= 1
            self.complain(error)

        self.storage.write(job, self.answer(wrote), self.answer(refused))

    def _ids(self) -> list[str]:
        return [row.dossier.lesson.id for row in self._briefed.rows]

    def _answer(self, state: CheckState, *, on: bool) -> None:
        each = self._selected()
        if each is not None:
            said = self._briefed.situation
            self._write(briefs.answer(said, self._ids(), each.dossier.lesson.id, state), on=on)

    def action_brief_check_in(self) -> None:
        """Make a checklist."""
        if self._selected() is not None:
            self._write(briefs.begin(self._briefed.situation, self._ids()))

    def action_brief_done(self) -> None:
        """It was thought of."""
        self._answer(CheckState.DONE, on=True)

    def action_brief_not_here(self) -> None:
        """It does not apply."""
        self._answer(CheckState.NOT_HERE, on=True)

    def action_brief_reopen(self) -> None:
        """Take the answer back."""
        self._answer(CheckState.OPEN, on=False)

    def action_brief_open(self) -> None:
        """Go to the lesson."""
        each = self._selected()
        if each is not None:
            self.dismiss(f"id:{each.dossier.short_id}")

    def action_brief_situation(self) -> None:
        """Say something else."""
        self.line.focus()

    def action_brief_undo(self) -> None:
        """Take back the last change."""
        self._write(lessons.undo)

    def action_brief_redo(self) -> None:
        """Take back the last undo."""
        self._write(lessons.redo)

    def action_brief_text_down(self) -> None:
        """Scroll the text down."""
        self.text.action_move_half_down()

    def action_brief_text_up(self) -> None:
        """Scroll the text up."""
        self.text.action_move_half_up()

    def action_brief_close(self) -> None:
        """Back to browsing."""
        self.dismiss(None)
