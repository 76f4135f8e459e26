"""What stands below a lesson's title in a post, and the lesson read out of it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from retro.model import LessonDraft
from retro.posts.bodies import restore, write_body
from retro.posts.changes import change_in_words, untold_changes
from retro.posts.portable import portable_line

__all__ = ["Section", "body_of", "section_of"]


@dataclass(frozen=True, slots=True)
class Section:
    """The text below a title. ``exact`` tells whether the lesson's body can be read out of it again."""

    text: str
    headings: tuple[int, ...]
    exact: bool


def section_of(lesson: LessonDraft) -> Section:
    """The body made fit for a post, and after it the changes whose numbers it does not give."""
    written = write_body(lesson.body)
    told = [portable_line(change) for change in untold_changes(lesson)]
    text = "\n\n".join(part for part in (written.text, *told) if part)
    # A body that ends like our own line would lose its end on reading: such a one is kept whole.
    stripped = _without_changes(text, lesson)
    return Section(text, written.headings, written.exact and stripped == written.text)


def body_of(text: str, lesson: LessonDraft, headings: Sequence[int] = ()) -> str:
    """The body that a section was made of; a section that was edited by hand is taken as it is now.

    Args:
        text: The section.
        lesson: What the front matter tells of the lesson, with its title, and with its body where the
            section alone would not give it back.
        headings: The levels of the body's headings before they were pushed down.
    """
    if lesson.body and section_of(lesson).text == text.strip("\n"):
        return lesson.body
    return restore(_without_changes(text.strip("\n"), lesson), headings)


def _without_changes(text: str, lesson: LessonDraft) -> str:
    """Take our own lines about evidence off the end."""
    for item in reversed(lesson.evidence):
        line = portable_line(change_in_words(item))
        if text == line:
            return ""
        text = text.removesuffix("\n\n" + line)
    return text
