"""A lesson as text to paste elsewhere."""

from retro.evidence import describe
from retro.model import Lesson
from retro.posts.composing import publishable
from retro.posts.redacting.lessons import without_private_passages

__all__ = ["as_markdown", "as_quote", "copyable"]


def copyable(lesson: Lesson) -> tuple[Lesson, int]:
    """The lesson without its private passages, and how many they were.

    Raises:
        PublishRefused: When all of it is private.
    """
    publishable([lesson], asked_for=[lesson.id])
    return without_private_passages(lesson)


def as_markdown(lesson: Lesson) -> str:
    """The lesson with its heading, its evidence, and a line of where and when; no private passage.

    Raises:
        PublishRefused: When it is private.
    """
    lesson, _ = copyable(lesson)
    blocks = [f"## {lesson.title}", lesson.body.strip("\n")]
    blocks.append("\n".join(f"* {describe(evidence)}" for evidence in lesson.evidence))
    where = [lesson.company, str(lesson.happened or ""), ", ".join(lesson.themes)]
    blocks.append(" · ".join(part for part in where if part))
    return "\n\n".join(block for block in blocks if block) + "\n"


def as_quote(lesson: Lesson) -> str:
    """What the lesson says, quoted, with the company and the day that it comes from; no private passage.

    Raises:
        PublishRefused: When it is private.
    """
    lesson, _ = copyable(lesson)
    said = f"{lesson.title}\n\n{lesson.body}".strip("\n")
    source = ", ".join(part for part in (lesson.company, str(lesson.happened or "")) if part)
    lines = [*said.splitlines(), *(["", f"— {source}"] if source else [])]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)
