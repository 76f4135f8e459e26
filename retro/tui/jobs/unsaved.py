"""Keeps what the journal refuses, and takes it in later."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal, unsaved_lessons
from retro.model import Lesson, LessonDraft
from retro.tui.jobs.lessons import Wrote
from retro.unsaved import Waiting

__all__ = ["keep_edit", "take_in"]


def keep_edit(journal: Path, lesson: Lesson, edited: LessonDraft) -> str:
    """Keep an edit that was refused; returns the sentence that says where it is."""
    fields = unsaved_lessons.edited_fields(lesson, edited)
    return unsaved_lessons.keep_edit(journal, lesson.id, edited, fields)


def take_in(refused: Sequence[Waiting]) -> Callable[[Journal], Wrote]:
    """Take texts in; what cannot be stays where it is."""

    def job(journal: Journal) -> Wrote:
        came: list[Lesson] = []
        stayed: list[str] = []
        for each in refused:
            try:
                came.append(unsaved_lessons.take_in(journal, each.unsaved).lesson)
            except (InvalidValue, NothingFound) as error:
                stayed.append(f"“{each.unsaved.title}” stays in {each.path}: {error.sentence}")
                continue
            with suppress(OSError):  # a text that is offered once more is not added once more
                each.path.unlink(missing_ok=True)
        said = []
        if came:
            said = [f"Took in “{came[0].title}”." if len(came) == 1 else f"Took in {len(came):,} texts."]
        return Wrote(" ".join([*said, *stayed]), came[-1].id if came else "")

    return job
