"""Lessons and edits that a journal refuses: kept in files, and taken in later, each once."""

from pathlib import Path
from typing import NamedTuple

from retro.errors import InvalidValue, JournalUnusable
from retro.journal.history import utc_now
from retro.journal.identity import is_id
from retro.journal.journal import Journal
from retro.lesson_text import parse, render
from retro.model import Lesson, LessonDraft
from retro.unsaved import Unsaved, keep, not_kept

__all__ = ["TakenIn", "edited_fields", "keep_edit", "keep_new", "take_in"]


class TakenIn(NamedTuple):
    """What became of a text.

    Args:
        lesson: As it is in the journal now.
        was_there: It had come in before: the disk had more of it than was acknowledged.
        changed_since: The lesson had been edited after the text was refused; what it said is in its history.
    """

    lesson: Lesson
    was_there: bool = False
    changed_since: bool = False


def keep_new(journal: Path, draft: LessonDraft, lesson_id: str) -> str:
    """Keep a new lesson; returns the sentence that says where it is, or the text itself.

    Args:
        journal: Where it was to go.
        draft: What it says.
        lesson_id: The id that it was to have: a journal that kept it all the same takes it in only once.
    """
    return _kept(Unsaved(render(draft), str(journal.absolute()), lesson_id, _now()))


def keep_edit(journal: Path, lesson_id: str, edited: LessonDraft, fields: tuple[str, ...]) -> str:
    """Keep an edit of some fields of a lesson; returns a sentence, as above."""
    return _kept(Unsaved(render(edited), str(journal.absolute()), lesson_id, _now(), fields))


def edited_fields(lesson: Lesson, edited: LessonDraft) -> tuple[str, ...]:
    """The fields in which an edit differs from its lesson."""
    return tuple(name for name in LessonDraft.field_names if getattr(lesson, name) != getattr(edited, name))


def _kept(unsaved: Unsaved) -> str:
    try:
        return f"What you wrote is in {keep(unsaved)}; “retro unsaved add” takes it in."
    except (OSError, JournalUnusable) as error:
        return not_kept(unsaved.text, error)


def _now() -> str:
    return utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")


def take_in(journal: Journal, unsaved: Unsaved) -> TakenIn:
    """Add a new lesson, or make an edit; doing it again changes nothing.

    Raises:
        InvalidValue: When the text is none that retro has kept, or does not read as a lesson.
        NothingFound: When the lesson that is edited is gone.
        JournalUnusable: When the journal cannot be written; nothing was changed.
    """
    if unsaved.lesson_id and unsaved.fields and set(unsaved.fields) <= set(LessonDraft.field_names):
        return _edit(journal, unsaved)
    if unsaved.fields or not is_id(unsaved.lesson_id):
        raise InvalidValue("It does not say which lesson it is; add its text by hand.", hint="retro add -e")
    draft = parse(unsaved.text, LessonDraft(""))
    with journal.step("add", f"Added “{draft.title}”"):  # looking and adding at once: another may do so, too
        before = journal.lessons.find(unsaved.lesson_id)
        if before is not None:
            return TakenIn(before, was_there=True)
        added = journal.lessons.add(draft, lesson_id=unsaved.lesson_id, created_at=unsaved.kept_at)
        return TakenIn(added.lesson)


def _edit(journal: Journal, unsaved: Unsaved) -> TakenIn:
    """Only what was changed then: what else was changed since stays."""
    with journal.step("edit") as step:
        lesson = journal.lessons.get(unsaved.lesson_id)
        told = parse(unsaved.text, lesson)
        wanted = lesson.replace(**{name: getattr(told, name) for name in unsaved.fields})
        if wanted == lesson:
            return TakenIn(lesson, was_there=True)
        step.summary = f"Edited “{wanted.title}”"
        after = journal.lessons.edit(lesson.id, wanted)
    return TakenIn(after, changed_since=lesson.updated_at > unsaved.kept_at)
