"""What dialogs share: a box over the browsing, with its keys below and a line for what went wrong."""

import os
from collections.abc import Iterable
from typing import TypeVar

from rich.text import Text
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from retro.display import safe
from retro.errors import RetroError
from retro.tui.commands import Context, commands_in
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.widgets.key_bar import KeyBar

__all__ = ["Dialog"]

T = TypeVar("T")


class Dialog(Conversing[T], ModalScreen[T]):
    """A box in the middle; a subclass says what is in it (``contents``) and which commands it has."""

    heading = ""
    context: Context

    BINDINGS = [
        Binding("f1", "app.app_help", "Help", show=False, id="app.help"),
        Binding("f5", "app.app_jump", "Jump", show=False, id="app.jump"),
    ]

    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 60%;
        & > #box {
            width: 96; max-width: 100%; height: auto; max-height: 100%; background: $surface;
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
            padding: 1 2 0 2; scrollbar-size-vertical: 1;
        }
        & #complaint { height: auto; display: none; margin-top: 1; }
        & #box > KeyBar { dock: none; background: transparent; margin-top: 1; }
        & .label { color: $foreground 68%; width: 12; height: 1; }
        & .row { layout: horizontal; height: auto; min-height: 1; }
        & .row > Line, & .row > Choice { width: 1fr; }
        & .boxed { border: round $foreground 40%; padding: 0 1; height: 3; }
        & .boxed:focus { border: round $text-accent; background: transparent; }
        & .row > Line:focus { background: $foreground 8%; }
    }
    Dialog * {
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
    }
    Dialog.-narrow > #box { width: 100%; padding: 0 1; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (112, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def contents(self) -> Iterable[Widget]:
        """What is in the box."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The box, with keys below."""
        with VerticalScroll(id="box", can_focus=False) as box:
            box.border_title = frame_title(self.heading)
            yield from self.contents()
            yield Static("", id="complaint")
            yield KeyBar(each for each in commands_in(self.context) if each.footer)

    def complain(self, error: Exception) -> None:
        """Say what is wrong where it is being put right."""
        self.saving = False
        if not isinstance(error, RetroError):
            raise error
        self.explain(error.sentence)

    def explain(self, sentence: str) -> None:
        """Show a sentence in the box, or take it away."""
        complaint = self.query_one("#complaint", Static)
        complaint.update(Text(safe(self.shown(sentence)), palette(self.app).bad))
        complaint.display = bool(sentence)
        if sentence:
            complaint.scroll_visible(animate=False)

    def in_editor(self, text: str) -> str | None:
        """What the user's own editor made of a text; None, and it is said why, where none could be opened."""
        from retro.tui.editing import edit_in_terminal  # noqa: PLC0415 - only who edits needs it

        if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
            self.explain("Set $VISUAL or $EDITOR to use your own editor.")
            return None
        try:
            return edit_in_terminal(self.app, text)
        except SuspendNotSupported:
            self.explain("This terminal cannot be handed to an editor.")
        except RetroError as error:
            self.complain(error)
        return None

    def begin_saving(self) -> bool:
        """True once, until it went wrong: a second Enter must not save twice."""
        if self.saving:
            return False
        self.saving = True
        self.explain("")
        return True
