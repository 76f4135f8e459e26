"""The screen to live in, with what one can do there."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from retro.display import plain_inline
from retro.errors import RetroError
from retro.model import Lesson, LessonDraft
from retro.tui.commands import command, key_label
from retro.tui.drafts import Draft
from retro.tui.jobs import lessons
from retro.tui.jobs.lessons import Wrote
from retro.tui.looks import LOCK
from retro.tui.screens.browse_layout import PANES
from retro.tui.screens.changing import Changing
from retro.tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from retro.pseudonyms import Pseudonyms
    from retro.tui.jobs.exports import Exported
    from retro.tui.retro_app import Warm
    from retro.tui.storage import Storage

__all__ = ["BrowseScreen"]


class BrowseScreen(Changing):
    """Browsing, and the commands of the registry that work there, one method each."""

    unfinished_capture = ""
    """What was typed in the capture line and not saved; offered again."""

    def __init__(self, storage: "Storage", warm: "Warm | None" = None, name: str = "retro") -> None:
        super().__init__(storage, warm, name)
        self._without_form: list[Draft] = []

    # What an earlier run left

    def unsaved(self) -> tuple[Draft, ...]:
        """A line of capture that was left unfinished, and what was found and has no form yet."""
        line = (Draft(self.unfinished_capture),) if self.unfinished_capture.strip() else ()
        return (*line, *self._without_form)

    def find_again(self, drafts: Sequence[Draft]) -> None:
        """Offer what was being typed when retro ended: a form opens again, a line is there to go on with."""
        for draft in drafts:
            if draft.whole and self.app.screen is self:
                self._form_again(draft)
            elif not draft.whole and not self.unfinished_capture:
                self.unfinished_capture = draft.text
                key = key_label(command("lesson.add").keys[0])
                self.say(f"What you were typing is here again: {key} goes on with it.")
            else:
                self._put_aside(draft)

    def _form_again(self, draft: Draft) -> None:
        from retro.lesson_text import parse  # noqa: PLC0415

        def opened(lesson: Lesson | None) -> None:
            self._without_form.remove(draft)
            try:
                self._open_form(lesson, parse(draft.text, lesson or LessonDraft("New lesson")), draft)
            except RetroError:  # half a date, say, which no form can start with
                self._put_aside(draft)
            else:
                self.say("What you were writing is here again; it is not saved yet.")

        def gone(_: Exception) -> None:
            self._without_form.remove(draft)
            self._put_aside(draft)

        self._without_form.append(draft)
        if draft.lesson_id:
            self.storage.read(lessons.get(draft.lesson_id), self.answer(opened), self.answer(gone))
        else:
            opened(None)

    def _put_aside(self, draft: Draft) -> None:
        from retro.editor import keep_unsaved  # noqa: PLC0415

        self.say(f"What you were writing before is in {keep_unsaved(draft.text)}.")

    # Places

    def action_query_focus(self) -> None:
        """Go to the query bar."""
        self.go("query")

    def action_pane_facets(self) -> None:
        """Go to the facets."""
        self.go("facets")

    def action_pane_lessons(self) -> None:
        """Go to the lessons."""
        self.go("lessons")

    def action_pane_preview(self) -> None:
        """Go to the preview."""
        self.go("preview")

    def action_pane_right(self) -> None:
        """One pane to the right."""
        self.go(PANES[min(PANES.index(self.place) + 1, len(PANES) - 1)])

    def action_pane_left(self) -> None:
        """One pane to the left."""
        self.go(PANES[max(PANES.index(self.place) - 1, 0)])

    def action_pane_next(self) -> None:
        """The next place, round the end."""
        self._step_place(1)

    def action_pane_previous(self) -> None:
        """The place before, round the end."""
        self._step_place(-1)

    def _step_place(self, step: int) -> None:
        places = ("query", *PANES)
        here = "query" if self.focused is self.query_line else self.place
        self.go(places[(places.index(here) + step) % len(places)])

    def action_lesson_read(self) -> None:
        """Go to the preview of the lesson."""
        self.go("preview")

    # Private mode

    def action_view_private(self) -> None:
        """Put pseudonyms in the place of names, or names back."""
        hide = self.storage.hidden is None
        self.storage.hide_names(self.answer(self._names_hidden), self.failed, hide=hide)

    def _names_hidden(self, names: "Pseudonyms | None") -> None:
        before, self.storage.hidden = self.storage.hidden, names
        bar = self.query_one(QueryBar)
        bar.warn(f"{LOCK} private mode" if names is not None else "")
        if names is not None:
            self.query_line.value = self.query_shown(self.text)
        elif before is not None:
            self.query_line.value = before.reveal(self.text)
        key = key_label(command("view.private").keys[0])
        self.say(f"Names are hidden; {key} shows them again." if names else "Names are shown again.")
        self.refresh_found()

    def _would_show_names(self) -> bool:
        """True, and says so, where something shows a lesson as it is while names are hidden."""
        if self.storage.hidden is None:
            return False
        key = key_label(command("view.private").keys[0])
        self.say(f"This would show names. {key} ends private mode.", severity="warning")
        return True

    # Names

    def action_view_names(self) -> None:
        """Manage companies, themes and people."""
        if not self._would_show_names():
            from retro.tui.screens.names import NamesScreen  # noqa: PLC0415 - loads when it opens

            self.app.push_screen(NamesScreen(self.storage), self._back_from_names)

    def _back_from_names(self, query: str | None) -> None:
        """Show what was changed, or the lessons of a name."""
        if query is None or query == self.text:
            self.refresh_found()
        else:
            self.query_line.value = query
            self._ask_names()
        if query is not None:
            self.go("lessons")

    # The query

    def action_query_clear(self) -> None:
        """Empty the query; without one, let go of what is selected, and go to the lessons."""
        if self.text:
            self.query_line.value = ""
        elif self.picked:
            self.action_select_none()
        else:
            self.go("lessons")

    def action_query_suggestion(self) -> None:
        """Take the query that was suggested."""
        if self.found is not None and self.found.suggestion:
            self.query_line.value = self.found.suggestion

    def action_list_order(self) -> None:
        """Another order, from the top."""
        from retro.search import Order  # noqa: PLC0415 - loaded beside Textual by then

        orders = [str(order) for order in Order]
        self.order = orders[(orders.index(self.order or orders[0]) + 1) % len(orders)]
        self.ask()

    def action_match_next(self) -> None:
        """The next match in the preview."""
        self.preview.go_to_match(1)

    def action_match_previous(self) -> None:
        """The match before, in the preview."""
        self.preview.go_to_match(-1)

    # Lessons

    def action_lesson_add(self) -> None:
        """Capture a lesson."""
        from retro.tui.screens.capture import CaptureScreen  # noqa: PLC0415 - dialogs load when they open

        text, self.unfinished_capture = self.unfinished_capture, ""
        self.app.push_screen(CaptureScreen(self.storage, text), self._captured)

    def _captured(self, result: "Wrote | LessonDraft | str | None") -> None:
        """A saved lesson, a draft that goes on in the form, or text that was left unfinished."""
        if isinstance(result, Wrote):
            self.unfinished_capture = ""
            self.wrote("", result)
        elif isinstance(result, LessonDraft):
            from retro.lesson_text import render  # noqa: PLC0415

            self.unfinished_capture = ""
            self._open_form(None, result, Draft(render(result), whole=True))
        elif isinstance(result, str):
            self.unfinished_capture = result

    def action_lesson_form(self) -> None:
        """Edit every field."""
        hit = self.selected()
        if hit is not None and not self._would_show_names():
            self._open_form(hit.lesson, hit.lesson)

    def _open_form(self, lesson: Lesson | None, draft: LessonDraft, typed: Draft | None = None) -> None:
        from retro.tui.screens.form import FormScreen  # noqa: PLC0415 - loads the text area

        self.app.push_screen(FormScreen(self.storage, lesson, draft, typed), self._formed)

    def _formed(self, result: Wrote | None) -> None:
        if result is not None:
            self.wrote("", result)

    def action_lesson_edit(self) -> None:
        """Edit in the user's own editor; in the form where there is none."""
        hit = self.selected()
        if hit is None or self._would_show_names():
            return
        if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
            self._open_form(hit.lesson, hit.lesson)
            self.say("$EDITOR is not set, so here is the form.")
            return
        lesson = hit.lesson
        try:
            edited = self._in_editor(lesson)
        except SuspendNotSupported:
            self._open_form(lesson, lesson)
            return
        except RetroError as error:
            self.complain(error)
            return
        if edited is None:
            self.say("Nothing was changed.")
            return
        text, draft = edited
        self.storage.write(
            lessons.edit(lesson.id, draft),
            self.answer(partial(self.wrote, "")),
            self.answer(partial(self._not_saved, text)),
        )

    def _in_editor(self, lesson: Lesson) -> tuple[str, LessonDraft] | None:
        from retro.editor import keep_unsaved  # noqa: PLC0415
        from retro.lesson_text import parse, render  # noqa: PLC0415
        from retro.tui.editing import edit_in_terminal  # noqa: PLC0415 - only who edits needs it

        before = render(lesson)
        after = edit_in_terminal(self.app, before)
        if not after.strip() or after == before:
            return None
        try:
            draft = parse(after, lesson)
        except RetroError as error:
            error.sentence += f" What you wrote is in {keep_unsaved(after)}."
            raise
        return None if draft == lesson else (after, draft)

    def _not_saved(self, text: str, error: Exception) -> None:
        if isinstance(error, RetroError):
            from retro.editor import keep_unsaved  # noqa: PLC0415

            error.sentence += f" What you wrote is in {keep_unsaved(text)}."
        self.complain(error)

    def action_lesson_copy(self) -> None:
        """Copy as Markdown."""
        from retro.tui.copying import as_markdown  # noqa: PLC0415 - only who copies needs it

        self._copy(as_markdown, "as Markdown")

    def action_lesson_copy_quote(self) -> None:
        """Copy as a quotation."""
        from retro.tui.copying import as_quote  # noqa: PLC0415

        self._copy(as_quote, "as a quotation")

    def action_lesson_copy_id(self) -> None:
        """Copy the id."""
        hit = self.selected()
        if hit is not None:
            self._put_into_clipboard(hit.short_id, f"Copied the id {hit.short_id}.")

    def _copy(self, text_of: Callable[[Lesson], str], how: str) -> None:
        hit = self.selected()
        if hit is None:
            return
        try:
            text = text_of(hit.lesson)
        except RetroError as error:
            self.complain(error)
            return
        self._put_into_clipboard(text, f"Copied “{plain_inline(hit.lesson.title)}” {how}.")

    def _put_into_clipboard(self, text: str, said: str) -> None:
        from retro.tui.clipboard import copy  # noqa: PLC0415

        # As Textual's own copying does, which knows neither tmux nor screen.
        driver = self.app._driver  # noqa: SLF001
        if driver is None:
            return
        try:
            file = copy(text, driver.write)
        except RetroError as error:
            self.complain(error)
            return
        self.say(said if file is None else f"This terminal has no clipboard for programs; it is in {file}.")

    def action_lesson_export(self) -> None:
        """Write what is shown."""
        if self.found is None or not self.found.total:
            self.say("Nothing is shown, so there is nothing to export.", severity="warning")
            return
        if self._would_show_names():
            return
        from retro.tui.screens.export import ExportScreen  # noqa: PLC0415

        self.app.push_screen(ExportScreen(self.storage, self.text, self.found.total), self._exported)

    def _exported(self, result: "Exported | None") -> None:
        if result is None:
            return
        stayed = f"; {result.withheld} private stayed" if result.withheld else ""
        noun = "lesson" if result.lessons == 1 else "lessons"
        self.say(f"Wrote {result.lessons} {noun} to {result.path}{stayed}.")
        self.refresh_found()
