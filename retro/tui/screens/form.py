"""The form: a lesson as a page, its title and text on the left and what is known about it beside them."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from retro.display import safe, safe_line
from retro.drafts import Draft
from retro.errors import InvalidValue, RetroError
from retro.evidence.arithmetic import explained
from retro.lesson_text import parse, render
from retro.model import Kind, Lesson, LessonDraft, Status, Visibility
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, commands_in, key_label
from retro.tui.jobs import lessons
from retro.tui.jobs.lessons import Wrote
from retro.tui.jobs.relations import with_relations
from retro.tui.looks import frame_title
from retro.tui.palette import palette
from retro.tui.screens.confirm import ask_to_paste
from retro.tui.screens.dialog import Dialog
from retro.tui.screens.relate import Relating
from retro.tui.widgets.body import Body
from retro.tui.widgets.fields import Choice, Line
from retro.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.tui.storage import Storage

__all__ = ["FormScreen"]

_LINES = (
    ("company", "Company", "where it was learned"),
    ("themes", "Themes", "change, trust, leadership/hiring"),
    ("happened", "Happened", "2021-06, 2018..2021, last friday"),
    ("trigger", "Applies", "before committing to cofounders"),
    ("people", "People", "who is named in it"),
)


class FormScreen(Dialog[Wrote]):
    """Changes a lesson, or makes a new one; ends with what was written.

    Args:
        storage: The journal.
        lesson: The lesson to change; None makes a new one.
        draft: What the form starts with.
        typed: What was typed before, of which ``draft`` was made, and which is still to be saved.
    """

    context = Context.FORM
    BINDINGS = bindings_for(Context.FORM)

    DEFAULT_CSS = """
    FormScreen {
        & > #box { width: 100%; height: 100%; max-width: 150; padding: 1 2 0 2; }
        & #page { height: 1fr; }
        & #text { width: 1fr; height: 100%; padding-right: 2; }
        & #title {
            height: 2; text-style: bold; border: none; border-bottom: solid $foreground 25%; padding: 0;
        }
        & #title:focus { border-bottom: solid $text-accent; background: transparent; }
        & #body {
            height: 1fr; border: none; padding: 1 0 0 0; background: transparent; scrollbar-size-vertical: 1;
        }
        & #body:focus { background: $foreground 4%; }
        & #facts { width: 46; height: 100%; border-left: solid $foreground 20%; padding: 0 0 0 2;
            scrollbar-size-vertical: 1; }
        & #facts > .row { margin-bottom: 1; }
        & #evidence {
            height: auto; min-height: 2; max-height: 6;
            border: none; padding: 0; background: transparent;
        }
        & #evidence:focus { background: $foreground 8%; }
        & #arithmetic { height: auto; }
        & .hint { color: $foreground 68%; height: auto; }
    }
    FormScreen.-medium #facts { width: 34; padding-left: 1; }
    FormScreen.-medium #text { padding-right: 1; }
    FormScreen.-short #facts > .row { margin-bottom: 0; }
    FormScreen.-narrow > #box { padding: 0 1; }
    FormScreen.-narrow #page { layout: vertical; overflow-y: auto; scrollbar-size-vertical: 1; }
    FormScreen.-narrow #text { width: 1fr; height: 8; padding-right: 0; }
    FormScreen.-narrow #facts { width: 1fr; height: auto; border-left: none; padding: 1 0 0 0; }
    """

    def __init__(
        self,
        storage: "Storage",
        lesson: Lesson | None,
        draft: LessonDraft,
        typed: Draft | None = None,
    ) -> None:
        super().__init__(storage)
        self._typed = typed
        self.heading = "Edit" if lesson else "New lesson"
        self._lesson = lesson
        self._original = draft
        self._warned = False
        self._first: str | None = None
        self._relating = [Relating(*each) for each in typed.relations] if typed else []

    def compose(self) -> ComposeResult:
        """The page, its facts, and the keys."""
        with Vertical(id="box") as box:
            box.border_title = frame_title(self.heading)
            with Horizontal(id="page"):
                with Vertical(id="text"):
                    yield _line("title", self._original.title, "What was learned, in one line")
                    yield Body(
                        safe(self._original.body),
                        id="body",
                        soft_wrap=True,
                        show_line_numbers=False,
                        placeholder="What happened, and what follows from it. Markdown.",
                    )
                with VerticalScroll(id="facts", can_focus=False):
                    yield from self.contents()
            yield Static("", id="complaint")
            yield KeyBar(each for each in commands_in(self.context) if each.footer)

    def contents(self) -> Iterable[Widget]:
        """What is known about the lesson, a row each."""
        draft = self._original
        values = _line_values(draft)
        yield _row("Kind", Choice(tuple(Kind), draft.kind, id="kind"))
        for name, label, placeholder in _LINES:
            yield _row(label, _line(name, values[name], placeholder))
        yield _row("Status", Choice(tuple(Status), draft.status, id="status"))
        yield _row("Visibility", Choice(tuple(Visibility)[::-1], draft.visibility, id="visibility"))
        yield _row("Starred", Choice(("no", "yes"), "yes" if draft.starred else "no", id="starred"))
        yield Static(Text("Evidence   metric | before | after | unit"), classes="hint")
        yield Body(safe(_evidence_lines(draft)), id="evidence", soft_wrap=True, show_line_numbers=False)
        yield Static("", id="arithmetic")
        yield Static("", id="relations", classes="hint")

    def on_mount(self) -> None:
        """Begin in the title of a new lesson, in the text of one that has been there."""
        self._first = "" if self._typed else self.written()
        self._show_arithmetic()
        self._show_relations()
        self.query_one("#body" if self._lesson else "#title").focus()

    def written(self) -> str:
        """The form as the text that an editor would be given."""
        fields = [
            f"{name}: {self.query_one(f'#{name}', Choice).value}" for name in ("kind", "status", "visibility")
        ]
        fields.append(f"starred: {self.query_one('#starred', Choice).value}")
        fields += [f"{name}: {self.query_one(f'#{name}', Line).value}" for name, _, _ in _LINES]
        lines = [line.strip() for line in self.query_one("#evidence", Body).text.splitlines()]
        fields += [f"evidence: {line}" for line in lines if line]
        title = self.query_one("#title", Line).value.strip()
        body = self.query_one("#body", Body).text.strip("\n")
        return "\n".join(fields) + f"\n\n# {title}\n" + (f"\n{body}\n" if body else "")

    def unsaved(self) -> tuple[Draft, ...]:
        """What differs from the lesson."""
        if self._first is None:
            return (self._typed,) if self._typed else ()
        lesson_id = self._lesson.id if self._lesson else ""
        if not self.changed:
            return ()
        relations = tuple(tuple(each) for each in self._relating)
        return (Draft(self.written(), whole=True, lesson_id=lesson_id, relations=relations),)

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form started with."""
        return bool(self._relating) or self.written() != self._first

    def draft(self) -> LessonDraft:
        """What the form says.

        Raises:
            InvalidValue: When a field is not what it should be.
        """
        happened = self.query_one("#happened", Line)
        happened.value = self._date(happened.value)
        said = parse(self.written(), self._original)
        # A line shows control characters as pictures; a field nobody touched keeps what it was.
        original = _line_values(self._original)
        kept = {
            name: getattr(self._original, name)
            for name, _, _ in _LINES
            if self.query_one(f"#{name}", Line).value == safe_line(original[name])
        }
        if self.query_one("#title", Line).value == safe_line(self._original.title):
            kept["title"] = self._original.title
        if self.query_one("#body", Body).text == safe(self._original.body):
            kept["body"] = self._original.body
        return said.replace(**kept)

    def _date(self, text: str) -> str:
        """A date in words as ISO; what is no date stays, for the parser to say so."""
        if not text.strip() or (text.strip()[0].isdigit() and ".." in text):
            return text
        from retro.natural_dates import parse_span  # noqa: PLC0415 - only when a date is given

        span = parse_span(text, self.storage.today(), strict=False)
        return text if span is None else str(span)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        self._touched()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The same, and the arithmetic of the evidence."""
        event.stop()
        self._touched()
        if event.text_area.id == "evidence":
            self._show_arithmetic()

    def on_body_asked(self, event: Body.Asked) -> None:
        """A large text is put in if the person says so."""
        event.stop()
        ask_to_paste(self, event.text, partial(event.body.put_in, event.text))

    def _touched(self) -> None:
        if self._warned:
            self._warned = False
            self.explain("")

    def _show_arithmetic(self) -> None:
        lines = [line for line in self.query_one("#evidence", Body).text.splitlines() if line.strip()]
        said = []
        for line in lines:
            try:
                parsed = parse(f"evidence: {line}\n\n# x\n", self._original).evidence
                said += [explained(item) for item in parsed]
            except InvalidValue as error:
                said.append(error.sentence)
        self.query_one("#arithmetic", Static).update(
            Text("\n".join(map(safe_line, said)), palette(self.app).good)
        )

    def action_form_save(self) -> None:
        """Keep the changes."""
        try:
            draft = self.draft()
        except RetroError as error:
            self.complain(error)
            return
        if not self.begin_saving():
            return
        job = with_relations(self.keeping(draft), [each.relative for each in self._relating])
        self.storage.write(job, self.answer(self.dismiss), self.failed)

    def keeping(self, draft: LessonDraft) -> "Callable[[Journal], Wrote]":
        """The job that keeps what the form says."""
        return lessons.add(draft) if self._lesson is None else lessons.edit(self._lesson.id, draft)

    def action_form_relate(self) -> None:
        """Relate the lesson to another when it is saved."""
        from retro.tui.screens.relate import RelateScreen  # noqa: PLC0415 - loads when it opens

        def picked(relating: Relating | None) -> None:
            if relating is not None:
                self._relating = [each for each in self._relating if each.other_id != relating.other_id]
                self._relating.append(relating)
                self._show_relations()
                self._touched()

        title = self.query_one("#title", Line).value or "This lesson"
        lesson_id = self._lesson.id if self._lesson else ""
        self.app.push_screen(RelateScreen(self.storage, title, lesson_id), picked)

    def _show_relations(self) -> None:
        key = key_label(command("form.relate").keys[0])
        said = [f"+ {safe_line(str(each))}" for each in self._relating]
        self.query_one("#relations", Static).update(
            Text("\n".join([f"Related   {key} searches for a lesson", *said]))
        )

    def action_form_editor(self) -> None:
        """Go on in the user's own editor."""
        from retro.editor import keep_unsaved  # noqa: PLC0415

        text = self.in_editor(self.written())
        if text is None or not text.strip():
            return
        try:
            self._fill(parse(text, self._original))
        except RetroError as error:
            self.explain(f"{error.sentence} What you wrote is in {keep_unsaved(text)}.")

    def _fill(self, draft: LessonDraft) -> None:
        self.query_one("#title", Line).value = draft.title
        self.query_one("#body", Body).text = safe(draft.body)
        for name, value in _line_values(draft).items():
            self.query_one(f"#{name}", Line).value = value
        for name in ("kind", "status", "visibility"):
            self.query_one(f"#{name}", Choice).value = str(getattr(draft, name))
        self.query_one("#starred", Choice).value = "yes" if draft.starred else "no"
        self.query_one("#evidence", Body).text = _evidence_lines(draft)

    def action_form_cancel(self) -> None:
        """Close; ask once more when something would be lost."""
        if self.changed and not self._warned:
            self._warned = True
            save, close = (key_label(command(name).keys[0]) for name in ("form.save", "form.cancel"))
            self.explain(f"Not saved yet: {save} saves, {close} again throws the changes away.")
            return
        self.dismiss(None)


def _line(name: str, value: str, placeholder: str) -> Line:
    line = Line(value, id=name, placeholder=placeholder, select_on_focus=False)
    line.cursor_position = 0
    return line


def _row(label: str, widget: Widget) -> Widget:
    return Horizontal(Static(Text(label), classes="label"), widget, classes="row")


def _line_values(draft: LessonDraft) -> dict[str, str]:
    return {
        "company": draft.company or "",
        "themes": ", ".join(draft.themes),
        "happened": "" if draft.happened is None else str(draft.happened),
        "trigger": draft.trigger,
        "people": ", ".join(draft.people),
    }


def _evidence_lines(draft: LessonDraft) -> str:
    lines = render(draft).split("\n\n# ", 1)[0].splitlines()
    evidence = (line.removeprefix("evidence: ") for line in lines if line.startswith("evidence: "))
    return "\n".join(line.replace(".0 |", " |") for line in evidence)
