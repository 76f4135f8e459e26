"""All that is known of a name, and its latest lessons."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from retro.display import safe_line
from retro.tui.looks import KIND_GLYPHS, shown_title, sorting_day
from retro.tui.palette import Palette, kind_ink, palette

if TYPE_CHECKING:
    from retro.model import Lesson

__all__ = ["NameFacts"]


class NameFacts(VerticalScroll, can_focus=False):
    """A name as a heading, its facts, and the titles of its lessons."""

    DEFAULT_CSS = """
    NameFacts {
        scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
        & > #known { height: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id="known")

    def show(
        self, name: str, facts: Sequence[tuple[str, str]], said: str, lessons: "Sequence[Lesson]"
    ) -> None:
        """Show a name, and lessons of which something is said; "" shows nothing."""
        known = self.query_one("#known", Static)
        if not name:
            known.update("")
            return
        inks = palette(self.app)
        parts: list[Text | Table] = [Text(safe_line(name), inks.strong), Text(), _facts(facts, inks)]
        if lessons:
            parts += [Text(), Text(said, inks.label), _titles(lessons, inks)]
        known.update(Group(*parts))

    def to_top(self) -> None:
        """Begin with the heading."""
        self.scroll_home(animate=False)


def _facts(facts: Sequence[tuple[str, str]], inks: Palette) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=10, no_wrap=True)
    table.add_column(ratio=1)
    for label, value in facts:
        shown = Text(safe_line(value), inks.text) if value else Text("–", inks.muted)
        table.add_row(Text(label, inks.muted), shown)
    return table


def _titles(lessons: "Sequence[Lesson]", inks: Palette) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=1)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column(width=7, no_wrap=True)
    for lesson in lessons:
        table.add_row(
            Text(KIND_GLYPHS[lesson.kind], kind_ink(inks, lesson.kind)),
            Text(shown_title(lesson.title), inks.text + Style(bold=False), no_wrap=True, overflow="ellipsis"),
            Text(sorting_day(lesson)[:7], inks.muted),
        )
    return table
