"""How the screen for composing is laid out: as many panes as fit, and which keys are offered."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from retro.display import safe
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.jobs.posts import Written
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.widgets.compose_head import ComposeHead
from retro.tui.widgets.finding_list import FindingList
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.outline_list import OutlineList
from retro.tui.widgets.post_pane import PostPane

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["PLACES", "ComposeLayout"]

MEDIUM, WIDE = 76, 140
"""Columns from which the outline and the post fit side by side, and from which the Markdown fits too."""

TALL = 20
"""Lines from which what there is to look at is always in sight."""

PLACES = ("outline", "post", "markdown", "findings")


class ComposeLayout(Conversing[Written]):
    """Panes and focus.

    Args:
        storage: The journal.
    """

    BINDINGS = bindings_for(Context.COMPOSE)
    AUTO_FOCUS = "#outline"

    DEFAULT_CSS = """
    ComposeLayout {
        & > #panes { height: 1fr; }
        & #outline { width: 2fr; max-width: 52; }
        & #post, & #markdown { width: 3fr; }
        & #outline, & #post, & #markdown, & #findings {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #outline:focus, & #post:focus, & #markdown:focus, & #findings:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
        & #complaint { height: auto; padding: 0 2; display: none; }
    }
    """

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self.place = "outline"
        self.view = "post"

    def compose(self) -> ComposeResult:
        """What is composed above, outline and post, what to look at, the keys below."""
        yield ComposeHead()
        with Horizontal(id="panes"):
            yield self._titled(OutlineList(id="outline"), "Outline")
            yield self._titled(PostPane(id="post"), "Post")
            yield self._titled(PostPane(id="markdown"), "Markdown")
        yield self._titled(FindingList(id="findings"), "To look at")
        yield Static("", id="complaint")
        yield KeyBar(self._offered())

    @staticmethod
    def _titled(widget: Widget, title: str) -> Widget:
        widget.border_title = frame_title(f"{command(f'compose.{widget.id}').keys[0]} {title}")
        return widget

    @property
    def outline_list(self) -> OutlineList:
        """The left pane."""
        return self.query_one("#outline", OutlineList)

    @property
    def post_pane(self) -> PostPane:
        """The post as a reader sees it."""
        return self.query_one("#post", PostPane)

    @property
    def markdown_pane(self) -> PostPane:
        """The file as it will be written."""
        return self.query_one("#markdown", PostPane)

    @property
    def finding_list(self) -> FindingList:
        """What there is to look at."""
        return self.query_one("#findings", FindingList)

    def on_resize(self, event: events.Resize) -> None:
        """As many panes as fit."""
        self.lay_out(event.size.width, event.size.height)

    def lay_out(self, columns: int | None = None, lines: int | None = None) -> None:
        """Outline, post and Markdown where they fit; else those that were last used slide into sight."""
        width, height = columns or self.app.size.width, lines or self.app.size.height
        shown = {"outline", "post", "markdown"} if width >= WIDE else {"outline", self.view}
        if width < MEDIUM:
            shown = {self.view if self.place in {"post", "markdown"} else "outline"}
        alone = height < TALL and self.place == "findings"
        findings = self.finding_list
        for name in PLACES[:-1]:
            self.query_one(f"#{name}").display = name in shown and not alone
        self.query_one("#panes").display = not alone
        findings.display = height >= TALL or alone
        rows = max(1, findings.count * findings.row_height)
        findings.styles.height = "1fr" if alone else min(rows, max(4, height // 5)) + 2

    def go(self, place: str) -> None:
        """Focus a pane, and slide it into sight."""
        self.place = place
        if place in {"post", "markdown"}:
            self.view = place
        self.lay_out()
        self.set_focus(self.query_one(f"#{place}"))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click on a pane is a way to go there."""
        name = event.widget.id or ""
        if name in PLACES and name != self.place:
            self.go(name)

    def explain(self, sentence: str, *, overwrite: bool = False) -> None:
        """Say what is wrong above the keys, or take it away; ``overwrite`` offers that key as well."""
        complaint = self.query_one("#complaint", Static)
        complaint.update(Text(safe(self.shown(sentence)), palette(self.app).bad))
        complaint.display = bool(sentence)
        self.query_one(KeyBar).show(self._offered(overwrite=overwrite))

    @staticmethod
    def _offered(*, overwrite: bool = False) -> list[Command]:
        offered = [each for each in commands_in(Context.COMPOSE) if each.footer]
        force = [command("compose.force")._replace(footer="Overwrite")] if overwrite else []
        return [*force, *offered, command("app.help")]
