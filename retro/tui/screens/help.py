"""The help: every command of the registry with its keys, found by typing."""

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, commands_in, keys_label
from retro.tui.palette import palette
from retro.tui.widgets.fields import Line
from retro.tui.widgets.key_bar import KeyBar

__all__ = ["HelpScreen"]


class HelpScreen(ModalScreen[None]):
    """Commands by where they work."""

    BINDINGS = bindings_for(Context.HELP)

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle; background: $background 60%;
        & > #box {
            width: 104; max-width: 100%; height: 100%; max-height: 44; background: $surface;
            border: round $text-accent; border-title-color: $foreground;
            border-title-style: bold; padding: 0 1;
        }
        & #wanted { margin: 1 1 0 1; }
        & #list { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
        & #table { height: auto; padding: 0 1; }
        & #list { scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $primary; scrollbar-color-active: $primary; }
        & KeyBar { dock: none; background: transparent; }
    }
    """

    def compose(self) -> ComposeResult:
        """A line to search in, and the table."""
        with Vertical(id="box") as box:
            box.border_title = "Help"
            yield Line(id="wanted", placeholder="type to find a command or a key")
            with VerticalScroll(id="list", can_focus=True):
                yield Static("", id="table")
            yield KeyBar(each for each in commands_in(Context.HELP) if each.footer)

    def on_mount(self) -> None:
        """Everything at first."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only what was asked for."""
        event.stop()
        self._show(event.value)

    def on_key_bar_pressed(self) -> None:
        """The only key below closes."""
        self.action_help_close()

    def _show(self, wanted: str) -> None:
        inks = palette(self.app)
        heading, key, title, muted = inks.company + Style(bold=True), inks.accent, inks.text, inks.muted
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(width=11, no_wrap=True)
        table.add_column(width=22)
        table.add_column(ratio=1)
        for context in Context:
            found = [each for each in commands_in(context) if _means(each, wanted)]
            if not found:
                continue
            table.add_row(Text(context.value, heading))
            for each in found:
                table.add_row(Text(keys_label(each), key), Text(each.title, title), Text(each.help, muted))
            table.add_row("")
        if not table.row_count:
            table.add_row("", Text("No command is called that.", muted))
        self.query_one("#table", Static).update(table)
        self.query_one("#list").scroll_to(y=0, animate=False)

    def action_help_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _means(each: Command, wanted: str) -> bool:
    text = f"{each.id} {each.title} {each.help} {keys_label(each)} {each.context}".casefold()
    return all(word in text for word in wanted.casefold().split())
