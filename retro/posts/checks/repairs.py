"""What ``retro check --fix`` puts right by itself.

Only what leaves no choice and changes nothing that a reader sees: dead links lose their brackets, and a theme
that is another one misspelt is merged into it. Numbers, dates, names and words in a text are the author's.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retro.journal import Journal
from retro.model import Lesson
from retro.posts.checks.accepted import folded_name
from retro.posts.checks.known import Known
from retro.posts.checks.links import repaired_body, repaired_title
from retro.posts.checks.theme_slips import ThemeSlip, theme_slips

__all__ = ["Repaired", "repair"]


class Repaired(NamedTuple):
    """What was put right: lessons as they are now, and themes that were merged."""

    lessons: tuple[Lesson, ...] = ()
    themes: tuple[ThemeSlip, ...] = ()


def repair(journal: Journal, lessons: Iterable[Lesson], known: Known) -> Repaired:
    """Put right what is safe in some lessons, as one step to undo.

    Args:
        journal: Where they are; it is read again, so that what changed meanwhile is not undone.
        lessons: Those that were looked at.
        known: What was known then.

    Raises:
        JournalUnusable: When the journal cannot be written; nothing was changed.
    """
    ids = [lesson.id for lesson in lessons]
    with journal.step("check") as step:
        current = journal.lessons.by_ids(ids)
        merged = tuple(_slips(current, known))
        for slip in merged:
            journal.themes.merge(slip.slip, slip.right)
        edited = tuple(_edited(journal, current))
        step.summary = f"Repaired {len(edited)} lessons and {len(merged)} themes"
    return Repaired(edited, merged)


def _slips(lessons: Sequence[Lesson], known: Known) -> Iterable[ThemeSlip]:
    carried = {theme for lesson in lessons for theme in lesson.themes}
    for name, slip in theme_slips(known.themes, known.words).items():
        if slip.sure and name in carried and folded_name(name) not in known.accepted:
            yield slip


def _edited(journal: Journal, lessons: Iterable[Lesson]) -> Iterable[Lesson]:
    for lesson in lessons:
        title, body = repaired_title(lesson.title), repaired_body(lesson.body)
        if (title, body) != (lesson.title, lesson.body):
            yield journal.lessons.edit(lesson.id, lesson.replace(title=title, body=body))
