"""Lessons written from the first screen: captured, in the form, in the user's own editor, and found again."""

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from retro.drafts import Draft
from retro.errors import JournalUnusable, RetroError
from retro.model import Lesson, LessonDraft
from retro.tui.commands import command, key_label
from retro.tui.jobs import lessons
from retro.tui.jobs.lessons import Wrote
from retro.tui.screens.changing import Changing

if TYPE_CHECKING:
    from retro.tui.retro_app import Warm
    from retro.tui.storage import Storage
    from retro.unsaved import Waiting

__all__ = ["Writing"]

_MOST_TITLES = 8


class Writing(Changing):
    """Owns what is typed and not saved; ``BrowseScreen`` adds the other commands."""

    unfinished_capture = ""
    """What was typed in the capture line and not saved; offered again."""

    standing_warning = ""
    """What the query bar warns of but for private mode: that the journal cannot be written."""

    def __init__(self, storage: "Storage", warm: "Warm | None" = None, name: str = "retro") -> None:
        super().__init__(storage, warm, name)
        self._without_form: list[Draft] = []
        self.typed_answers: dict[tuple[str, str], str] = {}

    # What an earlier run left

    def unsaved(self) -> tuple[Draft, ...]:
        """A line of capture or answers left unfinished, and what was found and has no form yet."""
        line = (Draft(self.unfinished_capture),) if self.unfinished_capture.strip() else ()
        answers = (Draft(text, prompt=key) for key, text in self.typed_answers.items() if text.strip())
        return (*line, *answers, *self._without_form)

    def find_again(self, drafts: Sequence[Draft]) -> None:
        """Offer what was being typed when retro ended: a form opens again, a line is there to go on with."""
        for draft in drafts:
            if draft.prompt:
                held, prompt = draft.prompt
                self.typed_answers[held, prompt] = draft.text
                key = key_label(command("view.retrospective").keys[0])
                self.say(f"The answer that you were typing is here again: {key} goes on with it.")
            elif draft.whole and self.app.screen is self:
                self._form_again(draft)
            elif not draft.whole and not self.unfinished_capture:
                self.unfinished_capture = draft.text
                key = key_label(command("lesson.add").keys[0])
                self.say(f"What you were typing is here again: {key} goes on with it.")
            else:
                self.put_aside(draft)

    def _form_again(self, draft: Draft) -> None:
        from retro.lesson_text import parse  # noqa: PLC0415

        def opened(lesson: Lesson | None) -> None:
            self._without_form.remove(draft)
            try:
                self._open_form(lesson, parse(draft.text, lesson or LessonDraft("New lesson")), draft)
            except RetroError:  # half a date, say, which no form can start with
                self.put_aside(draft)
            else:
                self.say("What you were writing is here again, not saved yet.")

        def gone(_: Exception) -> None:
            self._without_form.remove(draft)
            self.put_aside(draft)

        self._without_form.append(draft)
        if draft.lesson_id:
            self.storage.read(lessons.get(draft.lesson_id), self.answer(opened), self.answer(gone))
        else:
            opened(None)

    def put_aside(self, draft: Draft) -> None:
        """Keep what cannot be gone on with in a file, and say where."""
        from retro.editor import keep_unsaved  # noqa: PLC0415

        self.say(f"What you were writing before is in {keep_unsaved(draft.text)}.")

    # Capture, form and editor

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
        if hit is not None and not self.would_show_names():
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
        if hit is None or self.would_show_names():
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
            self.answer(partial(self._not_saved, lesson, draft, text)),
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

    def _not_saved(self, lesson: Lesson, draft: LessonDraft, text: str, error: Exception) -> None:
        """Keep an edit that the journal refuses, so that it can be made later."""
        if isinstance(error, JournalUnusable):
            from retro.tui.jobs.unsaved import keep_edit  # noqa: PLC0415 - only then

            error.sentence += f" {keep_edit(self.storage.path, lesson, draft)}"
        elif isinstance(error, RetroError):
            from retro.editor import keep_unsaved  # noqa: PLC0415

            error.sentence += f" What you wrote is in {keep_unsaved(text)}."
        self.complain(error)

    # What the journal refused before

    def offer(self, refused: "Sequence[Waiting]") -> None:
        """Ask whether to take in texts that could not be saved when they were written."""
        if not refused:
            return
        count = "A text waits" if len(refused) == 1 else f"{len(refused):,} texts wait"
        if self.standing_warning or self.app.screen is not self:  # a form that is open again comes first
            self.say(f"{count} to be saved: “retro unsaved” lists.")
            return
        from retro.tui.jobs.unsaved import take_in  # noqa: PLC0415 - only where something waits
        from retro.tui.screens.confirm import ConfirmScreen  # noqa: PLC0415

        titles = [self.shown(each.unsaved.title) for each in refused[:_MOST_TITLES]]
        more = ["…"] if len(refused) > _MOST_TITLES else []
        about = "\n".join(["Could not be written into the journal before:", "", *titles, *more])

        def answered(yes: bool | None) -> None:
            if yes:
                self.change(take_in(refused))
            else:
                self.say("They wait: “retro unsaved” lists and drops.")

        self.app.push_screen(ConfirmScreen(self.storage, f"{count}. Take in now?", about), answered)
