"""Capture: one line in the grammar of ``retro add``, and what is understood of it as one types."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.capture import Capture, Part, parse
from retro.display import safe, safe_line
from retro.drafts import Draft
from retro.errors import RetroError
from retro.model import LessonDraft
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.completing import word_of_capture
from retro.tui.jobs import lessons
from retro.tui.jobs.lessons import Names, Wrote
from retro.tui.looks import KIND_GLYPHS, LOCK, STAR, shown_title, when
from retro.tui.palette import palette
from retro.tui.screens.confirm import ask_to_paste
from retro.tui.screens.dialog import Dialog
from retro.tui.widgets.completing_line import CompletingLine
from retro.tui.widgets.fields import LONGEST_LINE, Line

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["CaptureScreen"]

_GRAMMAR = "@company   #theme/with/levels   !mistake   yesterday:   2021-06:   * stars"

_LONGEST_PREVIEW = 2_000
"""Characters that are read again at every keystroke; of a longer line, the beginning is."""


class CaptureScreen(Dialog[Wrote | LessonDraft | str]):
    """Ends with the lesson that was kept, a draft to go on with in the form, or what was typed so far.

    Args:
        storage: The journal.
        text: What was typed before and not saved.
    """

    heading = "Add a lesson"
    context = Context.CAPTURE
    BINDINGS = bindings_for(Context.CAPTURE)

    DEFAULT_CSS = """
    CaptureScreen {
        & #understood { height: auto; min-height: 4; padding: 1 1 0 1; }
        & #grammar { color: $foreground 68%; height: auto; padding: 0 1; margin-top: 1; }
    }
    """

    def __init__(self, storage: "Storage", text: str = "") -> None:
        super().__init__(storage)
        self._text = text
        self._names = Names()

    def contents(self) -> Iterable[Widget]:
        """The line, what is understood, and the grammar."""
        yield CompletingLine(
            self._text,
            placeholder="What did you learn?",
            id="capture",
            classes="boxed",
            highlighter=_Tokens(self),
            word_of=word_of_capture,
        )
        yield Static("", id="understood")
        yield Static(Text(_GRAMMAR), id="grammar")

    def on_mount(self) -> None:
        """Ask which names exist."""
        self.storage.read(lessons.names, self.answer(self._names_came), self.failed, name="names")
        self._show()

    def _names_came(self, names: Names) -> None:
        self._names = names
        self.query_one("#capture", CompletingLine).names = {} if self.storage.hidden else names.by_field()
        self._show()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one("#capture", Line).value

    def unsaved(self) -> tuple[Draft, ...]:
        """What is typed."""
        return (Draft(self._text),) if self._text.strip() else ()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line is Enter in the dialog."""
        event.stop()
        self.action_capture_save()

    def on_line_unfit(self, event: Line.Unfit) -> None:
        """Several lines are a lesson with a text, which the form has room for."""
        event.stop()
        text = event.line.with_put_in(event.text)
        ask_to_paste(self, event.text, partial(self._go_on, text))

    def _go_on(self, text: str) -> None:
        """Go on in the form with what was pasted here."""
        self.say("What you pasted does not fit on one line, so it goes on here.")
        capture = self.understood(text)
        draft = capture.draft if capture else LessonDraft("", text.strip())
        if len(draft.title) > LONGEST_LINE:
            draft = draft.replace(title="", body=f"{draft.title}\n\n{draft.body}".strip())
        self.dismiss(draft)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is understood."""
        event.stop()
        self._text = event.value
        self.explain("")
        self._show()

    def understood(self, text: str) -> Capture | None:
        """What a text means; None while there is nothing in it."""
        try:
            return parse(text, self.storage.today())
        except RetroError:
            return None

    def _show(self) -> None:
        inks = palette(self.app)
        title, muted, company, theme = inks.strong, inks.muted, inks.company, inks.good
        new = inks.star + Style(italic=True)
        capture = self.understood(self.text[:_LONGEST_PREVIEW])
        said = Text()
        if capture is None:
            said.append("What you type is read as you type it.", muted)
            self.query_one("#understood", Static).update(said)
            return
        draft = capture.draft
        said.append(shown_title(draft.title), title)
        if draft.body.strip():
            said.append("\n").append(safe(draft.body.strip())[:300], muted)
        said.append(f"\n\n{KIND_GLYPHS[draft.kind]} {draft.kind}", title)
        if draft.company:
            said.append("   ").append(f"@{safe_line(draft.company)}", company)
            said.append("" if _known(draft.company, self._names.companies) else " new", new)
        for name in draft.themes:
            said.append("   ").append(f"#{safe_line(name)}", theme)
            said.append("" if _known(name, self._names.themes) else " new", new)
        if draft.happened:
            said.append("   ").append(when(draft.happened), muted)
        if draft.starred:
            said.append(f"   {STAR} starred", new)
        if draft.visibility == "private":
            said.append(f"   {LOCK} private", new)
        for note in capture.notes:
            said.append("\n").append(safe(note), muted)
        self.query_one("#understood", Static).update(said)

    def action_capture_save(self) -> None:
        """Keep the lesson."""
        try:
            draft = parse(self.text, self.storage.today()).draft
        except RetroError as error:
            self.complain(error)
            return
        if self.begin_saving():
            self.storage.write(lessons.add(draft), self.answer(self.dismiss), self.failed)

    def action_capture_form(self) -> None:
        """Go on in the form."""
        capture = self.understood(self.text)
        self.dismiss(capture.draft if capture else LessonDraft(title=self.text.strip()))

    def action_capture_cancel(self) -> None:
        """Close, and remember what was typed."""
        self.dismiss(self.text)


def _known(name: str, names: tuple[str, ...]) -> bool:
    return name.casefold() in {each.casefold() for each in names}


class _Tokens(Highlighter):
    """Colours what is read as something else than text."""

    def __init__(self, screen: CaptureScreen) -> None:
        self._screen = screen

    def highlight(self, text: Text) -> None:
        """Colour the tokens."""
        capture = self._screen.understood(text.plain[:_LONGEST_PREVIEW])
        if capture is None:
            return
        inks = palette(self._screen.app)
        colours = {Part.COMPANY: inks.company, Part.THEME: inks.good}
        for token in capture.tokens:
            text.stylize(colours.get(token.part, inks.star) + Style(bold=True), token.start, token.end)
