"""What two devices have changed in one place: what stands and what waits beside it, one key to decide."""

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from retro.display import safe
from retro.errors import RetroError
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, key_label
from retro.tui.comparing import compared
from retro.tui.jobs import conflicts
from retro.tui.jobs.conflicts import Conflicts
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.row_screen import RowScreen
from retro.tui.veil import veiled_conflicts
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.row_list import Row, RowList
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.tui.comparing import Piece
    from retro.tui.jobs.conflicts import Conflict
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["ConflictsScreen"]

_NOTHING = (
    "Nothing waits for a decision. What two devices change in the same place comes here, "
    "and one of both versions stands until you decide."
)


class ConflictsScreen(RowScreen[str]):
    """Shows what waits as the journal has it now; ends with the id of the lesson decided on last, or "".

    Args:
        storage: The journal.
    """

    context = Context.CONFLICTS
    BINDINGS = bindings_for(Context.CONFLICTS)

    DEFAULT_CSS = """
    ConflictsScreen {
        & > #rows { width: 1fr; }
        & > #versions { height: 1fr; }
        & .version {
            width: 1fr; height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1;
            border: round $foreground 25%; border-title-color: $foreground;
            border-subtitle-color: $foreground 68%; border-title-style: bold;
            scrollbar-background: $background; scrollbar-background-hover: $background;
            scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
            scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
        }
        & .version > Static { height: auto; }
        & > #nothing {
            height: 1fr; padding: 1 2; color: $foreground 68%; display: none;
            border: round $foreground 25%; border-title-color: $foreground 70%;
        }
    }
    ConflictsScreen.-narrow > #versions, ConflictsScreen.-medium > #versions { layout: vertical; }
    ConflictsScreen.-narrow .version, ConflictsScreen.-short .version { padding: 0 1; }
    """

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self._found = Conflicts((-1, -1))
        self._number = 0
        self._shown = ""
        self._decided = ""

    def compose(self) -> ComposeResult:
        """A head, what waits, both versions, the keys below."""
        yield Static("", id="head")
        yield RowList(id="rows")
        yield Static(Text(_NOTHING), id="nothing")
        with Horizontal(id="versions"):
            for name in ("stands", "other"):
                with VerticalScroll(id=name, classes="version", can_focus=False):
                    yield Static("", id=f"{name}-text")
        yield KeyBar(self.offered())

    # What is shown

    def look(self) -> None:
        """Read it, unless nothing was changed."""
        self.storage.read(
            conflicts.changed_since(self._found.state),
            self.answer(self._came),
            self.failed,
            name="conflicts",
            veiled=veiled_conflicts,
        )

    def _came(self, found: Conflicts | None) -> None:
        if found is not None:
            self._found = found
            self.fill()

    def fill(self) -> None:
        """Show it; the cursor stays on its field, or in its place when that has been decided."""
        waiting, inks = self._found.waiting, palette(self.app)
        before, near = self.rows.selected, self.rows.cursor
        rows = tuple(_rows(waiting))
        self.rows.show(rows, before.key if before else "", near)
        self.rows.display = self.query_one("#versions").display = bool(waiting)
        self.query_one("#nothing").display = not waiting and self._found.state >= (0, 0)
        self.set_focus(self.rows if waiting else None)
        self.name_frame(f"To decide · {len(waiting):,}" if waiting else "To decide")
        text = Text(no_wrap=True, end="").append(" conflicts ", inks.badge)
        text.append("  changed on two devices in the same place", inks.muted)
        self.query_one("#head", Static).update(text)
        self._give_room()
        self.tell()

    def on_resize(self, event: events.Resize) -> None:
        """The list has a third of the height at most."""
        self._give_room(event.size.height)

    def _give_room(self, height: int = 0) -> None:
        most = max(5, (height or self.app.size.height) // 3)
        self.rows.styles.height = min(self.rows.count + 2, most)

    @property
    def _conflict(self) -> "Conflict | None":
        row = self.rows.selected
        return next((each for each in self._found.waiting if row and each.key == row.key), None)

    def tell(self) -> None:
        """Show both versions of the field under the cursor."""
        each, inks = self._conflict, palette(self.app)
        key = each.key if each is not None else ""
        if key != self._shown:
            self._shown, self._number = key, 0
        if each is None:
            return
        self._number = min(self._number, len(each.others) - 1)
        other = each.others[self._number]
        pieces = compared(each.stands, other)
        keys = [key_label(command(name).keys[0]) for name in ("conflicts.keep", "conflicts.take")]
        many = len(each.others)
        beside = f"other version {self._number + 1} of {many}" if many > 1 else "the other"
        titles = (f"what stands now{each.whose(0)}", f"{beside}{each.whose(self._number + 1)}")
        for name, told, key, title in zip(("stands", "other"), pieces, keys, titles, strict=True):
            text = self._drawn(told) if told else Text("nothing", inks.muted)
            self.query_one(f"#{name}-text", Static).update(text)
            pane = self.query_one(f"#{name}")
            pane.border_title = frame_title(f"{key} {title}")
            pane.scroll_to(y=0, animate=False, force=True)
        more = f"{key_label(command('conflicts.next').keys[0])} shows the next" if many > 1 else ""
        self.query_one("#other").border_subtitle = frame_title(more)

    def _drawn(self, pieces: "list[Piece]") -> Text:
        """What the other lacks stands out by underlining."""
        inks, text = palette(self.app), Text(end="")
        for said, is_marked in pieces:
            text.append(safe(said), inks.match if is_marked else inks.text)
        return text

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens it for writing."""
        event.stop()
        if event.twice:
            self.action_conflicts_edit()

    # Decisions

    def _selected(self) -> "Conflict | None":
        each = self._conflict
        if each is None:
            self.say("There is nothing to decide.", severity="warning")
        return each

    def _changed(self, wrote: "Wrote") -> None:
        self._decided = wrote.lesson_id or self._decided
        super()._changed(wrote)

    def action_conflicts_keep(self) -> None:
        """What stands, stands."""
        each = self._selected()
        if each is not None:
            self.change(conflicts.keep(each.waiting))

    def action_conflicts_take(self) -> None:
        """The other stands."""
        each = self._selected()
        if each is not None:
            self.change(conflicts.take(each.waiting, self._number))

    def action_conflicts_both(self) -> None:
        """Both stand."""
        each = self._selected()
        if each is None:
            return
        other = each.waiting.others[self._number]
        if not (each.waiting.is_text and isinstance(other, str)):
            self.say("Of this only one can stand.", severity="warning")
        elif each.waiting.is_prose:
            self.change(conflicts.keep_both(each.waiting, self._number))
        else:
            self._write(each, f"{each.waiting.stands} / {other}")

    def action_conflicts_edit(self) -> None:
        """Write what is to stand."""
        each = self._selected()
        if each is None:
            return
        if not each.waiting.is_text:
            self.say("This is no text: keep what stands, or take the other.", severity="warning")
        else:
            self._write(each, each.waiting.stands)

    def _write(self, each: "Conflict", text: str) -> None:
        if self.storage.hidden is not None:
            self.say("Writing shows names: it is for when private mode is off.", severity="warning")
            return

        def written(typed: str | None) -> None:
            if typed is not None:
                self._writing += 1
                refused = self.answer(partial(self._not_written, typed))
                self.storage.write(conflicts.write(each.waiting, typed), self.answer(self._changed), refused)

        about = f"What is to stand as {each.field} of “{each.title}”."
        if not each.waiting.is_prose:
            self.ask(f"Write the {each.field}", about, written, text=text)
            return
        from retro.tui.screens.wording import WordingScreen  # noqa: PLC0415 - loads the text area

        self.app.push_screen(WordingScreen(self.storage, f"Write the {each.field}", about, text), written)

    def _not_written(self, text: str, error: Exception) -> None:
        """What the journal did not take is in a file."""
        if isinstance(error, RetroError) and text.strip():
            from retro.editor import keep_unsaved  # noqa: PLC0415 - rarely needed

            error.sentence += f" What you wrote is in {keep_unsaved(text)}."
        self._refused(error)

    def action_conflicts_next(self) -> None:
        """Show the next of several others."""
        each = self._selected()
        if each is not None:
            if len(each.others) == 1:
                self.say("There is one other version.")
            self._number = (self._number + 1) % len(each.others)
            self.tell()

    def action_conflicts_undo(self) -> None:
        """Take back the last change."""
        self.undo()

    def action_conflicts_redo(self) -> None:
        """Take back the last undo."""
        self.redo()

    def action_conflicts_text_down(self) -> None:
        """Scroll both down."""
        for pane in self.query(".version"):
            pane.scroll_down(animate=False)

    def action_conflicts_text_up(self) -> None:
        """Scroll both up."""
        for pane in self.query(".version"):
            pane.scroll_up(animate=False)

    def action_conflicts_close(self) -> None:
        """Back to browsing."""
        self.dismiss(self._decided)


def _rows(waiting: "tuple[Conflict, ...]") -> "list[Row]":
    """The fields, below what they are of."""
    found = []
    for _, fields in groupby(waiting, key=lambda each: each.waiting.key):
        of_one = list(fields)
        found.append(Row("", f"{of_one[0].waiting.noun}  {of_one[0].title}"))
        for each in of_one:
            aside = f"{len(each.others) + 1} versions" if len(each.others) > 1 else ""
            found.append(Row(each.key, each.field, "≠", aside=aside, indent=1))
    return found
