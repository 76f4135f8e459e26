"""Reviewing an import: what it was not sure of in a list, its text beside it, one key for each decision."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from retro.model import LessonDraft
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.jobs import candidates, lessons
from retro.tui.jobs.candidates import Waiting
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.drawing import Drawing
from retro.tui.widgets.candidate_list import CandidateList
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.preview import Preview
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.tui.jobs.candidates import Candidate, Decide
    from retro.tui.jobs.dossiers import Dossier
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["ReviewImportScreen"]

_NOTHING = "Nothing waits for your review. What an import is not sure of is a lesson comes here."


class ReviewImportScreen(Drawing[str]):
    """Shows what waits as the journal has it now; ends with the id of the lesson accepted last, or "".

    Args:
        storage: The journal.
    """

    BINDINGS = bindings_for(Context.CANDIDATES)
    AUTO_FOCUS = "#candidates"

    DEFAULT_CSS = """
    ReviewImportScreen {
        & > #head { height: 1; background: $foreground 6%; }
        & > #panes { height: 1fr; }
        & #candidates { width: 1fr; height: 1fr; }
        & #text { width: 1fr; height: 1fr; }
        & #nothing { width: 1fr; height: 1fr; padding: 1 2; color: $foreground 68%; display: none; }
        & #candidates, & #text, & #nothing {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #candidates:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    ReviewImportScreen.-narrow > #panes { layout: vertical; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (112, "-wide")]

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self._waiting = Waiting((-1, -1))
        self._deciding = 0
        self._accepted = ""

    def compose(self) -> ComposeResult:
        """A head, two panes, the keys below."""
        yield Static("", id="head")
        with Horizontal(id="panes"):
            yield CandidateList(id="candidates")
            yield Static(Text(_NOTHING), id="nothing")
            yield Preview(id="text")
        yield KeyBar(self._offered())

    @staticmethod
    def _offered() -> list[Command]:
        here = [each for each in commands_in(Context.CANDIDATES) if each.footer]
        return [*here, command("app.help")]

    @property
    def rows(self) -> CandidateList:
        """What waits."""
        return self.query_one("#candidates", CandidateList)

    def on_mount(self) -> None:
        """Read what waits, and again whenever it is something else."""
        self.text.can_focus = False
        self._show_head()
        self._look()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._redraw())
        self.set_interval(1.0, self._look)

    # What is shown

    @property
    def dossier(self) -> "Dossier | None":
        """The one under the cursor."""
        each = self.rows.selected
        return each.dossier if each is not None else None

    @property
    def moving(self) -> bool:
        """Whether a key has to wait for a decision: it is meant for what is under the cursor then."""
        return bool(self._deciding)

    def _look(self) -> None:
        self.storage.read(
            candidates.changed_since(self._waiting.state),
            self.answer(self._came),
            self.failed,
            name="candidates waiting",
        )

    def _came(self, waiting: Waiting | None) -> None:
        """The cursor stays on its candidate, or in its place when that has been decided."""
        if waiting is None:
            return
        before = self.rows.selected
        places = [
            place for place, each in enumerate(waiting.candidates) if before and each.number == before.number
        ]
        self._waiting = waiting
        self.rows.show(waiting.candidates, places[0] if places else self.rows.cursor)
        some = bool(waiting.candidates)
        had_focus = self.rows.has_focus or self.focused is None
        for widget in ("#candidates", "#text"):
            self.query_one(widget).display = some
        self.query_one("#nothing").display = not some
        if had_focus:
            self.set_focus(self.rows if some else None)
        self._show_head()
        self.draw()

    def _show_head(self) -> None:
        inks = palette(self.app)
        count = self.rows.count
        text = Text(no_wrap=True, end="").append(" review ", inks.badge)
        text.append("  what imports were not sure of", inks.muted)
        self.query_one("#head", Static).update(text)
        self.rows.border_title = frame_title(f"To decide · {count:,}" if count else "To decide")

    def _redraw(self) -> None:
        self._show_head()
        self.draw()

    def draw(self) -> None:
        """Have it drawn, below why it waits."""
        each = self.rows.selected
        if each is not None and self.text.columns:
            self.text.border_title = frame_title(self.shown(each.why))
        super().draw()

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The text follows the cursor."""
        event.stop()
        self.draw()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click edits."""
        event.stop()
        if event.twice:
            self.action_candidates_edit()

    # Decisions

    def _selected(self) -> "Candidate | None":
        each = self.rows.selected
        if each is None:
            self.say("There is nothing to decide.", severity="warning")
        return each

    def _decide(self, job: "Decide") -> None:
        self._deciding += 1
        self.storage.write(job, self.answer(self._decided), self.answer(self._refused))

    def _decided(self, wrote: "Wrote") -> None:
        self.say(wrote.said)
        self._accepted = wrote.lesson_id or self._accepted

        def settled(waiting: Waiting | None) -> None:
            self._deciding -= 1
            self._came(waiting)

        # Without a name, so that no other reading takes its place and leaves the keys waiting.
        job = candidates.changed_since(self._waiting.state)
        self.storage.read(job, self.answer(settled), self.answer(self._refused))

    def _refused(self, error: Exception) -> None:
        self._deciding -= 1
        self.complain(error)
        self._look()

    def action_candidates_accept(self) -> None:
        """Keep it as a lesson."""
        each = self._selected()
        if each is not None:
            self._decide(candidates.accept(each.number))

    def action_candidates_drop(self) -> None:
        """It is no lesson."""
        each = self._selected()
        if each is not None:
            self._decide(candidates.drop(each.number))

    def action_candidates_split(self) -> None:
        """Make two of it."""
        each = self._selected()
        if each is not None:
            self._decide(candidates.split(each.number))

    def action_candidates_merge(self) -> None:
        """Make one of it and the next."""
        each = self._selected()
        if each is not None:
            self._decide(candidates.merge(each.number))

    def action_candidates_edit(self) -> None:
        """Change it in the form, and keep it."""
        each = self._selected()
        if each is None:
            return
        from retro.tui.screens.candidate_form import CandidateForm  # noqa: PLC0415 - loads the text area

        def done(wrote: "Wrote | None") -> None:
            if wrote is not None:
                self._deciding += 1
                self._decided(wrote)

        fields = {name: getattr(each.draft, name) for name in LessonDraft.field_names}
        self.app.push_screen(CandidateForm(self.storage, each.number, LessonDraft(**fields)), done)

    def action_candidates_undo(self) -> None:
        """Take back the last change."""
        self._decide(lessons.undo)

    def action_candidates_redo(self) -> None:
        """Take back the last undo."""
        self._decide(lessons.redo)

    def action_candidates_text_down(self) -> None:
        """Scroll the text down."""
        self.text.action_move_half_down()

    def action_candidates_text_up(self) -> None:
        """Scroll the text up."""
        self.text.action_move_half_up()

    def action_candidates_close(self) -> None:
        """Back to browsing."""
        self.dismiss(self._accepted)
