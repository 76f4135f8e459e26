"""All that can be said of a company or a person, a line each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.display import safe_line
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, key_label
from retro.tui.jobs.names import Job
from retro.tui.screens.name_dialog import NameDialog
from retro.tui.widgets.fields import Choice, Line

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["Fact", "NameFactsScreen"]


class Fact(NamedTuple):
    """Something that can be said of a name.

    Args:
        key: What the journal calls it.
        label: What the dialog calls it.
        value: What is said now.
        hint: What may be typed.
        choices: All that may be said, where it is one of a few.
    """

    key: str
    label: str
    value: str
    hint: str = ""
    choices: tuple[str, ...] = ()


class NameFactsScreen(NameDialog):
    """All facts of a company or a person, a line each.

    Args:
        storage: The journal.
        name: Whose facts.
        facts: As they are.
        job: The change, given the facts that are others now.
    """

    heading = "Edit"
    BINDINGS = bindings_for(Context.PROMPT)

    DEFAULT_CSS = """
    NameFactsScreen #about { padding: 0; margin-bottom: 1; text-style: bold; color: $foreground; }
    NameFactsScreen .row { margin-bottom: 1; }
    NameFactsScreen.-short .row { margin-bottom: 0; }
    """

    def __init__(
        self,
        storage: "Storage",
        name: str,
        facts: Sequence[Fact],
        job: Callable[[Mapping[str, str]], Job],
    ) -> None:
        super().__init__(storage)
        self._name_shown = name
        self._facts = facts
        self._job = job
        self._warned = False

    def contents(self) -> Iterable[Widget]:
        """The name, and a row for each fact."""
        yield Static(Text(safe_line(self._name_shown)), id="about")
        for fact in self._facts:
            widget: Widget = (
                Choice(fact.choices, fact.value, id=fact.key)
                if fact.choices
                else Line(fact.value, id=fact.key, placeholder=fact.hint, select_on_focus=False)
            )
            yield Horizontal(Static(Text(fact.label), classes="label"), widget, classes="row")

    def on_mount(self) -> None:
        """Begin with the first fact."""
        self.query_one(f"#{self._facts[0].key}").focus()

    def _changed(self) -> dict[str, str]:
        """What is typed now, of the facts that are others than before."""
        said = {
            **{line.id: line.value.strip() for line in self.query(Line)},
            **{choice.id: choice.value for choice in self.query(Choice)},
        }
        return {fact.key: said[fact.key] for fact in self._facts if said[fact.key] != safe_line(fact.value)}

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        self._warned = False
        self.explain("")

    def action_prompt_done(self) -> None:
        """Make the change, if there is one."""
        changed = self._changed()
        if changed:
            self.write(self._job(changed))
        else:
            self.dismiss(None)

    def action_prompt_cancel(self) -> None:
        """Close; ask once more when something would be lost."""
        if self._changed() and not self._warned:
            self._warned = True
            done, cancel = (key_label(command(f"prompt.{name}").keys[0]) for name in ("done", "cancel"))
            self.explain(f"Not saved yet: {done} saves, {cancel} again throws the changes away.")
            return
        self.dismiss(None)
