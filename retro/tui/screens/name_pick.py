"""Picks a name, or an alias, by typing a part of it; what follows is said before it is done."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe, safe_line
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, key_label
from retro.tui.jobs.names import Job
from retro.tui.naming import Row, matching
from retro.tui.screens.name_dialog import NameDialog
from retro.tui.widgets.fields import Line
from retro.tui.widgets.name_list import NameList
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["NamePickScreen", "Picking"]


class Picking(NamedTuple):
    """What a dialog lets one pick from.

    Args:
        heading: Of the dialog.
        about: A sentence on what follows.
        rows: What there is to pick from.
        said: What follows from picking a row, in a sentence.
        job: The change.
        asks: Whether the change is asked for once more: it is the largest that there is.
    """

    heading: str
    about: str
    rows: Sequence[Row]
    said: Callable[[Row], str]
    job: Callable[[Row], Job]
    asks: bool = False


class NamePickScreen(NameDialog):
    """Pick a name by typing a part of it.

    Args:
        storage: The journal.
        picking: What from.
    """

    BINDINGS = bindings_for(Context.PROMPT, Context.PICK)

    DEFAULT_CSS = """
    NamePickScreen {
        & > #box { height: 100%; max-height: 22; overflow-y: hidden; }
        & #names { height: 1fr; min-height: 2; margin-top: 1; }
        & #said { height: auto; min-height: 1; padding: 0 1; margin-top: 1; }
    }
    NamePickScreen.-short #about { display: none; }
    NamePickScreen.-short .boxed { border: none; height: 1; padding: 0; }
    NamePickScreen.-short #names { margin-top: 0; }
    """

    def __init__(self, storage: "Storage", picking: Picking) -> None:
        super().__init__(storage)
        self.heading = picking.heading
        self._picking = picking
        self._asked = ""

    def contents(self) -> Iterable[Widget]:
        """The line, the names, and what would follow."""
        yield Static(Text(safe(self._picking.about)), id="about")
        yield Line(placeholder="type a part of the name", id="wanted", classes="boxed")
        yield NameList(id="names")
        yield Static("", id="said")

    def on_mount(self) -> None:
        """Begin with all names."""
        self._find("")
        self.query_one("#wanted").focus()

    @property
    def names(self) -> NameList:
        """The names that fit."""
        return self.query_one("#names", NameList)

    def _find(self, typed: str) -> None:
        self.names.show(matching(typed, self._picking.rows), 0, typed)
        self._tell()

    def _tell(self) -> None:
        """Say what would follow from picking the name under the cursor."""
        self._asked = ""
        row = self.names.selected
        said = "Nothing is called that." if row is None else self._picking.said(row)
        self.query_one("#said", Static).update(Text(safe_line(said)))
        self.explain("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every keystroke finds."""
        event.stop()
        self._find(event.value)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Another name."""
        event.stop()
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click is Enter."""
        event.stop()
        if event.twice:
            self.action_prompt_done()

    def action_prompt_done(self) -> None:
        """Pick the name under the cursor; where that asks first, the second time."""
        row = self.names.selected
        if row is None:
            return
        if self._picking.asks and self._asked != row.id:
            self._asked = row.id
            done, cancel = (key_label(command(f"prompt.{name}").keys[0]) for name in ("done", "cancel"))
            said = self._picking.said(row)
            question = Text(safe_line(said)).append(
                f"\nSure? {done} again does it, {cancel} changes nothing.", "bold"
            )
            self.query_one("#said", Static).update(question)
        else:
            self.write(self._picking.job(row))

    def action_pick_next(self) -> None:
        """The next name, while typing."""
        self.names.action_move_down()

    def action_pick_previous(self) -> None:
        """The name before, while typing."""
        self.names.action_move_up()

    def action_pick_page_down(self) -> None:
        """A page down, while typing."""
        self.names.action_move_page_down()

    def action_pick_page_up(self) -> None:
        """A page up, while typing."""
        self.names.action_move_page_up()
