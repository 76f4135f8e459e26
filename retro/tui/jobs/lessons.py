"""Lessons read and changed; each function makes a job for ``Storage.read`` or ``Storage.write``."""

from collections.abc import Callable
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Visibility

__all__ = [
    "Names",
    "Wrote",
    "add",
    "delete",
    "edit",
    "get",
    "names",
    "redo",
    "star",
    "toggle_private",
    "undo",
]


class Names(NamedTuple):
    """What exists already, for completion and for saying what is new."""

    companies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Wrote(NamedTuple):
    """A change that is on disk: what to say of it, and the lesson to go to."""

    said: str
    lesson_id: str = ""


def get(lesson_id: str) -> Callable[[Journal], Lesson]:
    """Read one lesson."""
    return lambda journal: journal.lessons.get(lesson_id)


def names(journal: Journal) -> Names:
    """Read the names of companies, themes and people."""
    return Names(
        tuple(journal.companies.all_names()),
        tuple(journal.themes.all_names()),
        tuple(journal.people.all_names()),
    )


def add(draft: LessonDraft) -> Callable[[Journal], Wrote]:
    """Keep a new lesson."""

    def job(journal: Journal) -> Wrote:
        added = journal.lessons.add(draft)
        new = [f"@{added.new_company} is new"] if added.new_company else []
        new += [f"#{theme} is new" for theme in added.new_themes]
        said = f"Added “{added.lesson.title}”" + (f" · {', '.join(new)}" if new else "")
        return Wrote(said, added.lesson.id)

    return job


def edit(lesson_id: str, draft: LessonDraft) -> Callable[[Journal], Wrote]:
    """Make a lesson say something else."""
    return lambda journal: Wrote(f"Saved “{journal.lessons.edit(lesson_id, draft).title}”", lesson_id)


def star(lesson_id: str) -> Callable[[Journal], Wrote]:
    """Star a lesson, or take its star away."""

    def job(journal: Journal) -> Wrote:
        lesson = journal.lessons.get(lesson_id)
        said = f"{'Unstarred' if lesson.starred else 'Starred'} “{lesson.title}”"
        journal.lessons.edit(lesson_id, lesson.replace(starred=not lesson.starred), summary=said)
        return Wrote(said, lesson_id)

    return job


def toggle_private(lesson_id: str) -> Callable[[Journal], Wrote]:
    """Make a lesson private, or publishable."""

    def job(journal: Journal) -> Wrote:
        lesson = journal.lessons.get(lesson_id)
        private = lesson.visibility is Visibility.PRIVATE
        after = Visibility.PUBLISHABLE if private else Visibility.PRIVATE
        said = f"“{lesson.title}” is now {after}"
        journal.lessons.edit(lesson_id, lesson.replace(visibility=after), summary=said)
        return Wrote(said, lesson_id)

    return job


def delete(lesson_id: str) -> Callable[[Journal], Wrote]:
    """Delete a lesson."""

    def job(journal: Journal) -> Wrote:
        title = journal.lessons.get(lesson_id).title
        journal.lessons.delete([lesson_id])
        return Wrote(f"Deleted “{title}”")

    return job


def undo(journal: Journal) -> Wrote:
    """Take back the last change."""
    return Wrote(f"Undid: {journal.history.undo().summary}")


def redo(journal: Journal) -> Wrote:
    """Take back the last undo."""
    return Wrote(f"Redid: {journal.history.redo().summary}")
