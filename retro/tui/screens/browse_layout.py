"""How the browsing screen is laid out: as many panes as fit, and which keys are offered where."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in
from retro.tui.looks import frame_title
from retro.tui.remembered import Remembered
from retro.tui.screens.conversation import Conversing
from retro.tui.widgets.facet_list import FacetList
from retro.tui.widgets.kept import Kept
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.lesson_list import LessonList
from retro.tui.widgets.preview import Preview
from retro.tui.widgets.query_bar import QueryBar, QueryLine

if TYPE_CHECKING:
    from retro.tui.storage import Found, Storage
    from retro.tui.widgets.welcome import Welcome

__all__ = ["PANES", "BrowseLayout"]

MEDIUM, WIDE = 76, 112
"""Columns from which two panes fit side by side, and from which three do."""

PANES = ("facets", "lessons", "preview")


class _Panes(Kept, Horizontal):
    """What lies behind the panes."""


class BrowseLayout(Conversing[None]):
    """Panes and focus.

    Args:
        storage: The journal.
        name: Of the journal, on the badge.
        left: How the app was left the last time.
    """

    BINDINGS = bindings_for(Context.BROWSE, Context.LESSONS)
    AUTO_FOCUS = "#lessons"

    # There is always room for a scrollbar: else the screen would be laid out anew when a letter typed makes
    # a list fit, or not fit any more.
    DEFAULT_CSS = """
    BrowseLayout {
        & > #panes { height: 1fr; }
        & #facets { width: 28; }
        & #lessons { width: 1fr; }
        & #preview { width: 1.15fr; }
        & #facets, & #lessons, & #preview, & #welcome {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #facets, & #lessons, & #preview { overflow-y: scroll; }
        & #preview { padding: 1 1 0 2; }
        & #facets:focus, & #lessons:focus, & #preview:focus, & #welcome:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    """

    def __init__(self, storage: "Storage", name: str, left: Remembered) -> None:
        super().__init__(storage)
        self._badge = name
        self._first_text = left.query
        self.place = left.place if left.place in PANES else "lessons"
        self.found: Found | None = None

    def compose(self) -> ComposeResult:
        """The query above, three panes, the keys below."""
        yield QueryBar(self._badge, self._first_text)
        with _Panes(id="panes"):
            yield self._titled(FacetList(id="facets"), "Facets", "pane.facets")
            yield self._titled(LessonList(id="lessons"), "Lessons", "pane.lessons")
            yield self._titled(Preview(id="preview"), "Preview", "pane.preview")
        yield KeyBar(self._offered("lessons"))

    @staticmethod
    def _titled(widget: Widget, title: str, command_id: str) -> Widget:
        widget.border_title = frame_title(f"{command(command_id).keys[0]} {title}")
        return widget

    @property
    def facets(self) -> FacetList:
        """The left pane."""
        return self.query_one("#facets", FacetList)

    @property
    def lessons(self) -> LessonList:
        """The middle pane."""
        return self.query_one("#lessons", LessonList)

    @property
    def preview(self) -> Preview:
        """The right pane."""
        return self.query_one("#preview", Preview)

    @property
    def query_line(self) -> QueryLine:
        """Where the query is typed."""
        return self.query_one("#query", QueryLine)

    def on_resize(self, event: events.Resize) -> None:
        """As many panes as fit."""
        self._arrange(event.size.width)

    def _arrange(self, columns: int | None = None) -> None:
        """Three panes where they fit; else those next to the one that was last used slide into sight."""
        width = columns or self.app.size.width
        if width >= WIDE:
            shown = set(PANES)
        elif width >= MEDIUM:
            shown = {"lessons", "facets" if self.place == "facets" else "preview"}
        else:
            shown = {self.place}
        empty = self.found is not None and self.found.total == 0
        for name in PANES:
            visible = name in shown
            if empty and name != "facets":
                visible = False
            if empty and name == "facets" and self.found and self.found.everything == 0:
                visible = False
            self.query_one(f"#{name}").display = visible
        if empty or self.query("#welcome"):
            self._welcome().display = empty and (width >= MEDIUM or self.place != "facets")

    def _welcome(self) -> "Welcome":
        """What stands where there are no lessons; made when it is first needed."""
        from retro.tui.widgets.welcome import Welcome  # noqa: PLC0415 - rarely needed

        for welcome in self.query(Welcome):
            return welcome
        welcome = Welcome(id="welcome")
        self.query_one("#panes").mount(welcome, before="#preview")
        return welcome

    def go(self, place: str) -> None:
        """Focus a pane or the query bar, and slide it into sight."""
        if place == "query":
            self.set_focus(self.query_line)
            return
        self.place = place
        self._arrange()
        target = self.query_one(f"#{place}")
        if not target.display:
            target = self._welcome()
        self.set_focus(target)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys below are those that work here."""
        name = event.widget.id or ""
        if name in PANES and name != self.place:
            self.place = name
            self._arrange()
        self.query_one(KeyBar).show(self._offered(name))

    @staticmethod
    def _offered(place: str) -> list[Command]:
        own = {"facets": Context.FACETS, "query": Context.QUERY, "lessons": Context.LESSONS}.get(place)
        contexts = [own] if own else []
        if place != "query":
            contexts.insert(1 if place == "facets" else 0, Context.BROWSE)
        contexts.append(Context.EVERYWHERE)
        offered = [each for context in contexts for each in commands_in(context) if each.footer]
        helping = command("app.help")
        typing = place == "query"
        rest = [
            each
            for each in offered
            if each is not helping and not (typing and each.context is Context.EVERYWHERE)
        ]
        return [*rest, *([] if typing else [helping])]
