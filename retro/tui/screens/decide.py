"""Two dialogs: what is decided, and what came of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import plain_inline, safe_line
from retro.drafts import Draft
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs import decisions
from retro.tui.jobs.decisions import Reviewed, Typed
from retro.tui.looks import fit
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.fields import Choice, Line

if TYPE_CHECKING:
    from retro.tui.jobs.decisions import Row
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["DecideScreen", "ReviewDecisionScreen"]

_ANSWERS = ("came true", "did not")


class _Deciding(Dialog["Wrote"]):
    """Rows of a label and what is typed; ends with what was written, or None."""

    context = Context.DECISION
    BINDINGS = bindings_for(Context.DECISION)

    DEFAULT_CSS = """
    _Deciding {
        & .about { height: auto; color: $foreground 80%; }
    }
    """

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_decision_keep()

    def value(self, name: str) -> str:
        """What is typed in a line."""
        return self.query_one(f"#{name}", Line).value

    def action_decision_keep(self) -> None:
        """Keep what was typed."""
        raise NotImplementedError

    def action_decision_cancel(self) -> None:
        """Keep nothing."""
        self.dismiss(None)


def _row(label: str, widget: Widget) -> Horizontal:
    return Horizontal(Static(Text(label), classes="label"), widget, classes="row")


class DecideScreen(_Deciding):
    """Asks what is decided and expected, and proposes lessons to consult.

    Args:
        storage: The journal.
        typed: What was typed before and not kept.
    """

    heading = "Decide"

    def __init__(self, storage: "Storage", typed: Typed | None = None) -> None:
        super().__init__(storage)
        self.typed = typed or Typed()
        self._proposed: tuple[tuple[str, str], ...] = ()

    def contents(self) -> Iterable[Widget]:
        """A row each, and what is proposed."""
        hints = {
            "text": "Hire a second designer",
            "expectation": "Releases take a week less",
            "percent": "70: how likely, in per cent",
            "due": "2027-03-01, or in 3 months: when to look again",
            "company": "where",
            "lessons": "ids of lessons that you consult",
        }
        labels = ("Decision", "I expect", "Likely", "Review on", "Company", "Lessons")
        for label, (name, hint) in zip(labels, hints.items(), strict=True):
            yield _row(label, Line(getattr(self.typed, name), id=name, placeholder=hint))
        yield Static("", id="proposed", classes="about")

    def unsaved(self) -> tuple[Draft, ...]:
        """What is typed."""
        return self.typed.drafts()

    def on_mount(self) -> None:
        """Begin with what is decided."""
        self.query_one("#text").focus()
        self._propose()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is kept for the next time, and lessons that fit it are proposed."""
        event.stop()
        self.explain("")
        self.typed = Typed(*map(self.value, Typed._fields))
        if event.input.id == "text":
            self._propose()

    def _propose(self) -> None:
        came = self.answer(self._show_proposed)
        self.storage.asking(self.typed.text, decisions.propose, came, self.failed, name="proposed")

    def _show_proposed(self, proposed: tuple[tuple[str, str], ...]) -> None:
        self._proposed = proposed
        width = max(20, self.query_one("#proposed").size.width - 8)
        lines = [
            f"{short}  {fit(self.shown(plain_inline(safe_line(title))), width).rstrip()}"
            for short, title in proposed
        ]
        self.query_one("#proposed", Static).update(Text("\n".join(lines)))

    def action_decision_take(self) -> None:
        """Take the lessons that are proposed."""
        self.query_one("#lessons", Line).value = " ".join(short for short, _ in self._proposed)

    def action_decision_keep(self) -> None:
        """Write it down."""
        if self.begin_saving():
            self.storage.write(decisions.add(self.typed), self.answer(self._kept), self.failed)

    def _kept(self, wrote: "Wrote") -> None:
        self.typed = Typed()
        self.dismiss(wrote)


class ReviewDecisionScreen(_Deciding):
    """Asks what came of a decision.

    Args:
        storage: The journal.
        row: The decision.
    """

    heading = "What came of it?"

    def __init__(self, storage: "Storage", row: "Row") -> None:
        super().__init__(storage)
        self._decision = row

    def contents(self) -> Iterable[Widget]:
        """What was decided and expected, then a row for each answer."""
        decision = self._decision.decision
        said = f"{decision.text}\nExpected at {decision.probability * 100:.0f} %: {decision.expectation}"
        yield Static(Text("\n".join(map(safe_line, said.split("\n")))), classes="about")
        answer = _ANSWERS[1] if decision.came_true is False else _ANSWERS[0]
        yield _row("It", Choice(_ANSWERS, answer, id="came-true"))
        yield _row("Outcome", Line(decision.outcome, id="outcome", placeholder="what came of it, in words"))
        short = self._decision.changed_by[0] if self._decision.changed_by else ""
        hint = "id of the lesson that would have changed it"
        yield _row("Changed by", Line(short, id="changed-by", placeholder=hint))

    def on_mount(self) -> None:
        """Begin with the answer."""
        self.query_one("#came-true").focus()

    def action_decision_take(self) -> None:
        """Take the first of the lessons that were consulted."""
        for short, _ in self._decision.consulted[:1]:
            self.query_one("#changed-by", Line).value = short

    def action_decision_keep(self) -> None:
        """Write it down."""
        came_true = self.query_one("#came-true", Choice).value == _ANSWERS[0]
        said = Reviewed(came_true, self.value("outcome"), self.value("changed-by"))
        if self.begin_saving():
            job = decisions.review(self._decision.decision.id, said)
            self.storage.write(job, self.answer(self.dismiss), self.failed)
