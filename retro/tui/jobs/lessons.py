"""Lessons read and changed; each function makes a job for ``Storage.read`` or ``Storage.write``."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from retro.errors import NothingFound
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Visibility
from retro.surroundings import Company

__all__ = [
    "Names",
    "Wrote",
    "add",
    "delete",
    "edit",
    "get",
    "names",
    "redo",
    "set_company",
    "star",
    "tag",
    "toggle_private",
    "undo",
    "untag",
]


class Names(NamedTuple):
    """What exists already, for completion and for saying what is new."""

    companies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    """Companies of which it is known from when to when: name, and years such as ``2013–19``."""

    def by_field(self) -> dict[str, tuple[str, ...]]:
        """Field of the query -> the names that it may have."""
        return {"company": self.companies, "theme": self.themes, "person": self.people}


class Wrote(NamedTuple):
    """A change that is on disk: what to say of it, and the lesson to go to."""

    said: str
    lesson_id: str = ""


def get(lesson_id: str) -> Callable[[Journal], Lesson]:
    """Read one lesson."""
    return lambda journal: journal.lessons.get(lesson_id)


def names(journal: Journal) -> Names:
    """Read the names of companies, themes and people."""
    import rapidfuzz  # noqa: F401, PLC0415 - completion needs it; imported here, no keystroke waits for it

    return Names(
        tuple(journal.companies.all_names()),
        tuple(journal.themes.all_names()),
        tuple(journal.people.all_names()),
        tuple((each.name, said) for each in journal.companies.all() if (said := _years(each))),
    )


def _years(company: Company) -> str:
    """``2013–19``, ``2013–`` where one still is, ``–2019``; nothing where nothing is known."""
    if company.began is None and company.ended is None:
        return ""
    began = "" if company.began is None else str(company.began.year)
    ended = "" if company.ended is None else str(company.ended.year)
    if began == ended:
        return began
    return f"{began}–{ended[2:] if began[:2] == ended[:2] else ended}"


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


class _Edit(NamedTuple):
    """What is to be changed, how, and what to say of it."""

    lessons: Sequence[Lesson]
    change: Callable[[Lesson], LessonDraft]
    said: str


def _edited(
    ids: Sequence[str], plan: Callable[[Journal, Sequence[Lesson]], _Edit]
) -> Callable[[Journal], Wrote]:
    """Read lessons and change them in one transaction, which is one step to undo."""

    def job(journal: Journal) -> Wrote:
        with journal.step("edit") as step:
            edit = plan(journal, _found(journal, ids))
            step.summary = edit.said
            for lesson in edit.lessons:
                journal.lessons.edit(lesson.id, edit.change(lesson))
        return Wrote(edit.said, edit.lessons[0].id if len(ids) == 1 else "")

    return job


def star(ids: Sequence[str]) -> Callable[[Journal], Wrote]:
    """Star lessons; take the stars away when all have one."""

    def plan(_: Journal, found: Sequence[Lesson]) -> _Edit:
        on = not all(lesson.starred for lesson in found)
        said = f"{'Starred' if on else 'Unstarred'} {_named(found)}"
        return _Edit(found, lambda lesson: lesson.replace(starred=on), said)

    return _edited(ids, plan)


def toggle_private(ids: Sequence[str]) -> Callable[[Journal], Wrote]:
    """Make lessons private; publishable when all are private."""

    def plan(_: Journal, found: Sequence[Lesson]) -> _Edit:
        private = all(lesson.visibility is Visibility.PRIVATE for lesson in found)
        after = Visibility.PUBLISHABLE if private else Visibility.PRIVATE
        said = f"{_named(found)} {_is(found)} now {after}"
        return _Edit(found, lambda lesson: lesson.replace(visibility=after), said)

    return _edited(ids, plan)


def tag(ids: Sequence[str], themes: Sequence[str]) -> Callable[[Journal], Wrote]:
    """Give lessons more themes."""

    def plan(journal: Journal, found: Sequence[Lesson]) -> _Edit:
        added = journal.themes.canonical(themes)

        def change(lesson: Lesson) -> LessonDraft:
            return lesson.replace(themes=tuple(dict.fromkeys((*lesson.themes, *added))))

        return _Edit(found, change, f"Tagged {_named(found)} with {_hashed(added)}")

    return _edited(ids, plan)


def untag(ids: Sequence[str], themes: Sequence[str]) -> Callable[[Journal], Wrote]:
    """Take themes from lessons; it is an error when none of them has one."""

    def plan(journal: Journal, found: Sequence[Lesson]) -> _Edit:
        taken = frozenset(journal.themes.canonical(themes))
        having = [lesson for lesson in found if taken & set(lesson.themes)]
        if not having:
            raise NothingFound(f"{_named(found)} {'has' if len(found) == 1 else 'have'} no {_hashed(taken)}.")

        def change(lesson: Lesson) -> LessonDraft:
            return lesson.replace(themes=tuple(name for name in lesson.themes if name not in taken))

        return _Edit(having, change, f"Took {_hashed(taken)} from {_named(having)}")

    return _edited(ids, plan)


def set_company(ids: Sequence[str], company: str) -> Callable[[Journal], Wrote]:
    """Say where lessons were learned; "" says nowhere in particular."""

    def plan(journal: Journal, found: Sequence[Lesson]) -> _Edit:
        names = journal.companies.canonical([company]) if company.strip() else ()
        after = names[0] if names else None
        said = f"{_named(found)} {_is(found)} now of {after or 'no company'}"
        return _Edit(found, lambda lesson: lesson.replace(company=after), said)

    return _edited(ids, plan)


def delete(ids: Sequence[str]) -> Callable[[Journal], Wrote]:
    """Delete lessons."""

    def job(journal: Journal) -> Wrote:
        found = _found(journal, ids)
        journal.lessons.delete([lesson.id for lesson in found])
        return Wrote(f"Deleted {_named(found)}")

    return job


def _found(journal: Journal, ids: Sequence[str]) -> Sequence[Lesson]:
    """The lessons that are still there; it is an error when none is."""
    if len(ids) == 1:
        return [journal.lessons.get(ids[0])]
    found = []
    for lesson_id in ids:
        with suppress(NothingFound):  # deleted in another terminal meanwhile
            found.append(journal.lessons.get(lesson_id))
    if not found:
        raise NothingFound("These lessons are gone.")
    return found


def _named(lessons: Sequence[Lesson]) -> str:
    return f"“{lessons[0].title}”" if len(lessons) == 1 else f"{len(lessons):,} lessons"


def _is(lessons: Sequence[Lesson]) -> str:
    return "is" if len(lessons) == 1 else "are"


def _hashed(themes: Iterable[str]) -> str:
    return ", ".join(f"#{theme}" for theme in sorted(themes))


def undo(journal: Journal) -> Wrote:
    """Take back the last change."""
    return Wrote(f"Undid: {journal.history.undo().summary}")


def redo(journal: Journal) -> Wrote:
    """Take back the last undo."""
    return Wrote(f"Redid: {journal.history.redo().summary}")
