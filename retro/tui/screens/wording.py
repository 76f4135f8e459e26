"""Where one writes what is to stand in the place of two versions of a text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static, TextArea

from retro.display import safe
from retro.drafts import WORDING, Draft
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, key_label
from retro.tui.screens.confirm import ask_to_paste
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.body import Body

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["WordingScreen"]


class WordingScreen(Dialog[str]):
    """Ends with the text, or with None.

    Args:
        storage: The journal.
        heading: What is asked for.
        about: In a sentence.
        text: What it begins with.
    """

    context = Context.WORDING
    BINDINGS = bindings_for(Context.WORDING)

    DEFAULT_CSS = """
    WordingScreen {
        & > #box { width: 100; height: 90%; }
        & #about { height: auto; color: $foreground 80%; margin-bottom: 1; padding: 0 1; }
        & #body {
            height: 1fr; min-height: 5; border: round $foreground 40%; padding: 0 1;
            background: transparent; scrollbar-size-vertical: 1;
        }
        & #body:focus { border: round $text-accent; }
    }
    WordingScreen.-short > #box { height: 100%; padding: 0 1; }
    WordingScreen.-short #about { margin-bottom: 0; }
    """

    def __init__(self, storage: "Storage", heading: str, about: str, text: str) -> None:
        super().__init__(storage)
        self.heading = heading
        self._about = about
        self._first = text
        self._warned = False

    def contents(self) -> Iterable[Widget]:
        """What it is about, and the text."""
        yield Static(Text(safe(self._about)), id="about")
        yield Body(safe(self._first), id="body", soft_wrap=True, show_line_numbers=False)

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        body = self.query_one("#body", Body)
        body.move_cursor(body.document.end)
        body.focus()

    @property
    def text(self) -> str:
        """What is written; a text that nobody touched is as it was, with what is not safe to be shown."""
        text = self.query_one("#body", Body).text
        return self._first if text == safe(self._first) else text.strip("\n")

    def unsaved(self) -> tuple[Draft, ...]:
        """What was written and decides nothing yet."""
        if not self.query("#body") or self.text == self._first:
            return ()
        return (Draft(self.text, prompt=WORDING),)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What was said of it is over."""
        event.stop()
        self._warned = False
        self.explain("")

    def on_body_asked(self, event: Body.Asked) -> None:
        """Ask before a large text is put in."""
        event.stop()
        ask_to_paste(self, event.text, lambda: event.body.put_in(event.text))

    def action_wording_done(self) -> None:
        """Take it."""
        self.dismiss(self.text)

    def action_wording_editor(self) -> None:
        """Go on in the user's own editor."""
        text = self.in_editor(self.text)
        if text is not None:
            self.query_one("#body", Body).text = safe(text.rstrip("\n"))

    def action_wording_cancel(self) -> None:
        """Close; ask once more when something would be lost."""
        if self.text != self._first and not self._warned:
            self._warned = True
            done, close = (key_label(command(name).keys[0]) for name in ("wording.done", "wording.cancel"))
            self.explain(f"Not taken yet: {done} takes it, {close} again throws it away.")
            return
        self.dismiss(None)
