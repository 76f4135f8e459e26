"""Entries of a journal that read like a post with several lessons.

The rule: an entry is several lessons when at least two of them stand where its own text says that lessons
stand: in a list or under a heading that is announced as lessons, mistakes, wins or practices, or behind a
word such as "Lesson learned:". Sentences that merely sound like a lesson never take an entry apart.
"""

from retro.model import LessonDraft
from retro.posts.document import PostDocument
from retro.posts.extraction import ThemeVocabulary, extract
from retro.posts.plan_values import Told

__all__ = ["lessons_of_post"]

_ANNOUNCED = ("list of ", "heading under ", "paragraph under ")
_LEAST_LINES = 3
"""A title and two lessons: most entries are shorter, and need not be read for them."""


def lessons_of_post(draft: LessonDraft, themes: ThemeVocabulary) -> tuple[Told, ...]:
    """The lessons of an entry that reads like a post; nothing for one that does not.

    Args:
        draft: The whole entry.
        themes: The starter themes, whose words are looked for in each lesson.
    """
    if draft.body.count("\n") + 1 < _LEAST_LINES - 1 or draft.source is None:
        return ()
    document = PostDocument(
        path=draft.source.path,
        front_matter={},
        title=draft.title,
        body=draft.body,
        first_line=draft.source.line + 1 if draft.source.line else 1,
        written=draft.happened,
        tags=draft.themes,
    )
    announced = [
        found
        for found in extract(document, company=draft.company, themes=themes)
        if found.rule.startswith(_ANNOUNCED) or " marker" in found.rule
    ]
    if len(announced) < 2:
        return ()
    return tuple(
        Told(
            found.draft.replace(starred=draft.starred, company=found.draft.company or draft.company),
            confidence=found.confidence,
            rule=found.rule,
        )
        for found in announced
    )
