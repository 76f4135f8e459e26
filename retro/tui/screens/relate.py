"""Relates a lesson to another, which is picked by searching for it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe_line
from retro.surroundings import RelationKind
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs.relations import Relative
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.fields import Choice, Line
from retro.tui.widgets.lesson_list import LessonList
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.search import Hit
    from retro.tui.storage import Storage

__all__ = ["NOT_RELATED", "RelateScreen", "Relating"]

NOT_RELATED = "not related"
"""Stands among the kinds, to take a relation away."""

_KINDS = (*(str(kind) for kind in RelationKind), NOT_RELATED)


class Relating(NamedTuple):
    """How a lesson is to stand to another.

    Args:
        other_id: The other lesson.
        title: Of the other.
        kind: One of ``RelationKind``, or ``NOT_RELATED``.
        when_here: When this lesson goes before the other, of a tension.
        when_there: When the other goes before this one.
    """

    other_id: str
    title: str
    kind: str
    when_here: str = ""
    when_there: str = ""

    @property
    def relative(self) -> Relative:
        """The same, for the journal."""
        kind = None if self.kind == NOT_RELATED else RelationKind(self.kind)
        return Relative(self.other_id, kind, self.when_here, self.when_there)

    def __str__(self) -> str:
        return f"{self.kind}{' to' if self.kind == NOT_RELATED else ''} “{self.title}”"


class RelateScreen(Dialog[Relating]):
    """Search, pick, say how the two stand to each other.

    Args:
        storage: The journal.
        title: Of the lesson that is being related.
        lesson_id: Its id, which is not offered; "" for one that is not saved yet.
    """

    heading = "Relate"
    context = Context.RELATE
    BINDINGS = bindings_for(Context.RELATE)

    DEFAULT_CSS = """
    RelateScreen {
        & > #box { height: 100%; max-height: 34; overflow-y: hidden; }
        & #about { height: auto; color: $foreground 80%; margin-bottom: 1; }
        & #others { height: 1fr; min-height: 3; margin: 1 0; }
    }
    RelateScreen.-short #about { display: none; }
    RelateScreen.-short .boxed { border: none; height: 1; padding: 0; }
    """

    def __init__(self, storage: "Storage", title: str, lesson_id: str) -> None:
        super().__init__(storage)
        self._title = title
        self._lesson_id = lesson_id

    def contents(self) -> Iterable[Widget]:
        """The search, what it finds, and how the two stand to each other."""
        yield Static(Text(f"“{safe_line(self.shown(self._title))}” and …"), id="about")
        yield Line(placeholder="search for the other lesson", id="wanted", classes="boxed")
        yield LessonList(id="others")
        for label, widget in (
            ("This one", Choice(_KINDS, _KINDS[0], id="kind")),
            ("This when", Line(id="when-here", placeholder="of a tension: when this one goes first")),
            ("That when", Line(id="when-there", placeholder="when the other one does")),
        ):
            yield Horizontal(Static(Text(label), classes="label"), widget, classes="row")

    def on_mount(self) -> None:
        """Begin with the latest lessons."""
        self._search("")
        self.query_one("#wanted").focus()

    def _search(self, text: str) -> None:
        self.storage.candidates(text, self.answer(self._came), self.failed)

    def _came(self, hits: "tuple[Hit, ...]") -> None:
        others = tuple(hit for hit in hits if hit.lesson.id != self._lesson_id)
        self.query_one("#others", LessonList).show(len(others), [(0, others)], 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every keystroke searches."""
        event.stop()
        self.explain("")
        if event.input.id == "wanted":
            self._search(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_relate_done()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click takes the lesson."""
        event.stop()
        if event.twice:
            self.action_relate_done()

    def action_relate_next(self) -> None:
        """The next lesson, while typing."""
        self.query_one("#others", LessonList).action_move_down()

    def action_relate_previous(self) -> None:
        """The lesson before, while typing."""
        self.query_one("#others", LessonList).action_move_up()

    def action_relate_done(self) -> None:
        """Take the lesson under the cursor."""
        hit = self.query_one("#others", LessonList).selected
        if hit is None:
            self.explain("No lesson is found that could be related.")
            return
        self.dismiss(
            Relating(
                hit.lesson.id,
                hit.lesson.title,
                self.query_one("#kind", Choice).value,
                self.query_one("#when-here", Line).value.strip(),
                self.query_one("#when-there", Line).value.strip(),
            )
        )

    def action_relate_cancel(self) -> None:
        """Relate nothing."""
        self.dismiss(None)
