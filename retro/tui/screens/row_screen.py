"""What the screens of retrospectives share: rows, what is told of the one under the cursor, and keys."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from retro.display import safe
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.jobs import lessons
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.screens.prompt import PromptScreen
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.row_list import RowList
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["RowScreen"]

T = TypeVar("T")


class RowScreen(Conversing[T]):
    """A list, and beside it what is told of the row under the cursor. A subclass reads and fills it.

    Args:
        storage: The journal.
    """

    context: Context
    AUTO_FOCUS = "#rows"

    DEFAULT_CSS = """
    RowScreen {
        & > #head { height: auto; background: $foreground 6%; }
        & > #panes { height: 1fr; }
        & #rows { width: 6fr; height: 1fr; }
        & #beside { width: 5fr; height: 1fr; }
        & #detail { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1;
            scrollbar-background: $background; scrollbar-background-hover: $background;
            scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
            scrollbar-color-hover: $primary; scrollbar-color-active: $primary; }
        & #told { height: auto; }
        & #rows, & #detail {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #rows:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    RowScreen.-narrow > #panes { layout: vertical; }
    RowScreen.-narrow #rows, RowScreen.-narrow #beside { width: 1fr; }
    RowScreen.-narrow #detail { padding: 0 1; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (112, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium-high"), (30, "-tall")]

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self._writing = 0

    def compose(self) -> ComposeResult:
        """A head, two panes, the keys below."""
        yield Static("", id="head")
        with Horizontal(id="panes"):
            yield RowList(id="rows")
            with Vertical(id="beside"):
                with VerticalScroll(id="detail", can_focus=False):
                    yield Static("", id="told")
                yield from self.below()
        yield KeyBar(self.offered())

    def below(self) -> Iterable[Widget]:
        """What stands below the text."""
        return ()

    def offered(self) -> list[Command]:
        """The commands of the footer."""
        return [*(each for each in commands_in(self.context) if each.footer), command("app.help")]

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#rows", RowList)

    @property
    def detail(self) -> VerticalScroll:
        """What is told of the row under the cursor."""
        return self.query_one("#detail", VerticalScroll)

    @property
    def moving(self) -> bool:
        """Whether a key has to wait for a change: it is meant for what is under the cursor then."""
        return bool(self._writing)

    def on_mount(self) -> None:
        """Read what there is, and again whenever it is something else."""
        self.look()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.fill())
        self.set_interval(1.0, self.look)

    def look(self) -> None:
        """Read again, unless nothing was changed."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show what was read."""
        raise NotImplementedError

    def tell(self) -> None:
        """Show what is told of the row under the cursor."""
        inks, row = palette(self.app), self.rows.selected
        text = Text(end="")
        for line, tone in row.detail if row else ():
            text.append(safe(line), getattr(inks, tone)).append("\n")
        self.query_one("#told", Static).update(text)
        self.detail.scroll_to(y=0, animate=False, force=True)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The text follows the cursor."""
        event.stop()
        self.tell()

    # Changes

    def change(self, job: "Callable[[Journal], Wrote]") -> None:
        """Change something, say what was done, and read again."""
        self._writing += 1
        self.storage.write(job, self.answer(self._changed), self.answer(self._refused))

    def _changed(self, wrote: "Wrote") -> None:
        if wrote.said:
            self.say(wrote.said)
        self._writing -= 1
        self.look()

    def _refused(self, error: Exception) -> None:
        self._writing -= 1
        self.complain(error)
        self.look()

    def undo(self) -> None:
        """Take back the last change."""
        self.change(lessons.undo)

    def redo(self) -> None:
        """Take back the last undo."""
        self.change(lessons.redo)

    def ask(
        self,
        heading: str,
        about: str,
        then: Callable[[str], object],
        *,
        text: str = "",
        empty: bool = False,
        names: Iterable[str] = (),
        missing: str = "Type something.",
    ) -> None:
        """Ask for a line, and go on with what was typed."""

        def answered(typed: str | None) -> None:
            if typed is not None:
                then(typed)

        screen = PromptScreen(
            self.storage, heading, about, tuple(names), empty=empty, text=text, missing=missing
        )
        self.app.push_screen(screen, answered)

    def name_frame(self, title: str) -> None:
        """What stands in the border of the list."""
        self.rows.border_title = frame_title(title)
