"""Names in a list, found by typing, with what is known of the one under the cursor beside them."""

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in, key_label
from retro.tui.jobs.names import Register, changed_since
from retro.tui.looks import frame_title
from retro.tui.naming import Named, Sort, facts_of, matching, row_of
from retro.tui.palette import palette
from retro.tui.screens.conversation import Conversing
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.name_facts import NameFacts
from retro.tui.widgets.name_list import NameList
from retro.tui.widgets.name_tabs import NameTabs, Tab
from retro.tui.widgets.query_bar import QueryLine
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.search import Hit
    from retro.tui.jobs.names import Renamed
    from retro.tui.storage import Storage

__all__ = ["NameBrowsing"]

_TABS = {Sort.COMPANY: "names.companies", Sort.THEME: "names.themes", Sort.PERSON: "names.people"}
"""The command that goes to each sort; its title is the tab's."""

_LATEST = 12
"""So many lessons are listed beside a name."""

_MADE_BY = {
    Sort.COMPANY: "A lesson with @company makes one.",
    Sort.THEME: "A lesson with #theme makes one.",
    Sort.PERSON: "People are named in the form of a lesson.",
}


class NameBrowsing(Conversing[str]):
    """Shows every name as the journal has it now, and stays on the one where one is.

    Args:
        storage: The journal.
    """

    BINDINGS = bindings_for(Context.NAMES)
    AUTO_FOCUS = "#names"

    DEFAULT_CSS = """
    NameBrowsing {
        & > #find { height: 1; background: $foreground 6%; }
        & #prompt { width: 3; height: 1; }
        & #filter { width: 1fr; }
        & > #panes { height: 1fr; }
        & #names { width: 1fr; height: 1fr; }
        & #none { width: 1fr; height: 1fr; padding: 1 2; color: $foreground 68%; }
        & #facts { width: 46%; padding: 1 1 0 2; display: none; }
        & #names, & #none, & #facts {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #names:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    NameBrowsing.-wide #facts { display: block; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (112, "-wide")]

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self.sort = Sort.COMPANY
        self._register = Register(-1)
        self._on: dict[Sort, str] = {}
        """The id of the name that the cursor is on, of each sort."""
        self._latest: tuple[str, tuple[Hit, ...]] = ("", ())

    def compose(self) -> ComposeResult:
        """Tabs and the line to find names above, two panes, the keys below."""
        yield NameTabs("names")
        with Horizontal(id="find"):
            yield Static("", id="prompt")
            yield QueryLine(
                id="filter",
                placeholder="find a name or an alias",
                select_on_focus=False,
                compact=True,
                word_of=lambda _line, _cursor: None,
            )
        with Horizontal(id="panes"):
            yield NameList(id="names")
            yield Static("", id="none")
            yield NameFacts(id="facts")
        yield KeyBar(self._offered(finding=False))

    @property
    def line(self) -> QueryLine:
        """Where a part of a name is typed."""
        return self.query_one("#filter", QueryLine)

    @property
    def names(self) -> NameList:
        """The names that are found."""
        return self.query_one("#names", NameList)

    @property
    def facts(self) -> NameFacts:
        """What is known of the one under the cursor."""
        return self.query_one("#facts", NameFacts)

    def on_mount(self) -> None:
        """Read the names, and again whenever they are others."""
        self.query_one("#none").display = False
        self._draw_prompt()
        self._look()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._redraw())
        self.set_interval(1.0, self._look)

    def _redraw(self) -> None:
        self._draw_prompt()
        self._show_facts()

    def _draw_prompt(self) -> None:
        inks = palette(self.app)
        key = f" {key_label(command('names.filter').keys[0])} "
        ink = inks.accent if self.line.has_focus else inks.muted
        self.query_one("#prompt", Static).update(Text(key, ink))

    # What is shown

    def _look(self) -> None:
        """Read the names if something has changed since, here or in another program."""
        self.storage.read(
            changed_since(self._register.version), self.answer(self._came), self.failed, name="register"
        )

    def _came(self, register: Register | None) -> None:
        if register is None:
            return
        self._register = register
        self._latest = ("", ())
        self._show()

    def known(self) -> tuple[Named, ...]:
        """Every name of the present sort."""
        return self._register.of(self.sort)

    def go(self, sort: Sort) -> None:
        """Go to another sort of names."""
        if sort is not self.sort:
            self.sort = sort
            self.line.value = ""
            self._show()
        self.names.focus()

    def _show(self) -> None:
        """The names that fit what is typed; the cursor stays on its name, or in its place."""
        typed = self.line.value
        rows = matching(typed, [row_of(each) for each in self.known()])
        here = self._on.get(self.sort, "")
        places = [place for place, row in enumerate(rows) if row.id == here]
        self.names.show(rows, places[0] if places else self.names.cursor if here else 0, typed)
        total = len(self.known())
        title = command(_TABS[self.sort]).title
        self.names.border_title = frame_title(
            f"{title} · {len(rows):,} of {total:,}" if typed.strip() else title
        )
        tabs = [Tab(command(name), len(self._register.of(sort))) for sort, name in _TABS.items()]
        self.query_one(NameTabs).show(tabs, tuple(Sort).index(self.sort))
        self._show_none(found=bool(rows), any_at_all=bool(total))
        self._follow()

    def _show_none(self, *, found: bool, any_at_all: bool) -> None:
        none = self.query_one("#none", Static)
        key = key_label(command("names.back").keys[0])
        none.update(Text(f"Nothing is called that; {key} shows all." if any_at_all else self._no_names()))
        waiting = self._register.version < 0
        had_focus = self.names.has_focus
        self.names.display, none.display = found or waiting, not found and not waiting
        if had_focus and not found:
            self.set_focus(None)
        elif found and self.focused is None:
            self.names.focus()

    def _no_names(self) -> str:
        return f"No {self.sort} yet. {_MADE_BY[self.sort]}"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every keystroke finds; the best is under the cursor."""
        event.stop()
        if event.value.strip():
            self._on.pop(self.sort, None)
        self._show()

    def on_query_line_asked(self, event: QueryLine.Asked) -> None:
        """Move in the list while typing, or go there."""
        if event.motion == "done":
            self.set_focus(self.names if self.names.display else None)
        else:
            getattr(self.names, f"action_{event.motion}")()

    # The name under the cursor

    def under_cursor(self) -> Named | None:
        """The name under the cursor."""
        row = self.names.selected
        return next((each for each in self.known() if row is not None and each.id == row.id), None)

    def selected(self) -> Named | None:
        """The same; says so when there is none."""
        each = self.under_cursor()
        if each is None:
            self.say("There is no name here.", severity="warning")
        return each

    def query_for(self, each: Named) -> str:
        """The query that finds the lessons of a name."""
        from retro.query import parse  # noqa: PLC0415 - not before it is needed

        return str(parse("").with_field(self.sort, each.name))

    def _follow(self) -> None:
        """Show what is known, and read the latest lessons."""
        each = self.under_cursor()
        if each is not None:
            self._on[self.sort] = each.id
            if self._latest[0] != each.id:
                came = self.answer(partial(self._latest_came, each.id))
                self.storage.candidates(self.query_for(each), came, self.failed)
        self._show_facts()

    def _latest_came(self, name_id: str, hits: "tuple[Hit, ...]") -> None:
        self._latest = (name_id, hits[:_LATEST])
        self._show_facts()

    def _show_facts(self) -> None:
        each = self.under_cursor()
        if each is None:
            self.facts.show("", (), "", ())
            return
        name_id, hits = self._latest
        lessons = [hit.lesson for hit in hits] if name_id == each.id else []
        below = self.sort is Sort.THEME and any(
            other.name.startswith(f"{each.name}/") for other in self.known()
        )
        said = "Latest lessons, with those of the themes below it" if below else "Latest lessons"
        self.facts.show(each.name, facts_of(each), said, lessons)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """What is known follows the cursor."""
        event.stop()
        self.facts.to_top()
        self._follow()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click."""
        event.stop()
        each = self.under_cursor()
        if event.twice and each is not None:
            self.chosen(each)

    def chosen(self, each: Named) -> None:
        """What a double click on a name does."""
        raise NotImplementedError

    def changed(self, renamed: "Renamed") -> None:
        """Say what was written, and show it; the cursor is on the name then."""
        self.say(renamed.said)
        if renamed.name_id:
            self._on[self.sort] = renamed.name_id
        self._look()

    # Keys and the mouse

    @staticmethod
    def _offered(*, finding: bool) -> list[Command]:
        if finding:
            return [each for each in commands_in(Context.QUERY) if each.footer]
        return [*(each for each in commands_in(Context.NAMES) if each.footer), command("app.help")]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys below are those that work here."""
        self._draw_prompt()
        self.query_one(KeyBar).show(self._offered(finding=event.widget is self.line))

    def on_descendant_blur(self) -> None:
        """The prompt shows where one does not type."""
        self._draw_prompt()

    def on_name_tabs_pressed(self, event: NameTabs.Pressed) -> None:
        """A tab was clicked."""
        self.carry_out(event.command)
